// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/ui/bigworld.h"
#include "tests/ui/models/world.h"
#include "ui/models/palettemodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <ctime>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;

class PaletteModelTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_world = std::make_unique<World>();
        m_world->put(
            {json(Kind::Lease, u"db-migration"_s, R"({"status":{"phase":"Held"}})", u"team-a"_s),
             json(Kind::LeaseRequest, u"db-migration-worker"_s, R"({"spec":{"lease":"db-migration"}})", u"team-a"_s),
             json(Kind::Gate, u"release"_s, "{}", u"team-b"_s), json(Kind::Mutex, u"tape"_s, "{}", u"ops"_s)});
        m_model = std::make_unique<PaletteModel>(m_world->mirror);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->begin({{.group = u"Pages"_s, .text = u"Leases"_s, .shortcut = u"Alt+4"_s},
                        {.group = u"Pages"_s, .text = u"Gates"_s},
                        {.group = u"Cluster"_s, .text = u"Reconnect now"_s, .whyNot = u"It is a snapshot."_s}});
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void objectsOfOtherClustersAreFoundBehindTheOwnAndNamed()
    {
        World other;
        other.put({json(Kind::Lease, u"db-migration"_s, R"({"status":{"phase":"Available"}})", u"team-a"_s),
                   json(Kind::Lease, u"billing"_s, "{}", u"team-z"_s)});
        m_model->begin({}, {{u"staging"_s, &other.mirror, 3}});
        m_model->search(u"dbm"_s);
        QCOMPARE(names(*m_model), (QStringList{u"db-migration"_s, u"db-migration"_s, u"db-migration-worker"_s}));
        QCOMPARE(row(0).detail, u"Lease · team-a"_s);
        QVERIFY(!m_model->place(0));
        QCOMPARE(row(1).detail, u"Lease · team-a · staging"_s);
        QCOMPARE(row(1).side, u"Available"_s);
        QCOMPARE(m_model->place(1), std::optional(3));
        m_model->search(u"billing"_s);
        QVERIFY(m_model->link(0) == Link(ObjectKey{Kind::Lease, u"team-z"_s, u"billing"_s}));
        other.mirror.reset();
        m_model->search(u"bill"_s);
        QVERIFY(names(*m_model).isEmpty()); // gone there meanwhile
    }

    void nothingTypedShowsTheCommandsUnderHeadings()
    {
        QCOMPARE(names(*m_model), (QStringList{u"Leases"_s, u"Gates"_s, u"Reconnect now"_s}));
        QCOMPARE(row(0).section, u"Pages"_s);
        QCOMPARE(row(0).side, u"Alt+4"_s);
        QVERIFY(row(1).section.isEmpty());
        QCOMPARE(row(2).section, u"Cluster"_s);
        QCOMPARE(row(2).whyNot, u"It is a snapshot."_s);
        QCOMPARE(m_model->command(2), 2);
    }

    void aPrimitiveStandsBeforeWhatBelongsToIt()
    {
        m_model->search(u"dbm"_s);
        QCOMPARE(names(*m_model), (QStringList{u"db-migration"_s, u"db-migration-worker"_s}));
        QCOMPARE(row(0).detail, u"Lease · team-a"_s);
        QCOMPARE(row(0).side, u"Held"_s);
        QCOMPARE(row(0).marks, (std::vector<qsizetype>{0, 1, 3}));
        QVERIFY(m_model->link(0) == Link(ObjectKey{Kind::Lease, u"team-a"_s, u"db-migration"_s}));
        QCOMPARE(m_model->command(0), -1);
    }

    void aHolderIsFoundByItsNameOnceANamespace()
    {
        const QString held = u"team-a"_s;
        m_world->put(
            {json(Kind::Mutex, u"one"_s, R"({"status":{"holder":"worker-a"}})", held),
             json(Kind::Mutex, u"two"_s, R"({"status":{"holder":"worker-a"}})", held),
             json(Kind::Permit, u"quota-x"_s, R"({"spec":{"semaphore":"quota","holder":"worker-a"}})", u"ops"_s)});
        m_model->begin({});
        m_model->search(u"worker-a"_s);
        QCOMPARE(names(*m_model), (QStringList{u"worker-a"_s, u"worker-a"_s}));
        QCOMPARE(row(0).detail, u"Holder · ops"_s);
        QCOMPARE(row(1).detail, u"Holder · team-a"_s);
        QCOMPARE(row(1).glyph, u"holders"_s);
        QVERIFY(m_model->link(1) == Link::toHolder(held, u"worker-a"_s));
        m_model->search(u"holder work"_s);
        QCOMPARE(m_model->rowCount(), 2);
    }

    void whoHoldsSomethingMeanwhileIsFoundByTheNextKey()
    {
        m_model->search(u"work"_s);
        m_world->put({json(Kind::Lease, u"db-migration"_s, R"({"status":{"holder":"worker-b"}})", u"team-a"_s)});
        m_model->search(u"worker-b"_s);
        QCOMPARE(names(*m_model), QStringList{u"worker-b"_s});
        m_world->put({json(Kind::Mutex, u"tape"_s, R"({"status":{"holder":"worker-b"}})", u"team-a"_s)});
        m_model->search(u"worker-b"_s);
        QCOMPARE(names(*m_model), QStringList{u"worker-b"_s});
    }

    void aPrimitiveStandsBeforeAHolderOfItsName()
    {
        m_world->put({json(Kind::Mutex, u"other"_s, R"({"status":{"holder":"tape"}})", u"ops"_s)});
        m_model->search(u"tape"_s);
        QCOMPARE(row(0).detail, u"Mutex · ops"_s);
        QCOMPARE(row(1).detail, u"Holder · ops"_s);
    }

    void kindAndNamespaceAreWordsToo()
    {
        m_model->search(u"gate team-b"_s);
        QCOMPARE(names(*m_model), QStringList{u"release"_s});
        m_model->search(u"lease"_s);
        QCOMPARE(names(*m_model).first(), u"Leases"_s); // the page, before what is on it
        QVERIFY(names(*m_model).contains(u"db-migration"_s));
    }

    void whatIsReadAloudIsAllOfTheRow()
    {
        QCOMPARE(m_model->index(2, 0).data(Qt::AccessibleTextRole).toString(), u"Reconnect now, It is a snapshot."_s);
        m_model->search(u"tape"_s);
        QCOMPARE(m_model->index(0, 0).data(Qt::AccessibleTextRole).toString(), u"tape, Mutex · ops"_s);
    }

    void newObjectsAreFoundByTheNextKeyAndGoneOnesAreNot()
    {
        m_model->search(u"ta"_s);
        QVERIFY(names(*m_model).contains(u"tape"_s));
        m_world->put({json(Kind::Mutex, u"table"_s, "{}", u"ops"_s)});
        m_world->remove({Kind::Mutex, u"ops"_s, u"tape"_s});
        QVERIFY(names(*m_model).contains(u"tape"_s)); // the rows stand still
        QVERIFY(!names(*m_model).contains(u"table"_s));
        m_model->search(u"tab"_s);
        QCOMPARE(names(*m_model).first(), u"table"_s);
        m_model->search(u"tap"_s);
        QVERIFY(names(*m_model).isEmpty());
    }

    void anObjectMadeAnewIsFoundOnce()
    {
        m_world->remove({Kind::Mutex, u"ops"_s, u"tape"_s});
        m_world->put({json(Kind::Mutex, u"tape"_s, "{}", u"ops"_s)});
        m_model->search(u"tape"_s);
        QCOMPARE(names(*m_model), QStringList{u"tape"_s});
    }

    void aRowTellsWhatTheObjectIsByNow()
    {
        m_model->search(u"dbm"_s);
        m_world->put({json(Kind::Lease, u"db-migration"_s, R"({"status":{"phase":"Available"}})", u"team-a"_s)});
        QCOMPARE(row(0).side, u"Available"_s);
        m_world->remove({Kind::Lease, u"team-a"_s, u"db-migration"_s});
        QCOMPARE(row(0).side, u"gone"_s);
    }

    void whereACommandBelongsTellsItFromOthersButDoesNotFindIt()
    {
        m_model->search(u"cluster"_s);
        QVERIFY(!names(*m_model).contains(u"Reconnect now"_s));
        m_model->search(u"cluster rec"_s);
        QCOMPARE(names(*m_model), QStringList{u"Reconnect now"_s});
    }

    void hostileNamesAreMadeVisible()
    {
        m_world->put({json(Kind::Mutex, u"evil\u202Ename"_s, "{}", u"ops"_s)});
        m_model->search(u"evil"_s);
        QVERIFY(!names(*m_model).first().contains(QChar(0x202E)));
    }

    void closedItKeepsNothing()
    {
        m_model->search(u"dbm"_s);
        m_model->end();
        QCOMPARE(m_model->rowCount(), 0);
        m_world->put({json(Kind::Mutex, u"later"_s, "{}", u"ops"_s)});
        m_model->search(u"later"_s);
        QCOMPARE(m_model->rowCount(), 0);
    }

    /// In processor time, so that a busy machine does not fail it. The limit is what a keystroke may take.
    void aKeystrokeAmongAHundredThousandObjectsIsQuick()
    {
        const bench::BigWorld big(100'000);
        PaletteModel model(big.mirror);
        double worst = spent([&] { model.begin({}); });
        qInfo("opening: %.1f ms", worst);
        const double reading = spent([] { QCoreApplication::sendPostedEvents(); }); // before somebody has begun to type
        qInfo("reading the objects: %.1f ms", reading);
        for (const QString& word : {u"worker-77 api"_s, u"quota-19"_s, u"team-3 w99"_s, u"zzz"_s}) {
            for (qsizetype length = 1; length <= word.size(); ++length) {
                const QString typed = word.left(length);
                const double ms = spent([&] {
                    model.search(typed);
                    for (int i = 0; i < std::min(12, model.rowCount()); ++i) {
                        model.index(i, 0).data(Qt::AccessibleTextRole);
                    }
                });
                worst = std::max(worst, ms);
                qInfo("%-14s %6lld found, %5.1f ms", qPrintable(typed), static_cast<long long>(model.found()), ms);
            }
        }
        QVERIFY2(worst < 50, qPrintable(QString::number(worst)));
    }

private:
    PaletteRow row(int index) const { return m_model->index(index, 0).data(CellRole).value<PaletteRow>(); }

    template <class F> static double spent(F&& f)
    {
        timespec before{};
        timespec after{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
        f();
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
        return static_cast<double>(after.tv_sec - before.tv_sec) * 1e3
            + static_cast<double>(after.tv_nsec - before.tv_nsec) / 1e6;
    }

    std::unique_ptr<World> m_world;
    std::unique_ptr<PaletteModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(PaletteModelTest)
#include "tst_palettemodel.moc"
