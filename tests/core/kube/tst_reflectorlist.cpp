// SPDX-License-Identifier: Apache-2.0
#include "tests/core/kube/reflectorrig.h"

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How a reflector asks for lists and where its watches begin.
class TestReflectorList : public QObject, protected ReflectorRig {
    Q_OBJECT

    bool asked(qsizetype request, const QString& key) const
    {
        return m_server->requests().at(request).query.hasQueryItem(key);
    }

private slots:
    void init() { reset(); }
    void cleanup() { m_reflector.reset(); }

    void kube_1_1_firstListIsAQuorumReadInPages();
    void kube_1_2_pagesHaveFiveHundredItems();
    void kube_1_5_laterPagesCarryNoResourceVersion();
    void kube_1_7_tokenInAnExpiredAnswerIsIgnored();
    void kube_1_11_relistIsAQuorumRead();
    void kube_1_12_tooLargeVersionListsAgain_data();
    void kube_1_12_tooLargeVersionListsAgain();
    void kube_1_15_watchBeginsAtTheListsVersionAndAsksForBookmarks();
    void kube_1_17_listAtVersionZeroFails();
    void kube_1_29_deletionAdvancesTheVersion();
    void kube_1_34_wallClockJumpsMoveNoTimer_data();
    void kube_1_34_wallClockJumpsMoveNoTimer();
    void kube_1_34_silenceIsFoundAfterAJump();
};

void TestReflectorList::kube_1_1_firstListIsAQuorumReadInPages()
{
    QVERIFY(startLive());
    QVERIFY(!asked(0, u"watch"_s));
    QVERIFY(!asked(0, u"resourceVersion"_s));
    QVERIFY(!asked(0, u"resourceVersionMatch"_s));
    QVERIFY(asked(0, u"limit"_s));
}

void TestReflectorList::kube_1_2_pagesHaveFiveHundredItems()
{
    QVERIFY(startLive());
    QCOMPARE(m_server->requests().first().query.queryItemValue(u"limit"_s), u"500"_s);
}

void TestReflectorList::kube_1_5_laterPagesCarryNoResourceVersion()
{
    m_onList = [](const ExchangePtr& e) {
        const bool later = e->request.query.hasQueryItem(u"continue"_s);
        e->json(leaseListJson({later ? u"b"_s : u"a"_s}, u"10"_s, later ? QString() : u"t"_s));
    };
    QVERIFY(startLive());
    QCOMPARE(lists(), 2);
    QVERIFY(asked(1, u"continue"_s) && asked(1, u"limit"_s));
    QVERIFY(!asked(1, u"resourceVersion"_s));
    QVERIFY(!asked(1, u"resourceVersionMatch"_s));
}

void TestReflectorList::kube_1_7_tokenInAnExpiredAnswerIsIgnored()
{
    m_onList = [](const ExchangePtr& e) {
        const QString token = e->request.query.queryItemValue(u"continue"_s);
        if (!e->request.query.hasQueryItem(u"limit"_s)) {
            e->json(leaseListJson({u"whole"_s}, u"20"_s));
        } else if (token.isEmpty()) {
            e->json(leaseListJson({u"first"_s}, u"10"_s, u"old"_s));
        } else if (token == u"old") {
            e->reply(410,
                     R"({"kind":"Status","status":"Failure","reason":"Expired","code":410,)"
                     R"("metadata":{"continue":"inconsistent"}})");
        } else {
            e->json(leaseListJson({u"inconsistent"_s}, u"15"_s));
        }
    };
    QVERIFY(startLive());
    QCOMPARE(m_names->shown, QStringList{u"whole"_s});
    QCOMPARE(lists(), 3);
}

void TestReflectorList::kube_1_11_relistIsAQuorumRead()
{
    QVERIFY(startLive());
    QTRY_VERIFY(m_watch);
    m_watch->send(eventJson("ERROR", statusJson(410, "Expired")));
    QTRY_COMPARE(lists(), 2);
    QTRY_COMPARE(watches(), 2);
    QVERIFY(!asked(2, u"resourceVersion"_s)); // never older than what was shown, whichever server answers
}

void TestReflectorList::kube_1_12_tooLargeVersionListsAgain_data()
{
    QTest::addColumn<bool>("asEvent");
    QTest::newRow("as an event") << true;
    QTest::newRow("as the answer to the watch") << false;
}

void TestReflectorList::kube_1_12_tooLargeVersionListsAgain()
{
    QFETCH(bool, asEvent);
    const QByteArray status = R"({"kind":"Status","status":"Failure","reason":"Timeout","code":504,)"
                              R"("message":"Too large resource version: 10, current: 3"})";
    const auto normal = m_onWatch;
    bool refused = false;
    m_onWatch = [&](const ExchangePtr& e) {
        if (std::exchange(refused, true)) {
            normal(e);
        } else if (asEvent) {
            e->beginStream();
            e->send(eventJson("ERROR", status));
        } else {
            e->reply(504, status);
        }
    };
    start();
    QTRY_COMPARE(phase(), Phase::Stale);
    m_onList = [](const ExchangePtr& e) { e->json(leaseListJson({u"restored"_s}, u"3"_s)); };
    m_clock->advance(800ms);
    QTRY_COMPARE(m_names->shown, QStringList{u"restored"_s});
    QTRY_COMPARE(watches(), 2);
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"3"_s);
}

void TestReflectorList::kube_1_15_watchBeginsAtTheListsVersionAndAsksForBookmarks()
{
    QVERIFY(startLive());
    QCOMPARE(lastQuery(u"watch"_s), u"1"_s);
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"10"_s);
    QCOMPARE(lastQuery(u"allowWatchBookmarks"_s), u"true"_s);
}

void TestReflectorList::kube_1_17_listAtVersionZeroFails()
{
    m_onList = [](const ExchangePtr& e) { e->json(leaseListJson({u"a"_s}, u"0"_s)); };
    start();
    QTRY_COMPARE(phase(), Phase::Failed);
    QCOMPARE(watches(), 0);
    QCOMPARE(m_names->replaced, 0);
}

void TestReflectorList::kube_1_29_deletionAdvancesTheVersion()
{
    QVERIFY(startLive());
    QTRY_VERIFY(m_watch);
    m_watch->send(eventJson("DELETED", leaseJson(u"a"_s, u"33"_s)));
    QTRY_COMPARE(m_names->shown, QStringList{u"b"_s});
    m_clock->advance(2s);
    m_watch->endStream();
    QTRY_COMPARE(watches(), 2);
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"33"_s);
}

void TestReflectorList::kube_1_34_wallClockJumpsMoveNoTimer_data()
{
    QTest::addColumn<int>("hours");
    QTest::newRow("a day ahead") << 24;
    QTest::newRow("a day back") << -24;
}

void TestReflectorList::kube_1_34_wallClockJumpsMoveNoTimer()
{
    QFETCH(int, hours);
    m_onList = [](const ExchangePtr& e) { e->status(500, "InternalError"); };
    start();
    QTRY_COMPARE(phase(), Phase::Failed);
    m_clock->jumpWallClock(std::chrono::hours(hours));
    m_clock->advance(799ms);
    QCOMPARE(lists(), 1);
    m_clock->advance(1ms);
    QTRY_COMPARE(lists(), 2);
}

void TestReflectorList::kube_1_34_silenceIsFoundAfterAJump()
{
    QVERIFY(startLive());
    QTRY_VERIFY(m_watch);
    m_clock->jumpWallClock(-8h);
    m_clock->advance(314s);
    QCOMPARE(phase(), Phase::Live);
    m_clock->advance(2s);
    QCOMPARE(phase(), Phase::Stale);
    QVERIFY(m_reflector->state().error->kind == Error::Kind::Timeout);
}

QTEST_GUILESS_MAIN(TestReflectorList)
#include "tst_reflectorlist.moc"
