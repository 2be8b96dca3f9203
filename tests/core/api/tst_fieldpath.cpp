// SPDX-License-Identifier: Apache-2.0
#include "core/api/encoder.h"
#include "core/api/fieldpath.h"
#include "core/api/kinds.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace konductor;
using namespace Qt::StringLiterals;

namespace {

/// Gives every field a value; a list gets two.
struct Fill {
    void operator()(const char*, QString& value) const { value = u"text"_s; }
    void operator()(const char*, CompactText& value) const { value = u"opaque"_s; }
    void operator()(const char*, qint64& value) const { value = 7; }
    void operator()(const char*, bool& value) const { value = true; }
    void operator()(const char*, std::optional<qint64>& value) const { value = -3; }
    void operator()(const char*, std::optional<Duration>& value) const { value = std::chrono::minutes(5); }
    void operator()(const char*, std::optional<Timestamp>& value) const { value = parseTimestamp(moment).value(); }
    void operator()(const char*, QStringList& value) const { value = {u"first"_s, u"second"_s}; }
    void operator()(const char*, QMap<QString, QString>& value) const { value = {{u"app.example.com/name"_s, u"x"_s}}; }
    template <class E> void operator()(const char*, Phase<E>& value) const { value = Phase<E>(u"Strange"_s); }
    template <class T> void operator()(const char*, std::vector<T>& value) const { fillList(value); }
    template <class T> void operator()(const char*, QList<T>& value) const { fillList(value); }
    template <class List> void fillList(List& value) const
    {
        value.resize(2);
        for (auto& item : value) {
            std::remove_cvref_t<decltype(item)>::fields(item, *this);
        }
    }
    static constexpr QStringView moment = u"2026-01-24T10:00:00Z";
};

template <class T> T filled()
{
    T object;
    ObjectMeta::fields(object.meta, Fill());
    decltype(object.spec)::fields(object.spec, Fill());
    decltype(object.status)::fields(object.status, Fill());
    return object;
}

QString textOf(const QJsonValue& value)
{
    return value.isBool()  ? (value.toBool() ? u"true"_s : u"false"_s)
        : value.isDouble() ? QString::number(value.toInteger())
                           : value.toString();
}

/// Visits what has no parts of its own, with its path.
template <class Visit> void eachLeaf(const QString& at, const QJsonValue& value, const Visit& visit)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            eachLeaf(at + u"[\""_s + entry.key() + u"\"]"_s, entry.value(), visit);
        }
    } else if (value.isArray()) {
        for (qsizetype i = 0; i < value.toArray().size(); ++i) {
            eachLeaf(at + u"[%1]"_s.arg(i), value.toArray()[i], visit);
        }
    } else {
        visit(FieldPath::parse(at).value(), value);
    }
}

template <class Visit> void eachFilledKind(const Visit& visit)
{
    for (size_t kind = 0; kind < size_t(kindCount); ++kind) {
        withKind(static_cast<Kind>(kind),
                 [&](const auto& sample) { visit(filled<std::remove_cvref_t<decltype(sample)>>()); });
    }
}

QString read(const Object& object, const QString& path)
{
    const auto value = FieldPath::parse(path).value().read(object);
    return value ? toText(*value) : u"none"_s;
}

Gate gate()
{
    Gate gate;
    gate.meta.name = u"release"_s;
    gate.meta.labels = {{u"app"_s, u"etl"_s}, {u"app.kubernetes.io/name"_s, u"nightly"_s}};
    gate.spec.conditions = {{.type = u"Job"_s, .name = u"extract"_s, .state = u"Complete"_s},
                            {.type = u"Semaphore"_s, .name = u"quota"_s, .value = 3}};
    gate.spec.timeout = std::chrono::hours(1);
    return gate;
}

} // namespace

class TestFieldPath : public QObject {
    Q_OBJECT
private slots:
    void manySpellingsAreOnePath_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("name");
        const QString dotted = uR"(.metadata.labels['app\.kubernetes\.io/name'])"_s;
        const QString name = u"app.kubernetes.io/name"_s;
        for (const QString& text :
             {u".metadata.labels.app"_s, u"metadata.labels.app"_s, u"{.metadata.labels.app}"_s,
              u"{metadata.labels.app}"_s, u"$.metadata.labels.app"_s, u" {$.metadata.labels.app} "_s,
              u"$['metadata'][\"labels\"].app"_s, uR"(.metadata.labels.\app)"_s, u"['metadata'].labels['app']"_s}) {
            QTest::newRow(qPrintable(text)) << text << u".metadata.labels.app"_s << u"app"_s;
        }
        for (const QString& text :
             {dotted, uR"(.metadata.labels.app\.kubernetes\.io/name)"_s,
              u".metadata.labels['app.kubernetes.io/name']"_s, u".metadata.labels[\"app.kubernetes.io/name\"]"_s}) {
            QTest::newRow(qPrintable(text)) << text << dotted << name;
        }
        QTest::newRow("place") << u".spec.conditions[007].name"_s << u".spec.conditions[7].name"_s << u"name"_s;
        QTest::newRow("all") << u"spec.conditions[*]"_s << u".spec.conditions[*]"_s << u"conditions"_s;
        QTest::newRow("other letters") << u".metadata.annotations.x-y_z/0"_s << u".metadata.annotations.x-y_z/0"_s
                                       << u"x-y_z/0"_s;
    }
    void manySpellingsAreOnePath()
    {
        QFETCH(QString, text);
        const auto path = FieldPath::parse(text);
        QVERIFY2(path, path ? "" : qPrintable(path.error().message.kept));
        QTEST(path->text(), "path");
        QTEST(path->lastName(), "name");
        QVERIFY(FieldPath::parse(path->text()).value() == *path);
    }

    void whatIsNoPathIsToldWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const QString& text, const QString& words) {
            QTest::newRow(text.isEmpty() ? "nothing" : qPrintable(text)) << text << words;
        };
        row({}, u"A path is missing, for example .metadata.labels.app."_s);
        row(u"  "_s, u"A path is missing, for example .metadata.labels.app."_s);
        for (const QString& text : {u"."_s, u"$"_s, u"{"_s}) {
            row(text, u"At character 2 a name is missing."_s);
        }
        row(u"{}"_s, u"At character 2 a name is missing."_s);
        row(u".spec."_s, u"At character 7 a name is missing."_s);
        row(u".spec.['']"_s, u"“[” at character 7 is not understood here."_s);
        row(u".spec['']"_s, u"At character 8 a name is missing."_s);
        row(u"..name"_s, u"“.” at character 2 is not understood here."_s);
        row(u".spec.*"_s, u"“*” at character 7 is not understood here."_s);
        row(u".spec name"_s, u"“n” at character 7 is not understood here."_s);
        row(u".spec,.status"_s, u"“,” at character 6 is not understood here."_s);
        row(u".spec}"_s, u"“}” at character 6 is not understood here."_s);
        row(u"{.spec"_s, u"At character 7 a “}” is missing."_s);
        row(u"{.spec}{.status}"_s, u"“{” at character 8 is not understood here."_s);
        row(u"[0].name"_s, u"At character 2 a name is missing."_s);
        row(u".a[0"_s, u"The “[” at character 3 is not closed."_s);
        row(u".a["_s, u"The “[” at character 3 is not closed."_s);
        row(u".a['b"_s, u"The quote at character 4 is not closed."_s);
        row(u".a['b\"]"_s, u"“\"” at character 6 is not understood here."_s);
        row(u".a['b'"_s, u"The “[” at character 3 is not closed."_s);
        row(u".a[1234567]"_s, u"The number at character 4 is too large."_s);
        row(u".a[0:2]"_s, u"The “[” at character 3 is not closed."_s);
        row(uR"(.a\)"_s, u"At character 4 a name is missing."_s);
        row(uR"(.a['\n\'])"_s, u"“'” at character 8 is not understood here."_s);
        row(u".a\u202eb"_s, u"“⟨U+202E⟩” at character 3 is not understood here."_s);
        row(u".a['é']"_s, u"“é” at character 5 is not understood here."_s);
        row(u".a['😀']"_s, u"“😀” at character 5 is not understood here."_s);
        row(u"<b>x</b>"_s, u"“<” at character 1 is not understood here."_s);
        for (const QString& inside : {u"?(@.x==1)"_s, u"-1"_s, u":"_s, u"a"_s, u"]"_s, u"@"_s}) {
            row(u".a["_s + inside + u']',
                u"At character 4 a number from 0, * or a name in quotes is missing; nothing else of JSONPath is "
                "understood in brackets."_s);
        }
        QTest::newRow("too long") << QString(513, u'a') << u"A path has at most 512 characters."_s;
    }
    void whatIsNoPathIsToldWhere()
    {
        QFETCH(QString, text);
        const auto path = FieldPath::parse(text);
        QVERIFY(!path);
        QVERIFY(path.error().kind == Error::Kind::Invalid);
        QTEST(path.error().message.kept, "words");
    }

    void anyTextIsReadOrRefused()
    {
        const QString letters = u".[]'\"\\*${} a0/-é\u202e"_s;
        std::mt19937 random(1); // NOLINT: the same texts each time
        int understood = 0;
        for (int i = 0; i < 20'000; ++i) {
            QString text(static_cast<qsizetype>(random() % 12), u'a');
            for (QChar& c : text) {
                c = letters[static_cast<qsizetype>(random() % static_cast<size_t>(letters.size()))];
            }
            const auto path = FieldPath::parse(text);
            QVERIFY2(path || !path.error().message.isEmpty(), qPrintable(text));
            if (path) {
                ++understood;
                QVERIFY2(FieldPath::parse(path->text()).value() == *path, qPrintable(text));
                QVERIFY2(!path->lastName().isEmpty(), qPrintable(text));
            }
        }
        QVERIFY(understood > 100);
    }

    void everyFieldIsReadAsItsJsonHasIt()
    {
        eachFilledKind([](const auto& object) {
            int leaves = 0;
            eachLeaf({}, toJson(object), [&](const FieldPath& path, const QJsonValue& value) {
                const auto found = path.read(object);
                QVERIFY2(found, qPrintable(path.text()));
                QCOMPARE(toText(*found), textOf(value));
                QCOMPARE(std::holds_alternative<qint64>(*found), value.isDouble());
                ++leaves;
            });
            QVERIFY(leaves > 12);
        });
    }

    void theKnownFieldsAreThoseThatObjectsHave()
    {
        eachFilledKind([](const auto& object) {
            std::map<QString, KnownField::Type> known;
            for (const KnownField& field : knownFields(object.kind)) {
                QVERIFY2(FieldPath::parse(field.path).value().read(object), qPrintable(field.path));
                QCOMPARE(FieldPath::parse(field.path).value().text(), field.path);
                QVERIFY(known.emplace(field.path, field.type).second);
            }
            std::set<QString> seen;
            eachLeaf({}, toJson(object), [&](const FieldPath& path, const QJsonValue& value) {
                static const QRegularExpression place(u"\\[\\d+\\]"_s);
                static const QRegularExpression ofMap(u"^(\\.metadata\\.(labels|annotations)).*"_s);
                const QString generic = path.text().replace(place, u"[*]"_s).replace(ofMap, u"\\1"_s);
                QVERIFY2(known.contains(generic), qPrintable(generic));
                QCOMPARE(known[generic] == KnownField::Type::Number, value.isDouble());
                seen.insert(generic);
            });
            QCOMPARE(seen.size(), known.size());
        });
    }

    void ofAListOneOrAllAreRead()
    {
        QCOMPARE(read(gate(), u".spec.conditions[1].name"_s), u"quota"_s);
        QCOMPARE(read(gate(), u".spec.conditions[*].name"_s), u"extract, quota"_s);
        QCOMPARE(read(gate(), u".spec.conditions[*].value"_s), u"3"_s);
        QCOMPARE(read(gate(), u".spec.conditions[2].name"_s), u"none"_s);
        QCOMPARE(read(gate(), u".spec.conditions.name"_s), u"none"_s);
        QCOMPARE(read(gate(), u".metadata.name[0]"_s), u"none"_s);
        QCOMPARE(read(gate(), u".metadata[*]"_s), u"none"_s);
        RWMutex mutex;
        mutex.status.readHolders = {u"a"_s, u"b"_s};
        QCOMPARE(read(mutex, u".status.readHolders"_s), u"a, b"_s);
        QCOMPARE(read(mutex, u".status.readHolders[*]"_s), u"a, b"_s);
        QCOMPARE(read(mutex, u".status.readHolders[1]"_s), u"b"_s);
    }

    void oneNumberOfAListStaysANumber()
    {
        Gate one = gate();
        one.spec.conditions.erase(one.spec.conditions.begin());
        const auto value = FieldPath::parse(u".spec.conditions[*].value"_s).value().read(one);
        QVERIFY(value && std::get<qint64>(*value) == 3);
    }

    void whatHasPartsIsReadWithTheirNames()
    {
        QCOMPARE(read(gate(), u".metadata.labels"_s), u"app=etl app.kubernetes.io/name=nightly"_s);
        QCOMPARE(read(gate(), u".spec.conditions"_s),
                 u"type=Job name=extract state=Complete, type=Semaphore name=quota value=3"_s);
        QCOMPARE(read(gate(), u".spec.conditions[1]"_s), u"type=Semaphore name=quota value=3"_s);
        QVERIFY(read(gate(), u".spec"_s).endsWith(u" timeout=1h0m0s"_s));
    }

    void aLabelIsFoundByItsWholeNameAlone()
    {
        QCOMPARE(read(gate(), u".metadata.labels.app"_s), u"etl"_s);
        QCOMPARE(read(gate(), u".metadata.labels['app.kubernetes.io/name']"_s), u"nightly"_s);
        QCOMPARE(read(gate(), u".metadata.labels.app.kubernetes"_s), u"none"_s);
        QCOMPARE(read(gate(), u".metadata.labels[*]"_s), u"none"_s);
        QCOMPARE(read(gate(), u".metadata.labels[0]"_s), u"none"_s);
    }

    void whatIsNotThereIsNothing()
    {
        for (const QString& path : {u".spec.nothing"_s, u".status.phase"_s, u".status"_s, u".metadata.uid"_s,
                                    u".metadata.managedFields"_s, u".data"_s, u".kind.x"_s}) {
            QCOMPARE(read(gate(), path), u"none"_s);
        }
        QCOMPARE(read(gate(), u".kind"_s), u"Gate"_s);
        QCOMPARE(read(gate(), u".apiVersion"_s), u"sync.konductor.io/v1"_s);
        QCOMPARE(read(Semaphore(), u".status.inUse"_s), u"none"_s); // nobody has written it
    }
};

QTEST_GUILESS_MAIN(TestFieldPath)
#include "tst_fieldpath.moc"
