// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/sandbox.h"

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using sandbox::Sandbox;

/// The real kubectl against the sandbox.
class KubectlTest : public QObject {
    Q_OBJECT

private:
    struct Ran {
        int exitCode = -1;
        QString out;
        QString err;
    };

    std::unique_ptr<Sandbox> m_sandbox;
    QTemporaryDir m_folder;

    QProcessEnvironment environment() const
    {
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        variables.insert(u"KUBECONFIG"_s, m_folder.filePath(u"config"_s));
        variables.insert(u"HOME"_s, m_folder.path());
        return variables;
    }
    Ran kubectl(const QStringList& arguments, const QByteArray& input = {}) const
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(u"kubectl"_s, arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished(30'000);
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    static QByteArray semaphore(int permits)
    {
        return "apiVersion: sync.konductor.io/v1\nkind: Semaphore\nmetadata:\n  name: db\n  namespace: team-a\n  "
               "labels:\n"
               "    app: etl\nspec:\n  permits: "
            + QByteArray::number(permits) + "\n";
    }
    QString permits() const
    {
        return kubectl(
                   {u"get"_s, u"semaphores"_s, u"db"_s, u"-n"_s, u"team-a"_s, u"-o"_s, u"jsonpath={.spec.permits}"_s})
            .out;
    }

private slots:
    void init()
    {
        Sandbox::Options options;
        options.scenario = u"empty"_s;
        m_sandbox = std::move(*Sandbox::start(options));
        QFile config(m_folder.filePath(u"config"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(m_sandbox->kubeconfig());
        config.close();
        const auto created = kubectl({u"create"_s, u"-f"_s, u"-"_s}, semaphore(3));
        QVERIFY2(created.exitCode == 0, qPrintable(created.err));
        QCOMPARE(created.out, u"semaphore.sync.konductor.io/db created\n"_s);
    }

    void getShowsTheColumnsOfTheCrd()
    {
        QTRY_VERIFY(kubectl({u"get"_s, u"semaphores"_s, u"-A"_s}).out.contains(u"Ready"_s));
        const QString table = kubectl({u"get"_s, u"semaphores"_s, u"-A"_s}).out;
        QCOMPARE(table.section(u'\n', 0, 0).simplified(), u"NAMESPACE NAME PERMITS INUSE AVAILABLE PHASE"_s);
        QCOMPARE(table.section(u'\n', 1, 1).simplified(), u"team-a db 3 0 3 Ready"_s);
    }
    void getWatchShowsChangesAsTheyCome()
    {
        QProcess watch;
        watch.setProcessEnvironment(environment());
        watch.start(u"kubectl"_s, {u"get"_s, u"semaphores"_s, u"-n"_s, u"team-a"_s, u"-w"_s});
        QByteArray seen;
        QTRY_VERIFY_WITH_TIMEOUT((seen += watch.readAllStandardOutput()).contains("db "), 10'000);
        kubectl({u"patch"_s, u"semaphore"_s, u"db"_s, u"-n"_s, u"team-a"_s, u"--type=merge"_s, u"-p"_s,
                 u"{\"spec\":{\"permits\":7}}"_s});
        QTRY_VERIFY_WITH_TIMEOUT(
            QString::fromUtf8(seen += watch.readAllStandardOutput()).simplified().contains(u"db 7"_s), 10'000);
        watch.terminate();
        QVERIFY(watch.waitForFinished());
    }
    void createTwiceIsAnError()
    {
        const auto again = kubectl({u"create"_s, u"-f"_s, u"-"_s}, semaphore(3));
        QCOMPARE(again.exitCode, 1);
        QVERIFY(again.err.contains(u"semaphores.sync.konductor.io \"db\" already exists"_s));
    }
    void createValidatesStrictly()
    {
        QByteArray yaml = semaphore(3).replace("name: db\n", "name: other\n") + "  colour: red\n";
        const auto refused = kubectl({u"create"_s, u"-f"_s, u"-"_s}, yaml);
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains(u"unknown field \"spec.colour\""_s), qPrintable(refused.err));
    }
    void patchWorksOnSpecAndStatus()
    {
        QCOMPARE(kubectl({u"patch"_s, u"semaphore"_s, u"db"_s, u"-n"_s, u"team-a"_s, u"--type=merge"_s, u"-p"_s,
                          u"{\"spec\":{\"permits\":5}}"_s})
                     .exitCode,
                 0);
        QCOMPARE(permits(), u"5"_s);
        const auto refused = kubectl({u"patch"_s, u"semaphore"_s, u"db"_s, u"-n"_s, u"team-a"_s, u"--type=merge"_s,
                                      u"-p"_s, u"{\"spec\":{\"permits\":0}}"_s});
        QVERIFY(refused.err.contains(u"spec.permits in body should be greater than or equal to 1"_s));
        const auto status =
            kubectl({u"patch"_s, u"semaphore"_s, u"db"_s, u"-n"_s, u"team-a"_s, u"--subresource=status"_s,
                     u"--type=merge"_s, u"-p"_s, u"{\"status\":{\"inUse\":1,\"available\":4,\"phase\":\"Ready\"}}"_s});
        QVERIFY2(status.exitCode == 0, qPrintable(status.err));
    }
    void dryRunLeavesTheServerAlone()
    {
        const auto dry = kubectl({u"patch"_s, u"semaphore"_s, u"db"_s, u"-n"_s, u"team-a"_s, u"--dry-run=server"_s,
                                  u"--type=merge"_s, u"-p"_s, u"{\"spec\":{\"permits\":9}}"_s});
        QVERIFY2(dry.exitCode == 0, qPrintable(dry.err));
        QCOMPARE(permits(), u"3"_s);
        QCOMPARE(kubectl({u"apply"_s, u"--dry-run=server"_s, u"-f"_s, u"-"_s}, semaphore(8)).exitCode, 0);
        QCOMPARE(permits(), u"3"_s);
        QCOMPARE(kubectl({u"apply"_s, u"-f"_s, u"-"_s}, semaphore(8)).exitCode, 0);
        QCOMPARE(permits(), u"8"_s);
    }
    void labelSelectorChooses()
    {
        QVERIFY(kubectl({u"get"_s, u"semaphores"_s, u"-A"_s, u"-l"_s, u"app in (etl,web)"_s, u"-o"_s, u"name"_s})
                    .out.contains(u"/db"_s));
        QCOMPARE(kubectl({u"get"_s, u"semaphores"_s, u"-A"_s, u"-l"_s, u"app!=etl"_s, u"-o"_s, u"name"_s}).out,
                 QString());
    }
    void replaceWithAnOldVersionIsAConflict()
    {
        const QString old = kubectl({u"get"_s, u"semaphores"_s, u"db"_s, u"-n"_s, u"team-a"_s, u"-o"_s, u"yaml"_s}).out;
        kubectl({u"patch"_s, u"semaphore"_s, u"db"_s, u"-n"_s, u"team-a"_s, u"--type=merge"_s, u"-p"_s,
                 u"{\"spec\":{\"permits\":5}}"_s});
        const auto refused = kubectl({u"replace"_s, u"-f"_s, u"-"_s}, old.toUtf8());
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains(u"the object has been modified"_s), qPrintable(refused.err));
    }
    void deleteWaitsUntilItIsGone()
    {
        const auto removed = kubectl({u"delete"_s, u"semaphore"_s, u"db"_s, u"-n"_s, u"team-a"_s});
        QVERIFY2(removed.exitCode == 0, qPrintable(removed.err));
        QVERIFY(kubectl({u"get"_s, u"semaphore"_s, u"db"_s, u"-n"_s, u"team-a"_s}).err.contains(u"NotFound"_s));
    }
    void canIIsYes()
    {
        QCOMPARE(kubectl({u"auth"_s, u"can-i"_s, u"delete"_s, u"leases.sync.konductor.io"_s}).out, u"yes\n"_s);
    }
};

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    if (QStandardPaths::findExecutable(u"kubectl"_s).isEmpty()) {
        std::puts("SKIPPED: kubectl is not installed");
        return 0;
    }
    KubectlTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_kubectl.moc"
