// SPDX-License-Identifier: Apache-2.0
#include "core/live/operatorhealth.h"
#include "tests/support/realcluster.h"

#include <QProcess>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::test {

/// The operator's health on a real API server, where its Deployment and lease are plain objects that the test writes.
class TestOperatorHealth final : public QObject {
    Q_OBJECT

    std::unique_ptr<RealCluster> m_cluster;
    std::unique_ptr<Client> m_admin;
    SystemClock m_clock;
    QByteArray m_said;

    bool apply(const QString& path, QByteArray yaml, const QString& manager = u"test"_s)
    {
        kube::Request request;
        request.verb = kube::Verb::Patch;
        request.path = path;
        request.query.addQueryItem(u"fieldManager"_s, manager);
        request.query.addQueryItem(u"force"_s, u"true"_s);
        request.contentType = "application/apply-patch+yaml";
        request.body = std::move(yaml);
        return m_admin->send(request).has_value();
    }
    bool deploy(int replicas, int ready)
    {
        const QString path = u"/apis/apps/v1/namespaces/konductor-system/deployments/konductor-controller-manager"_s;
        const QByteArray head =
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: konductor-controller-manager}, ";
        return apply(u"/api/v1/namespaces/konductor-system"_s,
                     "{apiVersion: v1, kind: Namespace, metadata: {name: konductor-system}}")
            && apply(path,
                     head + "spec: {replicas: " + QByteArray::number(replicas)
                         + ", selector: {matchLabels: {app: k}}, template: {metadata: {labels: {app: k}}, spec: "
                           "{containers: [{name: manager, image: k}]}}}}")
            && apply(path + u"/status"_s,
                     head + "status: {replicas: " + QByteArray::number(replicas)
                         + ", readyReplicas: " + QByteArray::number(ready) + "}}");
    }
    bool lead(Timestamp renewed)
    {
        const QByteArray time = formatTimestamp(renewed).chopped(1).toUtf8() + ".000000Z";
        return apply(u"/apis/coordination.k8s.io/v1/namespaces/konductor-system/leases/konductor.io"_s,
                     "{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: konductor.io}, spec: "
                     "{holderIdentity: pod-1, leaseDurationSeconds: 15, renewTime: '"
                         + time + "'}}");
    }
    int diagnose(const QString& who = u"admin"_s)
    {
        QProcess process;
        process.start(QStringLiteral(KONDUCTOR_BIN_DIR "/konductor-inspect"),
                      {u"--kubeconfig"_s, m_cluster->kubeconfig(who), u"diagnose"_s});
        if (!process.waitForFinished(60'000)) {
            return -1;
        }
        m_said = process.readAllStandardError() + process.readAllStandardOutput();
        return process.exitCode();
    }

private slots:
    void initTestCase()
    {
        auto started = RealCluster::start(qEnvironmentVariable("KONDUCTOR_TESTCLUSTER"));
        QVERIFY2(started, started ? "" : qPrintable(oneLine(started.error())));
        m_cluster = std::move(*started);
        m_admin = std::make_unique<Client>(*settingsOf(m_cluster->kubeconfig()));
    }

    void missingDeploymentIsSaid()
    {
        QCOMPARE(diagnose(), 1); // a warning
        QVERIFY2(m_said.contains("operator-not-running"), m_said.constData());
        QVERIFY2(m_said.contains("there is no Deployment konductor-controller-manager in konductor-system"),
                 m_said.constData());
    }

    void readyOperatorIsNothingToSay()
    {
        QVERIFY(deploy(2, 1));
        QVERIFY(lead(m_clock.now()));
        QCOMPARE(diagnose(), 0);
        QVERIFY2(!m_said.contains("The operator"), m_said.constData());
    }

    void noReadyReplicaIsSaid()
    {
        QVERIFY(deploy(2, 0));
        QCOMPARE(diagnose(), 1);
        QVERIFY2(m_said.contains("operator-not-running"), m_said.constData());
        QVERIFY2(m_said.contains("none of its 2 replicas is ready"), m_said.constData());
        QVERIFY(deploy(0, 0));
        QCOMPARE(diagnose(), 1);
        QVERIFY2(m_said.contains("scaled to 0 replicas"), m_said.constData());
    }

    void leaderThatDoesNotRenewIsSaid()
    {
        QVERIFY(deploy(1, 1));
        QVERIFY(lead(m_clock.now() - 10min));
        QCOMPARE(diagnose(), 1);
        QVERIFY2(m_said.contains("its leader pod-1 has not renewed its lease since 10 min ago"), m_said.constData());
    }

    void aStatusThatAPersonWroteIsNoSignOfTheOperator()
    {
        QVERIFY(deploy(0, 0));
        QVERIFY(apply(u"/apis/sync.konductor.io/v1/namespaces/default/leases/m"_s,
                      "{apiVersion: sync.konductor.io/v1, kind: Lease, metadata: {name: m}, spec: {}}"));
        for (const QString& tool : {u"kubectl-patch"_s, u"koncli"_s, u"konductor-console"_s}) {
            QVERIFY(apply(
                u"/apis/sync.konductor.io/v1/namespaces/default/leases/m/status"_s,
                "{apiVersion: sync.konductor.io/v1, kind: Lease, metadata: {name: m}, status: {phase: Available}}",
                tool));
        }
        std::ignore = diagnose();
        QVERIFY2(!m_said.contains("newest status written"), m_said.constData());
    }

    void newestStatusIsAmongTheFacts()
    {
        QVERIFY(deploy(0, 0));
        QVERIFY(apply(u"/apis/sync.konductor.io/v1/namespaces/default/leases/l"_s,
                      "{apiVersion: sync.konductor.io/v1, kind: Lease, metadata: {name: l}, spec: {}}"));
        QVERIFY(
            apply(u"/apis/sync.konductor.io/v1/namespaces/default/leases/l/status"_s,
                  "{apiVersion: sync.konductor.io/v1, kind: Lease, metadata: {name: l}, status: {phase: Available}}"));
        std::ignore = diagnose();
        QVERIFY2(m_said.contains("newest status written") && m_said.contains(" ago by test"), m_said.constData());
    }

    void whoMayNotLookIsToldNothing()
    {
        std::ignore = diagnose(u"viewer"_s);
        QVERIFY2(!m_said.contains("The operator"), m_said.constData());
    }
};

} // namespace konductor::test

int main(int argc, char* argv[])
{
    return konductor::test::runOnRealCluster<konductor::test::TestOperatorHealth>(argc, argv);
}
#include "tst_operatorhealth.moc"
