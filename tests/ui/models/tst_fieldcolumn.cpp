// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/models/world.h"
#include "ui/models/fieldcolumn.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;

namespace {
QJsonObject labelled(Kind kind, const QString& name, const QJsonObject& labels, const QByteArray& rest = "{}")
{
    QJsonObject object = json(kind, name, rest);
    QJsonObject metadata = object[u"metadata"_s].toObject();
    metadata[u"labels"_s] = labels;
    object[u"metadata"_s] = metadata;
    return object;
}

FieldPath path(const QString& text)
{
    return FieldPath::parse(text).value();
}

/// A table under the model tester, with a column of this path at its end, sorted by it.
struct Table {
    Table(World& world, Kind kind, const QString& text) : model(tableOf(kind), world.mirror, world.clock)
    {
        column = model.addFurtherColumn(fieldColumn(path(text), model.spec().kinds));
        model.sort(column);
    }
    QStringList texts() const
    {
        QStringList found;
        for (int row = 0; row < model.rowCount(); ++row) {
            found.append(model.index(row, column).data().toString());
        }
        return found;
    }

    LiveTableModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    int column = 0;
};
} // namespace

class TestFieldColumn final : public QObject {
    Q_OBJECT

private slots:
    void comesAndGoesWhileRowsStaySelected()
    {
        World world;
        world.put({json(Kind::Lease, u"a"_s, R"({"spec":{"ttl":"5m"}})"), json(Kind::Lease, u"b"_s)});
        LiveTableModel model(leaseTable(), world.mirror, world.clock);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex kept = model.index(1, 0);
        const int before = model.columnCount();
        QCOMPARE(model.addFurtherColumn(fieldColumn(path(u".spec.ttl"_s), model.spec().kinds)), before);
        QCOMPARE(model.addFurtherColumn(fieldColumn(path(u".metadata.uid"_s), model.spec().kinds)), before + 1);
        QCOMPARE(model.index(0, before).data().toString(), u"5m0s"_s);
        QCOMPARE(model.index(1, before).data().toString(), u"–"_s);
        model.removeFurtherColumn(before);
        QCOMPARE(model.columnCount(), before + 1);
        QCOMPARE(model.index(1, before).data().toString(), u"uid-b"_s);
        model.removeFurtherColumn(before - 1); // the table's own
        QCOMPARE(model.columnCount(), before + 1);
        QVERIFY(kept.isValid() && kept.data().toString() == u"b");
        QCOMPARE(resets.count(), 0);
    }

    void numbersSpansAndMomentsAreSortedAsSuch()
    {
        World world;
        world.put({json(Kind::Semaphore, u"a"_s, R"({"spec":{"permits":10,"ttl":"1h"}})"),
                   json(Kind::Semaphore, u"b"_s, R"({"spec":{"permits":9,"ttl":"90s"}})"),
                   json(Kind::Semaphore, u"c"_s, R"({"spec":{"permits":100}})")});
        QCOMPARE(Table(world, Kind::Semaphore, u".spec.permits"_s).texts(), (QStringList{u"9"_s, u"10"_s, u"100"_s}));
        QCOMPARE(Table(world, Kind::Semaphore, u".spec.ttl"_s).texts(), (QStringList{u"–"_s, u"1m30s"_s, u"1h0m0s"_s}));
        world.put({json(Kind::Once, u"x"_s, R"({"status":{"executed":true,"executedAt":"2026-11-24T09:57:00+02:00"}})"),
                   json(Kind::Once, u"y"_s, R"({"status":{"executed":true,"executedAt":"2026-11-24T08:00:00Z"}})")});
        QCOMPARE(Table(world, Kind::Once, u".status.executedAt"_s).texts(),
                 (QStringList{u"2026-11-24T07:57:00Z"_s, u"2026-11-24T08:00:00Z"_s}));
    }

    void labelsThatAreNumbersComeInTheirOrderBeforeTexts()
    {
        World world;
        int number = 0;
        for (const QString& shard : {u"10"_s, u"beta"_s, u"9"_s, u"Alpha"_s, u"1.10"_s, u"123456789012345678901"_s}) {
            world.put({labelled(Kind::Lease, u"l%1"_s.arg(++number), {{u"shard"_s, shard}})});
        }
        world.put({json(Kind::Lease, u"without"_s)});
        Table table(world, Kind::Lease, u".metadata.labels.shard"_s);
        QCOMPARE(table.texts(),
                 (QStringList{u"–"_s, u"9"_s, u"10"_s, u"1.10"_s, u"123456789012345678901"_s, u"Alpha"_s, u"beta"_s}));
        table.model.sort(table.column, Qt::DescendingOrder);
        QCOMPARE(table.texts().last(), u"–"_s);
    }

    void aChangeIsSeenAndMovesItsRow()
    {
        World world;
        world.put({json(Kind::Semaphore, u"a"_s, R"({"spec":{"permits":1}})"),
                   json(Kind::Semaphore, u"b"_s, R"({"spec":{"permits":2}})")});
        Table table(world, Kind::Semaphore, u".spec.permits"_s);
        world.put({json(Kind::Semaphore, u"a"_s, R"({"spec":{"permits":3}})")});
        QCOMPARE(table.texts(), (QStringList{u"2"_s, u"3"_s}));
        QCOMPARE(names(table.model), (QStringList{u"b"_s, u"a"_s}));
    }

    void withoutItsSortColumnATableIsSortedByName()
    {
        World world;
        world.put({json(Kind::Semaphore, u"a"_s, R"({"spec":{"permits":2}})"),
                   json(Kind::Semaphore, u"b"_s, R"({"spec":{"permits":1}})")});
        Table table(world, Kind::Semaphore, u".spec.permits"_s);
        QCOMPARE(names(table.model), (QStringList{u"b"_s, u"a"_s}));
        const int other = table.model.addFurtherColumn(fieldColumn(path(u".kind"_s), {Kind::Semaphore}));
        table.model.sort(other);
        table.model.removeFurtherColumn(table.column); // the one it is sorted by is another now
        world.put({json(Kind::Semaphore, u"c"_s)});
        QCOMPARE(names(table.model), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        table.model.removeFurtherColumn(table.column);
        world.put({json(Kind::Semaphore, u"aa"_s)});
        QCOMPARE(names(table.model), (QStringList{u"a"_s, u"aa"_s, u"b"_s, u"c"_s}));
    }

    void theTitleIsTheLastNameAndThePathIsOnHover()
    {
        World world;
        Table table(world, Kind::Semaphore, u".metadata.labels['app.kubernetes.io/name']"_s);
        QCOMPARE(table.model.headerData(table.column, Qt::Horizontal).toString(), u"app.kubernetes.io/name"_s);
        QCOMPARE(table.model.headerData(table.column, Qt::Horizontal, Qt::ToolTipRole).toString(),
                 u".metadata.labels['app\\.kubernetes\\.io/name']"_s.toHtmlEscaped());
        QVERIFY(!table.model.headerData(0, Qt::Horizontal, Qt::ToolTipRole).isValid());
    }

    void onlyNumbersStandAtTheRight()
    {
        World world;
        world.put({json(Kind::Semaphore, u"a"_s, R"({"spec":{"permits":2,"ttl":"5m"}})")});
        for (const auto& [text, right] :
             {std::pair(u".spec.permits"_s, true), std::pair(u".spec.ttl"_s, false), std::pair(u".kind"_s, false)}) {
            Table table(world, Kind::Semaphore, text);
            const auto atRight = [](const QVariant& alignment) {
                return Qt::Alignment(alignment.toInt()).testFlag(Qt::AlignRight);
            };
            QCOMPARE(atRight(table.model.headerData(table.column, Qt::Horizontal, Qt::TextAlignmentRole)), right);
            QCOMPARE(atRight(table.model.index(0, table.column).data(Qt::TextAlignmentRole)), right);
        }
    }

    void aMomentTellsThePersonsTimeOfDayOnHover()
    {
        World world;
        world.put({json(Kind::Lease, u"a"_s)});
        Table table(world, Kind::Lease, u".metadata.creationTimestamp"_s);
        const QString shown = table.model.index(0, table.column).data().toString();
        QCOMPARE(shown, u"2026-11-24T09:50:00Z"_s);
        const QString tip = table.model.index(0, table.column).data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(u"50"_s) && tip != shown);
        table.model.setTimes({.utc = true, .absolute = true});
        QCOMPARE(table.model.index(0, table.column).data().toString(), shown); // as Kubernetes writes it, always
    }

    void aHoldersRowTellsOfWhatIsHeld()
    {
        World world;
        world.put(
            {labelled(Kind::Semaphore, u"s"_s, {{u"app"_s, u"etl"_s}}, R"({"spec":{"permits":2}})"),
             json(Kind::Permit, u"s-1"_s, R"({"spec":{"semaphore":"s","holder":"w"},"status":{"phase":"Granted"}})")});
        LiveTableModel model(holdersTable(), world.mirror, world.clock);
        const int column = model.addFurtherColumn(fieldColumn(path(u".metadata.labels.app"_s), model.spec().kinds));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, column).data().toString(), u"etl"_s);
    }

    void hostileTextIsMadeVisibleAndShort()
    {
        World world;
        world.put({labelled(Kind::Lease, u"a"_s, {{u"x"_s, u"<b>\u202e\n"_s + QString(10'000, u'y')}})});
        Table table(world, Kind::Lease, u".metadata.labels.x"_s);
        const QString shown = table.texts().front();
        QVERIFY(shown.startsWith(u"<b>⟨U+202E⟩␊yyy"_s));
        QVERIFY(shown.size() < 300);
        const QStringList examples =
            fieldExamples(path(u".metadata.labels.x"_s), {Kind::Lease}, world.mirror.objects());
        QVERIFY(examples.size() == 1 && examples.front().startsWith(u"<b>⟨U+202E⟩␊yyy"_s));
        QVERIFY(examples.front().size() < 80);
    }

    void anIdIsAPathOrNothing()
    {
        const QString id = u"field:.metadata.labels['app\\.kubernetes\\.io/name']"_s;
        QCOMPARE(fieldColumnId(path(u"metadata.labels[\"app.kubernetes.io/name\"]"_s)), id);
        QCOMPARE(fieldPathOf(id)->lastName(), u"app.kubernetes.io/name"_s);
        for (const QString& other : {u"name"_s, u"field:"_s, u"field:.a["_s, u"FIELD:.a"_s, QString()}) {
            QVERIFY(!fieldPathOf(other));
        }
        QVERIFY(isFieldColumn(u"field:.a["_s) && !isFieldColumn(u"name"_s));
    }

    void labelsThatAreThereAreOfferedBeforeTheKindsFields()
    {
        World world;
        world.put({labelled(Kind::Lease, u"a"_s, {{u"app"_s, u"x"_s}, {u"app.kubernetes.io/name"_s, u"y"_s}}),
                   labelled(Kind::Lease, u"b"_s, {{u"app"_s, u"z"_s}, {u"not a label']"_s, u"y"_s}}),
                   labelled(Kind::Gate, u"g"_s, {{u"other"_s, u"x"_s}})});
        const QStringList offered = offeredFields({Kind::Lease}, world.mirror.objects());
        QCOMPARE(offered.first(2),
                 (QStringList{u".metadata.labels.app"_s, u".metadata.labels['app\\.kubernetes\\.io/name']"_s}));
        QVERIFY(offered.contains(u".status.holder"_s) && !offered.contains(u".spec.permits"_s));
        for (const QString& text : offered) {
            QVERIFY2(FieldPath::parse(text), qPrintable(text));
        }
        const QStringList ofTwo = offeredFields({Kind::Lease, Kind::Semaphore}, {});
        QCOMPARE(ofTwo.count(u".metadata.name"_s), 1);
        QVERIFY(ofTwo.contains(u".spec.permits"_s));
    }

    void examplesDiffer()
    {
        World world;
        for (int i = 0; i < 9; ++i) {
            world.put({labelled(Kind::Lease, u"l%1"_s.arg(i), {{u"shard"_s, QString::number(i % 4)}})});
        }
        const auto examples = [&world](const QString& text) {
            return fieldExamples(path(text), {Kind::Lease}, world.mirror.objects());
        };
        QCOMPARE(examples(u".metadata.labels.shard"_s).size(), 3);
        QCOMPARE(examples(u".kind"_s), QStringList{u"Lease"_s});
        QVERIFY(examples(u".spec.permits"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFieldColumn)
#include "tst_fieldcolumn.moc"
