// SPDX-License-Identifier: Apache-2.0
#include "core/live/kindfeed.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace konductor;
using namespace konductor::live;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using Frame = kube::ReflectorHandler::Frame;

/// From the bytes of lists and watches to what the store holds.
class TestKindFeed : public QObject {
    Q_OBJECT

    std::unique_ptr<Store> m_store;
    std::unique_ptr<KindFeed> m_feed;
    int m_told = 0;

    /// Names with versions, sorted: "a@3 b@4".
    QString shown() const
    {
        QStringList names;
        m_store->forEach(Kind::Lease, [&](const ObjectPtr& o) {
            names += o->meta.name + u'@' + o->meta.resourceVersion.toString();
        });
        names.sort();
        return names.join(u' ');
    }
    void list(const QStringList& names, const QString& version)
    {
        QVERIFY(m_feed->page(leaseListJson(names, version)).has_value());
        m_feed->replace();
    }
    /// Where a watch would go on after this frame.
    QString versionAfter(const QByteArray& json) const
    {
        const auto frame = m_feed->frame(json);
        return frame ? frame->resourceVersion : u"unusable"_s;
    }

private slots:
    void init()
    {
        m_store = std::make_unique<Store>();
        m_feed = std::make_unique<KindFeed>(Kind::Lease, QString(), false, *m_store, [this] { ++m_told; });
    }

    void kube_1_2_pagesAreGatheredUntilTheListIsComplete();
    void kube_1_6_discardedPagesLeaveNoTrace();
    void kube_1_16_bookmarkIsNoObject();
    void kube_1_17_versionZeroAndNoneAreNoPlaceToGoOnFrom_data();
    void kube_1_17_versionZeroAndNoneAreNoPlaceToGoOnFrom();
    void kube_1_26_unknownTypeIsAProblemAndNoPlaceToGoOnFrom();
    void kube_1_27_objectOfAnotherKindIsReportedAndDropped_data();
    void kube_1_27_objectOfAnotherKindIsReportedAndDropped();
    void kube_1_28_objectWithoutVersionIsNotStored();
    void kube_1_29_deletionAdvancesTheVersion();
    void kube_1_31_eventsApplyInTheirOrder();
    void kube_1_32_versionsBeyondAnyIntegerAreCompared();
    void kube_1_33_olderEventsAndBookmarksDoNotMoveBack();
    void listFromARestoredServerMovesBack();
    void kube_1_37_discardedStreamLeavesNoTrace();
    void kube_1_39_changesDuringAStreamedListAreTaken();
    void kube_1_40_embeddedListIsNoObject();
    void lostFramesAreCounted();
    void problemsAreCutShort();
};

void TestKindFeed::kube_1_2_pagesAreGatheredUntilTheListIsComplete()
{
    QVERIFY(m_feed->page(leaseListJson({u"a@3"_s}, u"10"_s, u"token"_s, 1)).has_value());
    QCOMPARE(shown(), QString());
    const auto last = m_feed->page(leaseListJson({u"b@4"_s}, u"10"_s));
    QVERIFY(last.has_value());
    QCOMPARE(last->items, 1);
    m_feed->replace();
    QCOMPARE(shown(), u"a@3 b@4"_s);
}

void TestKindFeed::kube_1_6_discardedPagesLeaveNoTrace()
{
    list({u"a@3"_s, u"b@4"_s}, u"10"_s);
    m_store->take();
    QVERIFY(m_feed->page(leaseListJson({u"a@3"_s}, u"20"_s, u"token"_s)).has_value());
    m_feed->discard();
    QCOMPARE(shown(), u"a@3 b@4"_s);
    QVERIFY(!m_store->hasChanges());
    list({u"b@4"_s}, u"30"_s);
    QCOMPARE(shown(), u"b@4"_s);
}

void TestKindFeed::kube_1_16_bookmarkIsNoObject()
{
    list({}, u"10"_s);
    const auto frame = m_feed->frame(bookmarkJson(u"11"_s));
    QVERIFY(frame.has_value());
    QVERIFY(frame->type == Frame::Type::Bookmark && !frame->initialEnd);
    QCOMPARE(frame->resourceVersion, u"11"_s);
    QCOMPARE(shown(), QString());
    QCOMPARE(m_feed->problems(), 0);
}

void TestKindFeed::kube_1_17_versionZeroAndNoneAreNoPlaceToGoOnFrom_data()
{
    QTest::addColumn<QString>("version");
    QTest::newRow("zero") << u"0"_s;
    QTest::newRow("none") << QString();
}

void TestKindFeed::kube_1_17_versionZeroAndNoneAreNoPlaceToGoOnFrom()
{
    QFETCH(QString, version);
    list({u"a@3"_s}, u"10"_s);
    QCOMPARE(versionAfter(bookmarkJson(version)), QString());
    QCOMPARE(versionAfter(eventJson("MODIFIED", leaseJson(u"a"_s, version))), u"unusable"_s);
    QCOMPARE(shown(), u"a@3"_s);
}

void TestKindFeed::kube_1_26_unknownTypeIsAProblemAndNoPlaceToGoOnFrom()
{
    list({u"a@3"_s}, u"10"_s);
    QCOMPARE(versionAfter(eventJson("SYNC", leaseJson(u"b"_s, u"11"_s))), u"unusable"_s);
    QCOMPARE(m_feed->problems(), 1);
    QCOMPARE(shown(), u"a@3"_s);
}

void TestKindFeed::kube_1_27_objectOfAnotherKindIsReportedAndDropped_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::newRow("table") << QByteArray(
        R"({"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"name":"t","resourceVersion":"11"}})");
    QTest::newRow("neighbour") << QByteArray(
        R"({"kind":"Permit","apiVersion":"sync.konductor.io/v1","metadata":{"name":"p","resourceVersion":"11"}})");
}

void TestKindFeed::kube_1_27_objectOfAnotherKindIsReportedAndDropped()
{
    QFETCH(QByteArray, object);
    list({u"a@3"_s}, u"10"_s);
    m_told = 0;
    QCOMPARE(versionAfter(eventJson("ADDED", object)), u"unusable"_s);
    QCOMPARE(m_feed->problems(), 1);
    QVERIFY2(m_feed->lastProblem().contains(u"where a Lease was expected"_s), qPrintable(m_feed->lastProblem()));
    QCOMPARE(m_told, 1);
    QCOMPARE(m_store->count(Kind::Lease), 1);
}

void TestKindFeed::kube_1_28_objectWithoutVersionIsNotStored()
{
    list({u"a@3"_s}, u"10"_s);
    for (const char* type : {"ADDED", "MODIFIED", "DELETED"}) {
        QCOMPARE(versionAfter(eventJson(type, R"({"kind":"Lease","metadata":{"name":"a","namespace":"default"}})")),
                 u"unusable"_s);
    }
    QCOMPARE(m_feed->problems(), 3);
    QCOMPARE(shown(), u"a@3"_s);
}

void TestKindFeed::kube_1_29_deletionAdvancesTheVersion()
{
    list({u"a@3"_s, u"b@4"_s}, u"10"_s);
    QCOMPARE(versionAfter(eventJson("DELETED", leaseJson(u"a"_s, u"15"_s))), u"15"_s);
    QCOMPARE(shown(), u"b@4"_s);
}

void TestKindFeed::kube_1_31_eventsApplyInTheirOrder()
{
    list({}, u"10"_s);
    m_feed->frame(eventJson("ADDED", leaseJson(u"a"_s, u"11"_s)));
    m_feed->frame(eventJson("MODIFIED", leaseJson(u"a"_s, u"12"_s)));
    m_feed->frame(eventJson("DELETED", leaseJson(u"a"_s, u"13"_s)));
    m_feed->frame(eventJson("ADDED", leaseJson(u"a"_s, u"14"_s, u"second-life"_s)));
    QCOMPARE(shown(), u"a@14"_s);
    QCOMPARE(versionAfter(eventJson("DELETED", leaseJson(u"a"_s, u"15"_s, u"second-life"_s))), u"15"_s);
    QCOMPARE(shown(), QString());
}

void TestKindFeed::kube_1_32_versionsBeyondAnyIntegerAreCompared()
{
    const QString huge = u"99999999999999999999998"_s;
    const QString next = u"99999999999999999999999"_s;
    list({}, u"9"_s);
    QCOMPARE(versionAfter(eventJson("ADDED", leaseJson(u"a"_s, u"10"_s))), u"10"_s); // longer is higher
    QCOMPARE(versionAfter(eventJson("MODIFIED", leaseJson(u"a"_s, next))), next);
    QCOMPARE(versionAfter(eventJson("MODIFIED", leaseJson(u"a"_s, huge))), QString());
    QCOMPARE(shown(), u"a@"_s + next);
    // What is no number has no order: it is taken as it comes.
    QCOMPARE(versionAfter(eventJson("MODIFIED", leaseJson(u"a"_s, u"opaque-7"_s))), u"opaque-7"_s);
    QCOMPARE(shown(), u"a@opaque-7"_s);
}

void TestKindFeed::kube_1_33_olderEventsAndBookmarksDoNotMoveBack()
{
    list({u"a@3"_s}, u"10"_s);
    QCOMPARE(versionAfter(eventJson("MODIFIED", leaseJson(u"a"_s, u"20"_s))), u"20"_s);
    QCOMPARE(versionAfter(eventJson("MODIFIED", leaseJson(u"a"_s, u"15"_s))), QString());
    QCOMPARE(versionAfter(bookmarkJson(u"12"_s)), QString());
    QCOMPARE(shown(), u"a@20"_s);
    QCOMPARE(versionAfter(bookmarkJson(u"21"_s)), u"21"_s);
}

void TestKindFeed::listFromARestoredServerMovesBack()
{
    list({u"a@300"_s}, u"1000"_s);
    list({u"a@30"_s}, u"100"_s);
    QCOMPARE(shown(), u"a@30"_s);
    QCOMPARE(versionAfter(bookmarkJson(u"101"_s)), u"101"_s);
}

void TestKindFeed::kube_1_37_discardedStreamLeavesNoTrace()
{
    list({u"a@3"_s}, u"10"_s);
    QVERIFY(m_feed->initialFrame(eventJson("ADDED", leaseJson(u"half"_s, u"4"_s))).has_value());
    m_feed->discard();
    QCOMPARE(shown(), u"a@3"_s);
    m_feed->initialFrame(eventJson("ADDED", leaseJson(u"whole"_s, u"5"_s)));
    m_feed->initialFrame(bookmarkJson(u"20"_s));
    m_feed->replace();
    QCOMPARE(shown(), u"whole@5"_s);
}

void TestKindFeed::kube_1_39_changesDuringAStreamedListAreTaken()
{
    m_feed->initialFrame(eventJson("ADDED", leaseJson(u"a"_s, u"3"_s)));
    m_feed->initialFrame(eventJson("ADDED", leaseJson(u"b"_s, u"4"_s)));
    const auto modified = m_feed->initialFrame(eventJson("MODIFIED", leaseJson(u"a"_s, u"5"_s)));
    QVERIFY(modified.has_value() && !modified->addition);
    QVERIFY(m_feed->initialFrame(eventJson("DELETED", leaseJson(u"b"_s, u"6"_s))).has_value());
    m_feed->initialFrame(bookmarkJson(u"7"_s));
    QCOMPARE(shown(), QString());
    m_feed->replace();
    QCOMPARE(shown(), u"a@5"_s);
    QCOMPARE(m_store->take().size(), size_t{1});
}

void TestKindFeed::kube_1_40_embeddedListIsNoObject()
{
    const auto frame = m_feed->initialFrame(eventJson(
        "BOOKMARK",
        R"({"kind":"Lease","metadata":{"resourceVersion":"9","annotations":{"k8s.io/initial-events-end":"true",)"
        R"("k8s.io/initial-events-embedded-list":"eyJraW5kIjoiVGFibGUifQ=="}}})"));
    QVERIFY(frame.has_value());
    QVERIFY(frame->type == Frame::Type::Bookmark && frame->initialEnd);
    QCOMPARE(frame->resourceVersion, u"9"_s);
    m_feed->replace();
    QCOMPARE(shown(), QString());
    QCOMPARE(m_feed->problems(), 0);
}

void TestKindFeed::lostFramesAreCounted()
{
    m_feed->frameLost(makeError(Error::Kind::Malformed, {}, u"too large"_s));
    QCOMPARE(m_feed->problems(), 1);
    QCOMPARE(m_feed->lastProblem(), u"too large"_s);
}

void TestKindFeed::problemsAreCutShort()
{
    m_feed->frameLost(makeError(Error::Kind::Malformed, {}, QString(10'000, u'x')));
    QVERIFY(m_feed->lastProblem().size() <= 300);
}

QTEST_GUILESS_MAIN(TestKindFeed)
#include "tst_kindfeed.moc"
