// SPDX-License-Identifier: Apache-2.0
#include "core/kube/proxy.h"

#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace Qt::StringLiterals;

class TestProxy : public QObject {
    Q_OBJECT

    static QProcessEnvironment environment(const QMap<QString, QString>& variables)
    {
        QProcessEnvironment out;
        for (auto it = variables.cbegin(); it != variables.cend(); ++it) {
            out.insert(it.key(), it.value());
        }
        return out;
    }
    static ConnectionSettings to(const QString& server, const QString& proxy = {})
    {
        ConnectionSettings settings;
        settings.clusterName = u"c"_s;
        settings.server = QUrl(server);
        settings.proxyUrl = QUrl(proxy);
        return settings;
    }

private slots:
    void kube_2_17_exceptionsFollowGosRules_data();
    void kube_2_17_exceptionsFollowGosRules();
    void kube_2_17_environmentIsReadInBothCases();
    void kube_2_17_kubeconfigComesBeforeTheEnvironment();
    void kube_2_17_addressBecomesAProxy_data();
    void kube_2_17_addressBecomesAProxy();
    void kube_2_17_httpsProxyIsRefusedClearly();
};

void TestProxy::kube_2_17_exceptionsFollowGosRules_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("exceptions");
    QTest::addColumn<bool>("proxied");
    const auto row = [](const char* name, const char* server, const char* exceptions, bool proxied) {
        QTest::newRow(name) << QString::fromLatin1(server) << QString::fromLatin1(exceptions) << proxied;
    };
    row("nothing excepted", "https://api.example.com", "", true);
    row("localhost", "https://localhost:6443", "", false);
    row("127.0.0.1", "https://127.0.0.1:6443", "", false);
    row("127.8.8.8", "https://127.8.8.8", "", false);
    row("IPv6 loopback", "https://[::1]:6443", "", false);
    row("everything", "https://api.example.com", "*", false);
    row("the host", "https://api.example.com", "other,api.example.com", false);
    row("blanks and case", "https://API.example.com", " other , Api.Example.COM ", false);
    row("its domain", "https://api.example.com", "example.com", false);
    row("domain with a dot", "https://api.example.com", ".example.com", false);
    row("domain with a star", "https://api.example.com", "*.example.com", false);
    row("dot means only below", "https://example.com", ".example.com", true);
    row("star means only below", "https://example.com", "*.example.com", true);
    row("end of a name is no domain", "https://myexample.com", "example.com", true);
    row("port fits", "https://api.example.com:6443", "api.example.com:6443", false);
    row("port differs", "https://api.example.com:6443", "api.example.com:443", true);
    row("default port fits", "https://api.example.com", "api.example.com:443", false);
    row("default port of http", "http://api.example.com", "api.example.com:80", false);
    row("address", "https://10.1.2.3", "10.1.2.3", false);
    row("other address", "https://10.1.2.3", "10.1.2.4", true);
    row("address and port", "https://10.1.2.3:6443", "10.1.2.3:6443", false);
    row("CIDR", "https://10.1.2.3", "192.168.0.0/16,10.0.0.0/8", false);
    row("outside the CIDR", "https://11.1.2.3", "10.0.0.0/8", true);
    row("a name is in no CIDR", "https://ten.example.com", "10.0.0.0/8", true);
    row("IPv6 address", "https://[fd00::1]:6443", "fd00::1", false);
    row("IPv6 and port", "https://[fd00::1]:6443", "[fd00::1]:6443", false);
    row("IPv6 CIDR", "https://[fd00::1]", "fd00::/8", false);
    row("broken CIDR", "https://10.1.2.3", "10.0.0.0/99", true);
}

void TestProxy::kube_2_17_exceptionsFollowGosRules()
{
    QFETCH(QString, server);
    QFETCH(QString, exceptions);
    QFETCH(bool, proxied);
    QCOMPARE(wantsProxy(QUrl(server), exceptions), proxied);
}

void TestProxy::kube_2_17_environmentIsReadInBothCases()
{
    const auto lower = ProxyEnvironment::from(
        environment({{u"https_proxy"_s, u"http://a"_s}, {u"http_proxy"_s, u"http://b"_s}, {u"no_proxy"_s, u"c"_s}}));
    QCOMPARE(lower.https, u"http://a"_s);
    QCOMPARE(lower.http, u"http://b"_s);
    QCOMPARE(lower.exceptions, u"c"_s);
    const auto both =
        ProxyEnvironment::from(environment({{u"https_proxy"_s, u"http://low"_s}, {u"HTTPS_PROXY"_s, u"http://up"_s}}));
    QCOMPARE(both.https, u"http://up"_s);
    QCOMPARE(proxyUrlFor(to(u"https://h"_s), lower), QUrl(u"http://a"_s));
    QCOMPARE(proxyUrlFor(to(u"http://h"_s), lower), QUrl(u"http://b"_s));
    QVERIFY(proxyUrlFor(to(u"https://c"_s), lower).isEmpty());
    QVERIFY(proxyUrlFor(to(u"https://h"_s), {}).isEmpty());
}

void TestProxy::kube_2_17_kubeconfigComesBeforeTheEnvironment()
{
    const ProxyEnvironment environment{.http = {}, .https = u"http://env:1"_s, .exceptions = u"*"_s};
    QCOMPARE(proxyUrlFor(to(u"https://127.0.0.1"_s, u"http://own:2"_s), environment), QUrl(u"http://own:2"_s));
}

void TestProxy::kube_2_17_addressBecomesAProxy_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("user");
    const auto row = [](const char* name, const char* address, int type, const char* host, int port, const char* user) {
        QTest::newRow(name) << QString::fromLatin1(address) << type << QString::fromLatin1(host) << port
                            << QString::fromLatin1(user);
    };
    row("http", "http://proxy:3128", QNetworkProxy::HttpProxy, "proxy", 3128, "");
    row("default port", "http://proxy", QNetworkProxy::HttpProxy, "proxy", 80, "");
    row("no scheme", "proxy:3128", QNetworkProxy::HttpProxy, "proxy", 3128, "");
    row("user", "http://me:pass%40word@proxy:3128", QNetworkProxy::HttpProxy, "proxy", 3128, "me|pass@word");
    row("socks5", "socks5://proxy", QNetworkProxy::Socks5Proxy, "proxy", 1080, "");
    row("socks5 with user", "socks5://me:x@proxy:9", QNetworkProxy::Socks5Proxy, "proxy", 9, "me|x");
}

void TestProxy::kube_2_17_addressBecomesAProxy()
{
    QFETCH(QString, address);
    QFETCH(int, type);
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(QString, user);
    const auto proxy = proxyFor(to(u"https://h"_s), {.http = {}, .https = address, .exceptions = {}});
    QVERIFY2(proxy.has_value(), proxy ? "" : qPrintable(oneLine(proxy.error())));
    QCOMPARE(int(proxy->type()), type);
    QCOMPARE(proxy->hostName(), host);
    QCOMPARE(int(proxy->port()), port);
    QCOMPARE(proxy->user().isEmpty() ? QString() : proxy->user() + u'|' + proxy->password(), user);
    QVERIFY(proxy->capabilities().testFlag(QNetworkProxy::HostNameLookupCapability));
}

void TestProxy::kube_2_17_httpsProxyIsRefusedClearly()
{
    const auto proxy = proxyFor(to(u"https://h"_s, u"https://user:CANARY@secure-proxy:443"_s), {});
    QVERIFY(!proxy);
    QCOMPARE(toString(proxy.error().kind), toString(Error::Kind::Unsupported));
    const QString line = oneLine(proxy.error());
    QVERIFY2(line.contains(u"secure-proxy"_s) && line.contains(u"https"_s), qPrintable(line));
    QVERIFY(!line.contains(u"CANARY"_s));
    QVERIFY(!proxyFor(to(u"https://h"_s), {.http = {}, .https = u"ftp://x"_s, .exceptions = {}}));
}

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
