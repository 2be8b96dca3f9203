// SPDX-License-Identifier: Apache-2.0
#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/api/paths.h"

#include <QTest>

using namespace konductor;
using namespace Qt::StringLiterals;

namespace {

/// Gives one field another value.
struct Alter {
    void operator()(QString& value) const { value += u'x'; }
    void operator()(CompactText& value) const { value = value.toString() + u'x'; }
    void operator()(qint64& value) const { ++value; }
    void operator()(bool& value) const { value = !value; }
    void operator()(std::optional<qint64>& value) const { value = value.value_or(0) + 1; }
    void operator()(std::optional<Duration>& value) const
    {
        value = value.value_or(Duration(0)) + std::chrono::seconds(1);
    }
    void operator()(std::optional<Timestamp>& value) const
    {
        value = value.value_or(Timestamp()) + std::chrono::seconds(1);
    }
    void operator()(QStringList& value) const { value.append(u"x"_s); }
    void operator()(QMap<QString, QString>& value) const { value.insert(u"x"_s, u"y"_s); }
    template <class E> void operator()(Phase<E>& value) const { value = Phase<E>(u"Strange"_s); }
    template <class T> void operator()(std::vector<T>& value) const { value.emplace_back(); }
    template <class T> void operator()(QList<T>& value) const { value.emplace_back(); }
};

template <class Section> int fieldCount(Section& section)
{
    int count = 0;
    Section::fields(section, [&](const char*, auto&) { ++count; });
    return count;
}

template <class Section> void alterField(Section& section, int index)
{
    int at = 0;
    Section::fields(section, [&](const char*, auto& field) {
        if (at++ == index) {
            Alter()(field);
        }
    });
}

} // namespace

class TestKinds : public QObject {
    Q_OBJECT
private slots:
    void everyKindIsFoundByItsNames();
    void theOtherGroupsLeaseIsNotOurs();
    void anyAlteredFieldMakesAnotherValue();
    void anyAlteredFieldSurvivesEncodingAndDecoding();
    void pathsKeepHostileNamesInOneSegment();
    void childrenKnowTheirParent();
    void resourceVersionsAreOrderedAsUnboundedIntegers_data();
    void resourceVersionsAreOrderedAsUnboundedIntegers();
};

void TestKinds::everyKindIsFoundByItsNames()
{
    for (const Kind kind : konductorKinds) {
        const KindInfo& info = kindInfo(kind);
        QVERIFY(info.kind == kind);
        QVERIFY(kindFromText(info.name) == kind);
        QVERIFY(kindFromText(info.plural) == kind);
        QVERIFY(kindFromText(info.singular.toString().toUpper()) == kind);
        QVERIFY(kindFromText(u"%1.%2"_s.arg(info.plural, info.group)) == kind);
    }
    QVERIFY(!kindFromText(u"pods"));
    QVERIFY(!kindFromText({}));
}

void TestKinds::theOtherGroupsLeaseIsNotOurs()
{
    QVERIFY(!kindFromText(u"leases.coordination.k8s.io"));
}

void TestKinds::anyAlteredFieldMakesAnotherValue()
{
    for (const Kind kind : konductorKinds) {
        withKind(kind, [](auto sample) {
            const auto original = sample;
            QVERIFY(sameValue(original, sample));
            for (int i = 0; i < fieldCount(sample.spec); ++i) {
                auto changed = original;
                alterField(changed.spec, i);
                QVERIFY(!sameValue(original, changed));
            }
            for (int i = 0; i < fieldCount(sample.status); ++i) {
                auto changed = original;
                alterField(changed.status, i);
                QVERIFY(!sameValue(original, changed));
            }
            for (int i = 0; i < fieldCount(sample.meta); ++i) {
                auto changed = original;
                alterField(changed.meta, i);
                QVERIFY(!sameValue(original, changed));
            }
        });
    }
}

void TestKinds::anyAlteredFieldSurvivesEncodingAndDecoding()
{
    for (const Kind kind : konductorKinds) {
        withKind(kind, [](auto sample) {
            sample.meta.name = u"n"_s;
            const int fields = fieldCount(sample.spec) + fieldCount(sample.status);
            for (int i = 0; i < fields; ++i) {
                auto changed = sample;
                const int specFields = fieldCount(changed.spec);
                if (i < specFields) {
                    alterField(changed.spec, i);
                } else {
                    alterField(changed.status, i - specFields);
                }
                const auto back = decodeObject(toJson(changed));
                QVERIFY2(back, qPrintable(kindInfo(changed.kind).name.toString()));
                QVERIFY2(sameValue(**back, changed),
                         qPrintable(u"%1 field %2"_s.arg(kindInfo(changed.kind).name).arg(i)));
            }
        });
    }
}

void TestKinds::pathsKeepHostileNamesInOneSegment()
{
    QCOMPARE(objectPath({Kind::Lease, u"team-a"_s, u"db"_s}, u"status"),
             u"/apis/sync.konductor.io/v1/namespaces/team-a/leases/db/status"_s);
    QCOMPARE(collectionPath(Kind::Mutex, {}), u"/apis/sync.konductor.io/v1/mutexes"_s);
    QCOMPARE(collectionPath(Kind::Job, u"a"_s), u"/apis/batch/v1/namespaces/a/jobs"_s);
    const QString hostile = objectPath({Kind::Lease, u"a"_s, u"../x?y#z"_s});
    QCOMPARE(hostile, u"/apis/sync.konductor.io/v1/namespaces/a/leases/..%2Fx%3Fy%23z"_s);
}

void TestKinds::childrenKnowTheirParent()
{
    Permit permit;
    permit.meta.ns = u"a"_s;
    permit.spec.semaphore = u"s"_s;
    permit.spec.holder = u"h"_s;
    QVERIFY(parentKey(permit) == (ObjectKey{Kind::Semaphore, u"a"_s, u"s"_s}));
    QCOMPARE(specHolder(permit), u"h"_s);
    QVERIFY(!parentKey(Lease()));
}

void TestKinds::resourceVersionsAreOrderedAsUnboundedIntegers_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<int>("order"); // -1, 0, 1; 2 is unordered
    QTest::newRow("less") << u"9"_s << u"10"_s << -1;
    QTest::newRow("greater") << u"100"_s << u"99"_s << 1;
    QTest::newRow("equal") << u"7"_s << u"7"_s << 0;
    QTest::newRow("beyond 64 bits") << u"99999999999999999999999"_s << u"100000000000000000000000"_s << -1;
    QTest::newRow("zero is malformed") << u"0"_s << u"1"_s << 2;
    QTest::newRow("leading zero is malformed") << u"01"_s << u"2"_s << 2;
    QTest::newRow("text is malformed") << u"abc"_s << u"2"_s << 2;
    QTest::newRow("empty is malformed") << QString() << u"2"_s << 2;
}

void TestKinds::resourceVersionsAreOrderedAsUnboundedIntegers()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    const auto order = compareResourceVersions(a, b);
    const int told = order == std::partial_ordering::less ? -1
        : order == std::partial_ordering::greater         ? 1
        : order == std::partial_ordering::equivalent      ? 0
                                                          : 2;
    QTEST(told, "order");
}

QTEST_GUILESS_MAIN(TestKinds)
#include "tst_kinds.moc"
