// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/insight/hold.h"
#include "tests/ui/window/windowrig.h"
#include "ui/dialogs/logsheet.h"
#include "ui/dialogs/noticesheet.h"
#include "ui/dialogs/plansheet.h"
#include "ui/dialogs/settingssheet.h"
#include "ui/dialogs/shortcutssheet.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/tablepage.h"
#include "ui/panels/detailspanel.h"
#include "ui/panels/objectpanel.h"
#include "ui/panels/yamlview.h"
#include "ui/widgets/clusterband.h"
#include "ui/widgets/spantext.h"
#include "ui/window/actions.h"
#include "ui/window/clusterstack.h"
#include "ui/window/sidebar.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QNetworkAccessManager>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>

using namespace konductor;
using namespace Qt::StringLiterals;

/// The window on a sandbox whose workers stand still, driven by keys and mouse as a person would.
class TestMainWindow : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void everyPageShowsItsObjects();
    void typingAFilterHidesWhatDoesNotMatch();
    void clickingARowShowsItsDetails();
    void fromRightToLeftAnObjectIsFoundAndClickedAllTheSame();
    void theYamlTabShowsTheServersObjectAndFollowsIt();
    void eventsAboutAnObjectStandInItsDetailsWhileItIsShown();
    void aHoldersLogIsOneStepAway();
    void aWaiterHasALogAndIsMarkedOnceHeIsGone();
    void theOverviewLeadsToTheFindingsItHasNoRoomFor();
    void theOverviewTellsWhoHoldsWhatEndsNext();
    void aNarrowWindowLeavesRoomForTheNamesOfPages();
    void backAndForwardRetraceTheWay();
    void findIsTheWaitGraphsOwnSearchThereAndTheFilterElsewhere();
    void theQuestionMarkListsTheKeys();
    void theAppearanceIsChosenInTheViewMenu();
    void theSettingsOpenByKeyAndLeaveTheWindowAlive();
    void closingAsksFirstWhereAnEditWouldBeLost();
    void productionIsSeenAndItsPlansAskForAName();
    void arrivingByMouseAndKeysIsSeenInTheStore();
    void releasingALeaseByMouseIsSeenInTheStore();
    void forceExpiringALeaseHandsItToTheNext();
    void escapeLeavesEverythingAsItWas();
    void anOperatorThatMayBeCalledOtherwiseIsAWarningEverywhere();
    void everyLabelIsPlainText();
    void everyControlHasAnAccessibleName();

private:
    QPushButton* button(const QString& text);
    void press(const QString& text);
};

void TestMainWindow::init()
{
    QVERIFY(open());
    QTRY_VERIFY(objects().count() > 50);
}

void TestMainWindow::cleanup()
{
    close();
}

QPushButton* TestMainWindow::button(const QString& text)
{
    for (QPushButton* candidate : m_window->findChildren<QPushButton*>()) {
        if (candidate->text() == text && candidate->isVisible()) {
            return candidate;
        }
    }
    return nullptr;
}

void TestMainWindow::press(const QString& text)
{
    QPushButton* found = nullptr;
    QTRY_VERIFY2((found = button(text)) && found->isEnabled(), qPrintable(text));
    QTest::mouseClick(found, Qt::LeftButton);
}

void TestMainWindow::everyPageShowsItsObjects()
{
    for (const Kind kind : primitiveKinds) {
        const QString id = ui::tableOf(kind).id;
        m_window->showPage(id);
        QCOMPARE(m_window->currentPage().objectName(), id);
        QCOMPARE(m_window->currentTable()->model().rowCount(), static_cast<int>(objects().count(kind)));
        QVERIFY(m_window->currentTable()->model().rowCount() > 0);
    }
    m_window->showPage(u"holders"_s);
    QVERIFY(m_window->currentTable()->model().rowCount() > 10);
}

void TestMainWindow::typingAFilterHidesWhatDoesNotMatch()
{
    m_window->showPage(u"leases"_s);
    auto* filter = m_window->findChild<QLineEdit*>(u"filter"_s);
    QVERIFY(filter);
    QTest::keyClick(&m_window->currentTable()->table(), Qt::Key_Slash);
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"holder:worker-a"_s);
    QCOMPARE(m_window->currentTable()->model().rowCount(), 1);
    QCOMPARE(m_window->currentTable()->model().index(0, 0).data().toString(), u"db-migration"_s);
    QTest::keyClicks(filter, u"-nobody"_s);
    QCOMPARE(m_window->currentTable()->model().rowCount(), 0);
    press(u"Show all"_s);
    QCOMPARE(m_window->currentTable()->model().rowCount(), static_cast<int>(objects().count(Kind::Lease)));
}

void TestMainWindow::clickingARowShowsItsDetails()
{
    m_window->showPage(u"leases"_s);
    ui::TablePage& page = *m_window->currentTable();
    const int row = page.model().rowOf({Kind::Lease, u"finance"_s, u"fx-rates"_s});
    QVERIFY(row >= 0);
    const QRect place = page.table().visualRect(page.model().index(row, 0));
    QTest::mouseClick(page.table().viewport(), Qt::LeftButton, {}, place.center());
    QCOMPARE(m_window->details().content().key.name, u"fx-rates"_s);
}

void TestMainWindow::fromRightToLeftAnObjectIsFoundAndClickedAllTheSame()
{
    m_window->setLayoutDirection(Qt::RightToLeft);
    m_window->open({Kind::Lease, u"team-a"_s, u"report-writer"_s});
    QCOMPARE(m_window->details().content().key.name, u"report-writer"_s);
    ui::TablePage& page = *m_window->currentTable();
    const int row = page.model().rowOf({Kind::Lease, u"finance"_s, u"fx-rates"_s});
    const QRect name = page.table().visualRect(page.model().index(row, 0));
    QVERIFY(name.left() > page.table().visualRect(page.model().index(row, 1)).left());
    QTest::mouseClick(page.table().viewport(), Qt::LeftButton, {}, name.center());
    QCOMPARE(m_window->details().content().key.name, u"fx-rates"_s);
}

void TestMainWindow::theYamlTabShowsTheServersObjectAndFollowsIt()
{
    m_window->open({Kind::Lease, u"team-a"_s, u"report-writer"_s});
    auto* panel = m_window->findChild<ui::ObjectPanel*>();
    QTest::mouseClick(panel->tabBar(), Qt::LeftButton, {}, panel->tabBar()->tabRect(1).center());
    QTRY_VERIFY(panel->yaml().text().contains(u"name: report-writer"_s));
    const QString holder = objects().find<Lease>(u"team-a"_s, u"report-writer"_s)->status.holder;
    QVERIFY(panel->yaml().text().contains(u"holder: "_s + holder));
    m_window->actions().start(ui::DetailsAction::Type::Release, {Kind::Lease, u"team-a"_s, u"report-writer"_s});
    runPlan();
    QTRY_VERIFY(!panel->yaml().text().contains(u"holder: "_s + holder));
}

void TestMainWindow::eventsAboutAnObjectStandInItsDetailsWhileItIsShown()
{
    const auto section = [this] { return m_window->details().content().section(u"Kubernetes events"); };
    QSignalSpy wanted(m_window.get(), &ui::MainWindow::eventsWanted);
    m_window->open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
    QTRY_VERIFY(section());
    QVERIFY(section()->rows[0].plainText().startsWith(u"PolicyViolation: "));
    QCOMPARE(section()->rows[1].plainText(), u"kyverno-scan · 3 times, last 2 min ago"_s);
    m_window->open({Kind::Lease, u"team-a"_s, u"schema-lock"_s});
    QVERIFY(!section());
    using Subject = std::optional<live::EventSubject>;
    QCOMPARE(wanted.last().front().value<Subject>()->key.name, u"schema-lock"_s);
    m_window->hide();
    QVERIFY(!wanted.last().front().value<Subject>());
}

void TestMainWindow::aHoldersLogIsOneStepAway()
{
    m_window->open({Kind::Lease, u"finance"_s, u"ledger-close"_s});
    const auto link = [this] {
        const auto* section = m_window->details().content().section(u"Holder");
        return section ? section->rows.front().text.back().link : std::nullopt;
    };
    QTRY_VERIFY(link() == ui::Link::toLog(u"finance"_s, u"ledger-2"_s)); // once the pods are listed
    const auto sheetSays = [this](const QString& words) {
        const auto* sheet = m_window->findChild<ui::LogSheet*>();
        return sheet && sheet->findChild<QPlainTextEdit*>()->toPlainText().contains(words);
    };
    m_window->follow(*link());
    QTRY_VERIFY(sheetSays(u"took lease ledger-close"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<ui::LogSheet*>());
    m_window->follow(ui::Link::toHolder(u"finance"_s, u"ledger-2"_s));
    const auto entry = [this]() -> QAction* {
        QMenu& menu = *m_window->menuBar()->actions()[3]->menu();
        m_window->currentPage().enter();
        emit menu.aboutToShow();
        for (QAction* action : menu.actions()) {
            if (action->text() == "Show the log of pod ledger-2"_L1) {
                return action;
            }
        }
        return nullptr;
    };
    QTRY_VERIFY(entry());
    entry()->trigger();
    QTRY_VERIFY(sheetSays(u"asked for lease fx-rates"_s));
}

void TestMainWindow::aWaiterHasALogAndIsMarkedOnceHeIsGone()
{
    m_window->open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
    const auto first = [this] {
        const auto* section = m_window->details().content().section(u"Waiting");
        return section ? section->rows.front() : ui::DetailsRow();
    };
    QTRY_VERIFY(!first().text.empty() && first().text.back().link == ui::Link::toLog(u"team-a"_s, u"worker-b"_s));
    QCOMPARE(first().note->text, u"priority 10"_s);
    QNetworkAccessManager network;
    network.deleteResource(
        QNetworkRequest(QUrl(m_sandbox->url().toString() + u"/api/v1/namespaces/team-a/pods/worker-b"_s)));
    QTRY_COMPARE(first().note->tone, ui::Tone::Bad); // he would be granted it for ever
    QVERIFY2(first().value.startsWith(u"priority 10 · "_s), qPrintable(first().plainText()));
}

void TestMainWindow::theOverviewLeadsToTheFindingsItHasNoRoomFor()
{
    const auto link = [this]() -> ui::SpanText* {
        for (auto* text : m_window->currentPage().findChildren<ui::SpanText*>()) {
            if (text->isVisible() && text->accessibleName().endsWith(u"more on the page Findings"_s)) {
                return text;
            }
        }
        return nullptr;
    };
    QTRY_VERIFY(link());
    QTest::mouseClick(link(), Qt::LeftButton, {}, {10, link()->height() / 2});
    QCOMPARE(m_window->currentPage().id(), u"findings"_s);
}

void TestMainWindow::theOverviewTellsWhoHoldsWhatEndsNext()
{
    const QString holder = objects().find<Lease>(u"team-a"_s, u"report-writer"_s)->status.holder;
    const auto isTold = [&] {
        const QList<ui::SpanText*> texts = m_window->currentPage().findChildren<ui::SpanText*>();
        return std::any_of(texts.begin(), texts.end(), [&](const ui::SpanText* text) {
            return text->isVisible() && text->accessibleName() == u"Lease report-writer · "_s + holder;
        });
    };
    QTRY_VERIFY(isTold());
}

void TestMainWindow::aNarrowWindowLeavesRoomForTheNamesOfPages()
{
    m_window->resize(m_window->minimumSizeHint());
    const auto* sidebar = m_window->findChild<ui::Sidebar*>();
    const QFontMetrics letters = sidebar->fontMetrics();
    QVERIFY(sidebar->width() >= letters.horizontalAdvance(u"RW mutexes 000"_s) + 2 * letters.height());
}

void TestMainWindow::backAndForwardRetraceTheWay()
{
    const ObjectKey lease{Kind::Lease, u"finance"_s, u"fx-rates"_s};
    const ObjectKey gate{Kind::Gate, u"team-a"_s, u"release"_s};
    m_window->open(lease);
    m_window->open(gate);
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_window->currentPage().id(), u"leases"_s);
    QVERIFY(m_window->currentPage().current() == lease);
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_window->currentPage().id(), u"overview"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier); // the way ends here
    QCOMPARE(m_window->currentPage().id(), u"overview"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_window->currentPage().id(), u"gates"_s);
    QVERIFY(m_window->currentPage().current() == gate);
}

void TestMainWindow::findIsTheWaitGraphsOwnSearchThereAndTheFilterElsewhere()
{
    m_window->showPage(u"waitgraph"_s);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"waitSearch"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"db-migration"_s);
    QCOMPARE(m_window->currentPage().current(), std::optional(ObjectKey{Kind::Lease, u"team-a"_s, u"db-migration"_s}));
    m_window->showPage(u"leases"_s);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), u"Filter"_s);
}

void TestMainWindow::theQuestionMarkListsTheKeys()
{
    m_window->showPage(u"leases"_s);
    QTest::keyClick(&m_window->currentTable()->table(), Qt::Key_Question, Qt::ShiftModifier);
    auto* sheet = m_window->findChild<ui::ShortcutsSheet*>();
    QVERIFY(sheet && sheet->isVisible());
    QStringList shown;
    for (const QLabel* label : sheet->findChildren<QLabel*>()) {
        shown.append(label->text());
    }
    for (const QPushButton* button : sheet->findChildren<QPushButton*>()) {
        shown.append(button->text());
    }
    for (const QString& words : {u"Back"_s, u"Alt+Left"_s, u"Hand a lease over"_s, u"Ctrl+H"_s, u"Go to anything…"_s,
                                 u"Save this view…"_s, u"Ctrl+D"_s}) {
        QVERIFY2(shown.contains(words), qPrintable(words));
    }
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<ui::ShortcutsSheet*>());
}

void TestMainWindow::theAppearanceIsChosenInTheViewMenu()
{
    ui::Settings settings(nullptr);
    m_window->setSettings(settings);
    const auto entry = [this](const QString& text) {
        for (QAction* action : m_window->findChildren<QAction*>()) {
            if (action->text() == text) {
                return action;
            }
        }
        return static_cast<QAction*>(nullptr);
    };
    QVERIFY(entry(u"As the desktop"_s) && entry(u"As the desktop"_s)->isChecked());
    entry(u"High contrast"_s)->trigger();
    QCOMPARE(settings.value(ui::Setting::Appearance), u"high-contrast"_s);
    settings.set(ui::Setting::Appearance, u"dark"_s);
    QVERIFY(entry(u"Dark"_s)->isChecked() && !entry(u"High contrast"_s)->isChecked());
}

void TestMainWindow::theSettingsOpenByKeyAndLeaveTheWindowAlive()
{
    ui::Settings settings(nullptr);
    m_window->setSettings(settings);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Comma, Qt::ControlModifier);
    auto* sheet = m_window->findChild<ui::SettingsSheet*>();
    QVERIFY(sheet && sheet->isVisible());
    QTest::keyClick(sheet->findChild<QComboBox*>(u"appearance"_s), Qt::Key_Down);
    QCOMPARE(settings.value(ui::Setting::Appearance), u"light"_s);
    QVERIFY(!QApplication::activeModalWidget());
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<ui::SettingsSheet*>());
}

void TestMainWindow::closingAsksFirstWhereAnEditWouldBeLost()
{
    ui::ClusterStack stack;
    stack.insert(*m_window);
    stack.show();
    m_window->open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
    auto* panel = m_window->findChild<ui::ObjectPanel*>();
    panel->editYaml();
    QTRY_VERIFY(panel->yaml().isEditing() && m_window->wouldBeLost().isEmpty()); // it is as it was read
    QTest::keyClicks(panel->findChild<QPlainTextEdit*>(), u"typed: 1 "_s);
    QVERIFY(!stack.close());
    QVERIFY(!stack.close()); // asks once
    QCOMPARE(stack.findChildren<ui::NoticeSheet*>().size(), 1);
    auto* notice = stack.findChild<ui::NoticeSheet*>();
    QVERIFY(notice->isVisible() && !QApplication::activeModalWidget() && notice->hasFocus()); // none of its buttons
    QTest::mouseClick(notice->findChild<QPushButton*>(u"closeNotice"_s), Qt::LeftButton);
    QTRY_VERIFY(stack.isVisible() && !stack.findChild<ui::NoticeSheet*>());
    QVERIFY(!stack.close());
    QTest::mouseClick(stack.findChild<QPushButton*>(u"closeAllTheSame"_s), Qt::LeftButton);
    QVERIFY(!stack.isVisible());
    stack.removeWidget(m_window.get());
    m_window->setParent(nullptr);
}

void TestMainWindow::productionIsSeenAndItsPlansAskForAName()
{
    auto* band = m_window->findChild<ui::ClusterBand*>();
    QVERIFY(!band->isVisible()); // nothing is marked
    m_window->setMark({.color = ui::ClusterColor::Teal});
    QVERIFY(band->isVisible() && band->words().isEmpty());
    m_window->setMark({.color = ui::ClusterColor::Teal, .production = true});
    QCOMPARE(band->words(), u"Production · sandbox"_s);
    QVERIFY(m_window->windowTitle().startsWith(u"Production · sandbox"_s));
    const QImage painted = band->grab().toImage();
    QCOMPARE(painted.pixelColor(2, 2).rgb(), ui::tokens(ui::Scheme::Light).clusters[2].ink.rgb());
    m_window->actions().start(ui::CatalogueAction::Delete, {Kind::Lease, u"team-a"_s, u"db-migration"_s});
    auto* sheet = m_window->findChild<ui::PlanSheet*>();
    QTRY_VERIFY(sheet->isVisible());
    QCOMPARE(sheet->findChild<ui::ClusterBand*>()->words(), u"Production · sandbox"_s);
    auto* act = sheet->findChild<QPushButton*>(u"act"_s);
    auto* name = sheet->findChild<QLineEdit*>(u"name"_s);
    QVERIFY(name);
    QTRY_VERIFY(name->hasFocus()); // the dry run has gone well
    QVERIFY(!act->isEnabled());
    QTest::keyClicks(name, u"db-migration"_s);
    QVERIFY(act->isEnabled());
    QTest::keyClick(name, Qt::Key_Escape);
    m_window->setMark({});
    QVERIFY(!band->isVisible());
}

void TestMainWindow::arrivingByMouseAndKeysIsSeenInTheStore()
{
    m_window->showPage(u"barriers"_s);
    ObjectKey waiting;
    objects().forEach(Kind::Barrier, [&](const ObjectPtr& object) {
        if (as<Barrier>(object)->status.phase == BarrierPhase::Waiting && !as<Barrier>(object)->spec.timeout) {
            waiting = object->key();
        }
    });
    if (waiting.name.isEmpty()) {
        objects().forEach(Kind::Barrier, [&](const ObjectPtr& object) {
            waiting = as<Barrier>(object)->status.phase == BarrierPhase::Waiting ? object->key() : waiting;
        });
    }
    QVERIFY(!waiting.name.isEmpty());
    m_window->open(waiting);
    press(u"Arrive…"_s);
    QComboBox* choice = nullptr;
    QTRY_VERIFY((choice = qobject_cast<QComboBox*>(QApplication::focusWidget())) && choice->isEditable());
    QLineEdit* name = choice->lineEdit();
    QTest::keyClicks(name, u"pressed by hand"_s);
    QTest::keyClick(name, Qt::Key_Return);
    runPlan();
    QTRY_VERIFY(objects().find<Barrier>(waiting.ns, waiting.name)->status.arrivals.contains(u"pressed by hand"_s));
}

void TestMainWindow::releasingALeaseByMouseIsSeenInTheStore()
{
    m_window->open({Kind::Lease, u"team-a"_s, u"report-writer"_s});
    const QString holder = objects().find<Lease>(u"team-a"_s, u"report-writer"_s)->status.holder;
    QVERIFY(!holder.isEmpty());
    press(u"Release…"_s);
    runPlan();
    QTRY_VERIFY(objects().find<Lease>(u"team-a"_s, u"report-writer"_s)->status.holder != holder);
}

void TestMainWindow::forceExpiringALeaseHandsItToTheNext()
{
    m_window->open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
    press(u"Force-expire…"_s);
    runPlan();
    QTRY_COMPARE(objects().find<Lease>(u"team-a"_s, u"db-migration"_s)->status.holder, u"worker-b"_s);
}

void TestMainWindow::escapeLeavesEverythingAsItWas()
{
    const ObjectKey lease{Kind::Lease, u"team-a"_s, u"db-migration"_s};
    m_window->open(lease);
    const QString version = objects().find(lease)->meta.resourceVersion.toString();
    press(u"Force-expire…"_s);
    QPushButton* act = nullptr;
    QTRY_VERIFY((act = m_window->findChild<QPushButton*>(u"act"_s)) && act->isVisible() && act->isEnabled());
    QTest::keyClick(act, Qt::Key_Escape);
    QTRY_VERIFY(!act->isVisible());
    QCOMPARE(objects().find(lease)->meta.resourceVersion.toString(), version);
}

void TestMainWindow::anOperatorThatMayBeCalledOtherwiseIsAWarningEverywhere()
{
    m_window->setOperator({{u"its Deployment is not there"_s}, {}, false});
    const auto labels = m_window->findChildren<QLabel*>();
    const auto line = std::find_if(labels.begin(), labels.end(),
                                   [](const QLabel* label) { return label->accessibleName() == u"Operator"_s; });
    QVERIFY(line != labels.end() && (*line)->text().startsWith(u"⚠"_s));
    const auto isFound = [this] {
        const auto& found = m_window->insight().findings();
        return std::any_of(found.begin(), found.end(), [](const insight::NotedFinding& head) {
            return head.rule == u"operator-not-running"_s && head.severity == insight::Severity::Warning;
        });
    };
    QTRY_VERIFY(isFound());
}

void TestMainWindow::everyLabelIsPlainText()
{
    m_window->open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
    const auto labels = m_window->findChildren<QLabel*>();
    QVERIFY(labels.size() > 10);
    for (const QLabel* label : labels) {
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
    }
}

void TestMainWindow::everyControlHasAnAccessibleName()
{
    for (const QPushButton* control : m_window->findChildren<QPushButton*>()) {
        QVERIFY(!control->text().isEmpty() || !control->accessibleName().isEmpty() || !control->isVisible());
    }
    for (const QComboBox* control : m_window->findChildren<QComboBox*>()) {
        QVERIFY(!control->accessibleName().isEmpty());
    }
    for (const QTableView* control : m_window->findChildren<QTableView*>()) {
        QVERIFY(!control->accessibleName().isEmpty());
    }
    QVERIFY(!m_window->findChild<QLineEdit*>(u"filter"_s)->accessibleName().isEmpty());
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
