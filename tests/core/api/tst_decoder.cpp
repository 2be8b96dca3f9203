// SPDX-License-Identifier: Apache-2.0
#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace konductor;
using namespace Qt::StringLiterals;

namespace {

QByteArray leaseJson(const QByteArray& spec, const QByteArray& status)
{
    return R"({"apiVersion":"sync.konductor.io/v1","kind":"Lease","metadata":{"name":"db","namespace":"a"},"spec":)"
        + spec + R"(,"status":)" + status + '}';
}

std::shared_ptr<const Lease> lease(const QByteArray& json)
{
    const auto object = Decoder(Kind::Lease).object(json);
    return object ? as<Lease>(*object) : nullptr;
}

} // namespace

class TestDecoder : public QObject {
    Q_OBJECT
private slots:
    void everyRecordedObjectDecodesAndEncodesBack_data();
    void everyRecordedObjectDecodesAndEncodesBack();
    void unknownPhasesAreKept();
    void missingFieldsAreTheirDefaults();
    void unknownFieldsAreSkipped();
    void mistypedFieldsBecomeProblemsAndHarmNothingElse_data();
    void mistypedFieldsBecomeProblemsAndHarmNothingElse();
    void absurdValuesAreKept();
    void whatIsNoObjectIsRefused_data();
    void whatIsNoObjectIsRefused();
    void keptBytesAreTheServersOwn();
    void kube_1_3_anEmptyPageCanContinue();
    void kube_1_4_nullItemsAreAnEmptyList();
    void kube_1_9_itemsWithoutKindAreTakenForTheListsKind();
    void aBadItemCostsOnlyItself();
    void watchEventsAreRead_data();
    void watchEventsAreRead();
    void kube_1_16_bookmarksCarryNoObject();
    void kube_1_24_errorFramesKeepTheStatus();
    void kube_1_26_unknownEventTypesAreRefused();
    void theObjectMayComeBeforeItsType();
    void everyTruncationIsRefusedAndNoneCrashes();
    void whatAnObjectStillSaysSharesTheMemoryOfItsKnownVersion();
};

void TestDecoder::everyRecordedObjectDecodesAndEncodesBack_data()
{
    QTest::addColumn<QJsonObject>("json");
    for (const QString& name : {u"go-sdk"_s, u"koncli"_s}) {
        QFile file(QStringLiteral(KONDUCTOR_TEST_DATA) + u"/recorded/%1.json"_s.arg(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray items = QJsonDocument::fromJson(file.readAll()).object().value("items"_L1).toArray();
        QVERIFY(!items.isEmpty());
        for (const QJsonValue& item : items) {
            const QString row =
                name + u' ' + item["kind"_L1].toString() + u' ' + item["metadata"_L1]["name"_L1].toString();
            QTest::newRow(qPrintable(row)) << item.toObject();
        }
    }
}

void TestDecoder::everyRecordedObjectDecodesAndEncodesBack()
{
    QFETCH(QJsonObject, json);
    const auto object = decodeObject(json);
    QVERIFY2(object, object ? "" : qPrintable(object.error().message.kept));
    QCOMPARE(*(*object)->problems, QStringList());
    QJsonObject expected = json;
    QJsonObject metadata = expected.value("metadata"_L1).toObject();
    metadata.remove(u"generation"_s);
    QJsonObject encoded = toJson(**object);
    QCOMPARE(encoded.value("spec"_L1), expected.value("spec"_L1));
    QCOMPARE(encoded.value("status"_L1), expected.value("status"_L1));
    QCOMPARE(encoded.value("metadata"_L1).toObject(), metadata);
}

void TestDecoder::unknownPhasesAreKept()
{
    const auto object = lease(leaseJson("{}", R"({"phase":"Reserved"})"));
    QVERIFY(object);
    QVERIFY(object->status.phase == LeasePhase::Unknown);
    QCOMPARE(object->status.phase.text(), u"Reserved"_s);
    QCOMPARE(phaseText(*object), u"Reserved"_s);
}

void TestDecoder::missingFieldsAreTheirDefaults()
{
    const auto object = lease(R"({"metadata":{"name":"db"}})");
    QVERIFY(object);
    QVERIFY(object->status.phase == LeasePhase::Unset);
    QVERIFY(!object->spec.ttl);
    QCOMPARE(*object->problems, QStringList());
}

void TestDecoder::unknownFieldsAreSkipped()
{
    const auto object =
        lease(leaseJson(R"({"ttl":"30s","x":{"y":[1,{"z":null}]}})", R"({"w":[[]],"holder":"h","phase":"Held"})"));
    QVERIFY(object);
    QCOMPARE(object->status.holder, u"h"_s);
    QVERIFY(object->spec.ttl == std::chrono::seconds(30));
    QCOMPARE(*object->problems, QStringList());
}

void TestDecoder::mistypedFieldsBecomeProblemsAndHarmNothingElse_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QString>("problem");
    QTest::newRow("number for text") << QByteArray(R"({"holder":7,"phase":"Held"})") << u"status.holder: not text"_s;
    QTest::newRow("object for text") << QByteArray(R"({"holder":{"a":[1]},"phase":"Held"})")
                                     << u"status.holder: not text"_s;
    QTest::newRow("text for a number") << QByteArray(R"({"renewCount":"x","phase":"Held"})")
                                       << u"status.renewCount: not a whole number"_s;
    QTest::newRow("fraction") << QByteArray(R"({"renewCount":1.5,"phase":"Held"})")
                              << u"status.renewCount: not a whole number"_s;
    QTest::newRow("beyond 64 bits") << QByteArray(R"({"renewCount":99999999999999999999,"phase":"Held"})")
                                    << u"status.renewCount: not a whole number"_s;
    QTest::newRow("not a time") << QByteArray(R"({"expiresAt":"soon","phase":"Held"})")
                                << u"status.expiresAt: \"soon\" is not an RFC 3339 time"_s;
}

void TestDecoder::mistypedFieldsBecomeProblemsAndHarmNothingElse()
{
    QFETCH(QByteArray, status);
    QFETCH(QString, problem);
    const auto object = lease(leaseJson(R"({"ttl":"1m"})", status));
    QVERIFY(object);
    QCOMPARE(*object->problems, QStringList{problem});
    QVERIFY(object->status.phase == LeasePhase::Held);
    QVERIFY(object->spec.ttl == std::chrono::minutes(1));
    const auto whole = lease(leaseJson(R"("x")", R"({"phase":"Held"})"));
    QVERIFY(whole);
    QCOMPARE(*whole->problems, QStringList{u"spec: not an object"_s});
    QVERIFY(whole->status.phase == LeasePhase::Held);
}

void TestDecoder::absurdValuesAreKept()
{
    const QByteArray big(1 << 20, 'h');
    const auto object = lease(
        leaseJson(R"({"priority":-7})",
                  R"({"renewCount":-9223372036854775808,"expiresAt":"9999-12-31T23:59:59Z","holder":")" + big + "\"}"));
    QVERIFY(object);
    QCOMPARE(*object->problems, QStringList());
    QCOMPARE(*object->status.renewCount, std::numeric_limits<qint64>::min());
    QCOMPARE(*object->spec.priority, -7);
    QCOMPARE(object->status.holder.size(), 1 << 20);
    QCOMPARE(formatTimestamp(*object->status.expiresAt), u"9999-12-31T23:59:59Z"_s);
}

void TestDecoder::whatIsNoObjectIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("\"x\"");
    QTest::newRow("html") << QByteArray("<html></html>");
    QTest::newRow("no metadata") << QByteArray(R"({"kind":"Lease"})");
    QTest::newRow("no name") << QByteArray(R"({"metadata":{"namespace":"a"}})");
    QTest::newRow("another kind") << QByteArray(R"({"kind":"Mutex","metadata":{"name":"a"}})");
    QTest::newRow("a table") << QByteArray(R"({"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"name":"a"}})");
    QTest::newRow("the other group") << QByteArray(
        R"({"kind":"Lease","apiVersion":"coordination.k8s.io/v1","metadata":{"name":"a"}})");
    QTest::newRow("bad UTF-8") << QByteArray("{\"metadata\":{\"name\":\"\xff\"}}");
    QTest::newRow("very deep") << QByteArray(R"({"metadata":{"name":"a"},"spec":)" + QByteArray(5'000, '[') + '}');
}

void TestDecoder::whatIsNoObjectIsRefused()
{
    QFETCH(QByteArray, json);
    const auto object = Decoder(Kind::Lease).object(json);
    QVERIFY(!object);
    QVERIFY(object.error().kind == Error::Kind::Malformed);
    QVERIFY(!object.error().message.isEmpty());
}

void TestDecoder::keptBytesAreTheServersOwn()
{
    const QByteArray json = leaseJson(R"({"ttl":"90s","odd":1.50})", R"({"phase":"Held"})");
    Decoder decoder(Kind::Lease);
    decoder.setKeepJson(true);
    const auto object = decoder.object(json);
    QVERIFY(object);
    QCOMPARE(*(*object)->json, json);
    QVERIFY(as<Lease>(*object)->spec.ttl == std::chrono::seconds(90));
    const auto list =
        decoder.list(R"({"kind":"LeaseList","metadata":{"resourceVersion":"5"},"items":[)" + json + ',' + json + "]}");
    QVERIFY(list);
    QCOMPARE(list->items.size(), size_t(2));
    QCOMPARE(*list->items[1]->json, json);
}

void TestDecoder::kube_1_3_anEmptyPageCanContinue()
{
    const auto list =
        Decoder(Kind::Lease)
            .list(
                R"({"kind":"LeaseList","metadata":{"resourceVersion":"5","continue":"tok","remainingItemCount":12},"items":[]})");
    QVERIFY(list);
    QVERIFY(list->items.empty());
    QCOMPARE(list->continueToken, u"tok"_s);
    QVERIFY(list->remaining == 12);
}

void TestDecoder::kube_1_4_nullItemsAreAnEmptyList()
{
    for (const char* json : {R"({"kind":"LeaseList","metadata":{"resourceVersion":"5"},"items":null})",
                             R"({"kind":"LeaseList","metadata":{"resourceVersion":"5"}})"}) {
        const auto list = Decoder(Kind::Lease).list(json);
        QVERIFY(list);
        QVERIFY(list->items.empty());
        QCOMPARE(list->resourceVersion, u"5"_s);
    }
    QVERIFY(!Decoder(Kind::Lease).list(R"({"kind":"Status","status":"Failure"})"));
}

void TestDecoder::kube_1_9_itemsWithoutKindAreTakenForTheListsKind()
{
    const auto list = Decoder(Kind::Job).list(
        R"({"kind":"JobList","metadata":{"resourceVersion":"5"},"items":[{"metadata":{"name":"j"},"status":{"succeeded":1}}]})");
    QVERIFY(list);
    QCOMPARE(list->items.size(), size_t(1));
    QCOMPARE(as<Job>(list->items[0])->status.succeeded, 1);
}

void TestDecoder::aBadItemCostsOnlyItself()
{
    const auto list =
        Decoder(Kind::Lease)
            .list(
                R"({"kind":"LeaseList","metadata":{"resourceVersion":"5"},"items":[{"metadata":{"name":"a"}},{"metadata":{}},7,{"metadata":{"name":"b"}}]})");
    QVERIFY(list);
    QCOMPARE(list->items.size(), size_t(2));
    QCOMPARE(list->items[1]->meta.name, u"b"_s);
    QCOMPARE(list->rejected.size(), 2);
}

void TestDecoder::watchEventsAreRead_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("type");
    QTest::newRow("added") << QByteArray("ADDED") << int(WatchEvent::Type::Added);
    QTest::newRow("modified") << QByteArray("MODIFIED") << int(WatchEvent::Type::Modified);
    QTest::newRow("deleted") << QByteArray("DELETED") << int(WatchEvent::Type::Deleted);
}

void TestDecoder::watchEventsAreRead()
{
    QFETCH(QByteArray, word);
    const auto event =
        Decoder(Kind::Lease)
            .watchEvent(R"({"type":")" + word
                        + R"(","object":{"kind":"Lease","metadata":{"name":"a","resourceVersion":"9"}}})");
    QVERIFY(event);
    QTEST(static_cast<int>(event->type), "type");
    QCOMPARE(event->object->meta.name, u"a"_s);
    QCOMPARE(event->resourceVersion, u"9"_s);
}

void TestDecoder::kube_1_16_bookmarksCarryNoObject()
{
    const auto event =
        Decoder(Kind::Lease)
            .watchEvent(
                R"({"type":"BOOKMARK","object":{"kind":"Lease","apiVersion":"sync.konductor.io/v1","metadata":{"resourceVersion":"12","annotations":{"k8s.io/initial-events-end":"true"}}}})");
    QVERIFY(event);
    QVERIFY(event->type == WatchEvent::Type::Bookmark);
    QVERIFY(!event->object);
    QCOMPARE(event->resourceVersion, u"12"_s);
    QVERIFY(event->initialEventsEnd);
}

void TestDecoder::kube_1_24_errorFramesKeepTheStatus()
{
    const auto event = Decoder(Kind::Lease).watchEvent(R"({"type":"ERROR","object":{"kind":"Status","code":410}})");
    QVERIFY(event);
    QVERIFY(event->type == WatchEvent::Type::Error);
    QCOMPARE(event->status, QByteArray(R"({"kind":"Status","code":410})"));
}

void TestDecoder::kube_1_26_unknownEventTypesAreRefused()
{
    const auto event = Decoder(Kind::Lease).watchEvent(R"({"type":"SYNC","object":{"metadata":{"name":"a"}}})");
    QVERIFY(!event);
    QVERIFY(event.error().message.kept.contains(u"SYNC"_s));
}

void TestDecoder::theObjectMayComeBeforeItsType()
{
    const auto event =
        Decoder(Kind::Lease).watchEvent(R"({"object":{"metadata":{"name":"a","resourceVersion":"9"}},"type":"ADDED"})");
    QVERIFY(event);
    QCOMPARE(event->object->meta.name, u"a"_s);
}

void TestDecoder::everyTruncationIsRefusedAndNoneCrashes()
{
    const QByteArray frame =
        R"({"type":"ADDED","object":)" + leaseJson(R"({"ttl":"90s"})", R"({"phase":"Held","holder":"\u00e9\n"})") + '}';
    Decoder decoder(Kind::Lease);
    for (qsizetype length = 0; length < frame.size(); ++length) {
        QVERIFY2(!decoder.watchEvent(QByteArrayView(frame).first(length)), qPrintable(QString::number(length)));
    }
    QVERIFY(decoder.watchEvent(frame));
}

void TestDecoder::whatAnObjectStillSaysSharesTheMemoryOfItsKnownVersion()
{
    const auto permit = [](const QByteArray& holder, const QByteArray& version) {
        return R"({"metadata":{"name":"p","namespace":"a","uid":"u-1","resourceVersion":")" + version
            + R"(","labels":{"semaphore":"s"},"ownerReferences":[{"kind":"Semaphore","name":"s"}]},"spec":{"holder":")"
            + holder + R"("}})";
    };
    const auto before = Decoder(Kind::Permit).object(permit("h", "1"));
    QVERIFY(before);
    Decoder decoder(Kind::Permit); // one that has not read those texts before
    decoder.setKnown([&](const ObjectKey& key) { return key == (*before)->key() ? *before : nullptr; });
    const auto after = decoder.object(permit("h", "2"));
    QVERIFY(after);
    const Permit& known = *as<Permit>(*before);
    const Permit& fresh = *as<Permit>(*after);
    QCOMPARE(fresh.meta.resourceVersion.toString(), u"2"_s);
    QVERIFY(fresh.meta.name.isSharedWith(known.meta.name));
    QVERIFY(fresh.meta.labels.isSharedWith(known.meta.labels));
    QVERIFY(fresh.meta.ownerReferences.isSharedWith(known.meta.ownerReferences));
    QVERIFY(fresh.spec.holder.isSharedWith(known.spec.holder));

    const auto changed = decoder.object(permit("another", "3"));
    QVERIFY(changed);
    QCOMPARE(as<Permit>(*changed)->spec.holder, u"another"_s);
    QVERIFY((*changed)->meta.labels.isSharedWith(known.meta.labels));
}

QTEST_GUILESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
