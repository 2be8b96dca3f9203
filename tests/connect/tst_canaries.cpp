// SPDX-License-Identifier: Apache-2.0
#include "tests/support/certificates.h"
#include "tests/support/scriptedserver.h"

#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor::test;
using namespace Qt::StringLiterals;

namespace {
const QString group = u"/apis/sync.konductor.io/v1"_s;
}

/// Secrets planted in a kubeconfig are looked for in everything the program says, with all of Qt's logging on, and in
/// everything it leaves behind.
class TestCanaries : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    QByteArray m_said;
    QByteArrayList m_canaries;

    QString path(const QString& name) const { return m_home->filePath(name); }
    void write(const QString& name, const QByteArray& content, bool executable = false) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size()) {
            qFatal("cannot write the test's own file");
        }
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner
                            | (executable ? QFile::ExeOwner : QFile::Permission()));
    }
    void writeConfig(const QUrl& server, const QByteArray& user, const QByteArray& cluster = {}) const
    {
        write(u"config"_s,
              "current-context: c\nclusters: [{name: k, cluster: {server: '" + server.toEncoded() + "'" + cluster
                  + "}}]\ncontexts: [{name: c, context: {cluster: k, user: u}}]\nusers:\n- name: u\n  user: " + user
                  + "\n");
    }
    static void serve(ScriptedServer& server)
    {
        server.on({}, [](const ExchangePtr& e) { e->status(403, "Forbidden"); });
        server.on(u"/version"_s, [](const ExchangePtr& e) { e->json("{\"gitVersion\":\"v1.36.3\"}"); });
        server.on(u"/apis/authentication.k8s.io/v1/selfsubjectreviews"_s,
                  [](const ExchangePtr& e) { e->reply(201, "{\"status\":{\"userInfo\":{\"username\":\"ada\"}}}"); });
        server.on(group, [](const ExchangePtr& e) {
            e->json("{\"kind\":\"APIResourceList\",\"resources\":[{\"name\":\"leases\"}]}");
        });
        server.on(group + u"/namespaces/default/leases"_s, [](const ExchangePtr& e) {
            if (e->request.query.hasQueryItem(u"watch"_s)) {
                e->beginStream();
            } else {
                e->json(leaseListJson({u"a@3"_s}, u"10"_s));
            }
        });
    }
    QProcessEnvironment environment() const
    {
        QProcessEnvironment made = QProcessEnvironment::systemEnvironment();
        made.insert(u"HOME"_s, m_home->path());
        made.insert(u"XDG_DATA_HOME"_s, path(u"data"_s));
        made.insert(u"XDG_CONFIG_HOME"_s, path(u"settings"_s));
        made.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
        made.insert(u"QT_DEBUG_PLUGINS"_s, u"1"_s);
        made.insert(u"SSLKEYLOGFILE"_s, path(u"keylog"_s));
        return made;
    }
    bool run(const QStringList& command)
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.setWorkingDirectory(m_home->path());
        process.start(QStringLiteral(KONDUCTOR_BIN_DIR "/konductor-inspect"),
                      QStringList{u"--kubeconfig"_s, path(u"config"_s), u"--allow-exec"_s} + command);
        // The server is served by this thread.
        if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 60'000)) {
            process.kill();
            process.waitForFinished();
            return false;
        }
        m_said += process.readAllStandardOutput() + process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit;
    }
#ifdef KONDUCTOR_CONSOLE
    /// The window, until its rows are there; it does not end by itself.
    void runConsole()
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.setWorkingDirectory(m_home->path());
        process.start(QStringLiteral(KONDUCTOR_BIN_DIR "/konductor-console"),
                      {u"--kubeconfig"_s, path(u"config"_s), u"--page"_s, u"leases"_s, u"--report-timings"_s});
        QByteArray out;
        const auto isThere = [&] {
            out += process.readAllStandardOutput();
            return out.contains("interactive") || process.state() == QProcess::NotRunning;
        };
        const bool there = QTest::qWaitFor(isThere, 60'000);
        process.terminate();
        process.waitForFinished();
        const QByteArray err = process.readAllStandardError();
        QVERIFY2(there && out.contains("interactive"), err.right(2'000).constData());
        QVERIFY2(err.contains("qt."), "Qt's logging is not on");
        m_said += out + err + process.readAllStandardOutput();
    }
#endif
    /// `act`: also an action for the journal, which waits for an operator that is not there. `window`: also the
    /// console.
    void runEverything(bool act = false, [[maybe_unused]] bool window = true)
    {
        m_said.clear();
        for (const QStringList& command :
             {QStringList{u"connect"_s}, QStringList{u"connect"_s, u"-o"_s, u"json"_s},
              QStringList{u"list"_s, u"-o"_s, u"yaml"_s}, QStringList{u"watch"_s, u"--for"_s, u"1s"_s},
              QStringList{u"snapshot"_s}, QStringList{u"crds"_s}, QStringList{u"diagnose"_s}}) {
            QVERIFY2(run(command), qPrintable(command.join(u' ')));
        }
        if (act) {
            QVERIFY(run({u"touch"_s, u"lease/a"_s, u"--reason"_s, u"a test"_s}));
            QVERIFY(run({u"journal"_s}));
            QVERIFY2(m_said.contains("look at lease a again"), m_said.constData());
        }
        QVERIFY2(m_said.contains("qt.") || m_said.contains("QFactoryLoader"), "Qt's logging is not on");
#ifdef KONDUCTOR_CONSOLE
        if (window) {
            runConsole();
        }
#endif
    }
    /// The file that has one, or an empty text.
    QString leak() const
    {
        for (const QByteArray& canary : m_canaries) {
            for (const QByteArray& form : {canary, canary.toBase64(), canary.toHex()}) {
                if (m_said.contains(form)) {
                    return u"what it said"_s;
                }
            }
        }
        QDirIterator files(m_home->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            const QString name = QDir(m_home->path()).relativeFilePath(file.fileName());
            if (m_planted.contains(name) || !file.open(QIODevice::ReadOnly)) {
                continue;
            }
            const QByteArray content = file.readAll();
            for (const QByteArray& canary : m_canaries) {
                if (content.contains(canary) || content.contains(canary.toBase64())) {
                    return name;
                }
            }
        }
        return {};
    }
    const QStringList m_planted{u"config"_s, u"token"_s, u"get-token"_s, u"key.pem"_s};

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_canaries.clear();
        QVERIFY(QDir(m_home->path()).mkpath(u".kube"_s));
        write(u".kube/kuberc"_s, // the window would ask
              "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\ncredentialPluginPolicy: AllowAll\n");
    }

    void nothingOfATokenIsSaidOrKept_data()
    {
        QTest::addColumn<QByteArray>("user");
        QTest::newRow("token") << QByteArray("{token: CANARY-secret}");
        QTest::newRow("token file") << QByteArray("{tokenFile: token}");
        QTest::newRow("password") << QByteArray("{username: ada, password: CANARY-secret}");
        QTest::newRow("exec plugin") << QByteArray(
            "{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: "
            "./get-token, args: [CANARY-secret], env: [{name: A, value: CANARY-secret}]}}");
    }
    void nothingOfATokenIsSaidOrKept()
    {
        QFETCH(QByteArray, user);
        m_canaries = {"CANARY-secret", "ada:CANARY-secret"};
        write(u"token"_s, "CANARY-secret\n");
        write(u"get-token"_s,
              "#!/bin/sh\necho CANARY-secret >&2\necho '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":"
              "\"ExecCredential\",\"status\":{\"token\":\"CANARY-secret\"}}'\n",
              true);
        ScriptedServer server;
        serve(server);
        writeConfig(server.url(), user);
        runEverything(user == "{token: CANARY-secret}");
        QVERIFY(!server.requests().isEmpty());
        const QByteArray sent = server.requests().last().headers.value("authorization");
        QVERIFY2(sent == "Bearer CANARY-secret" || sent == "Basic " + QByteArray("ada:CANARY-secret").toBase64(),
                 sent.constData()); // it was really in use
        QVERIFY2(leak().isEmpty(), qPrintable(leak()));
    }

    void nothingOfAClientKeyIsSaidOrKept()
    {
        Authority authority(u"right"_s);
        if (!authority.isUsable()) {
            QSKIP("SKIPPED: there is no openssl program here");
        }
        const Authority::Identity me = authority.issue(u"me"_s, u"EC"_s);
        write(u"key.pem"_s, me.key);
        m_canaries = {me.key.split('\n').at(1), me.key.split('\n').at(2)};
        ScriptedServer server(
            authority.serverConfiguration(authority.issue(u"api"_s, u"EC"_s, u"DNS:localhost"_s), true));
        serve(server);
        writeConfig(server.url(u"localhost"_s),
                    "{client-key: key.pem, client-certificate-data: " + me.certificate.toBase64() + "}",
                    ", certificate-authority-data: " + authority.pem().toBase64());
        runEverything();
        QCOMPARE(server.requests().last().clientName, u"me"_s);
        QVERIFY2(leak().isEmpty(), qPrintable(leak()));
        QVERIFY(!QFile::exists(path(u"keylog"_s)));
    }

    void nothingOfAProxysPasswordIsSaidOrKept()
    {
        m_canaries = {"CANARY-secret"};
        ScriptedServer proxy;
        proxy.on({}, [](const ExchangePtr& e) { e->reply(403, "no"); });
        writeConfig(QUrl(u"https://api.example:6443"_s), "{token: CANARY-secret}",
                    ", proxy-url: 'http://me:CANARY-secret@127.0.0.1:" + QByteArray::number(proxy.serverPort()) + "'");
        runEverything(false, false); // without a server the window has no rows
        QVERIFY(!proxy.requests().isEmpty());
        QVERIFY2(leak().isEmpty(), qPrintable(leak()));
    }
};

QTEST_GUILESS_MAIN(TestCanaries)
#include "tst_canaries.moc"
