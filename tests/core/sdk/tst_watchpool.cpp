// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/sdkrig.h"
#include "tests/support/scriptedserver.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace konductor;
using namespace konductor::test;

/// How often an object is watched: the server counts.
class tst_WatchPool final : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_server->on({}, [](const ExchangePtr& exchange) {
            if (exchange->request.query.hasQueryItem(u"watch"_s)) {
                exchange->beginStream();
            } else {
                exchange->json(R"({"kind":"List","metadata":{"resourceVersion":"9"},"items":[{"metadata":)"
                               R"({"name":"b","namespace":"default","uid":"u","resourceVersion":"7"},)"
                               R"("spec":{"expected":2},"status":{"phase":"Waiting"}}]})");
            }
        });
    }

    void clientsOnOneConnectionShareTheWatchOfAnObject()
    {
        const auto connection = connect();
        QVERIFY(connection);
        sdk::Client one(*connection, m_clock, {.ns = u"default"_s});
        sdk::Client other(*connection, m_clock, {.ns = u"default"_s});
        auto first = start(one.waitBarrier(u"b"_s));
        QTRY_COMPARE(watches(), 1);
        auto second = start(other.waitBarrier(u"b"_s, {.timeout = 50ms}));
        QVERIFY(sdk::failureOf(second.result().error()) == sdk::Failure::TimedOut);
        QCOMPARE(watches(), 1);
        QVERIFY(!first.isDone());
    }
    void whoClosesLeavesTheOthersTheirWatch()
    {
        const auto connection = connect();
        QVERIFY(connection);
        auto one = std::make_unique<sdk::Client>(*connection, m_clock, sdk::Client::Config{.ns = u"default"_s});
        sdk::Client other(*connection, m_clock, {.ns = u"default"_s});
        auto first = start(one->waitBarrier(u"b"_s));
        auto second = start(other.waitBarrier(u"b"_s));
        QTRY_COMPARE(watches(), 1);
        one.reset();
        QVERIFY(sdk::failureOf(first.result().error()) == sdk::Failure::Cancelled);
        QVERIFY(!second.isDone());
        auto third = start(other.waitBarrier(u"b"_s, {.timeout = 50ms}));
        QVERIFY(sdk::failureOf(third.result().error()) == sdk::Failure::TimedOut);
        QCOMPARE(watches(), 1);
    }
    void clientsOpenedWithEqualSettingsShareTheWatchToo()
    {
        auto one = sdk::Client::open(settings(), {.ns = u"default"_s});
        auto other = sdk::Client::open(settings(), {.ns = u"default"_s});
        kube::ConnectionSettings somebody = settings();
        somebody.impersonation.user = u"somebody"_s;
        auto third = sdk::Client::open(somebody, {.ns = u"default"_s});
        QVERIFY(one && other && third);
        auto first = start(one->waitBarrier(u"b"_s));
        QTRY_COMPARE(watches(), 1);
        auto second = start(other->waitBarrier(u"b"_s, {.timeout = 50ms}));
        QVERIFY(sdk::failureOf(second.result().error()) == sdk::Failure::TimedOut);
        QCOMPARE(watches(), 1);
        one = tl::unexpected(makeError(Error::Kind::Cancelled, {}, u"closed"_s)); // the last of the first
        QVERIFY(sdk::failureOf(first.result().error()) == sdk::Failure::Cancelled);
        auto again = start(other->waitBarrier(u"b"_s, {.timeout = 50ms}));
        QVERIFY(sdk::failureOf(again.result().error()) == sdk::Failure::TimedOut);
        QCOMPARE(watches(), 1);
        auto apart = start(third->waitBarrier(u"b"_s)); // another identity may not see the same
        QTRY_COMPARE(watches(), 2);
    }
    void anotherConnectionHasItsOwn()
    {
        const auto connection = connect();
        const auto another = connect();
        QVERIFY(connection && another);
        sdk::Client one(*connection, m_clock, {.ns = u"default"_s});
        sdk::Client other(*another, m_clock, {.ns = u"default"_s});
        auto first = start(one.waitBarrier(u"b"_s));
        auto second = start(other.waitBarrier(u"b"_s));
        QTRY_COMPARE(watches(), 2);
    }

private:
    kube::ConnectionSettings settings() const
    {
        kube::ConnectionSettings settings;
        settings.server = m_server->url();
        return settings;
    }
    std::unique_ptr<kube::Connection> connect()
    {
        auto connection = kube::Connection::open(settings(), m_clock);
        return connection ? std::move(*connection) : nullptr;
    }
    qsizetype watches() const
    {
        return m_server->count(u"/apis/sync.konductor.io/v1/namespaces/default/barriers"_s, true);
    }

    SystemClock m_clock;
    std::unique_ptr<ScriptedServer> m_server;
};

QTEST_GUILESS_MAIN(tst_WatchPool)
#include "tst_watchpool.moc"
