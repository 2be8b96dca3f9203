// SPDX-License-Identifier: Apache-2.0
#include "tests/core/kube/reflectorrig.h"

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray added(const QString& name, const QString& version)
{
    return eventJson("ADDED", leaseJson(name, version));
}

QByteArray endOfList(const QString& version)
{
    return eventJson("BOOKMARK",
                     "{\"kind\":\"Lease\",\"metadata\":{\"resourceVersion\":\"" + version.toUtf8()
                         + "\",\"annotations\":{\"k8s.io/initial-events-end\":\"true\","
                           "\"k8s.io/initial-events-embedded-list\":\"bm90IHRvIGJlIHNob3du\"}}}");
}

} // namespace

/// The first list as a stream, in the reflector that uses it.
class TestInitialStream : public QObject, protected ReflectorRig {
    Q_OBJECT

    bool startStream()
    {
        start();
        return QTest::qWaitFor([this] { return m_watch != nullptr; });
    }

private slots:
    void init()
    {
        reset();
        m_options.streamFrom = 0;
    }
    void cleanup() { m_reflector.reset(); }

    void kube_1_35_nothingIsShownBeforeTheEndAndTheStreamGoesOn();
    void kube_1_35_otherBookmarksAreNotTheEnd();
    void kube_1_36_refusalFallsBackToPages_data();
    void kube_1_36_refusalFallsBackToPages();
    void kube_1_36_serverThatIgnoresTheWishIsGivenUp();
    void kube_1_36_changesAreNoProgress();
    void kube_1_36_slowListIsNotGivenUp();
    void kube_1_36_silentServerIsNotTakenForOneThatCannot();
    void kube_1_37_cutBeforeTheEndStartsAfresh_data();
    void kube_1_37_cutBeforeTheEndStartsAfresh();
    void kube_1_38_nextWatchResumesWithoutAList();
    void kube_1_39_changesDuringTheListAreTaken();
    void kube_1_40_embeddedListIsIgnored();
    void kube_1_53_deletionStopsTheStream();
    void relistStreamsToo();
    void failedStreamedAuditKeepsWhatIsKnown();
    void deadServerDuringTheListIsFound();
    void loadingTellsHowMany();
    void manyObjectsAreStreamedOnceAPageHasToldSo();
    void fewObjectsComeInPages();
    void manyObjectsComeInPagesWhereTheServerDoesNotStream();

private:
    /// Two pages, a and b, of a list of so many.
    void listInTwoPages(int whole);
};

void TestInitialStream::listInTwoPages(int whole)
{
    m_options.streamFrom = 5'000;
    m_onList = [whole](const ExchangePtr& e) {
        if (e->request.query.hasQueryItem(u"continue"_s)) {
            e->reply(200, leaseListJson({u"b"_s}, u"10"_s));
        } else {
            e->reply(200, leaseListJson({u"a"_s}, u"10"_s, u"token"_s, whole - 1));
        }
    };
}

void TestInitialStream::kube_1_35_nothingIsShownBeforeTheEndAndTheStreamGoesOn()
{
    QVERIFY(startStream());
    QCOMPARE(lastQuery(u"watch"_s), u"1"_s);
    QCOMPARE(lastQuery(u"sendInitialEvents"_s), u"true"_s);
    QCOMPARE(lastQuery(u"resourceVersionMatch"_s), u"NotOlderThan"_s);
    QCOMPARE(lastQuery(u"allowWatchBookmarks"_s), u"true"_s);
    QVERIFY(!m_server->requests().last().query.hasQueryItem(u"resourceVersion"_s));
    m_watch->send(added(u"a"_s, u"3"_s) + added(u"b"_s, u"4"_s));
    QTRY_COMPARE(m_names->collected.size(), 2);
    QVERIFY(m_names->shown.isEmpty());
    QCOMPARE(phase(), Phase::Loading);
    m_watch->send(endOfList(u"9"_s));
    QTRY_COMPARE(phase(), Phase::Live);
    QCOMPARE(m_names->shown, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(m_names->replaced, 1);
    QCOMPARE(m_reflector->resourceVersion(), u"9"_s);
    m_watch->send(added(u"c"_s, u"10"_s));
    QTRY_COMPARE(m_names->shown.size(), 3);
    QCOMPARE(m_server->requests().size(), 1);
}

void TestInitialStream::kube_1_35_otherBookmarksAreNotTheEnd()
{
    QVERIFY(startStream());
    m_watch->send(added(u"a"_s, u"3"_s) + bookmarkJson(u"7"_s) + added(u"b"_s, u"4"_s));
    QTRY_COMPARE(m_names->collected.size(), 2);
    QCOMPARE(phase(), Phase::Loading);
    QCOMPARE(m_names->replaced, 0);
}

void TestInitialStream::kube_1_36_refusalFallsBackToPages_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("bad request") << 400;
    QTest::newRow("forbidden") << 403;
    QTest::newRow("method not allowed") << 405;
    QTest::newRow("unprocessable") << 422;
}

void TestInitialStream::kube_1_36_refusalFallsBackToPages()
{
    QFETCH(int, code);
    const auto normal = m_onWatch;
    m_onWatch = [=](const ExchangePtr& e) {
        if (e->request.query.hasQueryItem(u"sendInitialEvents"_s)) {
            e->status(code, "Invalid", "sendInitialEvents is forbidden");
        } else {
            normal(e);
        }
    };
    start();
    QTRY_COMPARE(phase(), Phase::Live);
    QCOMPARE(lists(), 1);
    QCOMPARE(m_names->shown, QStringList({u"a"_s, u"b"_s}));
    QTRY_COMPARE(watches(), 2);
    QVERIFY(!m_server->requests().last().query.hasQueryItem(u"sendInitialEvents"_s));
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live}));
}

void TestInitialStream::kube_1_36_serverThatIgnoresTheWishIsGivenUp()
{
    QVERIFY(startStream());
    m_watch->send(added(u"x"_s, u"3"_s)); // taken for a plain watch: objects, but never the bookmark
    QTRY_COMPARE(m_names->collected.size(), 1);
    m_clock->advance(10s);
    QTRY_COMPARE(phase(), Phase::Live);
    QCOMPARE(lists(), 1);
    QCOMPARE(m_names->shown, QStringList({u"a"_s, u"b"_s}));
    QTRY_COMPARE(watches(), 2);
    QVERIFY(!m_server->requests().last().query.hasQueryItem(u"sendInitialEvents"_s));
}

void TestInitialStream::kube_1_36_changesAreNoProgress()
{
    QVERIFY(startStream());
    for (int second = 1; second <= 10; ++second) {
        m_watch->send(eventJson("MODIFIED", leaseJson(u"x"_s, QString::number(100 + second)))
                      + eventJson("DELETED", leaseJson(u"y"_s, u"1"_s)) + bookmarkJson(u"5"_s));
        QTRY_COMPARE(m_names->frames, second * 3);
        QCOMPARE(lists(), 0);
        m_clock->advance(1s);
    }
    QTRY_COMPARE(lists(), 1);
}

void TestInitialStream::kube_1_36_slowListIsNotGivenUp()
{
    QVERIFY(startStream());
    for (int i = 0; i < 5; ++i) {
        m_watch->send(added(u"x%1"_s.arg(i), QString::number(10 + i)));
        QTRY_COMPARE(m_names->collected.size(), i + 1);
        m_clock->advance(9s);
    }
    m_watch->send(endOfList(u"40"_s));
    QTRY_COMPARE(phase(), Phase::Live);
    QCOMPARE(lists(), 0);
    QCOMPARE(m_names->shown.size(), 5);
}

void TestInitialStream::kube_1_36_silentServerIsNotTakenForOneThatCannot()
{
    const auto normal = m_onWatch;
    m_onWatch = [this](const ExchangePtr& e) { m_watch = e; }; // not even headers
    QVERIFY(startStream());
    m_clock->advance(10s);
    QTRY_COMPARE(phase(), Phase::Failed);
    QVERIFY(m_reflector->state().error->kind == Error::Kind::Timeout);
    QCOMPARE(lists(), 0);
    m_onWatch = normal;
    m_watch.reset();
    m_clock->advance(1s);
    QTRY_VERIFY(m_watch);
    QCOMPARE(lastQuery(u"sendInitialEvents"_s), u"true"_s);
}

void TestInitialStream::kube_1_37_cutBeforeTheEndStartsAfresh_data()
{
    QTest::addColumn<bool>("orderly");
    QTest::newRow("cut in a frame") << false;
    QTest::newRow("ended by the server") << true;
}

void TestInitialStream::kube_1_37_cutBeforeTheEndStartsAfresh()
{
    QFETCH(bool, orderly);
    QVERIFY(startStream());
    m_watch->send(added(u"half"_s, u"3"_s) + "{\"type\":\"ADD");
    QTRY_COMPARE(m_names->collected.size(), 1);
    if (orderly) {
        m_watch->endStream();
    } else {
        m_watch->drop();
    }
    QTRY_COMPARE(phase(), Phase::Failed);
    QCOMPARE(m_names->replaced, 0);
    QVERIFY(m_names->collected.isEmpty());
    m_watch.reset();
    m_clock->advance(800ms);
    QTRY_VERIFY(m_watch);
    m_watch->send(added(u"whole"_s, u"4"_s) + endOfList(u"5"_s));
    QTRY_COMPARE(phase(), Phase::Live);
    QCOMPARE(m_names->shown, QStringList{u"whole"_s});
    QCOMPARE(lists(), 0);
}

void TestInitialStream::kube_1_38_nextWatchResumesWithoutAList()
{
    QVERIFY(startStream());
    m_watch->send(added(u"a"_s, u"3"_s) + endOfList(u"9"_s) + added(u"b"_s, u"12"_s));
    QTRY_COMPARE(m_names->shown.size(), 2);
    m_clock->advance(5min);
    m_watch->endStream();
    QTRY_COMPARE(watches(), 2);
    QVERIFY(!m_server->requests().last().query.hasQueryItem(u"sendInitialEvents"_s));
    QVERIFY(!m_server->requests().last().query.hasQueryItem(u"resourceVersionMatch"_s));
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"12"_s);
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live}));
}

void TestInitialStream::kube_1_39_changesDuringTheListAreTaken()
{
    QVERIFY(startStream());
    m_watch->send(added(u"a"_s, u"3"_s) + added(u"b"_s, u"4"_s) + eventJson("MODIFIED", leaseJson(u"a"_s, u"5"_s))
                  + eventJson("DELETED", leaseJson(u"b"_s, u"6"_s)) + endOfList(u"9"_s));
    QTRY_COMPARE(phase(), Phase::Live);
    QCOMPARE(m_names->shown, QStringList{u"a"_s});
    QCOMPARE(m_names->bad, 0);
}

void TestInitialStream::kube_1_40_embeddedListIsIgnored()
{
    QVERIFY(startStream());
    m_watch->send(endOfList(u"9"_s));
    QTRY_COMPARE(phase(), Phase::Live);
    QVERIFY(m_names->shown.isEmpty());
    QCOMPARE(m_names->bad, 0);
}

void TestInitialStream::kube_1_53_deletionStopsTheStream()
{
    QVERIFY(startStream());
    m_reflector.reset();
    QTRY_VERIFY(!m_watch->isOpen());
}

void TestInitialStream::relistStreamsToo()
{
    QVERIFY(startStream());
    m_watch->send(added(u"a"_s, u"3"_s) + added(u"b"_s, u"4"_s) + endOfList(u"9"_s));
    QTRY_COMPARE(phase(), Phase::Live);
    const ExchangePtr first = m_watch;
    m_watch.reset();
    first->send(eventJson("ERROR", statusJson(410, "Expired")));
    QTRY_VERIFY(m_watch);
    QCOMPARE(lastQuery(u"sendInitialEvents"_s), u"true"_s);
    m_watch->send(added(u"b"_s, u"4"_s));
    QTRY_COMPARE(m_names->collected.size(), 1);
    QCOMPARE(m_names->shown, QStringList({u"a"_s, u"b"_s})); // the old stays until the new is whole
    m_watch->send(endOfList(u"50"_s));
    QTRY_COMPARE(m_names->shown, QStringList{u"b"_s});
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live}));
}

void TestInitialStream::failedStreamedAuditKeepsWhatIsKnown()
{
    m_options.idleMargin = 10h;
    QVERIFY(startStream());
    m_watch->send(added(u"a"_s, u"3"_s) + endOfList(u"9"_s));
    QTRY_COMPARE(phase(), Phase::Live);
    m_watch.reset();
    m_clock->advance(45min);
    QTRY_VERIFY(m_watch);
    QCOMPARE(lastQuery(u"sendInitialEvents"_s), u"true"_s);
    m_watch->drop();
    QTRY_COMPARE(watches(), 3);
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"9"_s);
    QCOMPARE(m_names->shown, QStringList{u"a"_s});
    QCOMPARE(m_phases, QList<Phase>({Phase::Loading, Phase::Live}));
}

void TestInitialStream::deadServerDuringTheListIsFound()
{
    QVERIFY(startStream());
    m_watch->send(added(u"a"_s, u"3"_s));
    QTRY_COMPARE(m_names->collected.size(), 1);
    m_reflector->suspectDead(makeError(Error::Kind::Timeout, {}, u"no heartbeat"_s));
    QCOMPARE(phase(), Phase::Failed);
    QTRY_VERIFY(!m_watch->isOpen());
    QVERIFY(m_names->collected.isEmpty());
}

void TestInitialStream::loadingTellsHowMany()
{
    QVERIFY(startStream());
    QByteArray many;
    for (int i = 0; i < 1'100; ++i) {
        many += added(u"x%1"_s.arg(i), QString::number(i + 1));
    }
    m_watch->send(many);
    QTRY_COMPARE(m_names->collected.size(), 1'100);
    QCOMPARE(m_reflector->state().loaded, 1'000);
}

void TestInitialStream::manyObjectsAreStreamedOnceAPageHasToldSo()
{
    listInTwoPages(5'000);
    QVERIFY(startStream());
    QCOMPARE(lastQuery(u"sendInitialEvents"_s), u"true"_s);
    QCOMPARE(m_reflector->state().expected, 5'000); // "n of about m" goes on
    QVERIFY(m_names->collected.isEmpty());
    m_watch->send(added(u"a"_s, u"3"_s) + added(u"c"_s, u"4"_s) + endOfList(u"12"_s));
    QTRY_COMPARE(phase(), Phase::Live);
    QCOMPARE(m_names->shown, QStringList({u"a"_s, u"c"_s}));
    QCOMPARE(m_reflector->resourceVersion(), u"12"_s);
    QCOMPARE(lists(), 1);
    QCOMPARE(watches(), 1);
}

void TestInitialStream::fewObjectsComeInPages()
{
    listInTwoPages(4'999);
    QVERIFY(startStream());
    QCOMPARE(phase(), Phase::Live);
    QCOMPARE(m_names->shown, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(lists(), 2);
    QCOMPARE(lastQuery(u"resourceVersion"_s), u"10"_s);
}

void TestInitialStream::manyObjectsComeInPagesWhereTheServerDoesNotStream()
{
    listInTwoPages(100'000);
    const auto normal = m_onWatch;
    m_onWatch = [=](const ExchangePtr& e) {
        if (e->request.query.hasQueryItem(u"sendInitialEvents"_s)) {
            e->status(422, "Invalid", "sendInitialEvents is forbidden");
        } else {
            normal(e);
        }
    };
    start();
    QTRY_COMPARE(phase(), Phase::Live);
    QCOMPARE(m_names->shown, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(lists(), 3);
    QTRY_COMPARE(watches(), 2);
}

QTEST_GUILESS_MAIN(TestInitialStream)
#include "tst_initialstream.moc"
