// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/resource.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using sandbox::Catalog;
using sandbox::FieldError;

/// The CRDs' schemas, in the words of a real server.
class SchemaTest : public QObject {
    Q_OBJECT

private:
    Result<Catalog> m_catalog = Catalog::load();

    std::vector<FieldError> errors(Kind kind, const QJsonObject& spec, const QJsonObject& status = {}) const
    {
        QJsonObject object{{u"spec"_s, spec}};
        if (!status.isEmpty()) {
            object[u"status"_s] = status;
        }
        return m_catalog->of(kind).schema->validate(object);
    }

private slots:
    void initTestCase() { QVERIFY2(m_catalog, qPrintable(m_catalog ? QString() : oneLine(m_catalog.error()))); }

    void mistakeIsNamed_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QJsonObject>("spec");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("message");
        QTest::newRow("required") << Kind::Semaphore << QJsonObject{} << u"spec.permits"_s << u"Required value"_s;
        QTest::newRow("minimum") << Kind::Semaphore << QJsonObject{{u"permits"_s, -3}} << u"spec.permits"_s
                                 << u"Invalid value: -3: spec.permits in body should be greater than or equal to 1"_s;
        QTest::newRow("type")
            << Kind::Semaphore << QJsonObject{{u"permits"_s, true}} << u"spec.permits"_s
            << u"Invalid value: \"boolean\": spec.permits in body must be of type integer: \"boolean\""_s;
        QTest::newRow("fraction")
            << Kind::Semaphore << QJsonObject{{u"permits"_s, 1.5}} << u"spec.permits"_s
            << u"Invalid value: \"number\": spec.permits in body must be of type integer: \"number\""_s;
        QTest::newRow("int32")
            << Kind::Semaphore << QJsonObject{{u"permits"_s, 3'000'000'000.0}} << u"spec.permits"_s
            << u"Invalid value: 3000000000: spec.permits in body must be of type int32: 3000000000"_s;
        QTest::newRow("too short") << Kind::Arrival << QJsonObject{{u"barrier"_s, QString()}, {u"holder"_s, u"h"_s}}
                                   << u"spec.barrier"_s
                                   << u"Invalid value: \"\": spec.barrier in body should be at least 1 chars long"_s;
        QTest::newRow("too long") << Kind::Arrival
                                  << QJsonObject{{u"barrier"_s, QString(64, u'x')}, {u"holder"_s, u"h"_s}}
                                  << u"spec.barrier"_s << u"Too long: may not be more than 63 bytes"_s;
        QTest::newRow("too few") << Kind::Gate << QJsonObject{{u"conditions"_s, QJsonArray()}} << u"spec.conditions"_s
                                 << u"Invalid value: 0: spec.conditions in body should have at least 1 items"_s;
        QTest::newRow("rule: quorum") << Kind::Barrier << QJsonObject{{u"expected"_s, 1}, {u"quorum"_s, 2}} << u"spec"_s
                                      << u"Invalid value: quorum must not exceed expected"_s;
        QTest::newRow("rule: ttl") << Kind::Lease << QJsonObject{{u"ttl"_s, u"-5s"_s}} << u"spec"_s
                                   << u"Invalid value: ttl must be a valid duration (e.g., 30s, 5m, 1h)"_s;
    }
    void mistakeIsNamed()
    {
        QFETCH(Kind, kind);
        QFETCH(QJsonObject, spec);
        const auto found = errors(kind, spec);
        QCOMPARE(found.size(), size_t(1));
        QTEST(found[0].field, "field");
        QTEST(found[0].message, "message");
    }
    void unsupportedGateTypeListsTheSupportedOnes()
    {
        const QJsonObject condition{{u"type"_s, u"Pod"_s}, {u"name"_s, u"x"_s}};
        const auto found = errors(Kind::Gate, {{u"conditions"_s, QJsonArray{condition}}});
        QCOMPARE(found.size(), size_t(1));
        QCOMPARE(found[0].field, u"spec.conditions[0].type"_s);
        QVERIFY(found[0].message.startsWith(u"Unsupported value: \"Pod\": supported values: \"Job\", \"Semaphore\""_s));
    }
    void timeThatIsNoneIsRefused()
    {
        const auto found = errors(Kind::Permit, {{u"semaphore"_s, u"a"_s}, {u"holder"_s, u"b"_s}},
                                  {{u"phase"_s, u"Granted"_s}, {u"expiresAt"_s, u"tomorrow"_s}});
        QCOMPARE(found.size(), size_t(1));
        QCOMPARE(found[0].field, u"status.expiresAt"_s);
    }
    void everyKindTakesItsSmallestObject_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QJsonObject>("spec");
        QTest::newRow("semaphore") << Kind::Semaphore << QJsonObject{{u"permits"_s, 1}};
        QTest::newRow("permit") << Kind::Permit << QJsonObject{{u"semaphore"_s, u"a"_s}, {u"holder"_s, u"b"_s}};
        QTest::newRow("barrier") << Kind::Barrier << QJsonObject{{u"expected"_s, 1}};
        QTest::newRow("arrival") << Kind::Arrival << QJsonObject{{u"barrier"_s, u"a"_s}, {u"holder"_s, u"b"_s}};
        QTest::newRow("lease") << Kind::Lease << QJsonObject{};
        QTest::newRow("request") << Kind::LeaseRequest << QJsonObject{{u"lease"_s, u"a"_s}, {u"holder"_s, u"b"_s}};
        QTest::newRow("mutex") << Kind::Mutex << QJsonObject{};
        QTest::newRow("rwmutex") << Kind::RWMutex << QJsonObject{};
        QTest::newRow("once") << Kind::Once << QJsonObject{};
        QTest::newRow("waitgroup") << Kind::WaitGroup << QJsonObject{};
    }
    void everyKindTakesItsSmallestObject()
    {
        QFETCH(Kind, kind);
        QFETCH(QJsonObject, spec);
        QVERIFY(errors(kind, spec).empty());
    }
    void defaultIsFilledInOnlyWhereItsParentExists()
    {
        const auto& schema = *m_catalog->of(Kind::Arrival).schema;
        QJsonObject with{{u"status"_s, QJsonObject{{u"arrivedAt"_s, u"2026-11-24T10:00:00Z"_s}}}};
        schema.applyDefaults(with);
        QCOMPARE(with["status"_L1].toObject()["phase"_L1].toString(), u"Recorded"_s);
        QJsonObject without{{u"spec"_s, QJsonObject()}};
        schema.applyDefaults(without);
        QVERIFY(!without.contains("status"_L1));
    }
    void pruningKeepsMetadataAndNamesWhatItDrops()
    {
        QJsonObject object{{u"metadata"_s, QJsonObject{{u"labels"_s, QJsonObject{{u"a"_s, u"b"_s}}}}},
                           {u"spec"_s, QJsonObject{{u"permits"_s, 1}, {u"x"_s, 1}}},
                           {u"y"_s, 2}};
        QCOMPARE(m_catalog->of(Kind::Semaphore).schema->prune(object), (QStringList{u"spec.x"_s, u"y"_s}));
        QCOMPARE(object["metadata"_L1].toObject()["labels"_L1].toObject()["a"_L1].toString(), u"b"_s);
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "tst_schema.moc"
