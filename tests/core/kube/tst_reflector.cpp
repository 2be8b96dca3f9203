// SPDX-License-Identifier: Apache-2.0
#include "tests/core/kube/reflectorrig.h"

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The reflector against a scripted server. Time is the test's: nothing waits out a pause.
class TestReflector : public QObject, protected ReflectorRig {
    Q_OBJECT
private slots:
    void init() { reset(); }
    void cleanup() { m_reflector.reset(); }

    void listThenWatchIsLive();
    void kube_1_3_pagesAreFollowedWhileThereIsAContinue();
    void kube_1_6_goneOnALaterPageListsInOneGo();
    void kube_1_8_listWithoutResourceVersionFails();
    void kube_1_16_bookmarkOnlyMovesTheResourceVersion();
    void kube_1_18_watchTimeoutsAreSpread_data();
    void kube_1_18_watchTimeoutsAreSpread();
    void kube_1_19_orderlyEndRewatchesWithoutRelistOrStaleness();
    void kube_1_19_veryShortWatchIsFollowedByAPause();
    void kube_1_20_goneTriggersRelist_data();
    void kube_1_20_goneTriggersRelist();
    void goneOnEachWatchDoesNotSpin();
    void kube_1_21_throttledEventPausesWithoutRelist();
    void kube_1_22_serverErrorsAreRetriedForAMinuteBeforeARelist();
    void kube_1_23_deadServerMeansStaleThenTheSameVersionAgain();
    void kube_1_25_forbiddenAndNotFoundAreStatesOfTheirOwn_data();
    void kube_1_25_forbiddenAndNotFoundAreStatesOfTheirOwn();
    void kube_1_25_forbiddenMidLifeIsStaleAndKeepsWhatWasKnown();
    void vanishedCollectionIsEmptied();
    void kube_1_26_unusableFramesAreCountedAndTheWatchGoesOn();
    void kube_1_45_silentWatchIsDead();
    void kube_1_46_pausesGrow();
    void kube_1_47_retryAfterIsHonoured();
    void kube_1_53_deletionStopsAList();
    void retryNowEndsAPause();
    void retryTimeIsToldOnlyDuringAPause_data();
    void retryTimeIsToldOnlyDuringAPause();
    void loadingTellsHowMany();
};

void TestReflector::listThenWatchIsLive()
{
    QVERIFY(startLive());
    QCOMPARE(m_names->shown, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"10"_s);
    QCOMPARE(lastQuery(u"allowWatchBookmarks"_s), u"true"_s);
    QCOMPARE(m_server->requests().first().query.queryItemValue(u"limit"_s), u"500"_s);
    QVERIFY(!m_server->requests().first().query.hasQueryItem(u"resourceVersion"_s));
    m_watch->send(eventJson("ADDED", leaseJson(u"c"_s, u"11"_s)));
    QTRY_COMPARE(m_names->shown.size(), 3);
    QCOMPARE(m_reflector->resourceVersion(), u"11"_s);
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live}));
}

void TestReflector::kube_1_3_pagesAreFollowedWhileThereIsAContinue()
{
    m_onList = [](const ExchangePtr& e) {
        const QString token = e->request.query.queryItemValue(u"continue"_s, QUrl::FullyDecoded);
        if (token.isEmpty()) {
            e->json(leaseListJson({u"a"_s}, u"10"_s, u"t+1/="_s));
        } else if (token == u"t+1/=") {
            e->json(leaseListJson({}, u"10"_s, u"t2"_s)); // a filtered page may be empty and still go on
        } else {
            e->json(leaseListJson({u"z"_s}, u"10"_s));
        }
    };
    QVERIFY(startLive());
    QCOMPARE(m_names->shown, QStringList({u"a"_s, u"z"_s}));
    QCOMPARE(lists(), 3);
}

void TestReflector::kube_1_6_goneOnALaterPageListsInOneGo()
{
    m_onList = [](const ExchangePtr& e) {
        if (!e->request.query.hasQueryItem(u"limit"_s)) {
            e->json(leaseListJson({u"x"_s, u"y"_s, u"z"_s}, u"20"_s));
        } else if (e->request.query.hasQueryItem(u"continue"_s)) {
            e->status(410, "Expired");
        } else {
            e->json(leaseListJson({u"stale"_s}, u"10"_s, u"token"_s));
        }
    };
    QVERIFY(startLive());
    QCOMPARE(m_names->shown, QStringList({u"x"_s, u"y"_s, u"z"_s}));
    QCOMPARE(m_names->replaced, 1);
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"20"_s);
}

void TestReflector::kube_1_8_listWithoutResourceVersionFails()
{
    m_onList = [](const ExchangePtr& e) { e->json(leaseListJson({u"a"_s}, {})); };
    start();
    QTRY_COMPARE(phase(), Phase::Failed);
    QCOMPARE(m_names->replaced, 0);
    QCOMPARE(watches(), 0);
}

void TestReflector::kube_1_16_bookmarkOnlyMovesTheResourceVersion()
{
    QVERIFY(startLive());
    m_watch->send(bookmarkJson(u"77"_s));
    QTRY_COMPARE(m_reflector->resourceVersion(), u"77"_s);
    QCOMPARE(m_names->shown.size(), 2);
    m_clock->advance(2s);
    m_watch->endStream();
    QTRY_COMPARE(watches(), 2);
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"77"_s);
}

void TestReflector::kube_1_18_watchTimeoutsAreSpread_data()
{
    QTest::addColumn<double>("random");
    QTest::addColumn<QString>("seconds");
    QTest::newRow("lowest") << 0.0 << u"300"_s;
    QTest::newRow("middle") << 0.5 << u"450"_s;
    QTest::newRow("highest") << 0.999999 << u"600"_s;
}

void TestReflector::kube_1_18_watchTimeoutsAreSpread()
{
    QFETCH(double, random);
    m_random = random;
    QVERIFY(startLive());
    QTEST(lastQuery(u"timeoutSeconds"_s), "seconds");
}

void TestReflector::kube_1_19_orderlyEndRewatchesWithoutRelistOrStaleness()
{
    QVERIFY(startLive());
    for (int i = 2; i < 6; ++i) {
        m_clock->advance(5min);
        m_watch->endStream();
        QTRY_COMPARE(watches(), i);
    }
    QCOMPARE(lists(), 1);
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live}));
}

void TestReflector::kube_1_19_veryShortWatchIsFollowedByAPause()
{
    QVERIFY(startLive());
    m_watch->endStream();
    QTRY_COMPARE(phase(), Phase::Stale);
    QCOMPARE(watches(), 1);
    m_clock->advance(800ms);
    QTRY_COMPARE(watches(), 2);
    QTRY_COMPARE(phase(), Phase::Live);
    QCOMPARE(lists(), 1);
}

void TestReflector::kube_1_20_goneTriggersRelist_data()
{
    QTest::addColumn<bool>("asEvent");
    QTest::newRow("as an event") << true;
    QTest::newRow("as the answer to the watch") << false;
}

void TestReflector::kube_1_20_goneTriggersRelist()
{
    QFETCH(bool, asEvent);
    QVERIFY(startLive());
    m_onList = [](const ExchangePtr& e) { e->json(leaseListJson({u"new"_s}, u"90"_s)); };
    if (asEvent) {
        m_watch->send(eventJson("ERROR", statusJson(410, "Expired")));
    } else {
        const auto normal = m_onWatch;
        m_onWatch = [this, normal](const ExchangePtr& e) {
            m_onWatch = normal;
            e->status(410, "Gone");
        };
        m_clock->advance(2s);
        m_watch->endStream();
    }
    QTRY_COMPARE(m_names->shown, QStringList{u"new"_s});
    QTRY_COMPARE(lastQuery(u"resourceVersion"_s), u"90"_s);
    QCOMPARE(lists(), 2);
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live}));
}

void TestReflector::goneOnEachWatchDoesNotSpin()
{
    m_onWatch = [](const ExchangePtr& e) { e->status(410, "Expired"); };
    start();
    QTRY_COMPARE(phase(), Phase::Stale);
    QCOMPARE(lists(), 2);
    QCOMPARE(watches(), 2);
}

void TestReflector::kube_1_21_throttledEventPausesWithoutRelist()
{
    QVERIFY(startLive());
    m_watch->send(eventJson("ERROR", statusJson(429, "TooManyRequests")));
    QTRY_COMPARE(phase(), Phase::Stale);
    m_clock->advance(800ms);
    QTRY_COMPARE(watches(), 2);
    QCOMPARE(lists(), 1);
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"10"_s);
}

void TestReflector::kube_1_22_serverErrorsAreRetriedForAMinuteBeforeARelist()
{
    m_onWatch = [](const ExchangePtr& e) {
        e->beginStream();
        e->send(eventJson("ERROR", statusJson(500, "InternalError")));
    };
    start();
    QTRY_COMPARE(phase(), Phase::Stale);
    for (int tries = 1; tries < 20 && lists() == 1; ++tries) {
        QTRY_VERIFY(isPausing());
        const auto before = m_server->requests().size();
        m_clock->advance(30s);
        QTRY_VERIFY(m_server->requests().size() > before);
    }
    QCOMPARE(lists(), 2);
    QVERIFY(watches() >= 3);
}

void TestReflector::kube_1_23_deadServerMeansStaleThenTheSameVersionAgain()
{
    QVERIFY(startLive());
    m_watch->send(eventJson("ADDED", leaseJson(u"c"_s, u"42"_s)));
    QTRY_COMPARE(m_names->shown.size(), 3);
    const Timestamp lastHeard = m_clock->now();
    m_clock->advance(90s);
    m_server->die();
    QTRY_COMPARE(phase(), Phase::Stale);
    QCOMPARE(*m_reflector->state().since, lastHeard);
    QVERIFY(m_reflector->state().error->kind == Error::Kind::Offline);
    QVERIFY(m_server->resume());
    m_clock->advance(800ms);
    QTRY_COMPARE(phase(), Phase::Live);
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"42"_s);
    QCOMPARE(lists(), 1);
    QCOMPARE(m_names->shown.size(), 3);
}

void TestReflector::kube_1_25_forbiddenAndNotFoundAreStatesOfTheirOwn_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("phase");
    QTest::newRow("401") << 401 << static_cast<int>(Phase::Failed);
    QTest::newRow("403") << 403 << static_cast<int>(Phase::Forbidden);
    QTest::newRow("404") << 404 << static_cast<int>(Phase::NotFound);
    QTest::newRow("500") << 500 << static_cast<int>(Phase::Failed);
}

void TestReflector::kube_1_25_forbiddenAndNotFoundAreStatesOfTheirOwn()
{
    QFETCH(int, code);
    QFETCH(int, phase);
    m_onList = [code](const ExchangePtr& e) { e->status(code, "Reason"); };
    start();
    QTRY_COMPARE(static_cast<int>(this->phase()), phase);
    QCOMPARE(m_reflector->state().error->httpStatus, code);
    QVERIFY(m_reflector->state().retryAt.has_value());
    m_onList = [](const ExchangePtr& e) { e->json(leaseListJson({u"a"_s}, u"10"_s)); };
    m_clock->advance(60s);
    QTRY_VERIFY(this->phase() == Phase::Live);
}

void TestReflector::kube_1_25_forbiddenMidLifeIsStaleAndKeepsWhatWasKnown()
{
    QVERIFY(startLive());
    m_onWatch = [](const ExchangePtr& e) { e->status(403, "Forbidden"); };
    m_clock->advance(2s);
    m_watch->endStream();
    QTRY_COMPARE(phase(), Phase::Stale);
    QVERIFY(m_reflector->state().error->kind == Error::Kind::Forbidden);
    QCOMPARE(m_names->shown.size(), 2);
}

void TestReflector::vanishedCollectionIsEmptied()
{
    QVERIFY(startLive());
    m_onWatch = m_onList = [](const ExchangePtr& e) { e->status(404, "NotFound"); };
    m_clock->advance(2s);
    m_watch->endStream();
    QTRY_COMPARE(phase(), Phase::NotFound);
    QVERIFY(m_names->shown.isEmpty());
}

void TestReflector::kube_1_26_unusableFramesAreCountedAndTheWatchGoesOn()
{
    QVERIFY(startLive());
    m_watch->send("this is no JSON\n" + eventJson("SYNC", "{}") + eventJson("ADDED", leaseJson(u"c"_s, u"12"_s)));
    QTRY_COMPARE(m_names->shown.size(), 3);
    QCOMPARE(m_names->bad, 2);
    QCOMPARE(watches(), 1);
}

void TestReflector::kube_1_45_silentWatchIsDead()
{
    QVERIFY(startLive());
    QTRY_VERIFY(m_watch);
    m_clock->advance(300s + 14s);
    QCOMPARE(phase(), Phase::Live);
    m_clock->advance(2s);
    QCOMPARE(phase(), Phase::Stale);
    QVERIFY(m_reflector->state().error->kind == Error::Kind::Timeout);
    m_clock->advance(1s);
    QTRY_COMPARE(watches(), 2);
    QCOMPARE(lists(), 1);
}

void TestReflector::kube_1_46_pausesGrow()
{
    m_onList = [](const ExchangePtr& e) { e->status(500, "InternalError"); };
    start();
    QList<qint64> pauses;
    for (qsizetype i = 1; i <= 8; ++i) {
        QTRY_COMPARE(lists(), i);
        QTRY_VERIFY(isPausing());
        const auto pause = *m_reflector->state().retryAt - m_clock->now();
        pauses += pause.count();
        m_clock->advance(pause);
    }
    QCOMPARE(pauses, QList<qint64>({800, 1'600, 3'200, 6'400, 12'800, 25'600, 30'000, 30'000}));
}

void TestReflector::kube_1_47_retryAfterIsHonoured()
{
    m_onList = [](const ExchangePtr& e) {
        e->reply(429, statusJson(429, "TooManyRequests"), {{"Retry-After", "120"}});
    };
    start();
    QTRY_COMPARE(phase(), Phase::Failed);
    QCOMPARE(*m_reflector->state().retryAt - m_clock->now(), std::chrono::milliseconds(120s));
    m_clock->advance(119s);
    QCOMPARE(lists(), 1);
    m_clock->advance(1s);
    QTRY_COMPARE(lists(), 2);
}

void TestReflector::kube_1_53_deletionStopsAList()
{
    ExchangePtr held;
    m_onList = [&](const ExchangePtr& e) { held = e; };
    start();
    QTRY_VERIFY(held);
    m_reflector.reset();
    QTRY_VERIFY(!held->isOpen());
    QCOMPARE(m_names->replaced, 0);
}

void TestReflector::retryNowEndsAPause()
{
    m_onList = [](const ExchangePtr& e) { e->status(403, "Forbidden"); };
    start();
    QTRY_COMPARE(phase(), Phase::Forbidden);
    m_onList = [](const ExchangePtr& e) { e->json(leaseListJson({u"a"_s}, u"10"_s)); };
    m_reflector->retryNow();
    QTRY_COMPARE(phase(), Phase::Live);
}

void TestReflector::retryTimeIsToldOnlyDuringAPause_data()
{
    QTest::addColumn<bool>("listed");
    QTest::newRow("before the first list") << false;
    QTest::newRow("while stale") << true;
}

void TestReflector::retryTimeIsToldOnlyDuringAPause()
{
    QFETCH(bool, listed);
    ExchangePtr next;
    const auto refuse = [](const ExchangePtr& e) { e->status(500, "InternalError"); };
    const auto hold = [&](const ExchangePtr& e) { next = e; };
    (listed ? m_onWatch : m_onList) = refuse;
    start();
    const Phase paused = listed ? Phase::Stale : Phase::Failed;
    QTRY_COMPARE(phase(), paused);
    QVERIFY(m_reflector->state().retryAt.has_value());
    (listed ? m_onWatch : m_onList) = hold;
    m_clock->advance(800ms);
    QTRY_VERIFY(next);
    QCOMPARE(phase(), paused);
    QVERIFY(!m_reflector->state().retryAt);
    QVERIFY(m_reflector->state().error.has_value());
    next->status(500, "InternalError");
    QTRY_VERIFY(m_reflector->state().retryAt.has_value());
}

void TestReflector::loadingTellsHowMany()
{
    ExchangePtr second;
    m_onList = [&](const ExchangePtr& e) {
        if (e->request.query.hasQueryItem(u"continue"_s)) {
            second = e;
        } else {
            e->json(leaseListJson({u"a"_s, u"b"_s}, u"10"_s, u"t"_s, 7));
        }
    };
    start();
    QTRY_VERIFY(second);
    QCOMPARE(phase(), Phase::Loading);
    QCOMPARE(m_reflector->state().loaded, 2);
    QCOMPARE(*m_reflector->state().expected, 9);
    QVERIFY(m_names->shown.isEmpty());
}

QTEST_GUILESS_MAIN(TestReflector)
#include "tst_reflector.moc"
