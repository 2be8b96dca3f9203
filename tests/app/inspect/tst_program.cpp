// SPDX-License-Identifier: Apache-2.0
#include "tests/support/programrun.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace konductor::test;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// Whether a program that is aborted once it said something, or started if it says nothing, leaves a core dump here.
bool leavesCoreDump(const QString& program, const QStringList& arguments, bool speaks)
{
    const QTemporaryDir dir;
    QProcess process;
    process.setWorkingDirectory(dir.path());
    process.setChildProcessModifier([] {
        const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_CORE, &unlimited);
    });
    process.start(program, arguments);
    if (!process.waitForStarted() || (speaks && !QTest::qWaitFor([&] { return process.canReadLine(); }, 30'000))) {
        return false;
    }
    ::kill(static_cast<pid_t>(process.processId()), SIGABRT);
    return hasEnded(process) && process.exitStatus() == QProcess::CrashExit
        && !QDir(dir.path()).entryList({u"core*"_s}, QDir::Files).isEmpty();
}

} // namespace

class tst_Program : public QObject {
    Q_OBJECT
private slots:
    /// One sandbox for all commands that need the same cluster twice.
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", m_dir.filePath(u"journal"_s).toUtf8()); // not the person's own
        m_sandbox.start(inspectProgram, {u"sandbox"_s, u"--kubeconfig-out"_s, m_dir.filePath(u"sb.yaml"_s)});
        QVERIFY(m_sandbox.waitForStarted());
        QTRY_VERIFY(m_sandbox.canReadLine());
        QVERIFY(m_sandbox.readLine().startsWith("ready http://127.0.0.1:"));
    }
    void cleanupTestCase()
    {
        m_sandbox.terminate();
        QVERIFY(hasEnded(m_sandbox));
        QCOMPARE(m_sandbox.exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_sandbox.exitCode(), 0);
    }

    void kubeconfigOfTheSandboxIsPrivate()
    {
        const auto rights = QFileInfo(m_dir.filePath(u"sb.yaml"_s)).permissions();
        QVERIFY(!(rights & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    }

    void needsNothingOfADisplay()
    {
        QProcess linked;
        linked.start(u"ldd"_s, {inspectProgram});
        QVERIFY(linked.waitForFinished());
        const QByteArray libraries = linked.readAllStandardOutput();
        QVERIFY(libraries.contains("libQt6Core"));
        QVERIFY(!libraries.contains("libQt6Gui") && !libraries.contains("libQt6Widgets"));
    }

    void leavesNoCoreDump()
    {
        if (!leavesCoreDump(u"sleep"_s, {u"60"_s}, false)) {
            QSKIP("SKIPPED: this machine puts core dumps elsewhere");
        }
        QVERIFY(!leavesCoreDump(inspectProgram, {u"sandbox"_s, u"--scenario"_s, u"empty"_s}, true));
    }

    void usageIsOneLineAndCodeTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no command") << QStringList();
        QTest::newRow("unknown command") << QStringList{u"frobnicate"_s};
        QTest::newRow("unknown option") << QStringList{u"list"_s, u"--frob"_s};
        QTest::newRow("wrong query") << QStringList{u"--sandbox"_s, u"list"_s, u"--query"_s, u"ttl<x"_s};
        QTest::newRow("unknown kind") << QStringList{u"--sandbox"_s, u"list"_s, u"pods"_s};
        QTest::newRow("unknown output") << QStringList{u"--sandbox"_s, u"list"_s, u"-o"_s, u"xml"_s};
        QTest::newRow("bad duration") << QStringList{u"--sandbox"_s, u"watch"_s, u"--for"_s, u"soon"_s};
        QTest::newRow("arrive as nobody") << QStringList{u"--sandbox"_s, u"arrive"_s, u"extract"_s};
        QTest::newRow("several without --missing")
            << QStringList{u"--sandbox"_s, u"arrive"_s, u"extract"_s, u"--as"_s, u"a"_s, u"--as"_s, u"b"_s};
        QTest::newRow("release without a kind") << QStringList{u"--sandbox"_s, u"release"_s, u"db"_s};
        QTest::newRow("permit of a lease")
            << QStringList{u"--sandbox"_s, u"release"_s, u"lease/db"_s, u"--permit"_s, u"p"_s};
        QTest::newRow("set without a value") << QStringList{u"--sandbox"_s, u"set"_s, u"lease/db"_s, u"ttl"_s};
        QTest::newRow("count without how") << QStringList{u"--sandbox"_s, u"count"_s, u"wg"_s};
        QTest::newRow("withdraw nobody") << QStringList{u"--sandbox"_s, u"withdraw"_s, u"extract"_s};
        QTest::newRow("create without its parent") << QStringList{u"--sandbox"_s, u"create"_s, u"permit/p"_s};
        QTest::newRow("unknown scenario") << QStringList{u"--sandbox=none"_s, u"list"_s};
        QTest::newRow("sandbox and context") << QStringList{u"--sandbox"_s, u"--context"_s, u"c"_s, u"list"_s};
    }
    void usageIsOneLineAndCodeTwo()
    {
        QFETCH(QStringList, arguments);
        const Ended ended = runInspect(arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.errorLines() == 1, ended.err.constData());
        QVERIFY(ended.err.startsWith("konductor-inspect: "));
        QVERIFY(ended.out.isEmpty());
    }

    void unusableConnectionIsOneLineAndCodeThree_data()
    {
        QTest::addColumn<QByteArray>("kubeconfig");
        QTest::addColumn<QString>("context");
        QTest::addColumn<QByteArray>("says");
        const QByteArray good =
            "apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: 'http://127.0.0.1:1'}}]\n"
            "users: [{name: u, user: {}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n";
        QTest::newRow("no file") << QByteArray() << QString() << QByteArray("does not exist");
        QTest::newRow("not YAML") << QByteArray(": : [") << QString() << QByteArray("not YAML");
        QTest::newRow("unknown context") << good << u"nope"_s << QByteArray("no such context");
        QTest::newRow("refused") << good << QString() << QByteArray("refused");
        QTest::newRow("missing user") << QByteArray(good).replace("user: u}", "user: v}") << QString()
                                      << QByteArray("user");
        QTest::newRow("missing cluster") << QByteArray(good).replace("cluster: c,", "cluster: d,") << QString()
                                         << QByteArray("cluster");
    }
    void unusableConnectionIsOneLineAndCodeThree()
    {
        QFETCH(QByteArray, kubeconfig);
        QFETCH(QString, context);
        QFETCH(QByteArray, says);
        QTemporaryDir dir;
        const QString path = dir.filePath(u"config"_s);
        if (!kubeconfig.isEmpty()) {
            write(path, kubeconfig);
        }
        QStringList global{u"--kubeconfig"_s, path};
        if (!context.isEmpty()) {
            global << u"--context"_s << context;
        }
        for (const QStringList& command : {QStringList{u"list"_s}, QStringList{u"watch"_s, u"-o"_s, u"json"_s},
                                           QStringList{u"snapshot"_s}, QStringList{u"release"_s, u"lease/db"_s}}) {
            const Ended ended = runInspect(global + command);
            QVERIFY2(ended.code == 3, ended.err.constData());
            QVERIFY2(ended.errorLines() == 1, ended.err.constData());
            QVERIFY2(ended.err.contains(says), ended.err.constData());
            QVERIFY(ended.out.isEmpty());
        }
    }

    void everyOutputListsTheSameObjects()
    {
        const Ended json = runInspect(onSandbox({u"list"_s, u"-o"_s, u"json"_s, u"semaphores"_s, u"gates"_s}));
        QCOMPARE(json.code, 0);
        QVERIFY(json.err.isEmpty());
        QCOMPARE(json.json()["kind"_L1].toString(), u"List"_s);
        const qsizetype count = json.json()["items"_L1].toArray().size();
        QVERIFY(count >= 2);
        const Ended names = runInspect(onSandbox({u"list"_s, u"-o"_s, u"name"_s, u"semaphores"_s, u"gates"_s}));
        QCOMPARE(names.out.count('\n'), count);
        QVERIFY(names.out.contains("semaphore.sync.konductor.io/api-quota\n"));
        const Ended csv = runInspect(onSandbox({u"list"_s, u"-o"_s, u"csv"_s, u"semaphores"_s, u"gates"_s}));
        QCOMPARE(csv.out.count('\n'), count + 1);
        const Ended table = runInspect(onSandbox({u"list"_s, u"semaphores"_s, u"gates"_s}));
        QVERIFY(table.out.contains("NAMESPACE   NAME") && table.out.contains("api-quota"));
        const Ended yaml = runInspect(onSandbox({u"list"_s, u"-o"_s, u"yaml"_s, u"semaphores"_s}));
        QVERIFY(yaml.out.contains("kind: List") && yaml.out.contains("name: api-quota"));
    }

    void aQueryChoosesWhatIsListed_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("place and kind") << u"ns:finance kind:lease"_s
                                        << QStringList{u"lease.sync.konductor.io/fx-rates"_s,
                                                       u"lease.sync.konductor.io/ledger-close"_s};
        QTest::newRow("holder of a request") << u"kind:leaserequest holder:worker-a"_s
                                             << QStringList{u"leaserequest.sync.konductor.io/db-migration-worker-a"_s};
        QTest::newRow("part of a holder")
            << u"kind:lease holder:~fx-load phase:held"_s
            << QStringList{u"lease.sync.konductor.io/fx-rates"_s, u"lease.sync.konductor.io/ledger-close"_s};
        QTest::newRow("finding") << u"finding:semaphore-overcommitted"_s
                                 << QStringList{u"semaphore.sync.konductor.io/api-quota"_s};
        QTest::newRow("measure") << u"kind:lease waiters>=2"_s
                                 << QStringList{u"lease.sync.konductor.io/db-migration"_s};
    }
    void aQueryChoosesWhatIsListed()
    {
        QFETCH(const QString, query);
        QFETCH(const QStringList, names);
        const Ended result = runInspect({u"--sandbox"_s, u"list"_s, u"-o"_s, u"name"_s, u"--query"_s, query});
        QCOMPARE(result.code, 0);
        QCOMPARE(QString::fromUtf8(result.out).split(u'\n', Qt::SkipEmptyParts), names);
    }

    void namespaceIsTheContextsUnlessTold()
    {
        QVERIFY(
            runInspect({u"--kubeconfig"_s, m_dir.filePath(u"sb.yaml"_s), u"list"_s, u"-o"_s, u"name"_s, u"leases"_s})
                .out.isEmpty());
        const Ended one =
            runInspect({u"--kubeconfig"_s, m_dir.filePath(u"sb.yaml"_s), u"list"_s, u"leases"_s, u"-n"_s, u"team-a"_s});
        QVERIFY(one.out.contains("db-migration") && !one.out.contains("ledger-close")
                && !one.out.contains("NAMESPACE"));
    }

    void watchTellsSyncedThenChangesAndEndsInTime()
    {
        const Ended ended = runInspect({u"--sandbox"_s, u"watch"_s, u"-o"_s, u"json"_s, u"--for"_s, u"2s"_s});
        QCOMPARE(ended.code, 0);
        const QList<QByteArray> lines = ended.out.trimmed().split('\n');
        const QJsonObject first = QJsonDocument::fromJson(lines.front()).object();
        QCOMPARE(first["type"_L1].toString(), u"SYNCED"_s);
        QVERIFY(first["objects"_L1].toInt() > 40);
        QVERIFY(first["seconds"_L1].toDouble() > 0 && first["seconds"_L1].toDouble() < 2);
        QVERIFY(first["peakMemoryMiB"_L1].toDouble() > 1);
        for (const QByteArray& line : lines.mid(1)) {
            const QJsonObject change = QJsonDocument::fromJson(line).object();
            QVERIFY2((QStringList{u"ADDED"_s, u"MODIFIED"_s, u"DELETED"_s}.contains(change["type"_L1].toString())),
                     line.constData());
            QVERIFY(!change["object"_L1].toObject()["metadata"_L1].toObject()["name"_L1].toString().isEmpty());
        }
    }

    void watchEndsCleanlyWhenInterrupted_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void watchEndsCleanlyWhenInterrupted()
    {
        QFETCH(int, signal);
        QProcess process;
        process.start(inspectProgram, onSandbox({u"watch"_s, u"-o"_s, u"json"_s}));
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY(process.canReadLine());
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(hasEnded(process));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }

    void plainTableHasNoEscapeSequencesAndFits()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"COLUMNS"_s, u"80"_s);
        const Ended ended = runInspect({u"--sandbox"_s, u"watch"_s, u"--for"_s, u"1s"_s}, environment);
        QCOMPARE(ended.code, 0);
        QVERIFY(!ended.out.contains('\x1b'));
        const QString text = QString::fromUtf8(ended.out);
        for (const QString& title : {u"Semaphores "_s, u"Barriers "_s, u"Leases "_s, u"Gates "_s, u"Mutexes "_s,
                                     u"RW mutexes "_s, u"Onces "_s, u"Wait groups "_s}) {
            QVERIFY2(text.contains(u'\n' + title), qPrintable(title));
        }
        for (const QString& line : text.split(u'\n')) {
            QVERIFY2(line.size() <= 80, qPrintable(line));
        }
    }

    void snapshotGoesToAPrivateFile()
    {
        const QString path = m_dir.filePath(u"snapshot.json"_s);
        QCOMPARE(runInspect(onSandbox({u"snapshot"_s, u"--file"_s, path})).code, 0);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(json["schema"_L1].toString(), u"konductor.io/snapshot/v2"_s);
        QVERIFY(!json["takenBy"_L1]["user"_L1].toString().isEmpty());
        QCOMPARE(json["kinds"_L1].toArray().size(), 12);
        for (const QJsonValue& kind : json["kinds"_L1].toArray()) {
            const QString version = kind["list"_L1]["metadata"_L1]["resourceVersion"_L1].toString();
            QVERIFY2(version.toLongLong() > 0, qPrintable(kind["kind"_L1].toString()));
        }
        QVERIFY(!json["findings"_L1].toArray().isEmpty());
        QVERIFY(!(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void dryRunWritesNothingAndReleaseDoes()
    {
        const auto holder = [this] {
            const Ended list =
                runInspect(onSandbox({u"list"_s, u"leases"_s, u"-n"_s, u"team-a"_s, u"-o"_s, u"json"_s}));
            for (const QJsonValue& item : list.json()["items"_L1].toArray()) {
                if (item["metadata"_L1]["name"_L1].toString() == "db-migration"_L1) {
                    return item["status"_L1]["holder"_L1].toString();
                }
            }
            return QString();
        };
        const QStringList release = onSandbox({u"release"_s, u"lease/db-migration"_s, u"-n"_s, u"team-a"_s});
        const QString before = holder();
        const Ended dry = runInspect(release + QStringList{u"--dry-run"_s});
        QCOMPARE(dry.code, 0);
        QVERIFY(dry.out.contains(
            "PATCH /apis/sync.konductor.io/v1/namespaces/team-a/leases/db-migration/status?dryRun=All"));
        QVERIFY(dry.out.contains(
            "kubectl -n team-a patch leases.sync.konductor.io db-migration --subresource=status --type=merge"));
        QCOMPARE(holder(), before);

        const Ended done = runInspect(release);
        QVERIFY2(done.code == 0, done.err.constData());
        QVERIFY(done.out.contains("The watch shows that"));
        QVERIFY(holder() != before);
    }

    void actionsAreRefusedWithCodeOne_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("no such lease") << QStringList{u"release"_s, u"lease/none"_s, u"-n"_s, u"team-a"_s};
        QTest::newRow("not the holder") << QStringList{u"release"_s, u"lease/leader-etl"_s, u"-n"_s,
                                                       u"team-a"_s,  u"--holder"_s,         u"x"_s};
        QTest::newRow("a gate") << QStringList{u"expire"_s, u"gate/release"_s, u"-n"_s, u"team-a"_s};
        QTest::newRow("not a waiter") << QStringList{u"hand-over"_s, u"leader-etl"_s, u"-n"_s,
                                                     u"team-a"_s,    u"--to"_s,       u"x"_s};
        QTest::newRow("holds nothing") << QStringList{u"release-all"_s, u"nobody-at-all"_s};
        QTest::newRow("more than there can be")
            << QStringList{u"set"_s, u"barrier/snapshot"_s, u"quorum=999"_s, u"-n"_s, u"search"_s};
        QTest::newRow("arrived already") << QStringList{u"arrive"_s,  u"snapshot"_s, u"--as"_s,
                                                        u"shard-0"_s, u"-n"_s,       u"search"_s};
    }
    void actionsAreRefusedWithCodeOne()
    {
        QFETCH(QStringList, command);
        const Ended ended = runInspect(onSandbox(command));
        QVERIFY2(ended.code == 1, ended.err.constData());
        QVERIFY2(ended.errorLines() == 1, ended.err.constData());
    }

    void objectsAreCreatedChangedAndDeleted()
    {
        const auto does = [this](const QStringList& command, const QByteArray& says) {
            const Ended ended = runInspect(onSandbox(command + QStringList{u"-n"_s, u"team-a"_s}));
            return ended.code == 0 && ended.out.contains("The watch shows that") && ended.out.contains(says);
        };
        QVERIFY(does({u"create"_s, u"semaphore/new"_s, u"permits=2"_s, u"--reason"_s, u"a trial"_s}, "new exists"));
        QVERIFY(does({u"set"_s, u"semaphore/new"_s, u"permits=5"_s}, "0 of 5 permits in use"));
        QVERIFY(does({u"create"_s, u"permit/new-1"_s, u"semaphore=new"_s, u"holder=h"_s}, "1 of 5 permits in use"));
        QVERIFY(does({u"touch"_s, u"semaphore/new"_s}, "nothing left to write"));
        QVERIFY(does({u"delete"_s, u"permit/new-1"_s}, "no longer counts"));
        QVERIFY(does({u"delete"_s, u"semaphore/new"_s}, "is gone"));
        write(m_dir.filePath(u"wg.yaml"_s),
              "apiVersion: sync.konductor.io/v1\nkind: WaitGroup\nmetadata: {name: wg-new}\nspec: {}\n");
        QVERIFY(does({u"create"_s, u"-f"_s, m_dir.filePath(u"wg.yaml"_s)}, "wg-new exists"));
        QVERIFY(does({u"count"_s, u"wg-new"_s, u"--add"_s, u"2"_s}, "The counter is 2"));
        QVERIFY(does({u"count"_s, u"wg-new"_s, u"--done"_s, u"2"_s}, "those that wait go on"));
    }

    void whatWasDoneStandsInTheJournal()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_DATA_HOME"_s, m_dir.filePath(u"data"_s));
        QCOMPARE(runInspect({u"journal"_s}, environment).code, 1); // none yet
        const QStringList touch{u"touch"_s, u"gate/release"_s, u"-n"_s, u"team-a"_s, u"--reason"_s, u"ticket 7"_s};
        QCOMPARE(runInspect(onSandbox(touch + QStringList{u"--dry-run"_s}), environment).code, 0);
        QCOMPARE(runInspect({u"journal"_s}, environment).code, 1); // a dry run does nothing
        QCOMPARE(runInspect(onSandbox(touch), environment).code, 0);
        const Ended table = runInspect({u"journal"_s}, environment);
        QVERIFY2(table.out.contains("look at gate release again (ticket 7)"), table.out.constData());
        QVERIFY(table.out.contains("  done  "));
        const Ended json = runInspect({u"journal"_s, u"-o"_s, u"json"_s}, environment);
        QCOMPARE(QJsonDocument::fromJson(json.out).array().size(), 2);
        const Ended verified = runInspect({u"journal"_s, u"verify"_s}, environment);
        QCOMPARE(verified.code, 0);
        QVERIFY(verified.out.startsWith("2 records intact"));
        QCOMPARE(runInspect({u"journal"_s, u"export"_s}, environment).out.count('\n'), 2);
        const QString path = m_dir.filePath(u"data/konductor-console/journal.sqlite"_s);
        QVERIFY(!(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(runInspect({u"journal"_s, u"--journal"_s, path, u"verify"_s}).code, 0);
    }

    void everythingOfAHolderIsTriedInADryRun()
    {
        const Ended dry = runInspect(onSandbox({u"release-all"_s, u"etl-1"_s, u"--dry-run"_s}));
        QVERIFY2(dry.code == 0, dry.err.constData());
        QVERIFY(dry.out.contains("Release all that etl-1 holds (dry run)"));
        QVERIFY(dry.out.contains(": the server would take it"));
    }

    void arrivalIsCounted()
    {
        const Ended ended =
            runInspect(onSandbox({u"arrive"_s, u"snapshot"_s, u"--as"_s, u"Odd/Name"_s, u"-n"_s, u"search"_s}));
        QVERIFY2(ended.code == 0, ended.err.constData());
        QVERIFY(ended.out.contains("can no longer open it"));
        QVERIFY(ended.out.contains("the barrier counts Odd/Name"));
    }

private:
    /// The common sandbox; all namespaces unless the command names one.
    QStringList onSandbox(const QStringList& command) const
    {
        QStringList all{u"--kubeconfig"_s, m_dir.filePath(u"sb.yaml"_s)};
        if (!command.contains(u"-n"_s)) {
            all << u"-A"_s;
        }
        return all + command;
    }

    QTemporaryDir m_dir;
    QProcess m_sandbox;
};

QTEST_GUILESS_MAIN(tst_Program)
#include "tst_program.moc"
