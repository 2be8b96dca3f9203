// SPDX-License-Identifier: Apache-2.0
#include "tests/support/programrun.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace konductor::test;

namespace {

void signalTo(const QProcess& process, int signal)
{
    ::kill(static_cast<pid_t>(process.processId()), signal);
}

} // namespace

/// The commands that take part: the real program on one sandbox, as another machine would run it.
class tst_ClientCommands : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", m_dir.filePath(u"journal"_s).toUtf8());
        m_sandbox.start(inspectProgram, {u"sandbox"_s, u"--scenario"_s, u"empty"_s, u"--kubeconfig-out"_s, config()});
        QVERIFY(m_sandbox.waitForStarted());
        QTRY_VERIFY(m_sandbox.canReadLine());
    }
    void cleanupTestCase()
    {
        m_sandbox.terminate();
        QVERIFY(hasEnded(m_sandbox));
    }

    void usageIsCodeTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no command") << QStringList{u"acquire"_s, u"semaphore/s"_s};
        QTest::newRow("wrong kind") << QStringList{u"acquire"_s, u"mutex/m"_s, u"--"_s, u"true"_s};
        QTest::newRow("read of a mutex") << QStringList{u"lock"_s, u"mutex/m"_s, u"--read"_s, u"--"_s, u"true"_s};
        QTest::newRow("bad duration") << QStringList{u"wait"_s, u"gate/g"_s, u"--timeout"_s, u"soon"_s};
        QTest::newRow("no kind") << QStringList{u"wait"_s, u"g"_s};
        QTest::newRow("bad count") << QStringList{u"add"_s, u"waitgroup/w"_s, u"-3"_s};
    }
    void usageIsCodeTwo()
    {
        QFETCH(QStringList, arguments);
        const Ended ended = run(arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.count('\n') == 1, ended.err.constData());
    }

    void commandRunsUnderItsHoldAndItsCodeIsForwarded_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("kind");
        QTest::newRow("semaphore") << QStringList{u"acquire"_s, u"semaphore/held"_s} << u"permits"_s;
        QTest::newRow("lease") << QStringList{u"acquire"_s, u"lease/held"_s, u"--priority"_s, u"3"_s} << u"leases"_s;
        QTest::newRow("mutex") << QStringList{u"lock"_s, u"mutex/held"_s} << u"mutexes"_s;
        QTest::newRow("read") << QStringList{u"lock"_s, u"rwmutex/held"_s, u"--read"_s} << u"rwmutexes"_s;
        QTest::newRow("write") << QStringList{u"lock"_s, u"rwmutex/held"_s} << u"rwmutexes"_s;
    }
    void commandRunsUnderItsHoldAndItsCodeIsForwarded()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, kind);
        make(words[1], words[1].startsWith(u"semaphore") ? QStringList{u"permits=1"_s} : QStringList());
        const QString inside =
            u"echo $KONDUCTOR_HOLDER $KONDUCTOR_FENCING_TOKEN; exec %1 --kubeconfig %2 -n default list "
            u"%3 -o json; "_s.arg(inspectProgram, config(), kind);
        const Ended held = run(words + QStringList{u"--holder"_s, u"me"_s, u"--"_s, u"sh"_s, u"-c"_s, inside});
        QCOMPARE(held.code, 0);
        QVERIFY2(held.out.startsWith("me "), held.out.constData());
        QVERIFY2(held.out.contains("\"me\""), held.out.constData());
        const Ended coded = run(words + QStringList{u"--timeout"_s, u"5s"_s, u"--"_s, u"sh"_s, u"-c"_s, u"exit 42"_s});
        QVERIFY2(coded.code == 42, coded.err.constData());
        const Ended after = run({u"list"_s, kind, u"-o"_s, u"json"_s});
        QVERIFY2(!after.out.contains("\"me\""), after.out.constData());
    }

    void busyHoldTimesOutWithCode124()
    {
        make(u"mutex/busy"_s);
        QProcess holder;
        begin(holder, {u"lock"_s, u"mutex/busy"_s, u"--"_s, u"sh"_s, u"-c"_s, u"echo held; read line"_s});
        QTRY_VERIFY(holder.canReadLine());
        QCOMPARE(run({u"lock"_s, u"mutex/busy"_s, u"--timeout"_s, u"300ms"_s, u"--"_s, u"true"_s}).code, 124);
        QCOMPARE(run({u"lock"_s, u"mutex/busy"_s, u"--timeout"_s, u"0"_s, u"--"_s, u"true"_s}).code, 124);
        holder.write("\n");
        QVERIFY(hasEnded(holder));
        QCOMPARE(holder.exitCode(), 0);
        QCOMPARE(run({u"lock"_s, u"mutex/busy"_s, u"--timeout"_s, u"5s"_s, u"--"_s, u"true"_s}).code, 0);
    }

    void signalsReachTheCommandAndTheHoldIsReleased()
    {
        make(u"semaphore/signalled"_s, {u"permits=1"_s});
        QProcess process;
        begin(process,
              {u"acquire"_s, u"semaphore/signalled"_s, u"--"_s, u"sh"_s, u"-c"_s,
               u"trap 'echo got; exit 9' TERM; echo held; while :; do sleep 0.05; done"_s});
        QTRY_VERIFY(process.canReadLine());
        signalTo(process, SIGTERM);
        QVERIFY(hasEnded(process));
        QCOMPARE(process.exitCode(), 9);
        QVERIFY(process.readAll().contains("got"));
        QVERIFY(!run({u"list"_s, u"permits"_s, u"-o"_s, u"name"_s}).out.contains("signalled"));
    }

    void killedCommandGivesItsHoldBack()
    {
        make(u"mutex/killed"_s);
        const Ended killed = run({u"lock"_s, u"mutex/killed"_s, u"--"_s, u"sh"_s, u"-c"_s, u"kill -9 $$"_s});
        QCOMPARE(killed.code, 128 + SIGKILL);
        QCOMPARE(run({u"lock"_s, u"mutex/killed"_s, u"--timeout"_s, u"5s"_s, u"--"_s, u"true"_s}).code, 0);
        QCOMPARE(run({u"lock"_s, u"mutex/killed"_s, u"--"_s, u"/no/such/program"_s}).code, 127);
        QCOMPARE(run({u"lock"_s, u"mutex/killed"_s, u"--timeout"_s, u"5s"_s, u"--"_s, u"true"_s}).code, 0);
    }

    void killedHolderTakesItsCommandAlongAndItsHoldExpires()
    {
        make(u"semaphore/crashed"_s, {u"permits=1"_s});
        const QString pidFile = m_dir.filePath(u"pid"_s);
        QProcess holder;
        begin(holder,
              {u"acquire"_s, u"semaphore/crashed"_s, u"--ttl"_s, u"3s"_s, u"--"_s, u"sh"_s, u"-c"_s,
               u"echo $$ > %1; echo held; exec sleep 600"_s.arg(pidFile)});
        QTRY_VERIFY(holder.canReadLine());
        QFile file(pidFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const pid_t child = file.readAll().trimmed().toInt();
        QVERIFY(child > 0 && ::kill(child, 0) == 0);
        holder.kill();
        QVERIFY(hasEnded(holder));
        QTRY_VERIFY(::kill(child, 0) != 0 || isZombie(child));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(run({u"acquire"_s, u"semaphore/crashed"_s, u"--timeout"_s, u"20s"_s, u"--"_s, u"true"_s}).code, 0);
        QVERIFY2(timer.elapsed() < 15'000, "its permit went on counting");
    }

    void pausedHolderHasLostItsHoldWhenItGoesOn()
    {
        make(u"mutex/paused"_s);
        QProcess holder;
        begin(holder,
              {u"lock"_s, u"mutex/paused"_s, u"--ttl"_s, u"3s"_s, u"--"_s, u"sh"_s, u"-c"_s,
               u"echo $KONDUCTOR_FENCING_TOKEN; exec sleep 600"_s});
        QTRY_VERIFY(holder.canReadLine());
        const QByteArray token = holder.readLine().trimmed();
        signalTo(holder, SIGSTOP);
        const Ended heir = run({u"lock"_s, u"mutex/paused"_s, u"--timeout"_s, u"20s"_s, u"--"_s, u"sh"_s, u"-c"_s,
                                u"echo $KONDUCTOR_FENCING_TOKEN"_s});
        QVERIFY2(heir.code == 0, heir.err.constData());
        QVERIFY(heir.out.trimmed().toULongLong() > token.toULongLong()); // what the resource is to check
        signalTo(holder, SIGCONT);
        QVERIFY(hasEnded(holder));
        QCOMPARE(holder.exitCode(), 125);
    }

    void lostHoldEndsTheCommandWithCode125()
    {
        make(u"semaphore/lost"_s, {u"permits=1"_s});
        QProcess holder;
        begin(holder,
              {u"acquire"_s, u"semaphore/lost"_s, u"--holder"_s, u"loser"_s, u"--kill-after"_s, u"300ms"_s, u"--"_s,
               u"sh"_s, u"-c"_s, u"trap '' TERM; echo held; while :; do sleep 0.05; done"_s});
        QTRY_VERIFY(holder.canReadLine());
        const Ended released = run({u"release"_s, u"semaphore/lost"_s, u"--holder"_s, u"loser"_s});
        QVERIFY2(released.code == 0, released.err.constData());
        QVERIFY(hasEnded(holder));
        QCOMPARE(holder.exitCode(), 125);
        QVERIFY(holder.readAllStandardError().contains("deleted"));
    }

    void interruptedWaitLeavesNothingBehind()
    {
        make(u"lease/queue"_s);
        QProcess holder;
        begin(holder,
              {u"acquire"_s, u"lease/queue"_s, u"--holder"_s, u"first"_s, u"--"_s, u"sh"_s, u"-c"_s,
               u"echo held; read line"_s});
        QTRY_VERIFY(holder.canReadLine());
        QProcess waiter;
        begin(waiter, {u"acquire"_s, u"lease/queue"_s, u"--holder"_s, u"second"_s, u"--"_s, u"true"_s});
        const auto requests = [this] { return run({u"list"_s, u"leaserequests"_s, u"-o"_s, u"name"_s}).out; };
        QTRY_VERIFY(requests().contains("queue-second"));
        signalTo(waiter, SIGINT);
        QVERIFY(hasEnded(waiter));
        QCOMPARE(waiter.exitCode(), 130);
        QVERIFY(!requests().contains("queue-second"));
        holder.write("\n");
        QVERIFY(hasEnded(holder));
    }

    void onceIsDoneOnceAndAgainAfterAFailure()
    {
        make(u"once/init"_s);
        const auto attempt = [this](const QString& script) {
            return run({u"do"_s, u"once/init"_s, u"--"_s, u"sh"_s, u"-c"_s, script});
        };
        QCOMPARE(attempt(u"exit 3"_s).code, 3);
        const Ended first = attempt(u"echo here"_s);
        QCOMPARE(first.code, 0);
        QCOMPARE(first.out, "here\n");
        const Ended second = attempt(u"echo here"_s);
        QCOMPARE(second.code, 0);
        QCOMPARE(second.out, "");
    }

    void waitsEndWithWhatTheyWaitFor()
    {
        make(u"barrier/ready"_s, {u"expected=1"_s});
        make(u"gate/ready"_s, {u"conditions=Barrier/ready=Open"_s});
        make(u"waitgroup/ready"_s);
        QCOMPARE(run({u"wait"_s, u"gate/ready"_s, u"--timeout"_s, u"200ms"_s}).code, 124);
        QCOMPARE(run({u"add"_s, u"waitgroup/ready"_s, u"2"_s}).out, "2\n");
        QProcess barrier;
        QProcess gate;
        QProcess group;
        begin(barrier, {u"wait"_s, u"barrier/ready"_s, u"--timeout"_s, u"20s"_s});
        begin(gate, {u"wait"_s, u"gate/ready"_s, u"--timeout"_s, u"20s"_s});
        begin(group, {u"wait"_s, u"waitgroup/ready"_s, u"--timeout"_s, u"20s"_s});
        QCOMPARE(run({u"arrive"_s, u"ready"_s, u"--as"_s, u"worker"_s}).code, 0);
        QCOMPARE(run({u"done"_s, u"waitgroup/ready"_s}).out, "1\n");
        QCOMPARE(run({u"done"_s, u"waitgroup/ready"_s}).out, "0\n");
        for (QProcess* process : {&barrier, &gate, &group}) {
            QVERIFY(hasEnded(*process));
            QCOMPARE(process->exitCode(), 0);
        }
        QCOMPARE(run({u"wait"_s, u"barrier/nowhere"_s}).code, 1);
    }

private:
    QString config() const { return m_dir.filePath(u"sandbox.kubeconfig"_s); }
    QStringList onSandbox(const QStringList& words) const
    {
        return QStringList{u"--kubeconfig"_s, config(), u"-n"_s, u"default"_s} + words;
    }
    void begin(QProcess& process, const QStringList& words) { process.start(inspectProgram, onSandbox(words)); }
    Ended run(const QStringList& words)
    {
        QProcess process;
        begin(process, words);
        return endOf(process);
    }
    void make(const QString& target, const QStringList& fields = {})
    {
        const Ended made = run(QStringList{u"create"_s, target} + fields);
        QVERIFY2(made.code == 0 || made.err.contains("already"), made.err.constData());
    }
    static bool isZombie(pid_t pid)
    {
        QFile stat(u"/proc/%1/stat"_s.arg(pid));
        return stat.open(QIODevice::ReadOnly) && stat.readAll().contains(") Z ");
    }

    QTemporaryDir m_dir;
    QProcess m_sandbox;
};

QTEST_GUILESS_MAIN(tst_ClientCommands)
#include "tst_clientcommands.moc"
