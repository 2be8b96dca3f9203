// SPDX-License-Identifier: Apache-2.0
#include "core/kube/execcredential.h"
#include "core/kube/loginpath.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace konductor;
using namespace konductor::kube;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString v1 = u"client.authentication.k8s.io/v1"_s;

QByteArray answer(const QByteArray& status)
{
    return R"({"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":)" + status + "}";
}

/// What a waiter ended with; empty while it waits, "ok" or the error.
QCoro::Task<void> wait(ExecCredential& credential, QString& outcome, std::stop_token stop = {})
{
    const Result<void> ready = co_await credential.ready(stop);
    outcome = ready ? u"ok"_s : oneLine(ready.error());
}

} // namespace

/// Runs real programs: small shell scripts.
class TestExecCredential : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    SystemClock m_clock;
    int m_count = 0;

    QString script(const QByteArray& lines)
    {
        const QString path = m_folder.filePath(u"plugin-%1"_s.arg(++m_count));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write the test's own file");
        }
        file.write("#!/bin/sh\n" + lines + "\n");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    QByteArray read(const QString& name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    ConnectionSettings settings(const QByteArray& lines)
    {
        ConnectionSettings out;
        out.server = QUrl(u"https://h:6443"_s);
        out.userName = u"dev"_s;
        out.exec = ExecPlugin{.apiVersion = v1, .command = script(lines), .interactiveMode = u"Never"_s};
        out.exec->allowed = true;
        return out;
    }
    QString outcomeOf(ExecCredential& credential)
    {
        QString outcome;
        const auto task = wait(credential, outcome);
        const bool ended = QTest::qWaitFor([&] { return !outcome.isEmpty(); }, 60'000);
        return ended ? outcome : u"still waiting"_s;
    }

private slots:
    void kube_2_25_outputIsChecked_data();
    void kube_2_25_outputIsChecked();
    void kube_2_26_interactivePluginIsRefused();
    void kube_2_27_programGetsItsEnvironment();
    void kube_2_28_exitCodeAndLastWordsAreShown();
    void kube_2_28_missingProgramShowsTheHintWithoutEscapes();
    void kube_2_29_oneRunServesAllWhoWait();
    void kube_2_29_keptUntilItExpiresAndRenewedBefore();
    void kube_2_29_refusedOneIsReplacedUnlessThereIsANewerOne();
    void kube_2_29_failureStandsForAMoment();
    void kube_2_30_waitingBlocksNothingAndEnds();
    void kube_2_30_endlessOutputIsCutOff();
    void kube_2_30_destructionKillsProgramAndItsChildren();
    void kube_2_30_stoppedWaiterLeavesTheRunToTheOthers();
    void kube_2_31_nothingRunsWithoutConsent();
    void loginShellsPathIsUsed();
    void loginShellThatHangsOrFailsIsNoObstacle();
};

void TestExecCredential::kube_2_25_outputIsChecked_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const QByteArray& output, const char* problem) {
        QTest::newRow(name) << output << QString::fromLatin1(problem);
    };
    row("token", answer(R"({"token":"t"})"), "");
    row("certificate and key", answer(R"({"clientCertificateData":"C","clientKeyData":"K"})"), "");
    row("expiry", answer(R"({"token":"t","expirationTimestamp":"2036-01-02T03:04:05Z"})"), "");
    row("YAML", "kind: ExecCredential\napiVersion: client.authentication.k8s.io/v1\nstatus: {token: t}\n", "");
    row("other version",
        R"({"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"t"}})",
        "another apiVersion");
    row("other kind", R"({"kind":"Pod","apiVersion":"client.authentication.k8s.io/v1"})", "something else");
    row("no status", R"({"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1"})", "no status");
    row("nothing in it", answer("{}"), "neither a token");
    row("certificate alone", answer(R"({"clientCertificateData":"C","token":"t"})"), "not both");
    row("key alone", answer(R"({"clientKeyData":"K"})"), "not both");
    row("odd expiry", answer(R"({"token":"t","expirationTimestamp":"soon"})"), "not a time");
    row("token with a line", answer(R"({"token":"t\r\nX-Evil: 1"})"), "cannot be sent");
    row("no document", "SECRET-WORDS: [", "neither JSON nor YAML");
    row("nothing", "", "neither JSON nor YAML");
}

void TestExecCredential::kube_2_25_outputIsChecked()
{
    QFETCH(QByteArray, output);
    QFETCH(QString, problem);
    const auto parsed = parseExecCredential(output, v1, u"plugin"_s);
    QCOMPARE(parsed.has_value(), problem.isEmpty());
    if (!parsed) {
        QVERIFY2(parsed.error().message.kept.contains(problem), qPrintable(oneLine(parsed.error())));
        QVERIFY(!oneLine(parsed.error()).contains(u"SECRET"_s));
    } else {
        QVERIFY(parsed->token == Secret("t") || (parsed->certificatePem == "C" && parsed->keyPem == Secret("K")));
    }
}

void TestExecCredential::kube_2_26_interactivePluginIsRefused()
{
    ConnectionSettings s = settings("true");
    s.exec->interactiveMode = u"Always"_s;
    ExecCredential credential(s, m_clock);
    QVERIFY(outcomeOf(credential).contains(u"standard input"_s));
    QCOMPARE(credential.runs(), 0);
}

void TestExecCredential::kube_2_27_programGetsItsEnvironment()
{
    const QByteArray folder = m_folder.path().toUtf8();
    ConnectionSettings s = settings("printf %s \"$KUBERNETES_EXEC_INFO\" >'" + folder
                                    + "/info'\nprintf '%s|%s|' \"$1\" "
                                      "\"$MINE\" >'"
                                    + folder + "/rest'\nread -r line && echo input >>'" + folder + "/rest'\ncat <<'E'\n"
                                    + answer(R"({"token":"t"})") + "\nE");
    s.exec->arguments = {u"a b; $(c)"_s};
    s.exec->environment = {{u"MINE"_s, u"from the kubeconfig"_s}};
    s.exec->provideClusterInfo = true;
    s.exec->clusterConfig = QJsonObject{{u"audience"_s, u"x"_s}};
    s.caPem = "CA";
    s.tlsServerName = u"api"_s;
    ExecCredential credential(s, m_clock);
    QCOMPARE(outcomeOf(credential), u"ok"_s);
    QCOMPARE(read(u"rest"_s), QByteArray("a b; $(c)|from the kubeconfig|"));
    const QJsonObject cluster{{u"server"_s, u"https://h:6443"_s},
                              {u"tls-server-name"_s, u"api"_s},
                              {u"certificate-authority-data"_s, u"Q0E="_s},
                              {u"config"_s, s.exec->clusterConfig}};
    const QJsonObject expected{{u"kind"_s, u"ExecCredential"_s},
                               {u"apiVersion"_s, v1},
                               {u"spec"_s, QJsonObject{{u"interactive"_s, false}, {u"cluster"_s, cluster}}}};
    QCOMPARE(QJsonDocument::fromJson(read(u"info"_s)).object(), expected);
    s.exec->provideClusterInfo = false;
    QVERIFY(!execInfo(s).contains("cluster"));
}

void TestExecCredential::kube_2_28_exitCodeAndLastWordsAreShown()
{
    ExecCredential credential(settings("printf 'please log in\\033[31m' >&2\nexit 7"), m_clock);
    const QString outcome = outcomeOf(credential);
    QVERIFY2(outcome.contains(u"exit code 7: please log in"_s), qPrintable(outcome));
    QVERIFY(!outcome.contains(u'\x1b'));
}

void TestExecCredential::kube_2_28_missingProgramShowsTheHintWithoutEscapes()
{
    ConnectionSettings s = settings("true");
    s.exec->command = u"no-such-plugin-anywhere"_s;
    s.exec->installHint = u"Install it:\x1b[2J apt-get"_s;
    ExecCredential credential(s, m_clock);
    QString outcome = outcomeOf(credential);
    QVERIFY2(outcome.contains(u"no such program in PATH"_s), qPrintable(outcome));
    QVERIFY(outcome.contains(u"Install it:"_s));
    QVERIFY(!outcome.contains(u'\x1b'));
    s.exec->command = m_folder.filePath(u"absent"_s);
    ExecCredential other(s, m_clock);
    outcome = outcomeOf(other);
    QVERIFY2(outcome.contains(u"cannot be started"_s), qPrintable(outcome));
}

void TestExecCredential::kube_2_29_oneRunServesAllWhoWait()
{
    ExecCredential credential(settings("sleep 0.2\ncat <<'E'\n" + answer(R"({"token":"t"})") + "\nE"), m_clock);
    QStringList outcomes(20);
    for (QString& outcome : outcomes) {
        wait(credential, outcome);
    }
    QTRY_COMPARE_WITH_TIMEOUT(outcomes.count(u"ok"_s), 20, 30'000);
    QCOMPARE(credential.runs(), 1);
    QCOMPARE(outcomeOf(credential), u"ok"_s);
    QCOMPARE(credential.runs(), 1); // without an expiry it stays
    QCOMPARE(credential.current().token, Secret("t"));
}

void TestExecCredential::kube_2_29_keptUntilItExpiresAndRenewedBefore()
{
    ManualClock clock(*parseTimestamp(u"2026-11-24T10:00:00Z"));
    const QByteArray counter = m_folder.path().toUtf8() + "/runs";
    ExecCredential credential(
        settings("echo x >>'" + counter + "'\nif [ $(wc -l <'" + counter + "') = 1 ]; then cat <<'E'\n"
                 + answer(R"({"token":"first","expirationTimestamp":"2026-11-24T10:10:00Z"})") + "\nE\nelse cat <<'E'\n"
                 + answer(R"({"token":"second","expirationTimestamp":"2026-11-24T10:20:00Z"})") + "\nE\nfi"),
        clock);
    QCOMPARE(outcomeOf(credential), u"ok"_s);
    clock.advance(8min);
    QVERIFY(credential.isUsable());
    QCOMPARE(credential.runs(), 1);
    clock.advance(90s); // half a minute before the end
    QVERIFY(credential.isUsable()); // nobody waits
    QTRY_COMPARE_WITH_TIMEOUT(credential.generation(), 2, 30'000);
    QCOMPARE(credential.current().token, Secret("second"));
    clock.jumpWallClock(20min);
    QVERIFY(!credential.isUsable());
}

void TestExecCredential::kube_2_29_refusedOneIsReplacedUnlessThereIsANewerOne()
{
    ExecCredential credential(settings("cat <<'E'\n" + answer(R"({"token":"t"})") + "\nE"), m_clock);
    QCOMPARE(outcomeOf(credential), u"ok"_s);
    credential.refused(1);
    QCOMPARE(outcomeOf(credential), u"ok"_s);
    QCOMPARE(credential.runs(), 2);
    credential.refused(1); // an answer to a request from before
    QCOMPARE(outcomeOf(credential), u"ok"_s);
    QCOMPARE(credential.runs(), 2);
}

void TestExecCredential::kube_2_29_failureStandsForAMoment()
{
    ManualClock clock(*parseTimestamp(u"2026-11-24T10:00:00Z"));
    ExecCredential credential(settings("exit 1"), clock);
    QVERIFY(outcomeOf(credential).contains(u"exit code 1"_s));
    QVERIFY(outcomeOf(credential).contains(u"exit code 1"_s));
    QCOMPARE(credential.runs(), 1);
    clock.advance(3s);
    QVERIFY(outcomeOf(credential).contains(u"exit code 1"_s));
    QCOMPARE(credential.runs(), 2);
}

void TestExecCredential::kube_2_30_waitingBlocksNothingAndEnds()
{
    ManualClock clock(*parseTimestamp(u"2026-11-24T10:00:00Z"));
    ExecCredential credential(settings("exec sleep 600"), clock);
    QString outcome;
    const auto task = wait(credential, outcome); // returns at once
    QVERIFY(outcome.isEmpty());
    clock.advance(61s);
    QVERIFY2(outcome.contains(u"did not end within 60 s"_s), qPrintable(outcome));
}

void TestExecCredential::kube_2_30_endlessOutputIsCutOff()
{
    ExecCredential credential(settings("exec yes"), m_clock);
    const QString outcome = outcomeOf(credential);
    QVERIFY2(outcome.contains(u"more than 1024 KiB"_s), qPrintable(outcome));
}

void TestExecCredential::kube_2_30_destructionKillsProgramAndItsChildren()
{
    const QByteArray folder = m_folder.path().toUtf8();
    auto credential =
        std::make_unique<ExecCredential>(settings("sleep 600 &\necho $! >'" + folder + "/child'\nwait"), m_clock);
    QString outcome;
    const auto task = wait(*credential, outcome);
    QTRY_VERIFY_WITH_TIMEOUT(read(u"child"_s).endsWith('\n'), 30'000);
    const int child = read(u"child"_s).trimmed().toInt();
    QCOMPARE(::kill(child, 0), 0);
    credential.reset();
    QVERIFY2(outcome.contains(u"stopped"_s), qPrintable(outcome));
    const auto isGone = [child] {
        QFile file(u"/proc/%1/stat"_s.arg(child)); // a zombie nobody collects has ended, too
        return !file.open(QIODevice::ReadOnly) || file.readAll().contains(") Z ");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isGone(), 30'000);
}

void TestExecCredential::kube_2_30_stoppedWaiterLeavesTheRunToTheOthers()
{
    ExecCredential credential(settings("sleep 0.3\ncat <<'E'\n" + answer(R"({"token":"t"})") + "\nE"), m_clock);
    std::stop_source source;
    QString first;
    QString second;
    const auto one = wait(credential, first, source.get_token());
    const auto two = wait(credential, second);
    source.request_stop();
    QTRY_VERIFY_WITH_TIMEOUT(first.contains(u"stopped"_s), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(second, u"ok"_s, 30'000);
    QCOMPARE(credential.runs(), 1);
}

void TestExecCredential::kube_2_31_nothingRunsWithoutConsent()
{
    ConnectionSettings s = settings("touch '" + m_folder.path().toUtf8() + "/ran'");
    s.exec->allowed = false;
    ExecCredential credential(s, m_clock);
    const QString outcome = outcomeOf(credential);
    QVERIFY2(outcome.contains(u"--allow-exec"_s), qPrintable(outcome));
    QVERIFY(!QFile::exists(m_folder.filePath(u"ran"_s)));
    QCOMPARE(credential.runs(), 0);
}

void TestExecCredential::loginShellsPathIsUsed()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"tools"_s));
    const QString plugin = script("cat <<'E'\n" + answer(R"({"token":"t"})") + "\nE");
    QVERIFY(QFile::copy(plugin, m_folder.filePath(u"tools/only-at-login"_s)));
    const QString shell = script("[ \"$1\" = -l ] || exit 9\necho welcome\nPATH='" + m_folder.path().toUtf8()
                                 + "/tools'\nexport PATH\n"
                                   "/usr/bin/env");
    const QByteArray before = qgetenv("SHELL");
    qputenv("SHELL", shell.toUtf8());
    ConnectionSettings s = settings("true");
    s.exec->command = u"only-at-login"_s;
    ExecCredential without(s, m_clock);
    QVERIFY(outcomeOf(without).contains(u"no such program"_s));
    s.exec->useLoginPath = true;
    ExecCredential with(s, m_clock);
    const QString outcome = outcomeOf(with);
    qputenv("SHELL", before);
    QCOMPARE(outcome, u"ok"_s);
    QCOMPARE(LoginPath::merged(u"/a:relative:/b"_s, u"/b:/c"_s), u"/a:/b:/c"_s);
}

void TestExecCredential::loginShellThatHangsOrFailsIsNoObstacle()
{
    const QByteArray before = qgetenv("SHELL");
    ManualClock clock(*parseTimestamp(u"2026-11-24T10:00:00Z"));
    for (const QString& shell : {script("exec sleep 600"), m_folder.filePath(u"no-shell"_s)}) {
        qputenv("SHELL", shell.toUtf8());
        LoginPath path(clock);
        QSignalSpy found(&path, &LoginPath::found);
        path.ask();
        clock.advance(6s);
        QTRY_COMPARE(found.count(), 1);
        QVERIFY(found.first().first().toString().contains(u"/usr/bin"_s));
    }
    qputenv("SHELL", before);
}

QTEST_GUILESS_MAIN(TestExecCredential)
#include "tst_execcredential.moc"
