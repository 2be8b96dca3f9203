// SPDX-License-Identifier: Apache-2.0
#include "core/api/clusterevent.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;

namespace {

std::optional<ClusterEvent> eventOf(const QByteArray& json)
{
    const auto page = clusterEventPageFromJson("{\"metadata\":{\"resourceVersion\":\"9\"},\"items\":[" + json + "]}");
    return page && page->events.size() == 1 ? std::optional(page->events.front()) : std::nullopt;
}

Timestamp at(const char* text)
{
    return parseTimestamp(QString::fromLatin1(text)).value_or(Timestamp());
}

ClusterEvent said(const QString& reason, const char* last, qint64 count = 1)
{
    ClusterEvent event;
    event.reason = reason;
    event.first = event.last = at(last);
    event.count = count;
    return event;
}

} // namespace

class tst_ClusterEvent : public QObject {
    Q_OBJECT
private slots:
    void oldKindOfSeriesIsCounted()
    {
        const auto event = eventOf(
            R"({"metadata":{"name":"e1","resourceVersion":"7"},"involvedObject":{"apiVersion":"sync.konductor.io/v1",)"
            R"("uid":"u"},"type":"Warning","reason":"Denied","message":" no ","source":{"component":"kyverno"},)"
            R"("count":3,"firstTimestamp":"2026-11-24T10:00:00Z","lastTimestamp":"2026-11-24T10:05:00Z"})");
        QVERIFY(event);
        QVERIFY(event->isWarning);
        QCOMPARE(event->reason, u"Denied"_s);
        QCOMPARE(event->message, u"no"_s);
        QCOMPARE(event->source, u"kyverno"_s);
        QCOMPARE(event->objectUid, u"u"_s);
        QCOMPARE(event->count, 3);
        QVERIFY(event->first == at("2026-11-24T10:00:00Z") && event->last == at("2026-11-24T10:05:00Z"));
    }

    void newKindOfSeriesIsCounted()
    {
        const auto event = eventOf(
            R"({"metadata":{"name":"e1"},"reportingComponent":"example.com/c","eventTime":"2026-11-24T10:00:00.123456Z",)"
            R"("firstTimestamp":null,"lastTimestamp":null,)"
            R"("series":{"count":12,"lastObservedTime":"2026-11-24T10:09:00.000000Z"}})");
        QVERIFY(event);
        QVERIFY(!event->isWarning);
        QCOMPARE(event->source, u"example.com/c"_s);
        QCOMPARE(event->count, 12);
        QVERIFY(event->last == at("2026-11-24T10:09:00Z"));
    }

    void eventWithoutTimesIsAsOldAsItsObject()
    {
        const auto event = eventOf(R"({"metadata":{"creationTimestamp":"2026-11-24T10:00:00Z"},"count":-4})");
        QVERIFY(event);
        QCOMPARE(event->count, 1);
        QVERIFY(event->last == at("2026-11-24T10:00:00Z"));
    }

    void longMessageIsCut()
    {
        const auto event = eventOf("{\"message\":\"" + QByteArray(100'000, 'x') + "\"}");
        QVERIFY(event);
        QVERIFY(event->message.size() <= 2'000);
    }

    void emptyListMayBeNull()
    {
        const auto page =
            clusterEventPageFromJson(R"({"metadata":{"resourceVersion":"9","continue":"c"},"items":null})");
        QVERIFY(page);
        QCOMPARE(page->resourceVersion, u"9"_s);
        QCOMPARE(page->continueToken, u"c"_s);
        QVERIFY(page->events.empty());
        QVERIFY(!clusterEventPageFromJson(R"({"items":4})"));
        QVERIFY(!clusterEventPageFromJson("<html>"));
    }

    void framesAreTold()
    {
        const auto gone =
            clusterEventFrameFromJson(R"({"type":"DELETED","object":{"metadata":{"name":"e","resourceVersion":"8"}}})");
        QVERIFY(gone && gone->type == ClusterEventFrame::Type::Deleted && gone->event.name == "e"_L1);
        const auto error = clusterEventFrameFromJson(R"({"type":"ERROR","object":{"code":410}})");
        QVERIFY(error && error->type == ClusterEventFrame::Type::Error && error->status == "{\"code\":410}");
        QVERIFY(!clusterEventFrameFromJson(R"({"type":"ADDED","object":{}})"));
    }

    void sameWordsAreOneAndNewestComesFirst()
    {
        const auto all = folded({said(u"a"_s, "2026-11-24T10:00:00Z", 2), said(u"b"_s, "2026-11-24T10:01:00Z"),
                                 said(u"a"_s, "2026-11-24T10:05:00Z"), said(u"c"_s, "2026-11-24T10:02:00Z")});
        QCOMPARE(all.size(), size_t(3));
        QCOMPARE(all[0].reason, u"a"_s);
        QCOMPARE(all[0].count, 3);
        QVERIFY(all[0].first == at("2026-11-24T10:00:00Z") && all[0].last == at("2026-11-24T10:05:00Z"));
        QCOMPARE(all[1].reason, u"c"_s);
    }
};

QTEST_GUILESS_MAIN(tst_ClusterEvent)
#include "tst_clusterevent.moc"
