// SPDX-License-Identifier: Apache-2.0
#include "core/api/kind.h"
#include "tests/support/realcluster.h"

#include <QProcess>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace konductor::test {

/// `konductor-inspect crds` and `connect` against a real API server.
class TestCrds final : public QObject {
    Q_OBJECT

    std::unique_ptr<RealCluster> m_cluster;
    QByteArray m_said;

    int inspect(const QStringList& arguments, const QString& who = u"admin"_s)
    {
        QProcess process;
        process.start(QStringLiteral(KONDUCTOR_BIN_DIR "/konductor-inspect"),
                      QStringList{u"--kubeconfig"_s, m_cluster->kubeconfig(who)} + arguments);
        if (!process.waitForFinished(60'000)) {
            return -1;
        }
        m_said = process.readAllStandardOutput() + process.readAllStandardError();
        return process.exitCode();
    }
    bool remove(Kind kind)
    {
        kube::Request request;
        request.verb = kube::Verb::Delete;
        request.path = u"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/%1.sync.konductor.io"_s.arg(
            kindInfo(kind).plural);
        return Client(*settingsOf(m_cluster->kubeconfig())).send(request).has_value();
    }

private slots:
    void initTestCase()
    {
        auto started = RealCluster::start(qEnvironmentVariable("KONDUCTOR_TESTCLUSTER"));
        QVERIFY2(started, started ? "" : qPrintable(oneLine(started.error())));
        m_cluster = std::move(*started);
    }

    void allKindsAreServed()
    {
        const int code = inspect({u"crds"_s});
        QVERIFY2(code == 0, m_said.constData());
        QCOMPARE(m_said.count("served"), konductorKinds.size());
    }

    void missingKindIsNamedWithWhatItBreaksAndInstalled()
    {
        QVERIFY(remove(Kind::Once));
        const auto missed = [this] { return inspect({u"crds"_s}) == 4; };
        QTRY_VERIFY_WITH_TIMEOUT(missed(), 20'000); // it goes a moment after the answer
        QVERIFY2(m_said.contains("onces          missing: what should run once cannot be claimed"), m_said.constData());
        QCOMPARE(inspect({u"connect"_s}), 0);
        QVERIFY2(m_said.contains("there is no onces"), m_said.constData());
        QVERIFY2(inspect({u"crds"_s, u"apply"_s, u"--dry-run"_s}) == 0, m_said.constData());
        QCOMPARE(inspect({u"crds"_s}), 4); // a dry run installs nothing
        QVERIFY2(inspect({u"crds"_s, u"apply"_s}) == 0, m_said.constData());
        QCOMPARE(m_said.count("served"), konductorKinds.size());
    }

    void whoMayNotInstallThemIsTold()
    {
        QCOMPARE(inspect({u"crds"_s, u"apply"_s}, u"viewer"_s), 3);
        QVERIFY2(m_said.contains("customresourcedefinitions"), m_said.constData());
    }

    void connectPassesForTheAdministratorAndNamesTheGroup()
    {
        QVERIFY2(inspect({u"connect"_s}) == 0, m_said.constData());
        QVERIFY2(m_said.contains("signed in as admin") && m_said.contains("system:masters"), m_said.constData());
        QVERIFY2(m_said.contains("11 of 11 kinds"), m_said.constData());
        QVERIFY2(inspect({u"connect"_s}, u"cert"_s) == 0, m_said.constData());
        QVERIFY2(m_said.contains("signed in as cert-admin"), m_said.constData());
    }

    void connectStopsAtTheRightsOfWhoHasNone()
    {
        QCOMPARE(inspect({u"connect"_s}, u"viewer"_s), 3);
        QVERIFY2(m_said.contains("you may see nothing in default"), m_said.constData());
        QVERIFY2(!m_said.contains("viewer-token"), m_said.constData());
    }
};

} // namespace konductor::test

int main(int argc, char* argv[])
{
    return konductor::test::runOnRealCluster<konductor::test::TestCrds>(argc, argv);
}
#include "tst_crds.moc"
