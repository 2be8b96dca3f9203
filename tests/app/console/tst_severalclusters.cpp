// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "tests/core/live/sessionrig.h"
#include "ui/dialogs/contextsheet.h"
#include "ui/dialogs/execconsentdialog.h"
#include "ui/pages/page.h"
#include "ui/theme/consolestyle.h"
#include "ui/widgets/clusterband.h"
#include "ui/window/actions.h"
#include "ui/window/sidebar.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace Qt::StringLiterals;

/// Several clusters in one window: two sandboxes, and a scripted one that is reached through a kubeconfig.
class TestSeveralClusters final : public QObject, protected test::SessionRig {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<app::Console> m_console;

    QString path(const QString& name) const { return m_dir->filePath(name); }
    /// Contexts "far" and "farther" on the scripted server, "plugin" whose program leaves a trace, and "dead".
    void writeConfig() const
    {
        QFile file(path(u"config"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "current-context: far\nclusters:\n- {name: k, cluster: {server: '" + m_server->url().toEncoded()
            + "'}}\n- {name: gone, cluster: {server: 'http://127.0.0.1:1'}}\ncontexts:\n"
              "- {name: far, context: {cluster: k, user: u}}\n- {name: farther, context: {cluster: k, user: u}}\n"
              "- {name: plugin, context: {cluster: k, user: p}}\n- {name: dead, context: {cluster: gone, user: u}}\n"
              "users:\n- {name: u, user: {}}\n- {name: p, user: {exec: {apiVersion: "
              "client.authentication.k8s.io/v1, interactiveMode: Never, command: touch, args: ["
            + path(u"ran"_s).toUtf8() + "]}}}\n");
        file.close();
        qputenv("KUBECONFIG", file.fileName().toUtf8());
    }
    void start(app::ConsoleOptions options = {.sandbox = QString()})
    {
        options.settings = path(u"console.ini"_s);
        m_console.reset();
        m_console = std::make_unique<app::Console>(std::move(options));
        m_console->start();
    }
    app::OpenCluster& cluster(size_t i) { return *m_console->clusters().at(i); }
    bool isLive(size_t i) { return cluster(i).session()->mirror().connection().phase == ConnectionPhase::Live; }
    bool isActive() { return QTest::qWaitForWindowActive(m_console->window()->window()); }
    static QAction* entry(const ui::MainWindow& view, const QString& text)
    {
        for (QAction* action : view.findChildren<QAction*>()) {
            if (QString(action->text()).remove(u'&') == text) {
                return action;
            }
        }
        return nullptr;
    }
    /// The text of each row that stands for a cluster.
    static QStringList rows(const ui::MainWindow& view)
    {
        const auto* sidebar = view.findChild<ui::Sidebar*>();
        QStringList said;
        for (int i = 0; i < sidebar->count(); ++i) {
            const QString words = sidebar->item(i)->data(Qt::AccessibleTextRole).toString();
            if (words.startsWith(u"Cluster "_s)) {
                said.append(words);
            }
        }
        return said;
    }
    static void clickRow(ui::MainWindow& view, const QString& name)
    {
        auto* sidebar = view.findChild<ui::Sidebar*>();
        const QListWidgetItem* item = sidebar->findItems(name, Qt::MatchExactly).value(0);
        QVERIFY(item);
        QTest::mouseClick(sidebar->viewport(), Qt::LeftButton, {}, sidebar->visualItemRect(item).center());
    }

private slots:
    void init()
    {
        ui::applyTheme(*qApp, ui::Scheme::Light);
        m_dir = std::make_unique<QTemporaryDir>();
        qputenv("HOME", m_dir->path().toUtf8());
        qputenv("XDG_DATA_HOME", m_dir->path().toUtf8());
        reset();
        serve(test::allPlurals());
        writeConfig();
    }
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

    void oneThatActsIsNotClosed()
    {
        start();
        m_console->openContext(u"far"_s);
        QTRY_COMPARE(m_console->clusters().size(), size_t(2));
        QTRY_VERIFY(isLive(1));
        test::ExchangePtr unanswered;
        m_server->on(test::group + u"/namespaces/default/leases/a"_s, [&](const test::ExchangePtr& e) {
            if (e->request.query.queryItemValue(u"dryRun"_s).isEmpty()) {
                unanswered = e;
            } else {
                e->json("{}");
            }
        });
        cluster(1).view().actions().start(ui::CatalogueAction::Delete, {Kind::Lease, u"default"_s, u"a"_s});
        QPushButton* act = nullptr;
        QTRY_VERIFY((act = cluster(1).view().findChild<QPushButton*>(u"act"_s)) && act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY(unanswered);
        m_console->closeCluster(1);
        QCOMPARE(m_console->clusters().size(), size_t(2));
        QTRY_VERIFY(m_console->window()->window()->findChild<QMessageBox*>());
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
        entry(cluster(1).view(), u"Read-only"_s)->trigger();
        QTRY_VERIFY(cluster(1).session()->settings().readOnly);
        QCOMPARE(cluster(0).session(), first); // not even connected anew
        QVERIFY(!cluster(0).session()->settings().readOnly);
        QTRY_VERIFY(isLive(1)); // on the same sandbox
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
        QTRY_VERIFY(cluster(1).session()->settings().readOnly);
        QTRY_VERIFY(isLive(1));
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
