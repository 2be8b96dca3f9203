// SPDX-License-Identifier: Apache-2.0
#include "core/api/waitgroup.h"
#include "tests/ui/models/world.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <random>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;

namespace {
QJsonObject waitGroup(const QString& name, int counter = 0, const QString& ns = u"a"_s)
{
    return json(Kind::WaitGroup, name,
                R"({"status":{"phase":"Waiting","counter":)" + QByteArray::number(counter) + "}}", ns);
}

ObjectKey key(const QString& name, const QString& ns = u"a"_s)
{
    return {Kind::WaitGroup, ns, name};
}

constexpr int counterColumn = 3;

/// A table under the model tester, with a count of each structural signal.
struct Watched {
    explicit Watched(World& world, Kind kind = Kind::WaitGroup) : model(tableOf(kind), world.mirror, world.clock) { }

    void forget()
    {
        for (QSignalSpy* spy : {&inserted, &removed, &moved, &changed, &content}) {
            spy->clear();
        }
    }
    /// {inserted, removed, layouts changed, data changed}
    std::vector<qsizetype> signalCounts() const
    {
        return {inserted.count(), removed.count(), moved.count(), changed.count()};
    }

    LiveTableModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy inserted{&model, &QAbstractItemModel::rowsInserted};
    QSignalSpy removed{&model, &QAbstractItemModel::rowsRemoved};
    QSignalSpy moved{&model, &QAbstractItemModel::layoutChanged};
    QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
    QSignalSpy resets{&model, &QAbstractItemModel::modelReset};
    QSignalSpy content{&model, &LiveTableModel::contentChanged};
};

using Counts = std::vector<qsizetype>;
} // namespace

class TestLiveTableModel final : public QObject {
    Q_OBJECT

private slots:
    void eachEditSaysJustWhatItDid();
    void selectionFollowsItsRow();
    void sameNameWithNewUidKeepsItsRow();
    void childChangesTheRowOfItsPrimitive_data();
    void childChangesTheRowOfItsPrimitive();
    void heldOrderKeepsRowsInPlaceAndNewOnesLast();
    void sortingByHandWorksWhileTheOrderIsHeld();
    void namespaceAndFilterRemoveAndInsertRows();
    void scatteredRemovalsKeepTheOtherRowsSelected();
    void tickTouchesOnlyLiveColumnsOfItsRows();
    void oneHolderWithTwoPermitsHasTwoRows();
    void randomEditsEqualFilterAndSort();
};

void TestLiveTableModel::eachEditSaysJustWhatItDid()
{
    World world;
    world.put({waitGroup(u"b"_s), waitGroup(u"d"_s)});
    Watched table(world);
    world.put({waitGroup(u"e"_s)});
    QCOMPARE(table.signalCounts(), (Counts{1, 0, 0, 0})); // at its place already
    table.forget();
    world.put({waitGroup(u"a"_s)});
    QCOMPARE(names(table.model), (QStringList{u"a"_s, u"b"_s, u"d"_s, u"e"_s}));
    QCOMPARE(table.signalCounts(), (Counts{1, 0, 0, 0}));
    table.forget();
    world.put({waitGroup(u"b"_s, 7)});
    QCOMPARE(table.signalCounts(), (Counts{0, 0, 0, 1}));
    QCOMPARE(table.changed.first().at(0).toModelIndex().row(), 1);
    QCOMPARE(table.changed.first().at(1).toModelIndex().row(), 1);
    table.forget();
    world.remove(key(u"d"_s));
    QCOMPARE(table.signalCounts(), (Counts{0, 1, 0, 0}));
    QCOMPARE(table.content.count(), 1);
    table.forget();
    world.put({json(Kind::Mutex, u"other"_s)});
    QCOMPARE(table.signalCounts(), (Counts{0, 0, 0, 0}));
    QCOMPARE(table.content.count(), 0);
    QCOMPARE(table.resets.count(), 0);
}

void TestLiveTableModel::selectionFollowsItsRow()
{
    World world;
    world.put({waitGroup(u"b"_s, 2), waitGroup(u"c"_s, 1), waitGroup(u"d"_s, 9)});
    Watched table(world);
    QItemSelectionModel selection(&table.model);
    const QPersistentModelIndex current = table.model.index(1, 2);
    selection.setCurrentIndex(current, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const auto chosen = [&] {
        const QModelIndexList rows = selection.selectedRows();
        return rows.size() == 1 ? rows.first().data().toString() : u"%1 rows"_s.arg(rows.size());
    };
    const auto follows = [&](int row) {
        return chosen() == u"c"_s && current.row() == row && current.column() == 2
            && selection.currentIndex() == current;
    };
    QVERIFY(follows(1));
    world.put({waitGroup(u"c"_s, 3)});
    QVERIFY(follows(1));
    world.put({waitGroup(u"a"_s, 4)});
    QVERIFY(follows(2));
    table.model.sort(counterColumn, Qt::DescendingOrder);
    QVERIFY(follows(2)); // d 9, a 4, c 3, b 2
    world.put({waitGroup(u"c"_s, 10)});
    QVERIFY(follows(0));
    world.remove(key(u"d"_s));
    world.remove(key(u"b"_s));
    QVERIFY(follows(0));
    std::vector<live::Change> relist;
    for (const QString& name : {u"a"_s, u"c"_s, u"z"_s}) {
        relist.push_back(std::as_const(world).put(World::decoded(waitGroup(name, 1))));
    }
    world.apply(std::move(relist));
    QCOMPARE(names(table.model), (QStringList{u"a"_s, u"c"_s, u"z"_s}));
    QVERIFY(follows(1));
    world.remove(key(u"c"_s));
    QVERIFY(!current.isValid());
    QCOMPARE(table.resets.count(), 0);
}

void TestLiveTableModel::sameNameWithNewUidKeepsItsRow()
{
    World world;
    world.put({waitGroup(u"a"_s, 1), waitGroup(u"b"_s, 2)});
    Watched table(world);
    const QPersistentModelIndex kept = table.model.index(1, 0);
    QJsonObject again = waitGroup(u"b"_s, 5);
    QJsonObject metadata = again[u"metadata"_s].toObject();
    metadata[u"uid"_s] = u"another"_s;
    again[u"metadata"_s] = metadata;
    world.apply({world.gone(key(u"b"_s)), {nullptr, World::decoded(again), false}});
    QCOMPARE(kept.row(), 1);
    QCOMPARE(table.signalCounts(), (Counts{0, 0, 0, 1}));
    QCOMPARE(table.model.index(1, counterColumn).data().toString(), u"5"_s);
}

void TestLiveTableModel::childChangesTheRowOfItsPrimitive_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Kind>("childKind");
    QTest::addColumn<QByteArray>("child");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("permit") << Kind::Semaphore << Kind::Permit << R"({"spec":{"semaphore":"x","holder":"h"}})"_ba << 3
                            << u"0 of 4"_s << u"1 of 4"_s;
    QTest::newRow("arrival") << Kind::Barrier << Kind::Arrival << R"({"spec":{"barrier":"x","holder":"h"}})"_ba << 3
                             << u"0 of 4"_s << u"1 of 4"_s;
    QTest::newRow("lease request") << Kind::Lease << Kind::LeaseRequest << R"({"spec":{"lease":"x","holder":"h"}})"_ba
                                   << 6 << u"0"_s << u"1"_s;
}

void TestLiveTableModel::childChangesTheRowOfItsPrimitive()
{
    QFETCH(Kind, kind);
    QFETCH(Kind, childKind);
    QFETCH(QByteArray, child);
    QFETCH(int, column);
    QFETCH(QString, before);
    QFETCH(QString, after);
    World world;
    world.put({json(kind, u"w"_s), json(kind, u"x"_s, R"({"spec":{"permits":4,"expected":4},"status":{}})")});
    Watched table(world, kind);
    QCOMPARE(table.model.index(1, column).data().toString(), before);
    world.put({json(childKind, u"x-1"_s, child)});
    QCOMPARE(table.model.index(1, column).data().toString(), after);
    QCOMPARE(table.signalCounts(), (Counts{0, 0, 0, 1}));
    QCOMPARE(table.changed.first().at(0).toModelIndex().row(), 1);
    table.forget();
    world.remove({childKind, u"a"_s, u"x-1"_s});
    QCOMPARE(table.model.index(1, column).data().toString(), before);
    QCOMPARE(table.signalCounts(), (Counts{0, 0, 0, 1}));
}

void TestLiveTableModel::heldOrderKeepsRowsInPlaceAndNewOnesLast()
{
    World world;
    world.put({waitGroup(u"a"_s, 1), waitGroup(u"b"_s, 2), waitGroup(u"c"_s, 3)});
    Watched table(world);
    table.model.sort(counterColumn);
    table.model.setOrderHeld(true);
    table.forget();
    world.put({waitGroup(u"a"_s, 9), waitGroup(u"d"_s, 0)});
    QCOMPARE(names(table.model), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
    world.remove(key(u"b"_s));
    QCOMPARE(names(table.model), (QStringList{u"a"_s, u"c"_s, u"d"_s}));
    QCOMPARE(table.moved.count(), 0);
    table.model.setOrderHeld(false);
    QCOMPARE(names(table.model), (QStringList{u"d"_s, u"c"_s, u"a"_s}));
    QCOMPARE(table.moved.count(), 1);
}

void TestLiveTableModel::sortingByHandWorksWhileTheOrderIsHeld()
{
    World world;
    world.put({waitGroup(u"a"_s, 1), waitGroup(u"b"_s, 2)});
    Watched table(world);
    table.model.setOrderHeld(true);
    table.model.sort(counterColumn, Qt::DescendingOrder);
    QCOMPARE(names(table.model), (QStringList{u"b"_s, u"a"_s}));
    world.put({waitGroup(u"c"_s, 5)});
    QCOMPARE(names(table.model), (QStringList{u"b"_s, u"a"_s, u"c"_s}));
}

void TestLiveTableModel::namespaceAndFilterRemoveAndInsertRows()
{
    World world;
    world.put({waitGroup(u"a"_s, 1, u"x"_s), waitGroup(u"b"_s, 1, u"y"_s), waitGroup(u"c"_s, 1, u"x"_s)});
    Watched table(world);
    const QPersistentModelIndex kept = table.model.index(2, 0);
    table.model.setNamespace(u"x"_s);
    QCOMPARE(names(table.model), (QStringList{u"a"_s, u"c"_s}));
    QCOMPARE(table.removed.count(), 1);
    QCOMPARE(table.inserted.count(), 0);
    QCOMPARE(kept.row(), 1);
    table.model.setFilter(u"-name:a"_s);
    QCOMPARE(names(table.model), QStringList{u"c"_s});
    QCOMPARE(kept.row(), 0);
    QCOMPARE(table.model.total(), 3);
    world.put({waitGroup(u"d"_s, 1, u"y"_s), waitGroup(u"e"_s, 1, u"x"_s)});
    QCOMPARE(names(table.model), (QStringList{u"c"_s, u"e"_s}));
    table.model.setNamespace({});
    table.model.setFilter({});
    QCOMPARE(names(table.model), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}));
    QCOMPARE(kept.row(), 2);
    QCOMPARE(table.resets.count(), 0);
}

void TestLiveTableModel::scatteredRemovalsKeepTheOtherRowsSelected()
{
    World world;
    std::vector<QJsonObject> many;
    for (int i = 0; i < 200; ++i) {
        many.push_back(waitGroup(u"n%1"_s.arg(i, 3, 10, QChar(u'0')), i, i % 2 == 0 ? u"even"_s : u"odd"_s));
    }
    world.put(many);
    Watched table(world);
    QItemSelectionModel selection(&table.model);
    selection.select(table.model.index(101, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    selection.select(table.model.index(100, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    table.model.setOrderHeld(true);
    table.model.setNamespace(u"odd"_s);
    QCOMPARE(table.model.rowCount(), 100);
    const QStringList left = names(table.model);
    QCOMPARE(left.first(), u"n001"_s);
    QVERIFY(std::is_sorted(left.begin(), left.end()));
    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(selection.selectedRows().first().data().toString(), u"n101"_s);
    QVERIFY2(table.removed.count() <= 8, "many removals are told as one");
    QCOMPARE(table.resets.count(), 0);
}

void TestLiveTableModel::tickTouchesOnlyLiveColumnsOfItsRows()
{
    World world;
    world.put({waitGroup(u"a"_s), waitGroup(u"b"_s), waitGroup(u"c"_s), waitGroup(u"d"_s)});
    Watched table(world);
    world.clock.advance(std::chrono::minutes(5));
    table.model.tick(1, 2);
    QCOMPARE(table.signalCounts(), (Counts{0, 0, 0, 1}));
    const QModelIndex from = table.changed.first().at(0).toModelIndex();
    const QModelIndex to = table.changed.first().at(1).toModelIndex();
    QCOMPARE(from, table.model.index(1, 4));
    QCOMPARE(to, table.model.index(2, 4));
    QCOMPARE(from.data().toString(), u"15 min"_s);
    table.forget();
    table.model.tick(3, 99);
    QCOMPARE(table.changed.first().at(1).toModelIndex().row(), 3);
    table.forget();
    table.model.tick(-1, -1);
    table.model.tick(4, 9);
    QCOMPARE(table.changed.count(), 0);
}

void TestLiveTableModel::oneHolderWithTwoPermitsHasTwoRows()
{
    World world;
    world.put({json(Kind::Semaphore, u"s"_s, R"({"spec":{"permits":4}})"),
               json(Kind::Permit, u"s-1"_s, R"({"spec":{"semaphore":"s","holder":"h"}})"),
               json(Kind::Permit, u"s-2"_s, R"({"spec":{"semaphore":"s","holder":"h"}})")});
    Watched table(world, Kind::Job);
    QCOMPARE(names(table.model), (QStringList{u"h"_s, u"h"_s}));
    const QPersistentModelIndex second = table.model.index(1, 0);
    const std::optional<ObjectKey> via = table.model.row(1).hold->via;
    world.remove({Kind::Permit, u"a"_s, via->name == u"s-1"_s ? u"s-2"_s : u"s-1"_s});
    QCOMPARE(second.row(), 0);
    QCOMPARE(table.model.row(0).hold->via, via);
}

namespace {
/// Random edits of one world and the rows a naive reader expects.
class Driver {
public:
    explicit Driver(quint32 seed) : m_random(seed) { }
    int below(int bound) { return static_cast<int>(m_random() % static_cast<quint32>(bound)); }

    void edit(World& world)
    {
        std::vector<live::Change> changes;
        QSet<QString> touched;
        for (int i = below(12); i >= 0; --i) {
            const QString name = u"n%1"_s.arg(below(40));
            const QString ns = below(2) == 0 ? u"x"_s : u"y"_s;
            if (touched.contains(name + ns)) {
                continue;
            }
            touched.insert(name + ns);
            if (below(3) > 0) {
                changes.push_back(std::as_const(world).put(World::decoded(waitGroup(name, below(5), ns))));
            } else if (world.mirror.objects().find(key(name, ns))) {
                changes.push_back(world.gone(key(name, ns)));
            }
        }
        world.apply(std::move(changes));
    }

private:
    std::mt19937 m_random;
};

QStringList expectedRows(const World& world, const QString& filter, const QString& ns, int column, Qt::SortOrder order)
{
    std::vector<std::shared_ptr<const WaitGroup>> kept;
    world.mirror.objects().forEach(Kind::WaitGroup, [&](const ObjectPtr& object) {
        if ((ns.isEmpty() || object->meta.ns == ns) && object->meta.name.contains(filter)) {
            kept.push_back(as<WaitGroup>(object));
        }
    });
    std::sort(kept.begin(), kept.end(), [&](const auto& a, const auto& b) {
        const int byKey =
            column == counterColumn ? int(a->status.counter - b->status.counter) : a->meta.name.compare(b->meta.name);
        if (byKey != 0) {
            return order == Qt::AscendingOrder ? byKey < 0 : byKey > 0;
        }
        return a->key() < b->key();
    });
    QStringList lines;
    for (const auto& group : kept) {
        lines.append(u"%1/%2 %3"_s.arg(group->meta.ns, group->meta.name).arg(group->status.counter));
    }
    return lines;
}

QStringList actualRows(const LiveTableModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        lines.append(u"%1/%2 %3"_s.arg(model.row(row).target.ns, model.row(row).target.name,
                                       model.index(row, counterColumn).data().toString()));
    }
    return lines;
}
} // namespace

void TestLiveTableModel::randomEditsEqualFilterAndSort()
{
    const quint32 seed = qEnvironmentVariableIsSet("KONDUCTOR_TEST_SEED")
        ? static_cast<quint32>(qEnvironmentVariableIntValue("KONDUCTOR_TEST_SEED"))
        : std::random_device()();
    qInfo("KONDUCTOR_TEST_SEED=%u", seed);
    Driver driver(seed);
    World world;
    Watched table(world);
    QString filter;
    QString ns;
    int column = 0;
    Qt::SortOrder order = Qt::AscendingOrder;
    for (int step = 0; step < 400; ++step) {
        driver.edit(world);
        switch (driver.below(8)) {
        case 0:
            filter = QStringList{{}, u"1"_s, u"n2"_s}.at(driver.below(3));
            table.model.setFilter(filter.isEmpty() ? filter : u"name:~"_s + filter);
            break;
        case 1:
            ns = QStringList{{}, u"x"_s, u"y"_s}.at(driver.below(3));
            table.model.setNamespace(ns);
            break;
        case 2:
            column = driver.below(2) == 0 ? 0 : counterColumn;
            order = driver.below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder;
            table.model.sort(column, order);
            break;
        case 3:
            table.model.setOrderHeld(true);
            break;
        default:
            break;
        }
        QPersistentModelIndex kept =
            table.model.rowCount() > 0 ? table.model.index(driver.below(table.model.rowCount()), 0) : QModelIndex();
        const ObjectKey keptKey = kept.isValid() ? table.model.row(kept.row()).target : ObjectKey();
        driver.edit(world);
        table.model.setOrderHeld(false);
        QVERIFY2(!kept.isValid() || table.model.row(kept.row()).target == keptKey, qPrintable(u"step %1"_s.arg(step)));
        QCOMPARE(actualRows(table.model), expectedRows(world, filter, ns, column, order));
    }
    QCOMPARE(table.resets.count(), 0);
}

QTEST_GUILESS_MAIN(TestLiveTableModel)
#include "tst_livetablemodel.moc"
