// SPDX-License-Identifier: Apache-2.0
#include "tests/app/console/clustersrig.h"
#include "ui/pages/page.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>

using namespace konductor;
using namespace Qt::StringLiterals;

/// One kind over all open clusters.
class TestCombinedWindow final : public QObject, protected test::ClustersRig {
    Q_OBJECT
    /// Over two clusters that are live.
    void openOverTwo()
    {
        start();
        m_console->openSandbox(u"quiet-night"_s);
        QTRY_VERIFY(isLive(0) && isLive(1));
        entry(*m_console->window(), u"All clusters together…"_s)->trigger();
        QVERIFY(QTest::qWaitForWindowActive(m_console->combined()));
    }

private slots:
    void init() { begin(); }
    void cleanup() { m_console.reset(); }

    void oneKindIsSeenOverAllClustersAndOpensInItsOwn()
    {
        start();
        m_console->openSandbox(u"quiet-night"_s);
        QTRY_VERIFY(isLive(0) && isLive(1));
        QVERIFY(isActive());
        const auto leases = [this](size_t i) {
            return static_cast<int>(cluster(i).session()->mirror().objects().count(Kind::Lease));
        };
        entry(*m_console->window(), u"All clusters together…"_s)->trigger();
        ui::CombinedWindow& all = *m_console->combined();
        QVERIFY(QTest::qWaitForWindowActive(&all));
        QTRY_COMPARE(all.model().rowCount(), leases(0) + leases(1));
        auto* filter = all.findChild<QLineEdit*>();
        QTest::keyClicks(filter, u"cluster:sandbox"_s);
        QTRY_COMPARE(all.model().rowCount(), leases(0));
        filter->clear();
        QTest::keyClicks(filter, u"db-migration"_s);
        QTRY_COMPARE(all.model().rowCount(), 1);
        QTRY_COMPARE(all.model().index(0, 5).data().toString(), u"no pod"_s); // what became of its holder
        all.table().setCurrentIndex(all.model().index(0, 0));
        all.table().setFocus();
        QTest::keyClick(&all.table(), Qt::Key_Return);
        QCOMPARE(m_console->window(), &cluster(0).view());
        QCOMPARE(cluster(0).view().currentPage().current()->name, u"db-migration"_s);
        m_console->closeCluster(0); // its rows go with it
        filter->clear();
        QTRY_COMPARE(all.model().rowCount(), leases(0));
    }

    void anActionFromThereRunsInItsClusterWithItsSwitch()
    {
        start();
        m_console->openSandbox(u"quiet-night"_s);
        QTRY_VERIFY(isLive(0) && isLive(1));
        entry(cluster(1).view(), u"Read-only"_s)->trigger();
        QTRY_VERIFY(cluster(1).session()->mirror().connection().readOnly);
        entry(*m_console->window(), u"All clusters together…"_s)->trigger();
        ui::CombinedWindow& all = *m_console->combined();
        QVERIFY(QTest::qWaitForWindowActive(&all));
        const auto menuOf = [&all](const QString& name) -> QMenu* {
            delete all.findChild<QMenu*>(QString(), Qt::FindDirectChildrenOnly);
            for (int row = 0; row < all.model().rowCount(); ++row) {
                if (all.model().keyOf(row).name == name) {
                    all.table().scrollTo(all.model().index(row, 0));
                    emit all.table().customContextMenuRequested(
                        all.table().visualRect(all.model().index(row, 0)).center());
                    return all.findChild<QMenu*>(QString(), Qt::FindDirectChildrenOnly);
                }
            }
            return nullptr;
        };
        const auto entryOf = [](QMenu* menu, const QString& begin) -> QAction* {
            for (QAction* action : menu ? menu->actions() : QList<QAction*>()) {
                if (action->text().startsWith(begin)) {
                    return action;
                }
            }
            return nullptr;
        };
        QTRY_VERIFY(menuOf(u"leader"_s)); // of the read-only one
        QVERIFY(!entryOf(menuOf(u"leader"_s), u"Delete"_s)->isEnabled());
        QAction* remove = entryOf(menuOf(u"db-migration"_s), u"Delete"_s);
        QVERIFY(remove && remove->isEnabled());
        remove->trigger();
        QCOMPARE(m_console->window(), &cluster(0).view());
        QPushButton* act = nullptr;
        QTRY_VERIFY((act = cluster(0).view().findChild<QPushButton*>(u"act"_s)) && act->isVisible()
                    && act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY(!cluster(0).session()->mirror().objects().find({Kind::Lease, u"team-a"_s, u"db-migration"_s}));
        QVERIFY(cluster(1).session()->mirror().objects().find({Kind::Lease, u"team-a"_s, u"leader"_s}));
    }

    void severalRowsAreActedOnInTheirClusters()
    {
        openOverTwo();
        ui::CombinedWindow& all = *m_console->combined();
        QTRY_VERIFY(all.model().rowCount() > 3);
        all.table().setFocus();
        all.table().selectAll();
        emit all.table().customContextMenuRequested(all.table().visualRect(all.model().index(0, 0)).center());
        const auto* menu = all.findChild<QMenu*>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(menu);
        std::vector<QMenu*> clusters;
        for (const QAction* action : menu->actions()) {
            if (action->menu()) {
                clusters.push_back(action->menu());
            }
        }
        QCOMPARE(clusters.size(), size_t(2));
        QVERIFY(clusters[0]->title().startsWith(u"sandbox:"_s));
        QAction* look = nullptr;
        for (QAction* action : clusters[1]->actions()) {
            look = action->text().startsWith(u"Make the operator look"_s) ? action : look;
        }
        QVERIFY(look && look->isEnabled());
        look->trigger();
        QCOMPARE(m_console->window(), &cluster(1).view());
        QTRY_VERIFY(cluster(1).view().findChild<QPushButton*>(u"act"_s));
        QVERIFY(!cluster(0).view().findChild<QPushButton*>(u"act"_s));
    }

    void columnsOfOnesOwnAreThereOverAllClustersToo()
    {
        openOverTwo();
        ui::CombinedWindow& all = *m_console->combined();
        QTRY_VERIFY(all.model().rowCount() > 0);
        QHeaderView& header = *all.table().horizontalHeader();
        const auto menu = [&]() -> QMenu* {
            emit header.customContextMenuRequested(QPoint(5, 5));
            return qobject_cast<QMenu*>(QApplication::activePopupWidget());
        };
        const auto press = [](QMenu* shown, const QString& words) {
            for (QAction* action : shown->actions()) {
                if (action->text().remove(u'&') == words) {
                    action->trigger();
                }
            }
            shown->close();
        };
        press(menu(), u"Add a column…"_s);
        auto* path = all.findChild<QLineEdit*>(u"columnPath"_s);
        QVERIFY(path);
        path->setText(u".metadata.labels.app"_s);
        all.findChild<QLineEdit*>(u"columnTitle"_s)->setText(u"Team"_s);
        QTest::keyClick(path, Qt::Key_Return);
        const int column = all.model().columnCount() - 1;
        QCOMPARE(column, all.model().firstFurtherColumn());
        QCOMPARE(all.model().headerData(column, Qt::Horizontal).toString(), u"Team"_s);
        all.table().sortByColumn(column, Qt::DescendingOrder);
        QVERIFY(!all.model().index(0, column).data().toString().isEmpty());
        all.showTable(u"gates"_s);
        QCOMPARE(all.model().columnCount(), all.model().firstFurtherColumn()); // each table has its own
        all.showTable(u"leases"_s);
        QCOMPARE(all.model().headerData(column, Qt::Horizontal).toString(), u"Team"_s);
        m_console->closeCluster(1); // the rest goes on with it
        QTRY_COMPARE(all.model().headerData(column, Qt::Horizontal).toString(), u"Team"_s);
        QTRY_VERIFY(all.model().rowCount() > 0 && !all.model().index(0, column).data().toString().isEmpty());
        press(menu(), u"Remove Team · .metadata.labels.app"_s);
        QCOMPARE(all.model().columnCount(), column);
    }

    void columnsOfTheTableOverAllAreRemembered()
    {
        start();
        emit m_console->window()->combinedRequested();
        m_console->combined()->showTable(u"gates"_s);
        QHeaderView* gates = m_console->combined()->table().horizontalHeader();
        gates->setSectionHidden(2, true);
        gates->resizeSection(1, 321);
        m_console->combined()->showTable(u"holders"_s);
        QVERIFY(!gates->isSectionHidden(2));
        start();
        emit m_console->window()->combinedRequested();
        QCOMPARE(m_console->combined()->shownTable(), u"holders"_s);
        m_console->combined()->showTable(u"gates"_s);
        gates = m_console->combined()->table().horizontalHeader();
        QVERIFY(gates->isSectionHidden(2));
        QCOMPARE(gates->sectionSize(1), 321);
    }
};

QTEST_MAIN(TestCombinedWindow)
#include "tst_combinedwindow.moc"
