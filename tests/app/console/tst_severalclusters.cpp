// SPDX-License-Identifier: Apache-2.0
#include "tests/app/console/clustersrig.h"
#include "ui/dialogs/contextsheet.h"
#include "ui/dialogs/execconsentdialog.h"
#include "ui/dialogs/palettesheet.h"
#include "ui/pages/page.h"
#include "ui/widgets/clusterband.h"

#include <QCheckBox>

using namespace konductor;
using namespace Qt::StringLiterals;

/// Several clusters in one window: how they are shown, closed and come back.
class TestSeveralClusters final : public QObject, protected test::ClustersRig {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { m_console.reset(); }

    void twoAreOpenAtOnceAndSwitchedWithoutReconnecting()
    {
        start();
        m_console->openSandbox(u"quiet-night"_s);
        QTRY_VERIFY(isLive(0) && isLive(1));
        QVERIFY(isActive());
        QCOMPARE(m_console->window(), &cluster(1).view());
        const live::LiveSession* first = cluster(0).session();
        QCOMPARE(rows(cluster(1).view()).size(), 2);
        clickRow(cluster(1).view(), u"sandbox"_s);
        QCOMPARE(m_console->window(), &cluster(0).view());
        QVERIFY(!cluster(1).view().isVisible());
        QVERIFY(m_console->window()->window()->windowTitle().startsWith(u"sandbox –"_s));
        QCOMPARE(cluster(0).session(), first);
        QVERIFY(isLive(0) && isLive(1)); // nobody connected anew
        QVERIFY(cluster(0).session()->mirror().objects().find({Kind::Lease, u"team-a"_s, u"db-migration"_s}));
        QVERIFY(!cluster(1).session()->mirror().objects().find({Kind::Lease, u"team-a"_s, u"db-migration"_s}));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(m_console->window(), &cluster(1).view());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageDown, Qt::ControlModifier); // round and round
        QCOMPARE(m_console->window(), &cluster(0).view());
    }

    void thePaletteFindsInAllOfThemAndGoesThere()
    {
        start();
        m_console->openSandbox(u"quiet-night"_s);
        QTRY_VERIFY(isLive(0) && isLive(1) && cluster(0).session()->isSettled());
        QVERIFY(isActive());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), u"db-migration"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(m_console->window(), &cluster(0).view());
        QVERIFY(m_console->window()->currentPage().current()
                == (ObjectKey{Kind::Lease, u"team-a"_s, u"db-migration"_s}));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier);
        const auto* sheet = cluster(0).view().findChild<ui::PaletteSheet*>();
        QVERIFY(sheet->isVisible());
        m_console->closeCluster(1); // one that is gone is not found in any more
        QVERIFY(!sheet->isVisible());
    }

    void aRowIsReachedByKeysAndThePageStaysMarked()
    {
        start();
        m_console->openSandbox(u"quiet-night"_s);
        QVERIFY(isActive());
        auto* sidebar = cluster(1).view().findChild<ui::Sidebar*>();
        const QString page = sidebar->currentItem()->text();
        sidebar->setFocus();
        QTest::keyClick(sidebar, Qt::Key_Up);
        QTest::keyClick(sidebar, Qt::Key_Up);
        QTest::keyClick(sidebar, Qt::Key_Return);
        QCOMPARE(m_console->window(), &cluster(0).view());
        QCOMPARE(sidebar->currentItem()->text(), page);
        QVERIFY(sidebar->currentItem()->isSelected());
        clickRow(cluster(0).view(), u"sandbox quiet-night"_s);
        QCOMPARE(m_console->window(), &cluster(1).view());
        QVERIFY(cluster(0).view().findChild<ui::Sidebar*>()->currentItem()->isSelected());
    }

    void eachKeepsItsPageAndAKeyReachesTheOneOnScreenOnly()
    {
        start();
        m_console->openSandbox(u"quiet-night"_s);
        QVERIFY(isActive());
        cluster(0).view().showPage(u"leases"_s);
        cluster(1).view().showPage(u"gates"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1, Qt::AltModifier);
        QCOMPARE(cluster(1).view().currentPage().id(), u"overview"_s);
        QCOMPARE(cluster(0).view().currentPage().id(), u"leases"_s);
    }

    void rowsTellColourStateAndFindings()
    {
        start();
        m_console->openSandbox(u"quiet-night"_s);
        QTRY_VERIFY(isLive(0) && isLive(1));
        QTRY_VERIFY(rows(*m_console->window()).at(0).contains(u"live"_s));
        QTRY_VERIFY(!rows(*m_console->window()).at(0).contains(u"findings: 0"_s));
        QTRY_VERIFY(rows(*m_console->window()).at(1).contains(u"findings: 0"_s));
    }

    void choosingWhatIsOpenShowsIt()
    {
        start();
        m_console->openContext(u"far"_s);
        QTRY_COMPARE(m_console->clusters().size(), size_t(2));
        QTRY_VERIFY(isLive(1) && m_leaseWatches.size() == 1);
        m_console->openSandbox(u"nightly-pipeline"_s);
        QCOMPARE(m_console->clusters().size(), size_t(2));
        QCOMPARE(m_console->window(), &cluster(0).view());
        m_console->openContext(u"far"_s);
        QCOMPARE(m_console->clusters().size(), size_t(2));
        QCOMPARE(m_console->window(), &cluster(1).view());
        QCOMPARE(m_leaseWatches.size(), 1);
    }

    void closingOneAbortsItsStreamsAndLeavesTheOther()
    {
        start();
        m_console->openContext(u"far"_s);
        QTRY_COMPARE(m_console->clusters().size(), size_t(2));
        QTRY_VERIFY(isLive(0) && isLive(1) && m_leaseWatches.size() == 1);
        QVERIFY(m_leaseWatches[0]->isOpen());
        QVERIFY(isActive());
        const live::LiveSession* other = cluster(0).session();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_W, Qt::ControlModifier);
        QTRY_COMPARE(m_console->clusters().size(), size_t(1));
        QTRY_VERIFY(!m_leaseWatches[0]->isOpen());
        QCOMPARE(cluster(0).session(), other);
        QCOMPARE(m_console->window(), &cluster(0).view());
        QVERIFY(isLive(0));
        QVERIFY(!entry(*m_console->window(), u"Close this cluster"_s)->isEnabled());
        m_console->closeCluster(0); // something has to be shown
        QCOMPARE(m_console->clusters().size(), size_t(1));
    }

    void readOnlyOfOneDoesNotLeakToTheOther()
    {
        start();
        m_console->openSandbox(u"quiet-night"_s);
        QTRY_VERIFY(isLive(0) && isLive(1));
        const live::LiveSession* first = cluster(0).session();
        const live::LiveSession* second = cluster(1).session();
        entry(cluster(1).view(), u"Read-only"_s)->trigger();
        QTRY_VERIFY(cluster(1).session()->mirror().connection().readOnly);
        QCOMPARE(cluster(0).session(), first);
        QCOMPARE(cluster(1).session(), second); // nobody connected anew
        QVERIFY(!cluster(0).session()->settings().readOnly);
        QVERIFY(!cluster(0).session()->mirror().connection().readOnly);
        const ObjectKey lease{Kind::Lease, u"team-a"_s, u"leader"_s};
        QVERIFY(cluster(1).session()->mirror().objects().find(lease));
        for (const ui::CatalogueEntry& one : cluster(1).view().actions().entriesOf(lease)) {
            QVERIFY(!one.whyNot.isEmpty());
        }
        // A write into the other goes through.
        const ObjectKey stuck{Kind::Lease, u"team-a"_s, u"db-migration"_s};
        m_console->openSandbox(u"nightly-pipeline"_s);
        QVERIFY(isActive());
        cluster(0).view().actions().start(ui::CatalogueAction::Delete, stuck);
        QPushButton* act = nullptr;
        QTRY_VERIFY((act = cluster(0).view().findChild<QPushButton*>(u"act"_s)) && act->isEnabled());
        QTest::keyClick(act, Qt::Key_Space);
        QTRY_VERIFY(!cluster(0).session()->mirror().objects().find(stuck));
    }

    void markAndChoicesAreOfTheirClusterOnly()
    {
        start();
        m_console->openSandbox(u"quiet-night"_s);
        QTRY_VERIFY(isLive(0) && isLive(1));
        emit cluster(1).view().contextRequested(ui::ContextSheet::Start::Color);
        auto* sheet = cluster(1).view().findChild<ui::ContextSheet*>();
        QVERIFY(sheet);
        sheet->findChild<QCheckBox*>(u"production"_s)->setChecked(true);
        QTest::mouseClick(sheet->findChild<QPushButton*>(u"keep"_s), Qt::LeftButton);
        QTRY_VERIFY(cluster(1).session()->settings().readOnly);
        QVERIFY(cluster(1).view().findChild<ui::ClusterBand*>()->mark().production);
        QVERIFY(!cluster(0).view().findChild<ui::ClusterBand*>()->mark().production);
        QTRY_VERIFY(m_console->window()->window()->windowTitle().startsWith(u"Production"_s));
    }

    void aDeadClusterDoesNotDisturbTheOther()
    {
        start();
        QTRY_VERIFY(isLive(0));
        m_console->openContext(u"dead"_s);
        QTRY_COMPARE(m_console->clusters().size(), size_t(2));
        QTRY_VERIFY(cluster(1).session()->mirror().connection().phase == ConnectionPhase::Offline);
        QTRY_VERIFY(rows(*m_console->window()).value(1).contains(u"offline"_s));
        QVERIFY(isLive(0));
        m_console->closeCluster(1);
        QVERIFY(isLive(0));
    }

    void whatWasOpenComesBackAtTheNextStart()
    {
        start({});
        QTRY_COMPARE(m_console->clusters().size(), size_t(1)); // the kubeconfig's current one
        QCOMPARE(cluster(0).context(), u"far"_s);
        m_console->openContext(u"farther"_s);
        QTRY_COMPARE(m_console->clusters().size(), size_t(2));
        m_console->openSandbox(u"quiet-night"_s); // is gone with the program
        start({});
        QTRY_COMPARE(m_console->clusters().size(), size_t(2));
        QCOMPARE(cluster(0).context(), u"far"_s);
        QCOMPARE(cluster(1).context(), u"farther"_s);
        QCOMPARE(m_console->window(), &cluster(0).view());
        m_console->closeCluster(0);
        start({});
        QTRY_COMPARE(m_console->clusters().size(), size_t(1));
        QCOMPARE(cluster(0).context(), u"farther"_s);
        QFile settings(path(u"console.ini"_s));
        QVERIFY(settings.open(QIODevice::ReadOnly));
        QVERIFY(!settings.readAll().contains("farther"));
    }

    void oneWithAPluginIsAskedAboutBeforeItComesBack()
    {
        start({});
        m_console->openContext(u"plugin"_s);
        ui::ExecConsentDialog* dialog = nullptr;
        const auto isAsked = [&] {
            dialog = nullptr;
            for (QWidget* widget : QApplication::topLevelWidgets()) {
                auto* found = qobject_cast<ui::ExecConsentDialog*>(widget);
                dialog = found && found->isVisible() ? found : dialog;
            }
            return dialog != nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAsked(), 20'000);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"allow"_s), Qt::LeftButton); // this once
        QTRY_COMPARE(m_console->clusters().size(), size_t(2));
        QTRY_VERIFY(QFile::exists(path(u"ran"_s)));
        m_console.reset(); // and with it the program, should it run again
        QFile::remove(path(u"ran"_s));
        start({});
        QTRY_VERIFY_WITH_TIMEOUT(isAsked(), 20'000);
        QCOMPARE(m_console->clusters().size(), size_t(1)); // the other one does not wait for the answer
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!QFile::exists(path(u"ran"_s)));
        QCOMPARE(m_console->clusters().size(), size_t(1));
    }
};

QTEST_MAIN(TestSeveralClusters)
#include "tst_severalclusters.moc"
