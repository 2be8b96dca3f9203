// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/models/world.h"
#include "ui/models/combinedmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;

/// One kind over two clusters, under Qt's model tester.
class TestCombinedModel final : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_east;
    std::unique_ptr<World> m_west;
    std::unique_ptr<CombinedModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    static void name(World& world, const QString& context)
    {
        live::ChangeBatch batch;
        batch.connection = live::ConnectionState{.contextName = context};
        world.mirror.apply(std::make_shared<const live::ChangeBatch>(std::move(batch)));
    }
    static QJsonObject lease(const QString& name, const QString& holder)
    {
        return json(Kind::Lease, name,
                    "{\"spec\":{},\"status\":{\"phase\":\"Held\",\"holder\":\"" + holder.toUtf8() + "\"}}");
    }
    /// "east/a west/b": cluster and name of each row.
    QString rows() const
    {
        QStringList said;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            said.append(m_model->index(row, 0).data().toString() + u'/' + m_model->index(row, 1).data().toString());
        }
        return said.join(u' ');
    }
    void setBoth() { m_model->setClusters({{&m_east->mirror, {}}, {&m_west->mirror, {}}}); }

private slots:
    void init()
    {
        m_east = std::make_unique<World>();
        m_west = std::make_unique<World>();
        name(*m_east, u"east"_s);
        name(*m_west, u"west"_s);
        m_east->put({lease(u"a"_s, u"z"_s), lease(u"c"_s, u"x"_s)});
        m_west->put({lease(u"b"_s, u"y"_s), lease(u"a"_s, u"w"_s)});
        m_model = std::make_unique<CombinedModel>(m_east->clock);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setAwake(true);
        setBoth();
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void rowsOfAllClustersAreSortedTogether()
    {
        QCOMPARE(rows(), u"east/a west/a west/b east/c"_s);
        m_model->sort(4); // the holder, after cluster, name, namespace and phase
        QCOMPARE(rows(), u"west/a east/c west/b east/a"_s);
        m_model->sort(0, Qt::DescendingOrder);
        QVERIFY(rows().startsWith(u"west/"_s) && rows().endsWith(u"c"_s));
        QCOMPARE(m_model->headerData(0, Qt::Horizontal).toString(), u"Cluster"_s);
    }

    void eachHoldIsARowOfTheHoldersTable()
    {
        m_model->setTable(holdersTable());
        QCOMPARE(m_model->rowCount(), 4); // one of each lease
        m_east->put({json(Kind::RWMutex, u"rw"_s,
                          "{\"spec\":{},\"status\":{\"phase\":\"ReadLocked\",\"readHolders\":[\"p\",\"q\"]}}")});
        m_model->sync();
        QCOMPARE(m_model->rowCount(), 6);
        QStringList holders;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            holders.append(m_model->index(row, 1).data().toString());
        }
        holders.sort();
        QCOMPARE(holders, (QStringList{u"p"_s, u"q"_s, u"w"_s, u"x"_s, u"y"_s, u"z"_s}));
        m_east->put({json(Kind::RWMutex, u"rw"_s,
                          "{\"spec\":{},\"status\":{\"phase\":\"ReadLocked\",\"readHolders\":[\"q\"]}}")});
        for (int row = 0; row < m_model->rowCount(); ++row) { // who has gone is told of until then
            QVERIFY(!m_model->index(row, 1).data().toString().isEmpty());
        }
        m_model->sync();
        QCOMPARE(m_model->rowCount(), 5);
    }

    void timesAreToldAsTheyAreChosen()
    {
        const TableSpec spec = tableOf(Kind::Lease);
        const auto told = std::find_if(spec.columns.begin(), spec.columns.end(),
                                       [](const Column& column) { return !column.momentTitle.isEmpty(); });
        QVERIFY(told != spec.columns.end());
        const int column = static_cast<int>(told - spec.columns.begin()) + 1;
        QCOMPARE(m_model->headerData(column, Qt::Horizontal).toString(), told->title);
        m_model->setTimes({.utc = true, .absolute = true});
        QCOMPARE(m_model->headerData(column, Qt::Horizontal).toString(), told->momentTitle);
        m_model->setTable(tableOf(Kind::Mutex)); // and so does what is shown next
        m_model->setTable(spec);
        QCOMPARE(m_model->headerData(column, Qt::Horizontal).toString(), told->momentTitle);
    }

    void clusterIsATermOfTheQuery()
    {
        m_model->setFilter(u"cluster:west"_s);
        QCOMPARE(rows(), u"west/a west/b"_s);
        m_model->setFilter(u"-cluster:~we name:a"_s);
        QCOMPARE(rows(), u"east/a"_s);
        QCOMPARE(m_model->total(), 4);
        m_model->setFilter({});
        QCOMPARE(m_model->rowCount(), 4);
    }

    void changesAreTakenInBySync()
    {
        const QSignalSpy stale(m_model.get(), &CombinedModel::stale);
        m_west->put({lease(u"aa"_s, u"v"_s), lease(u"z"_s, u"v"_s)});
        m_east->apply({m_east->gone({Kind::Lease, u"a"_s, u"a"_s})});
        QVERIFY(stale.count() >= 2);
        m_model->sync();
        QCOMPARE(rows(), u"west/a west/aa west/b east/c west/z"_s);
    }

    void rowsAreCountedWithThoseThatAreShown()
    {
        setBoth();
        const int before = m_model->rowCount();
        QCOMPARE(m_model->total(), before);
        m_east->put({lease(u"new"_s, u"v"_s)});
        QCOMPARE(m_model->total(), m_model->rowCount()); // not yet taken in
        m_model->sync();
        QCOMPARE(m_model->rowCount(), before + 1);
        QCOMPARE(m_model->total(), before + 1);
    }
    void aSelectedRowIsFollowed()
    {
        const QPersistentModelIndex chosen = m_model->index(3, 1); // east/c
        m_west->put({lease(u"aa"_s, u"v"_s)});
        m_model->sync();
        QCOMPARE(chosen.row(), 4);
        m_model->sort(1, Qt::DescendingOrder);
        QCOMPARE(chosen.row(), 0);
        QCOMPARE(m_model->keyOf(chosen.row()).name, u"c"_s);
        m_east->apply({m_east->gone({Kind::Lease, u"a"_s, u"c"_s})});
        m_model->sync();
        QVERIFY(!chosen.isValid());
    }

    void anotherKindAndFewerClustersBeginAnew()
    {
        m_west->put({json(Kind::Gate, u"release"_s)});
        m_model->setTable(tableOf(Kind::Gate));
        QCOMPARE(rows(), u"west/release"_s);
        m_model->setClusters({{&m_east->mirror, {}}});
        QCOMPARE(m_model->rowCount(), 0);
        m_west.reset(); // nothing reads from it any more
        m_model->setTable(tableOf(Kind::Lease));
        QCOMPARE(rows(), u"east/a east/c"_s);
    }

    void asleepItTakesNothingIn()
    {
        m_model->setAwake(false);
        m_west->put({lease(u"aa"_s, u"v"_s)});
        m_model->sync();
        QCOMPARE(m_model->rowCount(), 4);
        m_model->setAwake(true);
        QCOMPARE(m_model->rowCount(), 5);
    }

    void anythingThatHappensLeavesWhatIsThere()
    {
        for (int step = 0; step < 300; ++step) {
            World& world = step % 3 == 0 ? *m_east : *m_west;
            const QString name = u"n%1"_s.arg(step * 7 % 40);
            const ObjectKey key{Kind::Lease, u"a"_s, name};
            if (world.mirror.objects().find(key) && step % 2 == 0) {
                world.apply({world.gone(key)});
            } else {
                world.put({lease(name, u"h%1"_s.arg(step * 11 % 17))});
            }
            if (step % 4 == 0) {
                m_model->sort(step % 5, step % 8 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            }
            m_model->sync();
        }
        QCOMPARE(m_model->rowCount(),
                 static_cast<int>(m_east->mirror.objects().count(Kind::Lease)
                                  + m_west->mirror.objects().count(Kind::Lease)));
    }
};

QTEST_GUILESS_MAIN(TestCombinedModel)
#include "tst_combinedmodel.moc"
