// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kubeconfig.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonObject>
#include <QStringEncoder>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace Qt::StringLiterals;

namespace {

const QByteArray simple = "apiVersion: v1\n"
                          "kind: Config\n"
                          "current-context: prod\n"
                          "clusters:\n"
                          "- name: c\n"
                          "  cluster: {server: \"https://prod.example:6443\", certificate-authority-data: Q0E=}\n"
                          "users:\n"
                          "- name: u\n"
                          "  user: {token: from-first}\n"
                          "contexts:\n"
                          "- name: prod\n"
                          "  context: {cluster: c, user: u, namespace: pipeline}\n";

/// One cluster, user and context named x, with the given bodies in flow style.
QByteArray configOf(const QByteArray& cluster, const QByteArray& user,
                    const QByteArray& context = "{cluster: x, user: x}")
{
    return "current-context: x\nclusters: [{name: x, cluster: " + cluster + "}]\nusers: [{name: x, user: " + user
        + "}]\ncontexts: [{name: x, context: " + context + "}]\n";
}

} // namespace

class TestKubeConfig : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

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
    Result<KubeConfig> load(const QByteArray& content)
    {
        return KubeConfig::load({write(u"explicit"_s, content), {}, {}});
    }
    Result<ConnectionSettings> settings(const QByteArray& content, const QString& context = {})
    {
        const auto config = load(content);
        return config ? config->settings(context) : Result<ConnectionSettings>(fail(config.error()));
    }

private slots:
    void kube_2_1_explicitFileIsTheOnlyOne();
    void kube_2_1_listSkipsEmptyEntriesAndMissingFiles();
    void kube_2_1_homeIsTheLastResort();
    void noKubeconfigAtAllSaysWhereItLooked();
    void kube_2_2_badFileOfAListDoesNotHideTheOthers();
    void unreadableThingIsNamed();
    void notYamlNamesFileAndLine();
    void kube_2_3_firstFileWinsWholeEntries();
    void kube_2_4_duplicateNamesInOneFileAreAnError();
    void kube_2_5_relativePathsResolveAgainstTheirFile();
    void kube_2_6_jsonAndNullsAreFine();
    void kube_2_6_encodingsWithAByteOrderMarkAreRead_data();
    void kube_2_6_encodingsWithAByteOrderMarkAreRead();
    void kube_2_6_documentsOfOneFileMerge();
    void kube_2_7_nothingIsWritten();
    void kube_2_8_everyFileThatMattersIsNamed();
    void kube_2_9_contextsAreListedWithTheirFile();
    void kube_2_10_unusableContextsSayWhy_data();
    void kube_2_10_unusableContextsSayWhy();
    void unknownContextNamesTheOnesThereAre();
    void kube_2_11_namespaceDefaultsToDefault();
    void kube_2_12_dataOverridesFiles();
    void kube_2_14_tlsServerNameIsTaken();
    void kube_2_13_insecureIsTaken();
    void kube_2_15_serverKeepsItsPathPrefix_data();
    void kube_2_15_serverKeepsItsPathPrefix();
    void kube_2_18_disableCompressionAsksForNothing();
    void kube_2_19_otherCredentialsComeBeforeThePlugin();
    void kube_2_20_tokenFileMustHoldSomethingWhenItIsAllThereIs();
    void kube_2_21_basicAuthenticationIsTaken();
    void kube_2_23_impersonationIsTaken();
    void kube_2_25_pluginIsTakenButNotAllowedToRun();
    void kube_2_27_clusterExtensionGoesToThePlugin();
    void kube_2_24_authProvidersNameTheirReplacement();
    void hugeFileIsRefused();
};

void TestKubeConfig::kube_2_1_explicitFileIsTheOnlyOne()
{
    const QString other = write(u"other"_s, simple);
    const auto missing = KubeConfig::load({m_folder.filePath(u"absent"_s), other, {}});
    QVERIFY(!missing);
    QCOMPARE(toString(missing.error().kind), toString(Error::Kind::Config));
    QVERIFY(oneLine(missing.error()).contains(u"absent"_s));
}

void TestKubeConfig::kube_2_1_listSkipsEmptyEntriesAndMissingFiles()
{
    const QString path = write(u"a"_s, simple);
    const auto config = KubeConfig::load({{}, u":/nowhere/at/all:%1::%1"_s.arg(path), {}});
    QVERIFY(config.has_value());
    QCOMPARE(config->files(), QStringList{path});
    QVERIFY(config->problems().empty());
}

void TestKubeConfig::kube_2_1_homeIsTheLastResort()
{
    write(u"home/.kube/config"_s, simple);
    const auto config = KubeConfig::load({{}, {}, m_folder.filePath(u"home"_s)});
    QVERIFY(config.has_value());
    QCOMPARE(config->currentContext(), u"prod"_s);
}

void TestKubeConfig::noKubeconfigAtAllSaysWhereItLooked()
{
    const auto config = KubeConfig::load({{}, {}, u"/home/nobody"_s});
    QVERIFY(!config);
    QVERIFY(oneLine(config.error()).contains(u"/home/nobody/.kube/config"_s));
    QVERIFY(!config.error().advice.isEmpty());
}

void TestKubeConfig::kube_2_2_badFileOfAListDoesNotHideTheOthers()
{
    const QString bad = write(u"bad"_s, "a: [");
    const QString good = write(u"good"_s, simple);
    const auto config = KubeConfig::load({{}, bad + u':' + good, {}});
    QVERIFY(config.has_value());
    QCOMPARE(config->problems().size(), size_t{1});
    QVERIFY(oneLine(config->problems().front()).contains(bad));
    QVERIFY(config->settings().has_value());
    QVERIFY(!KubeConfig::load({{}, bad, {}}));
}

void TestKubeConfig::unreadableThingIsNamed()
{
    const auto folder = KubeConfig::load({m_folder.path(), {}, {}});
    QVERIFY(!folder);
    QVERIFY(folder.error().message.kept.contains(u"is not a file"_s));
}

void TestKubeConfig::notYamlNamesFileAndLine()
{
    const auto config = load("apiVersion: v1\nclusters:\n  - name: [unclosed\nusers: x: y\n");
    QVERIFY(!config);
    QVERIFY2(config.error().subject.kept.contains(u"explicit, line "_s), qPrintable(oneLine(config.error())));
    QVERIFY(!load("just words"));
    QVERIFY(!load("[1, 2]"));
    QVERIFY(!load("clusters: 7\n"));
    QVERIFY(!load(",apiVersion: v1\nkind: Config\n")); // yaml-cpp finds documents in it without end
}

void TestKubeConfig::kube_2_3_firstFileWinsWholeEntries()
{
    const QString first = write(u"first"_s, simple);
    const QString second = write(u"second"_s,
                                 "current-context: other\nusers: [{name: u, user: {token: second, username: extra}}]\n"
                                 "contexts: [{name: other, context: {cluster: c, user: u}}]\n");
    const auto config = KubeConfig::load({{}, first + u':' + second, {}});
    QVERIFY(config.has_value());
    QCOMPARE(config->currentContext(), u"prod"_s);
    const auto merged = config->settings(u"other"_s);
    QVERIFY(merged.has_value());
    QCOMPARE(merged->token, Secret("from-first"));
    QVERIFY(merged->username.isEmpty());
}

void TestKubeConfig::kube_2_4_duplicateNamesInOneFileAreAnError()
{
    for (const char* list : {"clusters", "users", "contexts"}) {
        const auto config = load(QByteArray(list) + ": [{name: twin}, {name: twin}]\n");
        QVERIFY(!config);
        QVERIFY(config.error().message.kept.contains(u"\"twin\" appears twice"_s));
    }
}

void TestKubeConfig::kube_2_5_relativePathsResolveAgainstTheirFile()
{
    write(u"deep/pki/ca.crt"_s, "THE CA");
    write(u"deep/token"_s, "t\n");
    const QString path = write(
        u"deep/config"_s, configOf("{server: 'https://h', certificate-authority: pki/ca.crt}", "{tokenFile: ./token}"));
    const auto config = KubeConfig::load({path, {}, {}});
    QVERIFY(config.has_value());
    const auto resolved = config->settings();
    QVERIFY2(resolved.has_value(), resolved ? "" : qPrintable(oneLine(resolved.error())));
    QCOMPARE(resolved->caPem, QByteArray("THE CA"));
    QCOMPARE(resolved->tokenFile, m_folder.filePath(u"deep/token"_s));
}

void TestKubeConfig::kube_2_6_jsonAndNullsAreFine()
{
    const auto json = settings(
        R"({"current-context":"x","clusters":[{"name":"x","cluster":{"server":"https://h"}}],)"
        R"("users":[{"name":"x","user":null}],"contexts":[{"name":"x","context":{"cluster":"x","user":"x"}}]})");
    QVERIFY2(json.has_value(), json ? "" : qPrintable(oneLine(json.error())));
    QVERIFY(load("clusters: null\nusers: ~\ncontexts:\nextensions: {a: b}\n").has_value());
    QVERIFY(load("").has_value());
}

void TestKubeConfig::kube_2_6_encodingsWithAByteOrderMarkAreRead_data()
{
    QTest::addColumn<QStringConverter::Encoding>("encoding");
    QTest::newRow("UTF-8") << QStringConverter::Utf8;
    QTest::newRow("UTF-16 little endian") << QStringConverter::Utf16LE;
    QTest::newRow("UTF-16 big endian") << QStringConverter::Utf16BE;
}

void TestKubeConfig::kube_2_6_encodingsWithAByteOrderMarkAreRead()
{
    QFETCH(QStringConverter::Encoding, encoding);
    QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
    const QByteArray bytes = encoder.encode(QString::fromUtf8(simple));
    QVERIFY(bytes != simple);
    const auto resolved = settings(bytes);
    QVERIFY2(resolved.has_value(), resolved ? "" : qPrintable(oneLine(resolved.error())));
    QCOMPARE(resolved->token, Secret("from-first"));
}

void TestKubeConfig::kube_2_6_documentsOfOneFileMerge()
{
    const auto resolved = settings("---\n" + simple
                                   + "---\ncurrent-context: other\nusers: [{name: u, user: {token: late}}]\n"
                                     "contexts: [{name: other, context: {cluster: c, user: u}}]\n");
    QVERIFY2(resolved.has_value(), resolved ? "" : qPrintable(oneLine(resolved.error())));
    QCOMPARE(resolved->contextName, u"prod"_s);
    QCOMPARE(resolved->token, Secret("from-first"));
}

void TestKubeConfig::kube_2_7_nothingIsWritten()
{
    const QString path = write(u"alone/config"_s, simple);
    const QFileInfo before(path);
    QVERIFY(KubeConfig::load({{}, path, {}})->settings().has_value());
    QFileInfo after(path);
    after.refresh();
    QCOMPARE(after.lastModified(), before.lastModified());
    QCOMPARE(QDir(after.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"config"_s});
}

void TestKubeConfig::kube_2_8_everyFileThatMattersIsNamed()
{
    const QString path = write(u"watched/config"_s,
                               configOf("{server: 'https://h', certificate-authority: ca}",
                                        "{tokenFile: token, client-certificate: cert, client-key: key}"));
    const auto config = KubeConfig::load({{}, path + u":/later/config"_s, {}});
    QVERIFY(config.has_value());
    QStringList files = config->watchedFiles();
    files.sort();
    QStringList expected{u"/later/config"_s};
    for (const char* name : {"ca", "cert", "config", "key", "token"}) {
        expected += m_folder.filePath(u"watched/"_s + QLatin1String(name));
    }
    expected.sort();
    QCOMPARE(files, expected);
}

void TestKubeConfig::kube_2_9_contextsAreListedWithTheirFile()
{
    const auto config = load(simple);
    QVERIFY(config.has_value());
    const KubeConfig::Context expected{
        u"prod"_s, u"c"_s, u"u"_s, u"pipeline"_s, u"https://prod.example:6443"_s, m_folder.filePath(u"explicit"_s)};
    QCOMPARE(config->contexts().size(), size_t{1});
    QVERIFY(config->contexts().front() == expected);
}

void TestKubeConfig::kube_2_10_unusableContextsSayWhy_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("words");
    const QByteArray c = "{server: 'https://h'}";
    const auto row = [](const char* name, const QByteArray& config, const char* kind, const char* words) {
        QTest::newRow(name) << config << QString::fromLatin1(kind) << QString::fromLatin1(words);
    };
    row("2.9 no current context", "clusters: []\n", "Config", "no current context");
    row("2.9 missing cluster", configOf(c, "{}", "{cluster: gone, user: x}"), "Config", "cluster \"gone\" is not in");
    row("2.9 missing user", configOf(c, "{}", "{cluster: x, user: gone}"), "Config", "user \"gone\" is not in");
    row("2.9 no cluster named", configOf(c, "{}", "{user: x}"), "Config", "names no cluster");
    row("2.9 no user named", configOf(c, "{}", "{cluster: x}"), "Config", "names no user");
    row("2.9 empty server", configOf("{server: ''}", "{}"), "Config", "server is empty");
    row("2.9 server of another scheme", configOf("{server: 'ftp://h'}", "{}"), "Config", "not an http or https URL");
    row("2.9 namespace no label", configOf(c, "{}", "{cluster: x, user: x, namespace: 'A b'}"), "Config",
        "not a valid name");
    row("2.10 token and password", configOf(c, "{token: t, username: u}"), "Config", "more than one way to sign in");
    row("2.10 exec and auth-provider", configOf(c, "{exec: {command: a}, auth-provider: {name: oidc}}"), "Config",
        "both an exec");
    row("2.10 certificate without key", configOf(c, "{client-certificate-data: QQ==}"), "Config", "no client key");
    row("2.10 key without certificate", configOf(c, "{client-key-data: QQ==}"), "Config", "no client certificate");
    row("2.12 data not base64", configOf("{server: 'https://h', certificate-authority-data: '%%%'}", "{}"), "Config",
        "not base64");
    row("2.13 insecure with CA",
        configOf("{server: 'https://h', certificate-authority-data: Q0E=, insecure-skip-tls-verify: true}", "{}"),
        "Config", "both a certificate authority and insecure-skip-tls-verify");
    row("CA file missing", configOf("{server: 'https://h', certificate-authority: /no/ca}", "{}"), "Config",
        "/no/ca does not exist");
    row("2.20 token file missing", configOf(c, "{tokenFile: /no/token}"), "Config", "/no/token does not exist");
    row("2.9 all at once", configOf(c, "{}", "{cluster: gone, user: lost, namespace: 'A b'}"), "Config",
        "is not a valid name; its cluster \"gone\" is not in the kubeconfig; its user \"lost\" is not");
    row("2.17 proxy of another scheme", configOf("{server: 'https://h', proxy-url: 'ftp://p'}", "{}"), "Config",
        "not an http, https or socks5 URL");
    row("2.23 groups of nobody", configOf(c, "{as-groups: [g]}"), "Config", "as no user");
    row("2.25 plugin without version", configOf(c, "{token: t, exec: {command: a}}"), "Config",
        "apiVersion is missing");
    row("2.25 v1alpha1",
        configOf(c,
                 "{exec: {command: a, interactiveMode: Never, "
                 "apiVersion: client.authentication.k8s.io/v1alpha1}}"),
        "Config", "not one that kubectl takes");
    row("2.26 v1 without mode", configOf(c, "{exec: {command: a, apiVersion: client.authentication.k8s.io/v1}}"),
        "Config", "interactiveMode is missing");
    row("2.26 unknown mode",
        configOf(c,
                 "{exec: {command: a, interactiveMode: Maybe, "
                 "apiVersion: client.authentication.k8s.io/v1}}"),
        "Config", "\"Maybe\" is unknown");
    row("2.25 no command", configOf(c, "{exec: {apiVersion: client.authentication.k8s.io/v1}}"), "Config",
        "names no command");
    row("2.27 nameless variable",
        configOf(c,
                 "{exec: {command: a, env: [{value: v}], "
                 "apiVersion: client.authentication.k8s.io/v1beta1}}"),
        "Config", "has no name");
    row("2.24 auth-provider", configOf(c, "{auth-provider: {name: gcp}}"), "Unsupported", "auth-provider \"gcp\"");
}

void TestKubeConfig::kube_2_10_unusableContextsSayWhy()
{
    QFETCH(QByteArray, config);
    QFETCH(QString, kind);
    QFETCH(QString, words);
    const auto result = settings(config);
    QVERIFY(!result);
    QCOMPARE(toString(result.error().kind), kind);
    QVERIFY2(result.error().message.kept.contains(words), qPrintable(oneLine(result.error())));
}

void TestKubeConfig::unknownContextNamesTheOnesThereAre()
{
    const auto result = settings(simple, u"staging"_s);
    QVERIFY(!result);
    QCOMPARE(oneLine(result.error()), u"context \"staging\": there is no such context. There are: \"prod\"."_s);
}

void TestKubeConfig::kube_2_11_namespaceDefaultsToDefault()
{
    QCOMPARE(settings(configOf("{server: 'https://h'}", "{}"))->ns, u"default"_s);
    QCOMPARE(settings(simple)->ns, u"pipeline"_s);
}

void TestKubeConfig::kube_2_12_dataOverridesFiles()
{
    const auto resolved = settings(configOf(
        "{server: 'https://h', certificate-authority: /no/file, certificate-authority-data: Q0E=}",
        "{client-certificate: /no, client-certificate-data: Q0VSVA==, client-key: /no, client-key-data: S0VZ}"));
    QVERIFY2(resolved.has_value(), resolved ? "" : qPrintable(oneLine(resolved.error())));
    QCOMPARE(resolved->caPem, QByteArray("CA"));
    QCOMPARE(resolved->clientCertificatePem, QByteArray("CERT"));
    QCOMPARE(resolved->clientKeyPem, Secret("KEY"));
}

void TestKubeConfig::kube_2_14_tlsServerNameIsTaken()
{
    QCOMPARE(settings(configOf("{server: 'https://1.2.3.4', tls-server-name: kubernetes}", "{}"))->tlsServerName,
             u"kubernetes"_s);
}

void TestKubeConfig::kube_2_13_insecureIsTaken()
{
    QVERIFY(settings(configOf("{server: 'https://h', insecure-skip-tls-verify: true}", "{}"))->insecure);
    QVERIFY(!settings(configOf("{server: 'https://h'}", "{}"))->insecure);
}

void TestKubeConfig::kube_2_15_serverKeepsItsPathPrefix_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("url");
    QTest::newRow("prefix") << QByteArray("https://r/k8s/clusters/c-x") << u"https://r/k8s/clusters/c-x"_s;
    QTest::newRow("trailing slash") << QByteArray("https://r/k8s/") << u"https://r/k8s"_s;
    QTest::newRow("query and fragment") << QByteArray("https://r/p?x=1#y") << u"https://r/p"_s;
    QTest::newRow("IPv6") << QByteArray("https://[::1]:6443") << u"https://[::1]:6443"_s;
    QTest::newRow("no scheme") << QByteArray("host:6443") << u"https://host:6443"_s;
}

void TestKubeConfig::kube_2_15_serverKeepsItsPathPrefix()
{
    QFETCH(QByteArray, server);
    QFETCH(QString, url);
    const auto resolved = settings(configOf("{server: '" + server + "'}", "{}"));
    QVERIFY2(resolved.has_value(), resolved ? "" : qPrintable(oneLine(resolved.error())));
    QCOMPARE(resolved->server.toString(), url);
}

/// We ask for plain answers in any case (§3a.5-6), so there is nothing to switch off.
void TestKubeConfig::kube_2_18_disableCompressionAsksForNothing()
{
    QVERIFY(settings(configOf("{server: 'https://h', disable-compression: true}", "{}")).has_value());
}

void TestKubeConfig::kube_2_19_otherCredentialsComeBeforeThePlugin()
{
    const auto resolved =
        settings(configOf("{server: 'https://h'}",
                          "{token: t, exec: {command: plugin, apiVersion: client.authentication.k8s.io/v1beta1}}"));
    QVERIFY(resolved.has_value());
    QCOMPARE(resolved->token, Secret("t"));
}

void TestKubeConfig::kube_2_20_tokenFileMustHoldSomethingWhenItIsAllThereIs()
{
    const QByteArray path = write(u"empty-token"_s, " \n").toUtf8();
    const auto alone = settings(configOf("{server: 'https://h'}", "{tokenFile: '" + path + "'}"));
    QVERIFY(!alone);
    QVERIFY(alone.error().message.kept.contains(u"is empty"_s));
    QVERIFY(settings(configOf("{server: 'https://h'}", "{token: t, tokenFile: '" + path + "'}")).has_value());
}

void TestKubeConfig::kube_2_21_basicAuthenticationIsTaken()
{
    const auto resolved = settings(configOf("{server: 'https://h'}", "{username: u, password: p}"));
    QVERIFY(resolved.has_value());
    QCOMPARE(resolved->username, u"u"_s);
    QCOMPARE(resolved->password, Secret("p"));
}

void TestKubeConfig::kube_2_23_impersonationIsTaken()
{
    const auto resolved = settings(configOf(
        "{server: 'https://h'}", "{as: jane, as-uid: 7, as-groups: [a, b], as-user-extra: {scopes: [x, y], r: [z]}}"));
    QVERIFY2(resolved.has_value(), resolved ? "" : qPrintable(oneLine(resolved.error())));
    const Impersonation expected{.user = u"jane"_s,
                                 .uid = u"7"_s,
                                 .groups = {u"a"_s, u"b"_s},
                                 .extra = {{u"scopes"_s, {u"x"_s, u"y"_s}}, {u"r"_s, {u"z"_s}}}};
    QVERIFY(resolved->impersonation == expected);
}

void TestKubeConfig::kube_2_24_authProvidersNameTheirReplacement()
{
    const auto advice = [this](const QByteArray& name) {
        const auto result = settings(configOf("{server: 'https://h'}", "{auth-provider: {name: " + name + "}}"));
        return result ? QString() : result.error().advice.kept;
    };
    QVERIFY(advice("gcp").contains(u"gke-gcloud-auth-plugin"_s));
    QVERIFY(advice("azure").contains(u"kubelogin"_s));
    QVERIFY(advice("oidc").contains(u"exec plugin"_s));
}

void TestKubeConfig::kube_2_25_pluginIsTakenButNotAllowedToRun()
{
    const auto resolved =
        settings(configOf("{server: 'https://h'}",
                          "{exec: {apiVersion: client.authentication.k8s.io/v1, command: bin/get-token, "
                          "args: [a, 2], env: [{name: NAME, value: v}], interactiveMode: Never}}"));
    QVERIFY2(resolved.has_value(), resolved ? "" : qPrintable(oneLine(resolved.error())));
    QVERIFY(resolved->exec.has_value());
    QCOMPARE(resolved->exec->command, m_folder.filePath(u"bin/get-token"_s));
    QCOMPARE(resolved->exec->arguments, QStringList({u"a"_s, u"2"_s}));
    QCOMPARE(resolved->exec->environment.size(), size_t{1});
    QVERIFY(!resolved->exec->allowed);
}

void TestKubeConfig::kube_2_27_clusterExtensionGoesToThePlugin()
{
    const auto resolved = settings(configOf(
        "{server: 'https://h', extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: x, n: 7, "
        "quoted: '7', on: true}}]}",
        "{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: get-token, provideClusterInfo: true}}"));
    QVERIFY2(resolved.has_value(), resolved ? "" : qPrintable(oneLine(resolved.error())));
    const QJsonObject expected{{u"audience"_s, u"x"_s}, {u"n"_s, 7}, {u"quoted"_s, u"7"_s}, {u"on"_s, true}};
    QCOMPARE(resolved->exec->clusterConfig.toObject(), expected);
    QCOMPARE(resolved->exec->interactiveMode, u"IfAvailable"_s);
}

void TestKubeConfig::hugeFileIsRefused()
{
    const auto config = load(QByteArray(9 * 1024 * 1024, '#'));
    QVERIFY(!config);
    QVERIFY(config.error().message.kept.contains(u"larger than"_s));
}

QTEST_GUILESS_MAIN(TestKubeConfig)
#include "tst_kubeconfig.moc"
