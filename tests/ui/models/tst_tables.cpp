// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/models/world.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;

namespace {
/// One object of each kind with children.
std::vector<QJsonObject> everything()
{
    return {
        json(Kind::Semaphore, u"sem"_s, R"({"spec":{"permits":3},"status":{"inUse":1,"available":2,"phase":"Ready"}})"),
        json(Kind::Permit, u"sem-1"_s, R"({"spec":{"semaphore":"sem","holder":"p1"},"status":{"phase":"Granted"}})"),
        json(Kind::Barrier, u"bar"_s,
             R"({"spec":{"expected":2,"timeout":"30m"},"status":{"arrived":1,"phase":"Waiting"}})"),
        json(Kind::Arrival, u"bar-1"_s, R"({"spec":{"barrier":"bar","holder":"b1"},"status":{}})"),
        json(Kind::Lease, u"db"_s, R"({"spec":{},"status":{"holder":"w1","acquiredAt":"2026-11-24T09:55:00Z",
             "expiresAt":"2026-11-24T10:04:00Z","phase":"Held"}})"),
        json(Kind::LeaseRequest, u"db-2"_s, R"({"spec":{"lease":"db","holder":"w2"},"status":{"phase":"Pending"}})"),
        json(Kind::Gate, u"gate"_s, R"({"spec":{"conditions":[{"type":"Job","name":"j","state":"Complete"}]},"status":{
             "phase":"Waiting","conditionStatuses":[{"type":"Job","name":"j","met":false,"message":"not yet"}]}})"),
        json(Kind::Mutex, u"mu"_s,
             R"({"spec":{},"status":{"holder":"m1","lockedAt":"2026-11-24T09:58:00Z","phase":"Locked"}})"),
        json(Kind::RWMutex, u"rw"_s,
             R"({"spec":{},"status":{"readHolders":["r1","r2"],"lockedAt":"2026-11-24T09:59:00Z",
             "phase":"ReadLocked"}})"),
        json(Kind::Once, u"once"_s, R"({"spec":{"ttl":"1h"},"status":{"executed":true,"executor":"e1",
             "executedAt":"2026-11-24T09:57:00Z","phase":"Executed"}})"),
        json(Kind::WaitGroup, u"wg"_s, R"({"spec":{},"status":{"counter":4,"phase":"Waiting"}})"),
    };
}

/// w1's pod is gone, m1 never had one.
HolderFate fateOf(const ObjectKey&, const QString& holder)
{
    using State = insight::HolderVerdict::State;
    if (holder == u"w1"_s) {
        return {{State::Gone, start - std::chrono::minutes(3)}};
    }
    return {{holder == u"m1"_s ? State::NeverSeen : State::Running}};
}
} // namespace

class TestTables final : public QObject {
    Q_OBJECT

private slots:
    void tableReadsAsPrinted_data();
    void tableReadsAsPrinted();
    void whoWillNotLetGoIsMarkedAndSortedTogether();
    void whoIsPartOfADeadlockIsMarkedUnlessHeIsGone();
    void everyTableKeepsTheRulesOfItemModels_data();
    void everyTableKeepsTheRulesOfItemModels();
    void hostileTextIsVisibleAndBounded_data();
    void hostileTextIsVisibleAndBounded();
};

void TestTables::tableReadsAsPrinted_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QString>("summary");
    QTest::newRow("semaphores") << Kind::Semaphore << QStringList{u"sem | a | Ready | 1 of 3 | p1 | 10 min"_s}
                                << u"1 permit held"_s;
    QTest::newRow("barriers") << Kind::Barrier << QStringList{u"bar | a | Waiting | 1 of 2 | 1 | 20 min | 10 min"_s}
                              << u"1 waiting"_s;
    QTest::newRow("leases") << Kind::Lease
                            << QStringList{u"db | a | Held | w1 | gone 3 min | 5 min | 1 | 10 min | 4 min 00 s"_s}
                            << u"1 held · 1 waiting, the longest for 10 min"_s;
    QTest::newRow("gates") << Kind::Gate << QStringList{u"gate | a | Waiting | 0 of 1 | Job j | never | 10 min"_s}
                           << u"1 waiting"_s;
    QTest::newRow("mutexes") << Kind::Mutex << QStringList{u"mu | a | Locked | m1 | no pod | 2 min | no TTL: never"_s}
                             << u"1 locked"_s;
    QTest::newRow("rwmutexes") << Kind::RWMutex
                               << QStringList{u"rw | a | ReadLocked | r1, r2 |  | 1 min | no TTL: never"_s}
                               << u"1 readlocked"_s;
    QTest::newRow("onces") << Kind::Once << QStringList{u"once | a | Executed | e1 | 3 min | 50 min | 10 min"_s}
                           << u"1 executed"_s;
    QTest::newRow("wait groups") << Kind::WaitGroup << QStringList{u"wg | a | Waiting | 4 | 10 min"_s}
                                 << u"1 waiting"_s;
    QTest::newRow("holders") << Kind::Job
                             << QStringList{u"b1 | a | running | arrived | Barrier bar | 10 min | "_s,
                                            u"e1 | a | running | executed | Once once | 3 min | "_s,
                                            u"m1 | a | no pod | holds | Mutex mu | 2 min | never"_s,
                                            u"p1 | a | running | holds a permit | Semaphore sem | 10 min | never"_s,
                                            u"r1 | a | running | reads | RWMutex rw | 1 min | never"_s,
                                            u"r2 | a | running | reads | RWMutex rw | 1 min | never"_s,
                                            u"w1 | a | gone 3 min | holds | Lease db | 5 min | 4 min 00 s"_s,
                                            u"w2 | a | running | waits | Lease db | 10 min | "_s}
                             << u"8 names"_s;
}

void TestTables::tableReadsAsPrinted()
{
    QFETCH(Kind, kind);
    QFETCH(QStringList, lines);
    QFETCH(QString, summary);
    World world;
    world.put(everything());
    LiveTableModel model(tableOf(kind), world.mirror, world.clock);
    model.setFates(fateOf);
    QCOMPARE(printed(model), lines);
    QCOMPARE(model.summary(), summary);
}

void TestTables::whoWillNotLetGoIsMarkedAndSortedTogether()
{
    World world;
    world.put(everything());
    LiveTableModel model(tableOf(Kind::Job), world.mirror, world.clock);
    constexpr int verdict = 2;
    model.sort(verdict, Qt::DescendingOrder);
    model.setFates(fateOf);
    model.findingsChanged();
    QCOMPARE(names(model).first(2), QStringList({u"w1"_s, u"m1"_s}));
    const auto cell = [&](int row) { return model.index(row, verdict).data(CellRole).value<Cell>(); };
    QVERIFY(cell(0).look == Cell::Look::Chip && cell(0).tone == Tone::Bad);
    QVERIFY(cell(1).look == Cell::Look::Chip && cell(1).tone == Tone::Warning); // its hold has no end
    QVERIFY(cell(2).look == Cell::Look::Secondary && cell(2).tone == Tone::Plain);
}

void TestTables::whoIsPartOfADeadlockIsMarkedUnlessHeIsGone()
{
    World world;
    world.put(everything());
    LiveTableModel model(tableOf(Kind::Job), world.mirror, world.clock);
    constexpr int verdict = 2;
    model.sort(verdict, Qt::DescendingOrder);
    model.setFates([](const ObjectKey& primitive, const QString& holder) {
        HolderFate fate = fateOf(primitive, holder);
        fate.deadlocked = holder == u"w1"_s || holder == u"p1"_s;
        return fate;
    });
    model.findingsChanged();
    QCOMPARE(names(model).first(2), QStringList({u"p1"_s, u"w1"_s}));
    const auto cell = [&](int row) { return model.index(row, verdict).data(CellRole).value<Cell>(); };
    QCOMPARE(cell(0).text, u"deadlock"_s);
    QVERIFY(cell(0).look == Cell::Look::Chip && cell(0).tone == Tone::Warning);
    QCOMPARE(cell(1).text, u"gone 3 min"_s);
}

void TestTables::everyTableKeepsTheRulesOfItemModels_data()
{
    QTest::addColumn<Kind>("kind");
    for (const Kind kind : primitiveKinds) {
        QTest::newRow(kindInfo(kind).plural.toLatin1().constData()) << kind;
    }
    QTest::newRow("holders") << Kind::Job;
}

void TestTables::everyTableKeepsTheRulesOfItemModels()
{
    QFETCH(Kind, kind);
    World world;
    LiveTableModel model(tableOf(kind), world.mirror, world.clock);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    world.put(everything());
    QVERIFY(model.rowCount() > 0);
    for (int column = 0; column < model.columnCount(); ++column) {
        model.sort(column, Qt::DescendingOrder);
        model.sort(column);
    }
    world.put(everything());
    model.tick(0, model.rowCount());
    world.mirror.reset();
    QCOMPARE(model.rowCount(), 0);
}

void TestTables::hostileTextIsVisibleAndBounded_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("escape sequence") << u"\u001b[31mred\u001b[0m"_s;
    QTest::newRow("line breaks") << u"a\nb\rc\u2028d"_s;
    QTest::newRow("right-to-left override") << u"safe\u202egpj.exe"_s;
    QTest::newRow("markup") << u"<img src=x onerror=y>&<b>"_s;
    QTest::newRow("one megabyte") << QString(1024 * 1024, u'w');
    QTest::newRow("one megabyte of marks") << QString(1024 * 1024, QChar(0x202e));
}

void TestTables::hostileTextIsVisibleAndBounded()
{
    QFETCH(QString, text);
    constexpr qsizetype bound = 4000;
    World world;
    QJsonObject gate = json(Kind::Gate, u"g"_s);
    QJsonArray statuses;
    for (int i = 0; i < 14; ++i) {
        statuses.append(QJsonObject{{u"type"_s, text}, {u"name"_s, text}, {u"met"_s, false}, {u"message"_s, text}});
    }
    gate[u"status"_s] = QJsonObject{{u"phase"_s, text}, {u"conditionStatuses"_s, statuses}};
    QJsonObject lock = json(Kind::RWMutex, u"r"_s);
    lock[u"status"_s] =
        QJsonObject{{u"phase"_s, text}, {u"readHolders"_s, QJsonArray{text, text + u'1', text + u'2', text + u'3'}}};
    world.put({gate, lock});
    for (const Kind kind : {Kind::Gate, Kind::RWMutex, Kind::Job}) {
        LiveTableModel model(tableOf(kind), world.mirror, world.clock);
        QVERIFY(model.rowCount() > 0);
        for (int row = 0; row < model.rowCount(); ++row) {
            for (int column = 0; column < model.columnCount(); ++column) {
                const QString shown = model.index(row, column).data().toString();
                const QString tip = model.index(row, column).data(Qt::ToolTipRole).toString();
                QCOMPARE(shown, visibleText(shown));
                QVERIFY2(shown.size() < bound, qPrintable(QString::number(shown.size())));
                QVERIFY2(tip.size() < 10 * bound, qPrintable(QString::number(tip.size())));
                QVERIFY(!tip.contains(u'<'));
                for (const QString& line : tip.split(u'\n')) {
                    QCOMPARE(line, visibleText(line));
                }
            }
        }
        QVERIFY(model.summary().size() < bound);
    }
}

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
