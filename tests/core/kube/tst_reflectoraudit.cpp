// SPDX-License-Identifier: Apache-2.0
#include "tests/core/kube/reflectorrig.h"

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What a reflector lists again because a watch alone cannot be trusted for ever.
class TestReflectorAudit : public QObject, protected ReflectorRig {
    Q_OBJECT

    void listNow(const QStringList& names, const QString& version)
    {
        m_onList = [=](const ExchangePtr& e) { e->json(leaseListJson(names, version)); };
    }

private slots:
    void init() { reset(); }
    void cleanup() { m_reflector.reset(); }

    void kube_1_26_lostFrameLeadsToARelist();
    void kube_1_28_relistsAfterLostFramesKeepTheirDistance();
    void kube_1_42_frameOverTheCapLeadsToARelist();
    void kube_1_33_auditFindsWhatTheWatchNeverTold_data();
    void kube_1_33_auditFindsWhatTheWatchNeverTold();
    void auditCanBeTurnedOff();
    void failedAuditKeepsTheWatchAndWhatIsKnown();
    void auditWaitsWhileTheWatchIsDown();
    void notFoundDuringAnAuditMeansGone();
    void notFoundOnTheWatchNeedsAListThatSaysTheSame();
};

void TestReflectorAudit::kube_1_26_lostFrameLeadsToARelist()
{
    QVERIFY(startLive());
    QTRY_VERIFY(m_watch);
    m_watch->send(eventJson("SYNC", "{}"));
    QTRY_COMPARE(m_names->bad, 1);
    listNow({u"a"_s, u"lost"_s}, u"20"_s);
    m_clock->advance(9s);
    QCOMPARE(lists(), 1);
    m_clock->advance(1s);
    QTRY_COMPARE(m_names->shown, QStringList({u"a"_s, u"lost"_s}));
    QTRY_COMPARE(watches(), 2);
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"20"_s);
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live}));
}

void TestReflectorAudit::kube_1_28_relistsAfterLostFramesKeepTheirDistance()
{
    QVERIFY(startLive());
    QTRY_VERIFY(m_watch);
    m_watch->send(eventJson("SYNC", "{}"));
    QTRY_COMPARE(m_names->bad, 1);
    m_clock->advance(10s);
    QTRY_COMPARE(watches(), 2);
    // A server that sends nonsense all the time is listed every five minutes, not every ten seconds.
    m_watch->send(eventJson("SYNC", "{}"));
    QTRY_COMPARE(m_names->bad, 2);
    m_clock->advance(299s);
    QCOMPARE(lists(), 2);
    m_clock->advance(1s);
    QTRY_COMPARE(lists(), 3);
}

void TestReflectorAudit::kube_1_42_frameOverTheCapLeadsToARelist()
{
    QVERIFY(startLive());
    QTRY_VERIFY(m_watch);
    m_watch->send("{\"type\":\"ADDED\",\"object\":\"" + QByteArray(17 * 1024 * 1024, 'x') + "\"}\n"
                  + eventJson("ADDED", leaseJson(u"c"_s, u"11"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(m_names->shown.size(), 3, 20'000);
    QCOMPARE(m_names->bad, 1);
    QCOMPARE(watches(), 1);
    m_clock->advance(10s);
    QTRY_COMPARE(lists(), 2);
}

void TestReflectorAudit::kube_1_33_auditFindsWhatTheWatchNeverTold_data()
{
    QTest::addColumn<double>("random");
    QTest::addColumn<int>("after");
    QTest::newRow("soonest") << 0.0 << 2'700'000;
    QTest::newRow("middle") << 0.5 << 3'375'000;
    QTest::newRow("latest") << 0.999999 << 4'049'998;
}

void TestReflectorAudit::kube_1_33_auditFindsWhatTheWatchNeverTold()
{
    QFETCH(double, random);
    QFETCH(int, after);
    m_random = random;
    m_options.idleMargin = 10h; // the one watch stays, so that only the audit can find anything
    QVERIFY(startLive());
    listNow({u"b"_s, u"untold"_s}, u"30"_s);
    m_clock->advance(std::chrono::milliseconds(after - 1));
    QCOMPARE(lists(), 1);
    m_clock->advance(1ms);
    QTRY_COMPARE(m_names->shown, QStringList({u"b"_s, u"untold"_s}));
    QTRY_COMPARE(watches(), 2);
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live}));
}

void TestReflectorAudit::auditCanBeTurnedOff()
{
    m_options.idleMargin = 10h;
    m_options.auditAfter = 0ms;
    QVERIFY(startLive());
    m_clock->advance(9h);
    QCOMPARE(lists(), 1);
    QCOMPARE(watches(), 1);
}

void TestReflectorAudit::failedAuditKeepsTheWatchAndWhatIsKnown()
{
    m_options.idleMargin = 10h;
    QVERIFY(startLive());
    m_onList = [](const ExchangePtr& e) { e->status(500, "InternalError"); };
    m_clock->advance(45min);
    QTRY_COMPARE(lists(), 2);
    QTRY_COMPARE(watches(), 2);
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"10"_s);
    QCOMPARE(m_names->shown, QStringList({u"a"_s, u"b"_s}));
    listNow({u"b"_s}, u"30"_s);
    m_clock->advance(1min);
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live}));
    m_clock->advance(4min);
    QTRY_COMPARE(m_names->shown, QStringList{u"b"_s});
}

void TestReflectorAudit::auditWaitsWhileTheWatchIsDown()
{
    m_options.idleMargin = 10h;
    QVERIFY(startLive());
    QTRY_VERIFY(m_watch);
    m_clock->advance(44min);
    m_onWatch = [](const ExchangePtr& e) { e->reply(429, {}, {{"Retry-After", "300"}}); };
    m_watch->endStream();
    QTRY_COMPARE(phase(), Phase::Stale);
    m_clock->advance(2min);
    QCOMPARE(lists(), 1);
    m_onWatch = [this](const ExchangePtr& e) {
        m_watch = e;
        e->beginStream();
    };
    m_reflector->retryNow();
    QTRY_COMPARE(phase(), Phase::Live);
    m_clock->advance(10s);
    QTRY_COMPARE(lists(), 2);
}

void TestReflectorAudit::notFoundDuringAnAuditMeansGone()
{
    m_options.idleMargin = 10h;
    QVERIFY(startLive());
    m_onList = [](const ExchangePtr& e) { e->status(404, "NotFound"); };
    m_clock->advance(45min);
    QTRY_COMPARE(phase(), Phase::NotFound);
    QVERIFY(m_names->shown.isEmpty());
    QCOMPARE(watches(), 1);
    // The kind comes back: it is found, and what it holds is no audit's result but a first list.
    listNow({u"new"_s}, u"3"_s);
    m_clock->advance(60s);
    QTRY_COMPARE(phase(), Phase::Live);
    QCOMPARE(m_names->shown, QStringList{u"new"_s});
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live, Phase::NotFound, Phase::Loading, Phase::Live}));
}

void TestReflectorAudit::notFoundOnTheWatchNeedsAListThatSaysTheSame()
{
    QVERIFY(startLive());
    QTRY_VERIFY(m_watch);
    const auto normal = m_onWatch;
    m_onWatch = [this, normal](const ExchangePtr& e) {
        m_onWatch = normal;
        e->status(404, "NotFound");
    };
    m_clock->advance(2s);
    m_watch->endStream();
    QTRY_COMPARE(watches(), 3);
    QCOMPARE(lists(), 2);
    QCOMPARE(m_names->shown, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live}));
}

QTEST_GUILESS_MAIN(TestReflectorAudit)
#include "tst_reflectoraudit.moc"
