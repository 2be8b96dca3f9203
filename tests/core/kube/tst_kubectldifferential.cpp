// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kubeconfig.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace konductor;
using namespace konductor::kube;
using namespace Qt::StringLiterals;

namespace {

/// One cluster, user and context named x, with the given bodies in flow style.
QByteArray configOf(const QByteArray& cluster, const QByteArray& user,
                    const QByteArray& context = "{cluster: x, user: x}")
{
    return "apiVersion: v1\nkind: Config\ncurrent-context: x\nclusters: [{name: x, cluster: " + cluster
        + "}]\nusers: [{name: x, user: " + user + "}]\ncontexts: [{name: x, context: " + context + "}]\n";
}

struct Answer {
    bool works = false;
    QString output;
    QString errors;
};

/// What both sides make of a context: the same words for the same thing.
using Facts = QMap<QString, QString>;

void add(Facts& facts, const QString& name, const QString& value)
{
    if (!value.isEmpty()) {
        facts.insert(name, value);
    }
}

QString pem(const QJsonObject& object, const QString& key)
{
    return QString::fromUtf8(QByteArray::fromBase64(object.value(key).toString().toLatin1()));
}

QString joined(const QJsonValue& list)
{
    QStringList out;
    for (const QJsonValue& item : list.toArray()) {
        out += item.toString();
    }
    return out.join(u'|');
}

QString kubectlServer(const QString& server)
{
    const QUrl url(server.contains(u"://"_s) ? server : u"https://"_s + server);
    return url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash).toString();
}

void addExec(Facts& facts, const QJsonObject& exec)
{
    add(facts, u"exec"_s, exec.value("command"_L1).toString());
    add(facts, u"exec version"_s, exec.value("apiVersion"_L1).toString());
    add(facts, u"exec args"_s, joined(exec.value("args"_L1)));
    add(facts, u"exec mode"_s, exec.value("interactiveMode"_L1).toString());
    add(facts, u"exec hint"_s, exec.value("installHint"_L1).toString());
    QStringList env;
    for (const QJsonValue& variable : exec.value("env"_L1).toArray()) {
        env +=
            variable.toObject().value("name"_L1).toString() + u'=' + variable.toObject().value("value"_L1).toString();
    }
    add(facts, u"exec env"_s, env.join(u'|'));
}

/// From `kubectl config view --minify --flatten --raw -o json`.
Facts factsOf(const QJsonObject& view)
{
    const auto body = [&](const QString& list, const QString& entry) {
        return view.value(list).toArray().at(0).toObject().value(entry).toObject();
    };
    const QJsonObject cluster = body(u"clusters"_s, u"cluster"_s);
    const QJsonObject user = body(u"users"_s, u"user"_s);
    const QJsonObject context = body(u"contexts"_s, u"context"_s);
    Facts facts;
    add(facts, u"context"_s, view.value("current-context"_L1).toString());
    add(facts, u"namespace"_s, context.value("namespace"_L1).toString(u"default"_s));
    add(facts, u"server"_s, kubectlServer(cluster.value("server"_L1).toString()));
    add(facts, u"ca"_s, pem(cluster, u"certificate-authority-data"_s));
    add(facts, u"tls name"_s, cluster.value("tls-server-name"_L1).toString());
    add(facts, u"proxy"_s, cluster.value("proxy-url"_L1).toString());
    add(facts, u"insecure"_s, cluster.value("insecure-skip-tls-verify"_L1).toBool() ? u"yes"_s : QString());
    add(facts, u"token"_s, user.value("token"_L1).toString());
    add(facts, u"token file"_s, user.value("tokenFile"_L1).toString());
    add(facts, u"certificate"_s, pem(user, u"client-certificate-data"_s));
    add(facts, u"key"_s, pem(user, u"client-key-data"_s));
    add(facts, u"user"_s, user.value("username"_L1).toString());
    add(facts, u"password"_s, user.value("password"_L1).toString());
    add(facts, u"as"_s, user.value("as"_L1).toString());
    add(facts, u"as uid"_s, user.value("as-uid"_L1).toString());
    add(facts, u"as groups"_s, joined(user.value("as-groups"_L1)));
    const QJsonObject extra = user.value("as-user-extra"_L1).toObject();
    for (auto it = extra.begin(); it != extra.end(); ++it) {
        add(facts, u"as "_s + it.key(), joined(it.value()));
    }
    addExec(facts, user.value("exec"_L1).toObject());
    return facts;
}

Facts factsOf(const ConnectionSettings& settings)
{
    Facts facts;
    add(facts, u"context"_s, settings.contextName);
    add(facts, u"namespace"_s, settings.ns);
    add(facts, u"server"_s, settings.server.toString());
    add(facts, u"ca"_s, QString::fromUtf8(settings.caPem));
    add(facts, u"tls name"_s, settings.tlsServerName);
    add(facts, u"proxy"_s, settings.proxyUrl.toString());
    add(facts, u"insecure"_s, settings.insecure ? u"yes"_s : QString());
    add(facts, u"token"_s, QString::fromUtf8(settings.token.reveal()));
    add(facts, u"token file"_s, settings.tokenFile);
    add(facts, u"certificate"_s, QString::fromUtf8(settings.clientCertificatePem));
    add(facts, u"key"_s, QString::fromUtf8(settings.clientKeyPem.reveal()));
    add(facts, u"user"_s, settings.username);
    add(facts, u"password"_s, QString::fromUtf8(settings.password.reveal()));
    add(facts, u"as"_s, settings.impersonation.user);
    add(facts, u"as uid"_s, settings.impersonation.uid);
    add(facts, u"as groups"_s, settings.impersonation.groups.join(u'|'));
    for (auto it = settings.impersonation.extra.cbegin(); it != settings.impersonation.extra.cend(); ++it) {
        add(facts, u"as "_s + it.key(), it->join(u'|'));
    }
    if (settings.exec) {
        add(facts, u"exec"_s, settings.exec->command);
        add(facts, u"exec version"_s, settings.exec->apiVersion);
        add(facts, u"exec args"_s, settings.exec->arguments.join(u'|'));
        add(facts, u"exec mode"_s, settings.exec->interactiveMode);
        add(facts, u"exec hint"_s, settings.exec->installHint);
        QStringList env;
        for (const ExecPlugin::Variable& variable : settings.exec->environment) {
            env += variable.name + u'=' + variable.value;
        }
        add(facts, u"exec env"_s, env.join(u'|'));
    }
    return facts;
}

/// kubectl shows what stands in the file.
void makeAbsolute(Facts& facts, const QDir& folder)
{
    for (const QString& name : {u"exec"_s, u"token file"_s}) {
        const QString value = facts.value(name);
        if (!value.isEmpty() && (name == u"token file" || value.contains(u'/'))) {
            facts[name] = QDir::cleanPath(folder.absoluteFilePath(value));
        }
    }
}

QString text(const Facts& facts)
{
    QStringList lines;
    for (auto it = facts.cbegin(); it != facts.cend(); ++it) {
        lines += it.key() + u" = "_s + it.value();
    }
    return lines.join(u'\n');
}

} // namespace

/// Holds what we make of a kubeconfig against kubectl: the same facts where both take it, and both refuse the same.
class TestKubectlDifferential : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QStringList m_table;

    QString write(const QString& name, const QByteArray& content)
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write the test's own file");
        }
        file.write(content);
        return path;
    }
    Answer kubectl(const QStringList& arguments, const QString& list)
    {
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
        environment.insert(u"HOME"_s, m_folder.filePath(u"home"_s));
        environment.insert(u"KUBECONFIG"_s, list);
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice()); // it would ask for a password
        process.start(u"kubectl"_s, arguments);
        if (!process.waitForFinished(60'000)) {
            return {true, {}, u"kubectl did not end"_s};
        }
        return {process.exitCode() == 0, QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    Result<ConnectionSettings> ours(const QString& list)
    {
        const auto config = KubeConfig::load({{}, list, m_folder.filePath(u"home"_s)});
        return config ? config->settings() : Result<ConnectionSettings>(fail(config.error()));
    }
    void tell(const QString& kubectlSays, const QString& weSay)
    {
        m_table +=
            u"%1 | %2 | %3"_s.arg(QString::fromLatin1(QTest::currentDataTag()), -44).arg(kubectlSays, -8).arg(weSay);
    }

private slots:
    void initTestCase();
    void sameFacts_data();
    void sameFacts();
    void sameRefusals_data();
    void sameRefusals();
    void cleanupTestCase();
};

void TestKubectlDifferential::initTestCase()
{
    if (QStandardPaths::findExecutable(u"kubectl"_s).isEmpty()) {
        std::puts("SKIPPED: kubectl is not installed");
        std::fflush(stdout);
        QSKIP("kubectl is not installed");
    }
    QDir().mkpath(m_folder.filePath(u"home"_s));
}

void TestKubectlDifferential::sameFacts_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    const QByteArray c = "{server: 'https://h:6443'}";
    const auto row = [](const char* name, const QByteArray& first, const QByteArray& second = {}) {
        QTest::newRow(name) << first << second;
    };
    row("2.3 first file wins whole entries", configOf(c, "{token: first}"),
        configOf("{server: 'https://other', tls-server-name: name}", "{token: second, as: extra}"));
    row("2.3 second file adds", "apiVersion: v1\nkind: Config\n", configOf(c, "{token: second}"));
    row("2.5 relative files",
        configOf("{server: 'https://h', certificate-authority: ca}",
                 "{client-certificate: cert, client-key: sub/key}"));
    row("2.5 relative token file", configOf(c, "{tokenFile: token}"));
    row("2.6 JSON",
        R"({"apiVersion":"v1","kind":"Config","current-context":"x","clusters":[{"name":"x","cluster":)"
        R"({"server":"https://h"}}],"users":[{"name":"x","user":{"token":"t"}}],"contexts":[{"name":"x",)"
        R"("context":{"cluster":"x","user":"x"}}]})");
    row("2.6 unknown fields", configOf("{server: 'https://h', colour: blue}", "{token: t, shoe: {size: 43}}"));
    row("2.6 null user", configOf(c, "null"));
    row("2.11 default namespace", configOf(c, "{token: t}"));
    row("2.11 namespace", configOf(c, "{token: t}", "{cluster: x, user: x, namespace: team-a}"));
    // Data before files (2.12) is not here: kubectl connects with such a user, but does not flatten it.
    row("2.13 insecure", configOf("{server: 'https://h', insecure-skip-tls-verify: true}", "{token: t}"));
    row("2.14 tls-server-name", configOf("{server: 'https://10.0.0.1', tls-server-name: api.example}", "{token: t}"));
    row("2.15 path prefix", configOf("{server: 'https://rancher/k8s/clusters/c-x'}", "{token: t}"));
    row("2.15 trailing slash", configOf("{server: 'https://rancher/k8s/'}", "{token: t}"));
    row("2.15 IPv6", configOf("{server: 'https://[::1]:6443'}", "{token: t}"));
    row("2.16 plain http", configOf("{server: 'http://127.0.0.1:8001'}", "{token: t}"));
    row("2.17 http proxy", configOf("{server: 'https://h', proxy-url: 'http://p:3128'}", "{token: t}"));
    row("2.17 socks5 proxy", configOf("{server: 'https://h', proxy-url: 'socks5://p:1080'}", "{token: t}"));
    row("2.18 disable-compression", configOf("{server: 'https://h', disable-compression: true}", "{token: t}"));
    row("2.21 basic authentication", configOf(c, "{username: u, password: p}"));
    row("2.23 impersonation",
        configOf(c, "{token: t, as: jane, as-uid: '7', as-groups: [g1, g2], as-user-extra: {scopes: [s1, s2]}}"));
    row("2.25 exec v1",
        configOf(c,
                 "{exec: {apiVersion: client.authentication.k8s.io/v1, command: get-token, "
                 "args: [a, '2'], env: [{name: NAME, value: V}], interactiveMode: Never, "
                 "installHint: install it, provideClusterInfo: true}}"));
    row("2.25 exec v1beta1",
        configOf(c, "{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: get-token}}"));
    row("2.5 relative exec command",
        configOf(c, "{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ./bin/get-token}}"));
}

void TestKubectlDifferential::sameFacts()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    write(u"a/ca"_s, "CA");
    write(u"a/cert"_s, "CERT");
    write(u"a/sub/key"_s, "KEY FILE");
    write(u"a/token"_s, "from the file\n");
    QString list = write(u"a/config"_s, first);
    if (!second.isEmpty()) {
        list += u':' + write(u"b/config"_s, second);
    }
    const Answer view =
        kubectl({u"config"_s, u"view"_s, u"--minify"_s, u"--flatten"_s, u"--raw"_s, u"-o"_s, u"json"_s}, list);
    QVERIFY2(view.works, qPrintable(view.errors));
    const auto settings = ours(list);
    tell(u"takes"_s, settings ? u"take"_s : u"refuse: "_s + oneLine(settings.error()));
    QVERIFY2(settings.has_value(), settings ? "" : qPrintable(oneLine(settings.error())));
    Facts theirs = factsOf(QJsonDocument::fromJson(view.output.toUtf8()).object());
    makeAbsolute(theirs, QDir(m_folder.filePath(u"a"_s)));
    QCOMPARE(text(factsOf(*settings)), text(theirs));
}

void TestKubectlDifferential::sameRefusals_data()
{
    QTest::addColumn<QByteArray>("config");
    const QByteArray c = "{server: 'https://127.0.0.1:1'}";
    const auto row = [](const char* name, const QByteArray& config) { QTest::newRow(name) << config; };
    row("2.2 not YAML", "clusters: [");
    row("2.4 duplicate cluster",
        "apiVersion: v1\nkind: Config\nclusters: [{name: t, cluster: {}}, {name: t, cluster: {}}]\n");
    // A missing cluster or user (2.9) is not here: kubectl goes on with localhost:8080, or asks for a password.
    row("2.10 token and basic", configOf(c, "{token: t, username: u, password: p}"));
    row("2.10 exec and auth-provider",
        configOf(
            c, "{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: a}, auth-provider: {name: oidc}}"));
    row("2.10 certificate without key", configOf(c, "{client-certificate-data: QQ==}"));
    row("2.12 not base64", configOf("{server: 'https://h', certificate-authority-data: '%%%'}", "{}"));
    row("2.13 insecure with CA",
        configOf("{server: 'https://127.0.0.1:1', insecure-skip-tls-verify: true, certificate-authority-data: Q0E=}",
                 "{token: t}"));
    row("2.17 proxy of another scheme", configOf("{server: 'https://127.0.0.1:1', proxy-url: 'ftp://p'}", "{}"));
    row("2.20 token file missing", configOf(c, "{tokenFile: /nowhere/token}"));
    row("2.23 groups of nobody", configOf(c, "{as-groups: [g]}"));
    row("2.24 auth-provider gcp", configOf(c, "{auth-provider: {name: gcp}}"));
    row("2.25 exec without version", configOf(c, "{exec: {command: a}}"));
    row("2.25 exec v1alpha1",
        configOf(c,
                 "{exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: a, "
                 "interactiveMode: Never}}"));
    row("2.26 exec v1 without mode", configOf(c, "{exec: {apiVersion: client.authentication.k8s.io/v1, command: a}}"));
}

void TestKubectlDifferential::sameRefusals()
{
    QFETCH(QByteArray, config);
    const QString list = write(u"refused/config"_s, config);
    const Answer answer = kubectl({u"get"_s, u"--raw"_s, u"/version"_s}, list);
    const bool refuses = !answer.works && !answer.errors.contains(u"refused - did you"_s)
        && !answer.errors.contains(u"connect: connection refused"_s) && !answer.errors.contains(u"EOF"_s);
    const auto settings = ours(list);
    tell(refuses ? u"refuses"_s : u"takes"_s, settings ? u"take"_s : u"refuse: "_s + settings.error().message.kept);
    QVERIFY2(refuses, qPrintable(answer.errors));
    QVERIFY(!settings);
}

void TestKubectlDifferential::cleanupTestCase()
{
    std::printf("%-44s | kubectl  | we\n", "feature");
    for (const QString& line : std::as_const(m_table)) {
        std::printf("%s\n", qPrintable(line));
    }
}

QTEST_GUILESS_MAIN(TestKubectlDifferential)
#include "tst_kubectldifferential.moc"
