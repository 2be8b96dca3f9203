// SPDX-License-Identifier: Apache-2.0
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"
#include "tests/support/realcluster.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace konductor::test {

/// Somebody who may see two namespaces, and may not ask which there are, on the real API server.
class TestNamespaces final : public QObject {
    Q_OBJECT

    std::unique_ptr<RealCluster> m_cluster;
    std::unique_ptr<Client> m_admin;
    kube::ConnectionSettings m_viewer;

    static QByteArray json(QByteArray text) { return text.replace('\'', '"'); }
    bool apply(const QString& path, const QByteArray& object)
    {
        kube::Request request;
        request.verb = kube::Verb::Patch;
        request.path = path;
        request.query.addQueryItem(u"fieldManager"_s, u"test"_s);
        request.contentType = "application/apply-patch+yaml";
        request.body = json(object);
        return m_admin->send(request).has_value();
    }
    /// A namespace with a lease of its name in it.
    bool make(const QByteArray& ns)
    {
        const QString name = QString::fromLatin1(ns);
        return apply(u"/api/v1/namespaces/"_s + name,
                     "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'" + ns + "'}}")
            && apply(u"/apis/sync.konductor.io/v1/namespaces/%1/leases/%1"_s.arg(name),
                     "{'apiVersion':'sync.konductor.io/v1','kind':'Lease','metadata':{'name':'" + ns + "'},'spec':{}}");
    }
    bool allow(const QByteArray& ns)
    {
        const QString base = u"/apis/rbac.authorization.k8s.io/v1/namespaces/%1/"_s.arg(QString::fromLatin1(ns));
        return apply(base + u"roles/reader"_s,
                     "{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'Role','metadata':{'name':'reader'},'rules':"
                     "[{'apiGroups':['sync.konductor.io'],'resources':['*'],'verbs':['get','list','watch']}]}")
            && apply(base + u"rolebindings/reader"_s,
                     "{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'RoleBinding','metadata':{'name':'reader'},"
                     "'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'Role','name':'reader'},"
                     "'subjects':[{'apiGroup':'rbac.authorization.k8s.io','kind':'Group','name':'viewers'}]}");
    }
    /// The authorizer reads roles from a watch of its own.
    bool isTakenIn(const QString& ns)
    {
        kube::Request list;
        list.path = u"/apis/sync.konductor.io/v1/namespaces/%1/leases"_s.arg(ns);
        return Client(m_viewer).send(list).has_value();
    }

private slots:
    void initTestCase()
    {
        auto started = RealCluster::start(qEnvironmentVariable("KONDUCTOR_TESTCLUSTER"));
        QVERIFY2(started, started ? "" : qPrintable(oneLine(started.error())));
        m_cluster = std::move(*started);
        m_admin = std::make_unique<Client>(*settingsOf(m_cluster->kubeconfig()));
        m_viewer = *settingsOf(m_cluster->kubeconfig(u"viewer"_s));
        for (const QByteArray ns : {"one", "two", "secret"}) {
            QVERIFY2(make(ns), ns.constData());
        }
        QVERIFY(allow("one") && allow("two"));
        QTRY_VERIFY_WITH_TIMEOUT(isTakenIn(u"one"_s) && isTakenIn(u"two"_s), 20'000);
    }

    void untypedNothingIsSeen()
    {
        live::LiveSession session(m_viewer, {});
        QTRY_VERIFY_WITH_TIMEOUT(session.isSettled(), 20'000);
        QTRY_VERIFY(session.mirror().scope(Kind::Lease).phase == live::ScopeState::Phase::Forbidden);
    }

    void typedInBothAreShownAndTheOthersAreNamed()
    {
        live::LiveSession session(m_viewer, {.knownNamespaces = {u"one"_s, u"secret"_s, u"two"_s}});
        for (const Kind kind : konductorKinds) {
            QTRY_VERIFY_WITH_TIMEOUT(session.mirror().scope(kind).phase == live::ScopeState::Phase::Live, 20'000);
            QTRY_COMPARE(session.mirror().scope(kind).namespaces, QStringList({u"one"_s, u"two"_s}));
            QVERIFY(session.mirror().scope(kind).refused.contains(u"secret"_s));
        }
        QVERIFY(session.mirror().objects().find({Kind::Lease, u"one"_s, u"one"_s}));
        QVERIFY(session.mirror().objects().find({Kind::Lease, u"two"_s, u"two"_s}));
        QCOMPARE(session.mirror().objects().count(Kind::Lease), 2);
    }
};

} // namespace konductor::test

int main(int argc, char* argv[])
{
    return konductor::test::runOnRealCluster<konductor::test::TestNamespaces>(argc, argv);
}
#include "tst_namespaces.moc"
