// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"
#include "core/kube/kubeconfig.h"
#include "core/kube/watchstream.h"
#include "tests/connect/realprogram.h"
#include "tests/support/certificates.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 30'000;

Request get(const QString& path)
{
    Request request;
    request.path = path;
    request.subject = u"test"_s;
    request.timeout = 20s;
    return request;
}

} // namespace

/// tinyproxy, microsocks and nginx as Debian has them. Where kubectl is installed it goes the same way.
class TestRealProxies : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<Authority> m_authority;
    std::unique_ptr<ScriptedServer> m_server; ///< Speaks TLS and asks for the token.

    ConnectionSettings settings(const QString& host = u"localhost"_s) const
    {
        ConnectionSettings out;
        out.clusterName = u"c"_s;
        out.server = m_server->url(host);
        out.caPem = m_authority->pem();
        out.token = Secret("t0ken");
        return out;
    }
    /// The body of /version, or why there is none.
    QString version(const ConnectionSettings& to)
    {
        const auto connection = Connection::open(to, m_clock);
        if (!connection) {
            return oneLine(connection.error());
        }
        QString out;
        (*connection)->send(get(u"/version"_s)).then([&out](Result<Response> result) {
            out = result ? QString::fromUtf8(result->body) : oneLine(result.error());
        });
        const bool ended = QTest::qWaitFor([&] { return !out.isEmpty(); }, patience);
        return ended ? out : u"nothing"_s;
    }
    /// The same with kubectl; "same" when it is not installed.
    QString kubectl(const QByteArray& cluster, const QByteArray& user, const QMap<QString, QString>& variables = {},
                    const QString& prefix = {})
    {
        if (RealProgram::path(u"kubectl"_s).isEmpty()) {
            return u"same"_s;
        }
        QTemporaryDir folder;
        QFile file(folder.filePath(u"config"_s));
        if (!file.open(QIODevice::WriteOnly)) {
            return u"cannot write"_s;
        }
        file.write("apiVersion: v1\nkind: Config\ncurrent-context: x\nclusters: [{name: x, cluster: {"
                   "certificate-authority-data: "
                   + m_authority->pem().toBase64() + ", " + cluster + "}}]\nusers: [{name: x, user: {" + user
                   + "}}]\ncontexts: [{name: x, context: {cluster: x, user: x}}]\n");
        file.close();
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
        environment.insert(u"HOME"_s, folder.path());
        for (auto it = variables.cbegin(); it != variables.cend(); ++it) {
            environment.insert(it.key(), it.value());
        }
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(u"kubectl"_s, {u"--kubeconfig"_s, file.fileName(), u"get"_s, u"--raw"_s, prefix + u"/version"_s});
        const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 2 * patience);
        const QByteArray output = process.readAllStandardOutput();
        return ended && output == "{\"v\":1}" ? u"same"_s : QString::fromUtf8(process.readAllStandardError() + output);
    }
    QByteArray url(const QString& host = u"localhost"_s) const { return m_server->url(host).toString().toUtf8(); }

    bool startTinyproxy(RealProgram& program, quint16& port, const QByteArray& extra = {})
    {
        for (int attempt = 0; attempt < 3; ++attempt) { // somebody else may have taken the port meanwhile
            if (tryTinyproxy(program, port, extra)) {
                return true;
            }
        }
        return false;
    }
    bool tryTinyproxy(RealProgram& program, quint16& port, const QByteArray& extra)
    {
        port = RealProgram::freePort();
        const QString config = program.write(u"conf"_s,
                                             "Port " + QByteArray::number(port)
                                                 + "\nListen 127.0.0.1\nTimeout 600\nMaxClients 50\nLogLevel Info\n"
                                                   "LogFile \""
                                                 + program.folder().toUtf8() + "/log\"\n" + extra);
        return program.start(RealProgram::path(u"tinyproxy"_s), {u"-d"_s, u"-c"_s, config}, port);
    }
    bool startNginx(RealProgram& program, quint16& port, const QUrl& upstream);

private slots:
    void initTestCase();
    void init()
    {
        m_server->on(u"/version"_s, [](const ExchangePtr& e) { answer(e, "Bearer t0ken"); });
    }
    void kube_2_17_httpProxyTunnels();
    void kube_2_17_httpProxyWithPassword();
    void kube_2_17_environmentsProxyIsUsed();
    void kube_2_17_socksProxyResolvesTheName();
    void kube_2_17_socksProxyWithPassword();
    void proxyThatIsNotThereIsNamed();
    void kube_2_15_reverseProxyWithPrefixAndPassword();
    void reverseProxyPassesWatches();

private:
    static void answer(const ExchangePtr& e, const QByteArray& wanted)
    {
        if (e->request.headers.value("authorization") == wanted) {
            e->json("{\"v\":1}");
        } else {
            e->status(401, "Unauthorized");
        }
    }
};

void TestRealProxies::initTestCase()
{
    m_authority = std::make_unique<Authority>(u"Test Authority"_s);
    QVERIFY2(m_authority->isUsable(), "needs the openssl program, which ./dev test installs");
    const auto identity = m_authority->issue(u"server"_s, u"EC"_s, u"DNS:localhost,IP:127.0.0.1,IP:0.0.0.0"_s);
    m_server = std::make_unique<ScriptedServer>(m_authority->serverConfiguration(identity));
    for (const char* name : {"HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "HTTP_PROXY", "http_proxy"}) {
        qunsetenv(name);
    }
    for (const char* name : {"tinyproxy", "microsocks", "nginx"}) {
        if (RealProgram::path(QString::fromLatin1(name)).isEmpty()) {
            std::printf("SKIPPED: %s is not installed\n", name);
            std::fflush(stdout);
            QSKIP("a server program is not installed");
        }
    }
}

void TestRealProxies::kube_2_17_httpProxyTunnels()
{
    RealProgram proxy;
    quint16 port = 0;
    QVERIFY2(startTinyproxy(proxy, port), proxy.said().constData());
    ConnectionSettings to = settings();
    to.proxyUrl = QUrl(u"http://127.0.0.1:%1"_s.arg(port));
    QCOMPARE(version(to), u"{\"v\":1}"_s);
    QVERIFY(proxy.read(u"log"_s).contains("CONNECT localhost:"));
    QVERIFY(!proxy.read(u"log"_s).contains("t0ken"));
    QCOMPARE(kubectl("server: '" + url() + "', proxy-url: '" + to.proxyUrl.toString().toUtf8() + "'", "token: t0ken"),
             u"same"_s);
}

void TestRealProxies::kube_2_17_httpProxyWithPassword()
{
    RealProgram proxy;
    quint16 port = 0;
    QVERIFY2(startTinyproxy(proxy, port, "BasicAuth user secret\n"), proxy.said().constData());
    ConnectionSettings to = settings();
    to.proxyUrl = QUrl(u"http://user:secret@127.0.0.1:%1"_s.arg(port));
    QCOMPARE(version(to), u"{\"v\":1}"_s);
    QCOMPARE(kubectl("server: '" + url() + "', proxy-url: '" + to.proxyUrl.toString().toUtf8() + "'", "token: t0ken"),
             u"same"_s);
    to.proxyUrl = QUrl(u"http://user:wrong@127.0.0.1:%1"_s.arg(port));
    const QString refused = version(to);
    QVERIFY2(refused.contains(u"the proxy"_s) && refused.contains(u"proxy-url"_s), qPrintable(refused));
    QVERIFY(!refused.contains(u"wrong"_s));
}

/// 0.0.0.0 is no loopback address by Go's rules, and leads to this machine all the same.
void TestRealProxies::kube_2_17_environmentsProxyIsUsed()
{
    RealProgram proxy;
    quint16 port = 0;
    QVERIFY2(startTinyproxy(proxy, port), proxy.said().constData());
    const QString address = u"127.0.0.1:%1"_s.arg(port);
    qputenv("https_proxy", address.toUtf8());
    const auto tunnels = [&] { return proxy.read(u"log"_s).count("CONNECT 0.0.0.0:"); };
    QCOMPARE(version(settings(u"0.0.0.0"_s)), u"{\"v\":1}"_s);
    const auto once = tunnels();
    QVERIFY(once > 0);
    QCOMPARE(kubectl("server: '" + url(u"0.0.0.0"_s) + "'", "token: t0ken", {{u"https_proxy"_s, address}}), u"same"_s);
    const auto withKubectl = tunnels();
    qputenv("NO_PROXY", "0.0.0.0/8");
    QCOMPARE(version(settings(u"0.0.0.0"_s)), u"{\"v\":1}"_s);
    QCOMPARE(tunnels(), withKubectl);
    qunsetenv("https_proxy");
    qunsetenv("NO_PROXY");
}

void TestRealProxies::kube_2_17_socksProxyResolvesTheName()
{
    RealProgram proxy;
    const quint16 port = RealProgram::freePort();
    QVERIFY2(proxy.start(RealProgram::path(u"microsocks"_s), {u"-i"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(port)},
                         port),
             proxy.said().constData());
    ConnectionSettings to = settings();
    to.proxyUrl = QUrl(u"socks5://127.0.0.1:%1"_s.arg(port));
    QCOMPARE(version(to), u"{\"v\":1}"_s);
    QCOMPARE(kubectl("server: '" + url() + "', proxy-url: '" + to.proxyUrl.toString().toUtf8() + "'", "token: t0ken"),
             u"same"_s);
}

void TestRealProxies::kube_2_17_socksProxyWithPassword()
{
    RealProgram proxy;
    const quint16 port = RealProgram::freePort();
    QVERIFY2(
        proxy.start(RealProgram::path(u"microsocks"_s),
                    {u"-i"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(port), u"-u"_s, u"user"_s, u"-P"_s, u"secret"_s},
                    port),
        proxy.said().constData());
    ConnectionSettings to = settings();
    to.proxyUrl = QUrl(u"socks5://user:secret@127.0.0.1:%1"_s.arg(port));
    QCOMPARE(version(to), u"{\"v\":1}"_s);
    to.proxyUrl = QUrl(u"socks5://user:wrong@127.0.0.1:%1"_s.arg(port));
    const QString refused = version(to);
    QVERIFY2(refused.contains(u"the proxy"_s), qPrintable(refused));
}

void TestRealProxies::proxyThatIsNotThereIsNamed()
{
    for (const QString& scheme : {u"http"_s, u"socks5"_s}) {
        ConnectionSettings to = settings();
        to.proxyUrl = QUrl(u"%1://127.0.0.1:%2"_s.arg(scheme).arg(RealProgram::freePort()));
        const QString said = version(to);
        QVERIFY2(said.contains(u"the proxy"_s) && said.contains(u"refused"_s), qPrintable(said));
    }
}

bool TestRealProxies::startNginx(RealProgram& program, quint16& port, const QUrl& upstream)
{
    port = RealProgram::freePort();
    const auto identity = m_authority->issue(u"front"_s, u"RSA"_s, u"IP:127.0.0.1"_s);
    program.write(u"front.crt"_s, identity.certificate);
    program.write(u"front.key"_s, identity.key);
    program.write(u"users"_s, "jane:{PLAIN}secret\n");
    const QByteArray folder = program.folder().toUtf8();
    const QString config = program.write(
        u"conf"_s,
        "daemon off;\nmaster_process off;\npid " + folder
            + "/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n"
              "client_body_temp_path "
            + folder + "/body;\nproxy_temp_path " + folder + "/proxy;\nfastcgi_temp_path " + folder
            + "/f;\nuwsgi_temp_path " + folder + "/u;\nscgi_temp_path " + folder + "/s;\nserver {\nlisten 127.0.0.1:"
            + QByteArray::number(port) + " ssl;\nssl_certificate " + folder + "/front.crt;\nssl_certificate_key "
            + folder + "/front.key;\nlocation /k8s/clusters/c-x/ {\nauth_basic front;\nauth_basic_user_file " + folder
            + "/users;\nproxy_http_version 1.1;\nproxy_buffering off;\nproxy_pass " + upstream.toString().toUtf8()
            + "/;\n}\n}\n}\n");
    return program.start(RealProgram::path(u"nginx"_s), {u"-c"_s, config, u"-p"_s, program.folder()}, port);
}

void TestRealProxies::kube_2_15_reverseProxyWithPrefixAndPassword()
{
    ScriptedServer upstream;
    const QByteArray basic = "Basic " + QByteArray("jane:secret").toBase64();
    upstream.on(u"/version"_s, [basic](const ExchangePtr& e) { answer(e, basic); });
    RealProgram nginx;
    quint16 port = 0;
    QVERIFY2(startNginx(nginx, port, upstream.url()), nginx.said().constData());
    ConnectionSettings to;
    to.server = QUrl(u"https://127.0.0.1:%1/k8s/clusters/c-x"_s.arg(port));
    to.caPem = m_authority->pem();
    to.username = u"jane"_s;
    to.password = Secret("secret");
    QCOMPARE(version(to), u"{\"v\":1}"_s);
    QCOMPARE(kubectl("server: '" + to.server.toString().toUtf8() + "'", "username: jane, password: secret", {},
                     to.server.path()),
             u"same"_s);
    to.password = Secret("wrong");
    const QString refused = version(to);
    QVERIFY2(refused.contains(u"401"_s) || refused.contains(u"web page"_s) || refused.contains(u"not signed in"_s)
                 || refused.contains(u"credentials"_s, Qt::CaseInsensitive),
             qPrintable(refused));
    QVERIFY(!refused.contains(u"wrong"_s));
}

void TestRealProxies::reverseProxyPassesWatches()
{
    ScriptedServer upstream;
    ExchangePtr open;
    upstream.on(u"/watch"_s, [&open](const ExchangePtr& e) {
        e->beginStream();
        open = e;
    });
    RealProgram nginx;
    quint16 port = 0;
    QVERIFY2(startNginx(nginx, port, upstream.url()), nginx.said().constData());
    ConnectionSettings to;
    to.server = QUrl(u"https://127.0.0.1:%1/k8s/clusters/c-x"_s.arg(port));
    to.caPem = m_authority->pem();
    to.username = u"jane"_s;
    to.password = Secret("secret");
    const auto connection = Connection::open(to, m_clock);
    QVERIFY(connection.has_value());
    const auto stream = (*connection)->watch(get(u"/watch"_s));
    QSignalSpy frames(stream.get(), &WatchStream::frame);
    QTRY_VERIFY_WITH_TIMEOUT(open != nullptr, patience);
    for (int i = 1; i <= 3; ++i) { // each arrives on its own, while the stream goes on
        open->send("{\"n\":" + QByteArray::number(i) + "}\n");
        QTRY_COMPARE_WITH_TIMEOUT(frames.count(), i, patience);
    }
}

QTEST_GUILESS_MAIN(TestRealProxies)
#include "tst_realproxies.moc"
