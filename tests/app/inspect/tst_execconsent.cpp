// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scriptedserver.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor::test;
using namespace Qt::StringLiterals;

namespace {
const QString program = QStringLiteral(KONDUCTOR_BIN_DIR "/konductor-inspect");
}

/// A kubeconfig's exec plugin under konductor-inspect: it runs when somebody agreed, and not otherwise.
class TestExecConsent : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    ScriptedServer m_server;
    QProcess m_program;
    QByteArray m_said;

    void write(const QString& name, const QByteArray& content, bool executable = false) const
    {
        QDir(m_home->path()).mkpath(u".kube"_s);
        QFile file(m_home->filePath(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size()) {
            qFatal("cannot write the test's own file");
        }
        if (executable) {
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        }
    }
    QString plugin() const { return m_home->filePath(u"get-token"_s); }
    bool pluginRan() const { return QFile::exists(m_home->filePath(u"ran"_s)); }

    /// Ends with the program's exit code.
    int list(const QStringList& arguments = {}, const QString& kuberc = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_home->path());
        environment.remove(u"KUBECONFIG"_s);
        environment.remove(u"KUBERC"_s);
        if (!kuberc.isEmpty()) {
            environment.insert(u"KUBERC"_s, kuberc);
        }
        m_program.setProcessEnvironment(environment);
        m_program.start(program, arguments + QStringList{u"list"_s, u"leases"_s, u"-o"_s, u"name"_s});
        if (!QTest::qWaitFor([this] { return m_program.state() == QProcess::NotRunning; }, 30'000)) {
            return -1;
        }
        m_said = m_program.readAllStandardError();
        return m_program.exitStatus() == QProcess::NormalExit ? m_program.exitCode() : -2;
    }

private slots:
    void initTestCase()
    {
        m_server.on(u"/version"_s, [](const ExchangePtr& e) { e->json("{\"gitVersion\":\"v1.36.3\"}"); });
        m_server.on(u"/apis/sync.konductor.io/v1"_s, [](const ExchangePtr& e) {
            e->json("{\"kind\":\"APIResourceList\",\"resources\":[{\"name\":\"leases\"}]}");
        });
        m_server.on(u"/apis/sync.konductor.io/v1/namespaces/default/leases"_s, [](const ExchangePtr& e) {
            if (e->request.headers.value("authorization") != "Bearer from-the-plugin") {
                e->status(401, "Unauthorized");
            } else if (e->request.query.hasQueryItem(u"watch"_s)) {
                e->beginStream();
            } else {
                e->json(leaseListJson({u"a@3"_s}, u"10"_s));
            }
        });
    }

    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        write(u"get-token"_s,
              "#!/bin/sh\necho ran >" + m_home->filePath(u"ran"_s).toUtf8()
                  + "\necho '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\","
                    "\"status\":{\"token\":\"from-the-plugin\"}}'\n",
              true);
        write(
            u".kube/config"_s,
            "current-context: c\nclusters: [{name: c, cluster: {server: '" + m_server.url().toEncoded()
                + "'}}]\ncontexts: [{name: c, context: {cluster: c, user: u}}]\nusers:\n- name: u\n  user:\n    exec:\n"
                  "      apiVersion: client.authentication.k8s.io/v1\n      interactiveMode: Never\n      command: "
                + plugin().toUtf8() + "\n      args: [--secret, CANARY]\n");
    }

    void nothingRunsUntilSomebodyAgrees()
    {
        QCOMPARE(list(), 3);
        QVERIFY2(m_said.count('\n') == 1 && m_said.contains("--allow-exec") && m_said.contains(plugin().toUtf8()),
                 m_said.constData());
        QVERIFY(!m_said.contains("CANARY"));
        QVERIFY(!pluginRan());
    }

    void allowExecLetsItRun()
    {
        const int code = list({u"--allow-exec"_s});
        QVERIFY2(code == 0, m_said.constData());
        QCOMPARE(m_program.readAllStandardOutput(), QByteArray("lease.sync.konductor.io/a\n"));
        QVERIFY(pluginRan());
    }

    void kubercsPolicyDecides_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<bool>("runsByItself");
        QTest::addColumn<bool>("runsWithAllowExec");
        QTest::newRow("AllowAll") << QByteArray("credentialPluginPolicy: AllowAll\n") << true << true;
        QTest::newRow("DenyAll") << QByteArray("credentialPluginPolicy: DenyAll\n") << false << false;
        QTest::newRow("on the list") << QByteArray("credentialPluginPolicy: Allowlist\n"
                                                   "credentialPluginAllowlist: [{command: PLUGIN}]\n")
                                     << true << true;
        QTest::newRow("not on the list") << QByteArray("credentialPluginPolicy: Allowlist\n"
                                                       "credentialPluginAllowlist: [{command: /bin/true}]\n")
                                         << false << false;
        QTest::newRow("no policy") << QByteArray("aliases: []\n") << false << true;
        QTest::newRow("not understood") << QByteArray("credentialPluginPolicy: Everything\n") << false << false;
    }
    void kubercsPolicyDecides()
    {
        QFETCH(QByteArray, policy);
        QFETCH(bool, runsByItself);
        QFETCH(bool, runsWithAllowExec);
        write(u".kube/kuberc"_s,
              "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n"
                  + policy.replace("PLUGIN", plugin().toUtf8()));
        QCOMPARE(list(), runsByItself ? 0 : 3);
        QCOMPARE(pluginRan(), runsByItself);
        QCOMPARE(list({u"--allow-exec"_s}), runsWithAllowExec ? 0 : 3);
        QCOMPARE(pluginRan(), runsWithAllowExec);
        QVERIFY2(runsWithAllowExec || (m_said.count('\n') == 1 && m_said.contains("kuberc")), m_said.constData());
    }

    void kubercMayStandElsewhere()
    {
        write(u"mine"_s,
              "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\ncredentialPluginPolicy: AllowAll\n");
        QCOMPARE(list({}, m_home->filePath(u"mine"_s)), 0);
        QVERIFY(pluginRan());
    }
};

QTEST_GUILESS_MAIN(TestExecConsent)
#include "tst_execconsent.moc"
