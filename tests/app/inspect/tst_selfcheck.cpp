// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor::test;
using namespace Qt::StringLiterals;

namespace {
const QString program = QStringLiteral(KONDUCTOR_BIN_DIR "/konductor-inspect");
const QString leases = QStringLiteral("/apis/sync.konductor.io/v1/leases");
} // namespace

/// `watch --self-check` against a cluster that tells the truth and one that does not.
class TestSelfCheckProgram : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    QProcess m_program;
    QByteArray m_laterList;

    void serve()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_server->on(u"/version"_s, [](const ExchangePtr& e) { e->json("{\"gitVersion\":\"v1.36.3\"}"); });
        m_server->on(u"/apis/sync.konductor.io/v1"_s, [](const ExchangePtr& e) {
            e->json("{\"kind\":\"APIResourceList\",\"resources\":[{\"name\":\"leases\"}]}");
        });
        m_server->on(leases, [this](const ExchangePtr& e) {
            if (e->request.query.hasQueryItem(u"watch"_s)) {
                e->beginStream();
            } else {
                const bool first = m_server->count(leases, false) == 1;
                e->json(first ? leaseListJson({u"a@3"_s, u"b@4"_s}, u"10"_s) : m_laterList);
            }
        });
        QFile file(m_folder.filePath(u"config"_s));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("{\"current-context\":\"c\",\"clusters\":[{\"name\":\"c\",\"cluster\":{\"server\":\""
                   + m_server->url().toEncoded()
                   + "\"}}],\"users\":[{\"name\":\"u\",\"user\":{}}],"
                     "\"contexts\":[{\"name\":\"c\",\"context\":{\"cluster\":\"c\",\"user\":\"u\"}}]}");
    }
    void run(const QStringList& arguments)
    {
        m_program.start(program,
                        QStringList{u"--kubeconfig"_s, m_folder.filePath(u"config"_s), u"-A"_s, u"watch"_s, u"leases"_s,
                                    u"--self-check"_s}
                            + arguments);
    }

private slots:
    void cleanup()
    {
        m_program.kill();
        m_program.waitForFinished();
    }

    void agreementIsSaidAtTheEnd()
    {
        serve();
        m_laterList = leaseListJson({u"a@3"_s, u"b@4"_s}, u"11"_s);
        run({u"--for"_s, u"1s"_s});
        QTRY_COMPARE_WITH_TIMEOUT(m_program.state(), QProcess::NotRunning, 60'000);
        const QByteArray said = m_program.readAllStandardError();
        QVERIFY2(m_program.exitCode() == 0, said.constData());
        QVERIFY2(said.contains("2 objects in the last, no difference"), said.constData());
    }

    void firstDifferenceIsPrintedAndEndsIt()
    {
        serve();
        m_laterList = leaseListJson({u"a@3"_s, u"b@9"_s, u"c@8"_s}, u"11"_s);
        run({});
        QTRY_COMPARE_WITH_TIMEOUT(m_program.state(), QProcess::NotRunning, 60'000);
        QCOMPARE(m_program.exitStatus(), QProcess::NormalExit);
        const QByteArray said = m_program.readAllStandardError();
        QVERIFY2(m_program.exitCode() == 5, said.constData());
        QVERIFY2(said.contains("self-check: lease default/b: shown is uid-b@4, the server has uid-b@9\n"),
                 said.constData());
    }

    void withoutACompleteListNothingIsSaidToAgree()
    {
        serve();
        m_laterList = "{";
        run({u"--for"_s, u"1s"_s});
        QTRY_VERIFY(m_server->count(leases, false) >= 3);
        m_program.terminate();
        QTRY_COMPARE_WITH_TIMEOUT(m_program.state(), QProcess::NotRunning, 60'000);
        const QByteArray said = m_program.readAllStandardError();
        QVERIFY2(m_program.exitCode() == 4, said.constData());
        QVERIFY2(said.contains("without a complete list"), said.constData());
    }
};

QTEST_GUILESS_MAIN(TestSelfCheckProgram)
#include "tst_selfcheck.moc"
