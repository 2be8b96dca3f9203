// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.h"
#include "core/snapshot/difference.h"
#include "core/snapshot/redaction.h"
#include "tests/core/snapshot/samples.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;
using namespace konductor::test;

namespace {

QString canary()
{
    static int number = 0;
    return u"canary-bird%1x"_s.arg(++number);
}

/// Puts a canary wherever a struct has text.
struct Stuffer {
    template <class T> void operator()(const char*, T& value) const { stuff(value); }

    static void stuff(QString& text) { text = canary(); }
    static void stuff(CompactText& text) { text = canary(); }
    static void stuff(QStringList& texts) { texts = {canary(), canary()}; }
    static void stuff(QMap<QString, QString>& map) { map.insert(canary(), canary()); }
    template <class E> static void stuff(Phase<E>& phase) { phase = Phase<E>(canary()); }
    template <class T> static void stuff(std::vector<T>& items) { stuffList(items); }
    template <class T> static void stuff(QList<T>& items) { stuffList(items); }
    template <class List> static void stuffList(List& items)
    {
        items.resize(1);
        auto& item = items[0];
        std::remove_cvref_t<decltype(item)>::fields(item, Stuffer());
    }
    static void stuff(std::optional<qint64>& value) { value = 1; }
    static void stuff(std::optional<Timestamp>& value) { value = at("2026-11-24T11:00:00Z"); }
    static void stuff(std::optional<Duration>&) { }
    static void stuff(qint64& value) { value = 1; }
    static void stuff(bool& value) { value = true; }
};

void putStuffed(ObjectIndex& objects)
{
    for (const Kind kind : snapshotKinds()) {
        withKind(kind, [&](auto object) {
            using T = decltype(object);
            ObjectMeta::fields(object.meta, Stuffer());
            decltype(T::spec)::fields(object.spec, Stuffer());
            decltype(T::status)::fields(object.status, Stuffer());
            if (kindInfo(kind).parent) {
                object.meta.labels.insert(kindInfo(kind).parentLabel.toString(), canary());
            }
            object.meta.resourceVersion = u"7"_s;
            object.problems = QStringList{canary()};
            object.json = QByteArray("{\"metadata\":{\"name\":\"canary-raw\"}}");
            put(objects, object);
            return 0;
        });
    }
}

Snapshot stuffed()
{
    Snapshot snapshot = sampleSnapshot();
    putStuffed(snapshot.objects);
    snapshot.context = canary();
    snapshot.server = u"https://canary.example"_s;
    snapshot.namespaces = {canary()};
    snapshot.selection = canary();
    snapshot.takenBy = {u"test"_s, canary(), {canary()}, canary()};
    snapshot.connection.why = canary();
    snapshot.operatorHealth = {live::OperatorHealth::Presence::Present,
                               1,
                               1,
                               canary(),
                               at("2026-11-24T11:00:00Z"),
                               std::chrono::seconds(15),
                               at("2026-11-24T11:00:00Z"),
                               canary()};
    snapshot.visibility[Kind::Gate] = {Visibility::State::Forbidden, canary(), {}, {{canary(), u"7"_s}}};
    snapshot.pods.namespaces[canary()] = PodCoverage::State::Current;
    snapshot.holders.push_back({{canary(), canary()},
                                {insight::HolderVerdict::State::Gone, std::nullopt},
                                {{Kind::Lease, canary(), canary(), canary()}}});
    return snapshot;
}

QByteArray everything(const Snapshot& snapshot)
{
    const Meaning meaning(snapshot);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    for (const report::Format format :
         {report::Format::Json, report::Format::Yaml, report::Format::Markdown, report::Format::Html}) {
        if (!report::writeReport(meaning, format, buffer)) {
            return "not written";
        }
    }
    QByteArray text = buffer.data();
    for (const report::CsvFile& file : report::csvFiles(meaning)) {
        text += file.text;
    }
    return text + report::fileNameFor(snapshot, report::Format::Json).toUtf8();
}

/// The text and the properties of the PDF without white space, which wrapping puts into names, and its bytes.
QByteArray onPaper(const QString& reader, const Snapshot& snapshot)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"snapshot.pdf"_s);
    if (!report::writeReportFiles(Meaning(snapshot), report::Format::Pdf, path)) {
        return "not written";
    }
    QByteArray text;
    for (const auto& [program, arguments] :
         {std::pair(reader, QStringList{path, u"-"_s}), std::pair(u"pdfinfo"_s, QStringList{path})}) {
        QProcess process;
        process.start(program, arguments);
        process.waitForFinished();
        text += process.readAllStandardOutput();
    }
    QFile file(path);
    const bool opened = file.open(QIODevice::ReadOnly);
    text.replace('\n', "").replace(' ', "").replace('\f', "");
    return opened ? text + file.readAll() : QByteArray("not read");
}

QStringList rules(const Snapshot& snapshot)
{
    QStringList rules;
    const Meaning meaning(snapshot);
    for (const insight::Finding& finding : meaning.findings()) {
        rules.append(finding.rule);
    }
    rules.sort();
    return rules;
}

} // namespace

class tst_Redaction : public QObject {
    Q_OBJECT
private slots:
    void theCanariesAreThereBeforehand()
    {
        // Else the next test would prove nothing.
        QVERIFY(everything(stuffed()).count("canary") > 100);
    }

    void nothingRedactedSurvivesOnPaper()
    {
        const QString reader = QStandardPaths::findExecutable(u"pdftotext"_s);
        if (reader.isEmpty()) {
            QSKIP("pdftotext is not installed");
        }
        QVERIFY(onPaper(reader, stuffed()).count("canary") > 20);
        Aliases aliases;
        const QByteArray text = onPaper(reader, redacted(stuffed(), Redaction(), aliases));
        QVERIFY(text.contains("redacted"));
        for (const char* word : {"canary", "bird", "example"}) {
            QVERIFY2(!text.contains(word), word);
        }
    }

    void nothingRedactedSurvivesInAnyFormat_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("labels under other names") << u"all"_s;
        QTest::newRow("labels left out") << u"names,namespaces,holders,labels:drop"_s;
    }
    void nothingRedactedSurvivesInAnyFormat()
    {
        QFETCH(QString, words);
        Aliases aliases;
        const QByteArray text = everything(redacted(stuffed(), redactionFromText(words).value(), aliases));
        const qsizetype at = text.indexOf("canary");
        QVERIFY2(at < 0, text.mid(std::max<qsizetype>(0, at - 200), 300).constData());
        QVERIFY(!text.contains("bird"));
        QVERIFY(!text.contains("example"));
    }

    void whatHasTheSameLabelStillDoesAndTheSenderKnowsWhich()
    {
        Snapshot before = sampleSnapshot();
        for (const QString& name : {u"one"_s, u"two"_s}) {
            Gate gate;
            gate.meta = meta(name);
            gate.meta.labels.insert(u"team"_s, u"payments"_s);
            put(before.objects, gate);
        }
        Aliases aliases;
        const auto gates = redacted(before, redactionFromText(u"labels"_s).value(), aliases).objects.sorted(Kind::Gate);
        QCOMPARE(gates.size(), size_t(2));
        const QMap<QString, QString>& labels = gates.front()->meta.labels;
        QCOMPARE(labels.size(), 1);
        QCOMPARE(labels, gates.back()->meta.labels);
        QCOMPARE(aliases.table().value(labels.firstKey()), u"team"_s);
        QCOMPARE(aliases.table().value(labels.first()), u"payments"_s);
        QVERIFY(gates.front()->meta.name == u"one"_s);
    }

    void labelsCanBeLeftOutButForTheOneOfTheParent()
    {
        Snapshot before = sampleSnapshot();
        Permit permit = childOf<Permit>(u"gpu"_s, u"gpu-3"_s, u"c"_s);
        permit.meta.labels.insert(u"team"_s, u"payments"_s);
        put(before.objects, permit);
        Aliases aliases;
        const Redaction redaction = redactionFromText(u"names,labels:drop"_s).value();
        for (const ObjectPtr& object : redacted(before, redaction, aliases).objects.sorted(Kind::Permit)) {
            QCOMPARE(object->meta.labels,
                     (QMap<QString, QString>{{u"semaphore"_s, aliases.ofObject(Kind::Semaphore, u"gpu"_s)}}));
        }
    }

    void thatAFieldCannotBeReadIsSaidWithoutWhatStoodInIt()
    {
        Snapshot before = sampleSnapshot();
        before.objects.insert(
            asSent(R"({"metadata":{"name":"odd","namespace":"team-a"},"spec":{"ttl":"12bananas"}})", Kind::Lease));
        Aliases aliases;
        const auto read = readDocument(written(redacted(before, Redaction(), aliases)));
        QVERIFY(read.has_value());
        QVERIFY(rules(*read).contains(u"object-malformed"_s));
        QVERIFY(!written(*read).contains("bananas"));
    }

    void thePictureStaysTheSame()
    {
        const Snapshot before = sampleSnapshot();
        Aliases aliases;
        const Snapshot after = redacted(before, Redaction(), aliases);
        QCOMPARE(rules(after), rules(before));
        QVERIFY(!rules(after).isEmpty());
        const Meaning was(before);
        const Meaning is(after);
        QCOMPARE(is.insight().graph().size(), was.insight().graph().size());
        QCOMPARE(is.insight().roots().size(), was.insight().roots().size());
        QVERIFY(after.redacted);
    }

    void aRedactedSnapshotIsReadAgain()
    {
        Aliases aliases;
        const auto read = readDocument(written(redacted(stuffed(), Redaction(), aliases)));
        QVERIFY2(read.has_value(), read ? "" : qPrintable(oneLine(read.error())));
        QVERIFY(read->redacted);
    }

    void theSenderCanTurnAnAliasBack()
    {
        Aliases aliases;
        const Snapshot after = redacted(sampleSnapshot(), Redaction(), aliases);
        const ObjectPtr lease = after.objects.sorted(Kind::Lease).front();
        QCOMPARE(aliases.table().value(lease->meta.name), u"db"_s);
        QCOMPARE(aliases.table().value(lease->meta.ns), u"team-a"_s);
    }

    void whatIsNotChosenStays()
    {
        Aliases aliases;
        const Redaction redaction = redactionFromText(u"holders"_s).value();
        const Snapshot after = redacted(sampleSnapshot(), redaction, aliases);
        QVERIFY(after.objects.find<Lease>(u"team-a"_s, u"db"_s) != nullptr);
        QVERIFY(!after.objects.find<LeaseRequest>(u"team-a"_s, u"db-b"_s)); // its name holds the holder's
        QVERIFY(!redactionFromText(u"holders,colour"_s));
    }

    void twoSnapshotsUnderOneKeyCanBeCompared()
    {
        Aliases aliases;
        Snapshot later = sampleSnapshot();
        later.objects.remove({Kind::Permit, u"team-a"_s, u"gpu-2"_s});
        const Meaning before(redacted(sampleSnapshot(), Redaction(), aliases));
        const Meaning after(redacted(later, Redaction(), aliases));
        QCOMPARE(differenceOf(before, after).objects.size(), size_t(1));
    }
};

QTEST_GUILESS_MAIN(tst_Redaction)
#include "tst_redaction.moc"
