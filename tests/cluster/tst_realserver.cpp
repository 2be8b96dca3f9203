// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"
#include "core/live/clustermirror.h"
#include "tests/cluster/clustercontract.h"
#include "tests/support/certificates.h"
#include "tests/support/clusteroperator.h"
#include "tests/support/realcluster.h"

#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace konductor::test {

/// The contract on the real API server, with the project's rules as its operator, and what only a server with users
/// and certificates can show.
class tst_RealServer final : public ClusterContract {
    Q_OBJECT
    Result<QString> startServer() override
    {
        auto started = RealCluster::start(qEnvironmentVariable("KONDUCTOR_TESTCLUSTER"));
        if (!started) {
            return fail(started.error());
        }
        m_cluster = std::move(*started);
        const auto settings = settingsOf(m_cluster->kubeconfig());
        if (!settings) {
            return fail(settings.error());
        }
        m_operator = std::make_unique<ClusterOperator>(*settings);
        if (!QTest::qWaitFor([this] { return m_operator->isRunning(); }, 20'000)) {
            return fail(makeError(Error::Kind::Timeout, u"operator"_s, u"the kinds were not listed"_s));
        }
        return m_cluster->kubeconfig();
    }

    std::unique_ptr<RealCluster> m_cluster;
    std::unique_ptr<ClusterOperator> m_operator;

private slots:
    void clientCertificateConnects()
    {
        const auto settings = settingsOf(m_cluster->kubeconfig(u"cert"_s));
        QVERIFY(settings);
        QVERIFY(settings->token.isEmpty());
        live::LiveSession session(*settings, {});
        QTRY_VERIFY_WITH_TIMEOUT(session.isSettled(), 20'000);
        for (const Kind kind : konductorKinds) {
            QVERIFY(session.mirror().scope(kind).phase == live::ScopeState::Phase::Live);
        }
    }

    void viewerWithoutRightsIsForbiddenEverywhere()
    {
        const auto settings = settingsOf(m_cluster->kubeconfig(u"viewer"_s));
        QVERIFY(settings);
        live::LiveSession session(*settings, {});
        QTRY_VERIFY_WITH_TIMEOUT(session.isSettled(), 20'000);
        for (const Kind kind : konductorKinds) {
            QVERIFY(session.mirror().scope(kind).phase == live::ScopeState::Phase::Forbidden);
        }
    }

    void viewerOfOneKindSeesItWhileTheOthersAreForbidden()
    {
        QVERIFY(grantLeasesToTheViewers());
        const auto settings = settingsOf(m_cluster->kubeconfig(u"viewer"_s));
        QVERIFY(settings);
        const auto leasesOnly = [&settings] {
            live::LiveSession session(*settings, {});
            return QTest::qWaitFor([&] { return session.isSettled(); }, 5000)
                && session.mirror().scope(Kind::Lease).phase == live::ScopeState::Phase::Live
                && session.mirror().scope(Kind::Semaphore).phase == live::ScopeState::Phase::Forbidden;
        };
        // The authorizer reads the new role from its own watch.
        QTRY_VERIFY_WITH_TIMEOUT(leasesOnly(), 20'000);
    }

    void otherCertificateAuthorityIsATlsError()
    {
        const Authority other(u"Somebody Else"_s);
        QVERIFY2(other.isUsable(), "needs the openssl program, which ./dev test installs");
        kube::ConnectionSettings settings = m_settings;
        settings.caPem = other.pem();
        Client client(settings);
        const auto response = client.send(version());
        QVERIFY(!response);
        QVERIFY2(response.error().kind == Error::Kind::Tls, qPrintable(oneLine(response.error())));
    }

    void wrongTokenIsUnauthorized()
    {
        kube::ConnectionSettings settings = m_settings;
        settings.token = Secret("not-the-token");
        Client client(settings);
        const auto response = client.send(version());
        QVERIFY(!response);
        QVERIFY2(response.error().kind == Error::Kind::Unauthorized, qPrintable(oneLine(response.error())));
    }

    void deletedDefinitionShowsNotInstalled()
    {
        kube::Request removal;
        removal.verb = kube::Verb::Delete;
        removal.path = u"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/onces.sync.konductor.io"_s;
        QVERIFY(m_client->send(removal));
        const auto phases = [this] {
            live::LiveSession session(m_settings, {});
            return QTest::qWaitFor([&] { return session.isSettled(); }, 5000)
                && session.mirror().scope(Kind::Once).phase == live::ScopeState::Phase::NotInstalled
                && session.mirror().scope(Kind::Lease).phase == live::ScopeState::Phase::Live;
        };
        QTRY_VERIFY_WITH_TIMEOUT(phases(), 30'000);
    }

private:
    bool grantLeasesToTheViewers()
    {
        const QString base = u"/apis/rbac.authorization.k8s.io/v1/"_s;
        kube::Request role;
        role.verb = kube::Verb::Post;
        role.path = base + u"clusterroles"_s;
        role.contentType = "application/json";
        role.body = R"({"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"leases"},)"
                    R"("rules":[{"apiGroups":["sync.konductor.io"],"resources":["leases"],)"
                    R"("verbs":["get","list","watch"]}]})";
        kube::Request binding = role;
        binding.path = base + u"clusterrolebindings"_s;
        binding.body =
            R"({"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"leases"},)"
            R"("roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"leases"},)"
            R"("subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"Group","name":"viewers"}]})";
        return m_client->send(role) && m_client->send(binding);
    }

    static kube::Request version()
    {
        kube::Request request;
        request.path = u"/apis/sync.konductor.io/v1/leases"_s;
        return request;
    }
};

} // namespace konductor::test

int main(int argc, char* argv[])
{
    return konductor::test::runOnRealCluster<konductor::test::tst_RealServer>(argc, argv);
}
#include "tst_realserver.moc"
