// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"
#include "core/kube/watchstream.h"
#include "tests/support/certificates.h"
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Answer = std::shared_ptr<std::optional<Result<Response>>>;

Answer ask(Connection& connection, Request request, std::stop_token stop = {})
{
    auto answer = std::make_shared<std::optional<Result<Response>>>();
    connection.send(std::move(request), std::move(stop)).then([answer](Result<Response> result) {
        *answer = std::move(result);
    });
    return answer;
}

Request get(const QString& path)
{
    Request request;
    request.path = path;
    request.subject = u"test"_s;
    request.timeout = 20s;
    return request;
}

ConnectionSettings plain(const ScriptedServer& server)
{
    ConnectionSettings settings;
    settings.server = server.url();
    settings.userName = u"tester"_s;
    return settings;
}

} // namespace

class TestConnection : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<Authority> m_authority;

    std::unique_ptr<Connection> open(const ConnectionSettings& settings)
    {
        auto connection = Connection::open(settings, m_clock);
        if (!connection) {
            qWarning("%s", qPrintable(oneLine(connection.error())));
            return nullptr;
        }
        return std::move(*connection);
    }
    /// A TLS server that greets a client by the name in its certificate.
    std::unique_ptr<ScriptedServer> greeter(const QString& names = u"IP:127.0.0.1"_s)
    {
        const auto identity = m_authority->issue(u"server"_s, u"EC"_s, names);
        auto server = std::make_unique<ScriptedServer>(m_authority->serverConfiguration(identity, true));
        server->on(u"/who"_s, [](const ExchangePtr& e) { e->json('"' + e->request.clientName.toUtf8() + '"'); });
        return server;
    }
    ConnectionSettings secure(const ScriptedServer& server, const Authority::Identity& identity = {})
    {
        ConnectionSettings settings = plain(server);
        settings.caPem = m_authority->pem();
        settings.clientCertificatePem = identity.certificate;
        settings.clientKeyPem = Secret(identity.key);
        return settings;
    }

private slots:
    void initTestCase()
    {
        m_authority = std::make_unique<Authority>(u"Test Authority"_s);
        QVERIFY2(m_authority->isUsable(), "needs the openssl program, which ./dev test installs");
    }

    void requestCarriesWhatItSays();
    void pathPrefixAndEscapesSurvive();
    void statusBecomesAnError();
    void kube_1_49_webPageIsNoAnswer();
    void kube_1_51_warningIsToldOncePerConnection();
    void kube_1_52_redirectLeaksNoToken();
    void refusedConnectionIsOffline();
    void deadlineEndsASilentRequest();
    void stopAbortsTheTransfer();
    void stopBeforehandSendsNothing();
    void destructionCompletesWhatIsUnderWay();
    void readOnlyRefusesWrites();
    void kube_2_16_noCredentialsOverPlainHttpElsewhere();
    void kube_2_20_tokenFileIsReadAgain();
    void tokenThatWouldBreakTheHeaderIsRefused();
    void serverClockIsMeasured();
    void kube_3a_1_identitiesDoNotMix();
    void kube_3a_4_sixtyWatchesAndAPlainRequestAllGetAnswers();
    void kube_2_22_clientKeysOfEachFormWork_data();
    void kube_2_22_clientKeysOfEachFormWork();
    void kube_3a_10_ed25519IsUnsupportedAndNeverAnonymous();
    void wrongAuthorityIsExplained();
    void hostnameMismatchIsExplainedAndTlsServerNameMendsIt();
    void insecureAcceptsAnything();
    void badPemIsAConfigError();
};

void TestConnection::requestCarriesWhatItSays()
{
    ScriptedServer server;
    server.on(u"/apis"_s, [](const ExchangePtr& e) { e->json("{}"); });
    ConnectionSettings settings = plain(server);
    settings.token = Secret("s3cret");
    const auto connection = open(settings);
    Request request = get(u"/apis/x"_s);
    request.verb = Verb::Patch;
    request.body = "{\"a\":1}";
    request.contentType = "application/merge-patch+json";
    request.query.addQueryItem(u"dryRun"_s, u"All"_s);
    const Answer answer = ask(*connection, request);
    QTRY_VERIFY(answer->has_value());
    QVERIFY(answer->value().has_value());
    const ReceivedRequest& seen = server.requests().first();
    QCOMPARE(seen.method, QByteArray("PATCH"));
    QCOMPARE(seen.body, QByteArray("{\"a\":1}"));
    QCOMPARE(seen.query.queryItemValue(u"dryRun"_s), u"All"_s);
    QCOMPARE(seen.headers.value("content-type"), QByteArray("application/merge-patch+json"));
    QCOMPARE(seen.headers.value("accept"), QByteArray("application/json"));
    QCOMPARE(seen.headers.value("accept-encoding"), QByteArray("identity"));
    QCOMPARE(seen.headers.value("authorization"), QByteArray("Bearer s3cret"));
    QVERIFY(seen.headers.value("user-agent").startsWith("konductor-console/"));
    QVERIFY(!seen.headers.contains("cookie"));
}

void TestConnection::pathPrefixAndEscapesSurvive()
{
    ScriptedServer server;
    server.on({}, [](const ExchangePtr& e) { e->json("{}"); });
    ConnectionSettings settings = plain(server);
    settings.server.setPath(u"/k8s/clusters/c-x"_s);
    const auto connection = open(settings);
    Request request = get(u"/apis/g/v1/namespaces/a%2Fb/leases"_s);
    request.query.addQueryItem(u"labelSelector"_s, u"a=b+c"_s);
    const Answer answer = ask(*connection, request);
    QTRY_VERIFY(answer->has_value());
    QCOMPARE(server.requests().first().path, u"/k8s/clusters/c-x/apis/g/v1/namespaces/a%2Fb/leases"_s);
    QCOMPARE(server.requests().first().query.queryItemValue(u"labelSelector"_s, QUrl::FullyEncoded), u"a%3Db%2Bc"_s);
}

void TestConnection::statusBecomesAnError()
{
    ScriptedServer server;
    server.on(u"/x"_s, [](const ExchangePtr& e) {
        e->reply(429, statusJson(429, "TooManyRequests", "slow down"), {{"Retry-After", "3"}});
    });
    const auto connection = open(plain(server));
    const Answer answer = ask(*connection, get(u"/x"_s));
    QTRY_VERIFY(answer->has_value());
    const Error& error = answer->value().error();
    QCOMPARE(toString(error.kind), toString(Error::Kind::Throttled));
    QCOMPARE(error.message.kept, u"slow down"_s);
    QCOMPARE(error.retryAfter, std::chrono::milliseconds(3s));
}

void TestConnection::kube_1_49_webPageIsNoAnswer()
{
    ScriptedServer server;
    server.on(u"/x"_s, [](const ExchangePtr& e) {
        e->reply(200, "<html>sign in</html>", {{"Content-Type", "text/html; charset=utf-8"}});
    });
    const auto connection = open(plain(server));
    const Answer answer = ask(*connection, get(u"/x"_s));
    QTRY_VERIFY(answer->has_value());
    QCOMPARE(toString(answer->value().error().kind), toString(Error::Kind::Malformed));
}

void TestConnection::kube_1_51_warningIsToldOncePerConnection()
{
    ScriptedServer server;
    server.on(u"/x"_s, [](const ExchangePtr& e) { e->reply(200, "{}", {{"Warning", "299 - \"v1 is old\""}}); });
    const auto connection = open(plain(server));
    QSignalSpy warned(connection.get(), &Connection::serverWarned);
    for (int i = 0; i < 3; ++i) {
        const Answer answer = ask(*connection, get(u"/x"_s));
        QTRY_VERIFY(answer->has_value());
        QCOMPARE(answer->value()->warnings, QStringList{u"v1 is old"_s});
    }
    QCOMPARE(warned.count(), 1);
}

void TestConnection::kube_1_52_redirectLeaksNoToken()
{
    ScriptedServer thief;
    thief.on({}, [](const ExchangePtr& e) { e->json("{}"); });
    ScriptedServer server;
    server.on(u"/x"_s, [&](const ExchangePtr& e) {
        e->reply(302, {}, {{"Location", thief.url(u"localhost"_s).toEncoded() + "/x"}, {"Set-Cookie", "a=b"}});
    });
    ConnectionSettings settings = plain(server);
    settings.token = Secret("CANARY");
    const auto connection = open(settings);
    const Answer answer = ask(*connection, get(u"/x"_s));
    QTRY_VERIFY(answer->has_value());
    QCOMPARE(answer->value().error().httpStatus, 302);
    const auto stream = connection->watch(get(u"/x"_s));
    QSignalSpy failed(stream.get(), &WatchStream::failed);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(thief.requests().size(), 0);
    QVERIFY(!server.requests().last().headers.contains("cookie"));
}

void TestConnection::refusedConnectionIsOffline()
{
    ScriptedServer server;
    const auto connection = open(plain(server));
    server.die();
    const Answer answer = ask(*connection, get(u"/x"_s));
    QTRY_VERIFY(answer->has_value());
    QCOMPARE(toString(answer->value().error().kind), toString(Error::Kind::Offline));
    QVERIFY(oneLine(answer->value().error()).contains(u"127.0.0.1"_s));
}

void TestConnection::deadlineEndsASilentRequest()
{
    ScriptedServer server;
    server.on(u"/slow"_s, [](const ExchangePtr&) {});
    const auto connection = open(plain(server));
    Request request = get(u"/slow"_s);
    request.timeout = 100ms;
    const Answer answer = ask(*connection, request);
    QTRY_VERIFY(answer->has_value());
    QCOMPARE(toString(answer->value().error().kind), toString(Error::Kind::Timeout));
}

void TestConnection::stopAbortsTheTransfer()
{
    ScriptedServer server;
    ExchangePtr held;
    server.on(u"/slow"_s, [&](const ExchangePtr& e) { held = e; });
    const auto connection = open(plain(server));
    std::stop_source stop;
    const Answer answer = ask(*connection, get(u"/slow"_s), stop.get_token());
    QTRY_VERIFY(held);
    stop.request_stop();
    QTRY_VERIFY(answer->has_value());
    QCOMPARE(toString(answer->value().error().kind), toString(Error::Kind::Cancelled));
    QTRY_VERIFY(!held->isOpen());
}

void TestConnection::stopBeforehandSendsNothing()
{
    ScriptedServer server;
    const auto connection = open(plain(server));
    std::stop_source stop;
    stop.request_stop();
    const Answer answer = ask(*connection, get(u"/x"_s), stop.get_token());
    QVERIFY(answer->has_value());
    QCOMPARE(toString(answer->value().error().kind), toString(Error::Kind::Cancelled));
    QCOMPARE(server.requests().size(), 0);
}

void TestConnection::destructionCompletesWhatIsUnderWay()
{
    ScriptedServer server;
    server.on(u"/slow"_s, [](const ExchangePtr&) {});
    auto connection = open(plain(server));
    const Answer first = ask(*connection, get(u"/slow"_s));
    const Answer second = ask(*connection, get(u"/slow"_s));
    const auto stream = connection->watch(get(u"/slow"_s));
    QSignalSpy failed(stream.get(), &WatchStream::failed);
    QTRY_COMPARE(server.requests().size(), 3);
    connection.reset();
    QVERIFY(first->has_value() && second->has_value());
    QCOMPARE(toString(first->value().error().kind), toString(Error::Kind::Cancelled));
    QCOMPARE(failed.count(), 1);
}

void TestConnection::readOnlyRefusesWrites()
{
    ScriptedServer server;
    server.on({}, [](const ExchangePtr& e) { e->json("{}"); });
    ConnectionSettings settings = plain(server);
    settings.readOnly = true;
    const auto connection = open(settings);
    for (const Verb verb : {Verb::Post, Verb::Put, Verb::Patch, Verb::Delete}) {
        Request request = get(u"/x"_s);
        request.verb = verb;
        const Answer answer = ask(*connection, request);
        QVERIFY(answer->has_value());
        QCOMPARE(toString(answer->value().error().kind), toString(Error::Kind::ReadOnly));
    }
    QCOMPARE(server.requests().size(), 0);
    const Answer read = ask(*connection, get(u"/x"_s));
    QTRY_VERIFY(read->has_value());
    QVERIFY(read->value().has_value());
}

void TestConnection::kube_2_16_noCredentialsOverPlainHttpElsewhere()
{
    ScriptedServer server;
    server.on({}, [](const ExchangePtr& e) { e->json("{}"); });
    ConnectionSettings settings = plain(server);
    settings.token = Secret("CANARY");
    // Reaches this machine on Linux, yet is no loopback address.
    ScriptedServer elsewhere;
    elsewhere.on({}, [](const ExchangePtr& e) { e->json("{}"); });
    elsewhere.close();
    QVERIFY(elsewhere.listen(QHostAddress::AnyIPv4));
    settings.server = QUrl(u"http://0.0.0.0:%1"_s.arg(elsewhere.serverPort()));
    const auto connection = open(settings);
    const Answer answer = ask(*connection, get(u"/x"_s));
    QTRY_VERIFY(answer->has_value());
    QCOMPARE(elsewhere.requests().size(), 1);
    QVERIFY(!elsewhere.requests().first().headers.contains("authorization"));
}

void TestConnection::kube_2_20_tokenFileIsReadAgain()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"token"_s);
    const auto write = [&](const QByteArray& token) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(token);
    };
    write("one\n");
    ScriptedServer server;
    server.on({}, [](const ExchangePtr& e) { e->json("{}"); });
    ConnectionSettings settings = plain(server);
    settings.tokenFile = path;
    settings.token = Secret("never");
    ManualClock clock(*parseTimestamp(u"2026-11-24T12:00:00Z"));
    auto opened = Connection::open(settings, clock);
    QVERIFY(opened.has_value());
    const auto sent = [&] {
        const qsizetype before = server.requests().size();
        ask(**opened, get(u"/x"_s));
        return QTest::qWaitFor([&] { return server.requests().size() > before; })
            ? server.requests().last().headers.value("authorization")
            : QByteArray();
    };
    QCOMPARE(sent(), QByteArray("Bearer one"));
    write("two");
    QCOMPARE(sent(), QByteArray("Bearer one"));
    clock.advance(61s);
    QCOMPARE(sent(), QByteArray("Bearer two"));
    QFile::remove(path);
    clock.advance(61s);
    QCOMPARE(sent(), QByteArray("Bearer two"));
}

void TestConnection::tokenThatWouldBreakTheHeaderIsRefused()
{
    ScriptedServer server;
    ConnectionSettings settings = plain(server);
    settings.token = Secret("a\r\nX-Evil: 1");
    const auto connection = Connection::open(settings, m_clock);
    QVERIFY(!connection);
    QCOMPARE(toString(connection.error().kind), toString(Error::Kind::Config));
}

void TestConnection::serverClockIsMeasured()
{
    ScriptedServer server;
    server.on({}, [](const ExchangePtr& e) { e->reply(200, "{}", {{"Date", "Tue, 24 Nov 2026 12:00:30 GMT"}}); });
    ManualClock clock(*parseTimestamp(u"2026-11-24T12:00:00Z"));
    auto connection = Connection::open(plain(server), clock);
    QSignalSpy changed(connection->get(), &Connection::serverClockChanged);
    const Answer answer = ask(**connection, get(u"/x"_s));
    QTRY_VERIFY(answer->has_value());
    QCOMPARE(changed.count(), 1);
    QCOMPARE((*connection)->serverClock().offset(), std::chrono::milliseconds(30'500ms));
    QCOMPARE((*connection)->serverClock().uncertainty(), std::chrono::milliseconds(500ms));
}

void TestConnection::kube_3a_1_identitiesDoNotMix()
{
    const auto server = greeter();
    const auto alice = open(secure(*server, m_authority->issue(u"alice"_s, u"EC"_s)));
    const auto bob = open(secure(*server, m_authority->issue(u"bob"_s, u"EC"_s)));
    const auto nobody = open(secure(*server));
    for (const auto& [connection, name] : {std::pair{alice.get(), "\"alice\""},
                                           {bob.get(), "\"bob\""},
                                           {nobody.get(), "\"\""},
                                           {alice.get(), "\"alice\""}}) {
        const Answer answer = ask(*connection, get(u"/who"_s));
        QTRY_VERIFY(answer->has_value());
        QVERIFY2(answer->value().has_value(),
                 qPrintable(answer->value() ? QString() : oneLine(answer->value().error())));
        QCOMPARE(answer->value()->body, QByteArray(name));
    }
}

void TestConnection::kube_3a_4_sixtyWatchesAndAPlainRequestAllGetAnswers()
{
    ScriptedServer server;
    server.on(u"/watch"_s, [](const ExchangePtr& e) {
        e->beginStream();
        e->send("{\"type\":\"BOOKMARK\"}\n");
    });
    server.on(u"/plain"_s, [](const ExchangePtr& e) { e->json("{}"); });
    const auto connection = open(plain(server));
    std::vector<std::unique_ptr<WatchStream>> streams;
    int frames = 0;
    for (int i = 0; i < 60; ++i) {
        streams.push_back(connection->watch(get(u"/watch"_s)));
        connect(streams.back().get(), &WatchStream::frame, this, [&] { ++frames; });
    }
    const Answer answer = ask(*connection, get(u"/plain"_s));
    QTRY_COMPARE_WITH_TIMEOUT(frames, 60, 20'000);
    QTRY_VERIFY(answer->has_value());
    QVERIFY(answer->value().has_value());
    // Places are given back: sixty more fit as well.
    streams.clear();
    for (int i = 0; i < 60; ++i) {
        streams.push_back(connection->watch(get(u"/watch"_s)));
        connect(streams.back().get(), &WatchStream::frame, this, [&] { ++frames; });
    }
    QTRY_COMPARE_WITH_TIMEOUT(frames, 120, 20'000);
}

void TestConnection::kube_2_22_clientKeysOfEachFormWork_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<bool>("traditional");
    QTest::newRow("EC, SEC1") << u"EC"_s << true;
    QTest::newRow("EC, PKCS#8") << u"EC"_s << false;
    QTest::newRow("RSA, PKCS#1") << u"RSA"_s << true;
    QTest::newRow("RSA, PKCS#8") << u"RSA"_s << false;
}

void TestConnection::kube_2_22_clientKeysOfEachFormWork()
{
    QFETCH(QString, algorithm);
    QFETCH(bool, traditional);
    const auto server = greeter();
    const auto connection = open(secure(*server, m_authority->issue(u"carol"_s, algorithm, {}, traditional)));
    QVERIFY(connection);
    const Answer answer = ask(*connection, get(u"/who"_s));
    QTRY_VERIFY(answer->has_value());
    QVERIFY(answer->value().has_value());
    QCOMPARE(answer->value()->body, QByteArray("\"carol\""));
}

void TestConnection::kube_3a_10_ed25519IsUnsupportedAndNeverAnonymous()
{
    const auto server = greeter();
    const auto connection = Connection::open(secure(*server, m_authority->issue(u"dave"_s, u"ED25519"_s)), m_clock);
    QVERIFY(!connection);
    QCOMPARE(toString(connection.error().kind), toString(Error::Kind::Unsupported));
    QVERIFY(connection.error().message.kept.contains(u"unsupported key type"_s));
}

void TestConnection::wrongAuthorityIsExplained()
{
    const auto server = greeter();
    ConnectionSettings settings = secure(*server);
    settings.caPem = Authority(u"Somebody Else"_s).pem();
    settings.token = Secret("CANARY");
    const auto connection = open(settings);
    const Answer answer = ask(*connection, get(u"/who"_s));
    QTRY_VERIFY(answer->has_value());
    const Error& error = answer->value().error();
    QCOMPARE(toString(error.kind), toString(Error::Kind::Tls));
    const QString line = oneLine(error);
    QVERIFY2(line.contains(u"not signed by an authority"_s) && line.contains(u"issued by \"Test Authority\""_s)
                 && line.contains(u"SHA-256"_s) && line.contains(u"certificate-authority"_s),
             qPrintable(line));
    QCOMPARE(server->requests().size(), 0);
}

void TestConnection::hostnameMismatchIsExplainedAndTlsServerNameMendsIt()
{
    const auto server = greeter(u"DNS:kubernetes.internal"_s);
    ConnectionSettings settings = secure(*server);
    const auto mismatched = open(settings);
    const Answer refused = ask(*mismatched, get(u"/who"_s));
    QTRY_VERIFY(refused->has_value());
    const QString line = oneLine(refused->value().error());
    QCOMPARE(toString(refused->value().error().kind), toString(Error::Kind::Tls));
    QVERIFY2(line.contains(u"not for \"127.0.0.1\""_s) && line.contains(u"kubernetes.internal"_s)
                 && line.contains(u"tls-server-name"_s),
             qPrintable(line));
    settings.tlsServerName = u"kubernetes.internal"_s;
    const auto named = open(settings);
    const Answer accepted = ask(*named, get(u"/who"_s));
    QTRY_VERIFY(accepted->has_value());
    QVERIFY(accepted->value().has_value());
}

void TestConnection::insecureAcceptsAnything()
{
    const auto server = greeter(u"DNS:elsewhere"_s);
    ConnectionSettings settings = plain(*server);
    settings.insecure = true;
    const auto connection = open(settings);
    const Answer answer = ask(*connection, get(u"/who"_s));
    QTRY_VERIFY(answer->has_value());
    QVERIFY(answer->value().has_value());
}

void TestConnection::badPemIsAConfigError()
{
    ScriptedServer server;
    ConnectionSettings settings = plain(server);
    settings.caPem = "no certificate";
    const auto withCa = Connection::open(settings, m_clock);
    QVERIFY(!withCa);
    QCOMPARE(toString(withCa.error().kind), toString(Error::Kind::Config));
    settings.caPem.clear();
    settings.clientCertificatePem = "no certificate";
    settings.clientKeyPem = Secret("no key");
    const auto withIdentity = Connection::open(settings, m_clock);
    QVERIFY(!withIdentity);
    QCOMPARE(toString(withIdentity.error().kind), toString(Error::Kind::Config));
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
