// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"
#include "core/kube/watchstream.h"
#include "tests/support/certificates.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkProxy>
#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Nine bytes of gzip with nothing good behind them.
const QByteArray brokenGzip("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xff\xff", 12);

} // namespace

/// The traps of QNetworkAccessManager 6.4 (kube.md §3a) and how the connection stays out of them.
class TestTransport : public QObject {
    Q_OBJECT

    using Answer = std::shared_ptr<std::optional<Result<Response>>>;

    SystemClock m_clock;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Connection> m_connection;

    void open(const std::function<void(ConnectionSettings&)>& change = {})
    {
        ConnectionSettings settings;
        settings.server = m_server->url();
        if (change) {
            change(settings);
        }
        m_connection = std::move(*Connection::open(settings, m_clock));
    }
    static Request request(Verb verb = Verb::Get)
    {
        Request request;
        request.verb = verb;
        request.path = u"/x"_s;
        request.subject = u"test"_s;
        request.timeout = 20s;
        return request;
    }
    Answer ask(const Request& request)
    {
        auto answer = std::make_shared<std::optional<Result<Response>>>();
        m_connection->send(request).then([answer](Result<Response> result) { *answer = std::move(result); });
        return answer;
    }

private slots:
    void init()
    {
        m_connection.reset();
        m_server = std::make_unique<ScriptedServer>();
    }
    void cleanup() { m_connection.reset(); }

    void kube_1_50_encodedAnswersAreRefused_data();
    void kube_1_50_encodedAnswersAreRefused();
    void kube_1_50_encodedErrorPageIsNamedNotShown_data();
    void kube_1_50_encodedErrorPageIsNamedNotShown();
    void kube_1_50_encodedWatchIsRefused();
    void kube_3a_2_http2IsNeverNegotiated();
    void kube_3a_3_closedConnectionsDoNotWedgeTheManager();
    void kube_3a_5_veryRepetitiveAnswerArrivesWhole();
    void kube_3a_6_plainBytesAreAskedFor();
    void kube_3a_7_whatIsLeftWhenTheServerEndsIsRead();
    void kube_3a_8_writeSentTwiceIsStoppedByItsGuard();
    void kube_3a_9_silenceIsMeasuredByTheInjectedClock();
    void kube_3a_11_onlyTheGivenAuthorityIsTrusted();
    void kube_3a_12_proxiesOfTheSystemAreNotUsed();
    void kube_3a_13_redirectedWatchLeaksNoToken();
};

void TestTransport::kube_1_50_encodedAnswersAreRefused_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::newRow("gzip") << QByteArray("gzip");
    QTest::newRow("brotli") << QByteArray("br");
    QTest::newRow("unheard of") << QByteArray("X-Marvel");
}

void TestTransport::kube_1_50_encodedAnswersAreRefused()
{
    QFETCH(QByteArray, encoding);
    m_server->on({}, [=](const ExchangePtr& e) { e->reply(200, brokenGzip, {{"Content-Encoding", encoding}}); });
    open();
    const Answer answer = ask(request());
    QTRY_VERIFY(answer->has_value());
    QVERIFY(answer->value().error().kind == Error::Kind::Malformed);
    QVERIFY2(answer->value().error().message.kept.contains(u"compressed"_s),
             qPrintable(answer->value().error().message.kept));
}

void TestTransport::kube_1_50_encodedErrorPageIsNamedNotShown_data()
{
    QTest::addColumn<bool>("watch");
    QTest::newRow("request") << false;
    QTest::newRow("watch") << true;
}

void TestTransport::kube_1_50_encodedErrorPageIsNamedNotShown()
{
    QFETCH(bool, watch);
    m_server->on({}, [](const ExchangePtr& e) {
        e->reply(502, brokenGzip, {{"Content-Encoding", "gzip"}, {"Content-Type", "text/html"}});
    });
    open();
    std::optional<Error> error;
    std::unique_ptr<WatchStream> stream;
    if (watch) {
        stream = m_connection->watch(request());
        connect(stream.get(), &WatchStream::failed, this, [&](const Error& e) { error = e; });
    } else {
        m_connection->send(request()).then([&](Result<Response> result) { error = result.error(); });
    }
    QTRY_VERIFY(error);
    QVERIFY(error->kind == Error::Kind::Server);
    QCOMPARE(error->httpStatus, 502);
    QCOMPARE(error->message.kept, u"HTTP 502 bad gateway; its text is compressed, which was not asked for"_s);
}

void TestTransport::kube_1_50_encodedWatchIsRefused()
{
    m_server->on({}, [](const ExchangePtr& e) {
        e->raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n"
               "Content-Encoding: gzip\r\n\r\n");
        e->send(brokenGzip);
    });
    open();
    const auto stream = m_connection->watch(request());
    QSignalSpy failed(stream.get(), &WatchStream::failed);
    QSignalSpy frames(stream.get(), &WatchStream::frame);
    QSignalSpy opened(stream.get(), &WatchStream::opened);
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().value<Error>().kind == Error::Kind::Malformed);
    QCOMPARE(frames.count(), 0);
    QCOMPARE(opened.count(), 0);
}

void TestTransport::kube_3a_2_http2IsNeverNegotiated()
{
    Authority authority(u"Test Authority"_s);
    QVERIFY2(authority.isUsable(), "needs the openssl program, which ./dev test installs");
    QSslConfiguration tls =
        authority.serverConfiguration(authority.issue(u"server"_s, u"EC"_s, u"IP:127.0.0.1"_s), true);
    tls.setAllowedNextProtocols({QSslConfiguration::ALPNProtocolHTTP2, QSslConfiguration::NextProtocolHttp1_1});
    m_server = std::make_unique<ScriptedServer>(tls);
    m_server->on({}, [](const ExchangePtr& e) { e->json("{}"); });
    open([&](ConnectionSettings& settings) { settings.caPem = authority.pem(); });
    const Answer answer = ask(request());
    const auto stream = m_connection->watch(request());
    QSignalSpy closed(stream.get(), &WatchStream::closed);
    QTRY_VERIFY(answer->has_value());
    QVERIFY(answer->value().has_value());
    QTRY_COMPARE(closed.count(), 1);
    // The scripted server speaks nothing else, so that each request came as HTTP/1.1 shows in its having been read.
    QCOMPARE(m_server->requests().size(), 2);
    const auto sockets = m_server->findChildren<QSslSocket*>();
    QVERIFY(!sockets.isEmpty());
    for (const QSslSocket* socket : sockets) {
        QVERIFY(socket->sslConfiguration().nextNegotiatedProtocol() != QSslConfiguration::ALPNProtocolHTTP2);
    }
}

void TestTransport::kube_3a_3_closedConnectionsDoNotWedgeTheManager()
{
    m_server->on({}, [](const ExchangePtr& e) { e->reply(200, "{}", {{"Connection", "close"}}); });
    m_server->on(u"/watch"_s, [](const ExchangePtr& e) { e->beginStream(); });
    open();
    Request watch = request();
    watch.path = u"/watch"_s;
    const auto stream = m_connection->watch(watch);
    QSignalSpy opened(stream.get(), &WatchStream::opened);
    QSignalSpy failed(stream.get(), &WatchStream::failed);
    QTRY_COMPARE(opened.count(), 1);
    for (int i = 0; i < 8; ++i) {
        const Answer answer = ask(request());
        QTRY_VERIFY(answer->has_value());
        QVERIFY(answer->value().has_value());
    }
    QCOMPARE(failed.count(), 0);
}

void TestTransport::kube_3a_5_veryRepetitiveAnswerArrivesWhole()
{
    const QByteArray body = '"' + QByteArray(24 * 1024 * 1024, 'x') + '"';
    m_server->on({}, [&](const ExchangePtr& e) { e->json(body); });
    open();
    Request list = request();
    list.bulk = true;
    const Answer answer = ask(list);
    QTRY_VERIFY_WITH_TIMEOUT(answer->has_value(), 20'000);
    QVERIFY(answer->value().has_value());
    QCOMPARE(answer->value()->body.size(), body.size());
}

void TestTransport::kube_3a_6_plainBytesAreAskedFor()
{
    m_server->on({}, [](const ExchangePtr& e) { e->json("{}"); });
    open();
    Request list = request();
    list.bulk = true;
    const Answer plain = ask(request());
    const Answer bulk = ask(list);
    const auto stream = m_connection->watch(request());
    QTRY_COMPARE(m_server->requests().size(), 3);
    for (const ReceivedRequest& seen : m_server->requests()) {
        QCOMPARE(seen.headers.value("accept-encoding"), QByteArray("identity"));
    }
}

void TestTransport::kube_3a_7_whatIsLeftWhenTheServerEndsIsRead()
{
    constexpr int events = 40'000; // more than one slice, and than what Qt buffers
    m_server->on({}, [](const ExchangePtr& e) {
        e->beginStream();
        QByteArray all;
        for (int i = 0; i < events; ++i) {
            all += bookmarkJson(QString::number(i + 1));
        }
        e->send(all);
        e->endStream();
    });
    open();
    const auto stream = m_connection->watch(request());
    int frames = 0;
    int framesAtTheEnd = -1;
    connect(stream.get(), &WatchStream::frame, this, [&] { ++frames; });
    connect(stream.get(), &WatchStream::closed, this, [&] { framesAtTheEnd = frames; });
    QTRY_COMPARE_WITH_TIMEOUT(framesAtTheEnd, events, 20'000);
}

void TestTransport::kube_3a_8_writeSentTwiceIsStoppedByItsGuard()
{
    int version = 7;
    m_server->on({}, [&](const ExchangePtr& e) {
        if (e->request.method == "GET") {
            e->json("{}");
        } else if (!e->request.body.contains('"' + QByteArray::number(version) + '"')) {
            e->status(409, "Conflict");
        } else {
            ++version; // carried out, but the answer is lost
            e->drop();
        }
    });
    open();
    const Answer first = ask(request()); // so that the write goes over a connection that was used before
    QTRY_VERIFY(first->has_value());
    Request write = request(Verb::Put);
    write.body = R"({"metadata":{"resourceVersion":"7"}})";
    const Answer answer = ask(write);
    QTRY_VERIFY(answer->has_value());
    QVERIFY(!answer->value().has_value());
    QCOMPARE(version, 8);
    const auto kind = answer->value().error().kind;
    QVERIFY2(kind == Error::Kind::Conflict || kind == Error::Kind::Offline, qPrintable(toString(kind)));
}

void TestTransport::kube_3a_9_silenceIsMeasuredByTheInjectedClock()
{
    ManualClock clock(*parseTimestamp(u"2026-11-24T12:00:00Z"));
    ExchangePtr exchange;
    m_server->on({}, [&](const ExchangePtr& e) {
        exchange = e;
        e->beginStream();
    });
    ConnectionSettings settings;
    settings.server = m_server->url();
    m_connection = std::move(*Connection::open(settings, clock));
    const auto stream = m_connection->watch(request());
    QSignalSpy opened(stream.get(), &WatchStream::opened);
    QSignalSpy frames(stream.get(), &WatchStream::frame);
    QSignalSpy failed(stream.get(), &WatchStream::failed);
    QTRY_COMPARE(opened.count(), 1);
    for (int i = 1; i <= 3; ++i) {
        clock.advance(19s);
        exchange->send("{}\n");
        QTRY_COMPARE(frames.count(), i);
    }
    QCOMPARE(failed.count(), 0);
    clock.advance(21s);
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().value<Error>().kind == Error::Kind::Timeout);
}

void TestTransport::kube_3a_11_onlyTheGivenAuthorityIsTrusted()
{
    Authority authority(u"Test Authority"_s);
    QVERIFY2(authority.isUsable(), "needs the openssl program, which ./dev test installs");
    const auto identity = authority.issue(u"server"_s, u"EC"_s, u"IP:127.0.0.1"_s);
    m_server = std::make_unique<ScriptedServer>(authority.serverConfiguration(identity));
    m_server->on({}, [](const ExchangePtr& e) { e->json("{}"); });
    for (const bool own : {true, false}) {
        const QByteArray pem = own ? authority.pem() : Authority(u"Somebody Else"_s).pem();
        open([&](ConnectionSettings& settings) { settings.caPem = pem; });
        const Answer answer = ask(request());
        QTRY_VERIFY(answer->has_value());
        QCOMPARE(answer->value().has_value(), own);
        QVERIFY(own || answer->value().error().kind == Error::Kind::Tls);
    }
    QCOMPARE(m_server->requests().size(), 1);
}

void TestTransport::kube_3a_12_proxiesOfTheSystemAreNotUsed()
{
    const auto restore = qScopeGuard([] { QNetworkProxy::setApplicationProxy(QNetworkProxy::DefaultProxy); });
    QNetworkProxy::setApplicationProxy({QNetworkProxy::HttpProxy, u"127.0.0.1"_s, 9});
    m_server->on({}, [](const ExchangePtr& e) { e->json("{}"); });
    open();
    const Answer answer = ask(request());
    const auto stream = m_connection->watch(request());
    QSignalSpy closed(stream.get(), &WatchStream::closed);
    QTRY_VERIFY(answer->has_value());
    QVERIFY(answer->value().has_value());
    QTRY_COMPARE(closed.count(), 1);
}

void TestTransport::kube_3a_13_redirectedWatchLeaksNoToken()
{
    ScriptedServer thief;
    thief.on({}, [](const ExchangePtr& e) { e->json("{}"); });
    m_server->on({}, [&](const ExchangePtr& e) {
        e->reply(307, {}, {{"Location", thief.url(u"localhost"_s).toEncoded() + "/x"}});
    });
    open([](ConnectionSettings& settings) { settings.token = Secret("CANARY"); });
    const auto stream = m_connection->watch(request());
    QSignalSpy failed(stream.get(), &WatchStream::failed);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.first().first().value<Error>().httpStatus, 307);
    QCOMPARE(thief.requests().size(), 0);
}

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
