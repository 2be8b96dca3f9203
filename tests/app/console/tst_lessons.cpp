// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "core/api/kinds.h"
#include "ui/dialogs/helpsheet.h"
#include "ui/dialogs/lessonssheet.h"
#include "ui/dialogs/plansheet.h"
#include "ui/dialogs/tour.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/tablepage.h"
#include "ui/panels/lessonpanel.h"
#include "ui/panels/objectpanel.h"
#include "ui/panels/yamlview.h"
#include "ui/theme/consolestyle.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace Qt::StringLiterals;

namespace {
const ObjectKey lease{Kind::Lease, u"team-a"_s, u"db"_s};
const QString handOver = u"lease-without-ttl-held-by-vanished-pod"_s;
} // namespace

/// The tour and the lessons, by real keys and clicks in the program itself on its sandboxes.
class TestLessons : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        ui::applyTheme(*qApp, ui::Scheme::Light);
        m_dir = std::make_unique<QTemporaryDir>();
        for (const char* name : {"HOME", "XDG_DATA_HOME"}) {
            qputenv(name, m_dir->path().toUtf8());
        }
        qputenv("KUBECONFIG", m_dir->filePath(u"none"_s).toUtf8());
    }
    void cleanup()
    {
        m_console.reset();
        qunsetenv("KUBECONFIG");
    }

    void theTourComesByItselfAtTheFirstStartAndNeverAgain()
    {
        start({});
        QTRY_VERIFY(tour());
        QTest::keyClick(focused(), Qt::Key_Escape);
        QTRY_VERIFY(!tour());
        start({});
        QTRY_VERIFY(m_console->session()->isSettled() && !window().insight().findings().empty()); // later than a tour
        QVERIFY(!tour());
    }

    void nobodyWhoNamesAClusterIsTakenOnATour()
    {
        start({.sandbox = QString()});
        QTRY_VERIFY(m_console->session()->isSettled() && !window().insight().findings().empty()); // later than a tour
        QVERIFY(!tour());
    }

    void aFirstStartThatAsksForTheTourHasItOnTheSandboxToo()
    {
        start({.sandbox = QString(), .tour = true});
        QTRY_VERIFY(tour());
        QTest::keyClick(focused(), Qt::Key_Escape);
        QTRY_VERIFY(!tour());
        start({.sandbox = QString(), .tour = true});
        QTRY_VERIFY(m_console->session()->isSettled() && !window().insight().findings().empty()); // later than a tour
        QVERIFY(!tour());
    }

    void returnWalksThroughTheTourAndBackGoesBack()
    {
        start({});
        QTRY_VERIFY(tour() && hasFocus(u"tourNext"_s));
        QStringList pages;
        for (size_t step = 0; step + 1 < tour()->count(); ++step) {
            QCOMPARE(tour()->step(), step);
            pages.append(window().currentPage().id());
            QTest::keyClick(focused(), Qt::Key_Return);
        }
        QCOMPARE(pages, QStringList({u"overview"_s, u"leases"_s, u"leases"_s, u"waitgraph"_s, u"leases"_s}));
        QTest::keyClick(focused(), Qt::Key_Backtab);
        QTest::keyClick(focused(), Qt::Key_Space); // Back
        QCOMPARE(tour()->step(), tour()->count() - 2);
        QTest::keyClick(focused(), Qt::Key_Return);
        QTest::keyClick(focused(), Qt::Key_Return);
        QTRY_VERIFY(!tour());
        QVERIFY(window().currentPage().isAncestorOf(focused()) || focused() == &window().currentPage());
    }

    void thePlanOfTheTourIsShownAndNotCarriedOut()
    {
        start({});
        QTRY_VERIFY(tour() && hasFocus(u"tourNext"_s));
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(focused(), Qt::Key_Return);
        }
        const auto* act = window().findChild<QPushButton*>(u"act"_s);
        QTRY_VERIFY(act && act->isVisible() && act->isEnabled()); // the dry run is over
        QVERIFY(hasFocus(u"tourNext"_s)); // and the next Return is the tour's still
        QTest::keyClick(focused(), Qt::Key_Return);
        QVERIFY(!window().findChild<ui::PlanSheet*>()->isVisible());
        QCOMPARE(objects().find<Lease>(u"team-a"_s, u"db-migration"_s)->status.holder, u"worker-a"_s);
    }

    void theWindowStaysAliveUnderTheTour()
    {
        start({});
        QTRY_VERIFY(tour() && hasFocus(u"tourNext"_s));
        QTest::mouseClick(tour()->findChild<QPushButton*>(u"tourNext"_s), Qt::LeftButton);
        QTableView& table = window().currentTable()->table();
        const QModelIndex second = table.model()->index(1, 0);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(second).center());
        QCOMPARE(table.currentIndex().row(), 1);
        QTest::keyClick(focused(), Qt::Key_Escape); // is the table's
        QVERIFY(tour());
        menu(u"tour"_s); // asked for again, it has the focus again
        QTRY_VERIFY(hasFocus(u"tourNext"_s));
        QCOMPARE(tour()->step(), size_t(1));
    }

    void theTourLeadsToTheLessonsAndSoDoesTheHelp()
    {
        start({});
        QTRY_VERIFY(tour() && hasFocus(u"tourNext"_s));
        for (size_t i = 1; i < tour()->count(); ++i) {
            QTest::keyClick(focused(), Qt::Key_Return);
        }
        QTest::mouseClick(tour()->findChild<QPushButton*>(u"tourLessons"_s), Qt::LeftButton);
        QTRY_VERIFY(sheet() && sheet()->isVisible());
        QTest::keyClick(focused(), Qt::Key_Escape);
        QTRY_VERIFY(!sheet());
        QTest::keyClick(focused(), Qt::Key_F1);
        ui::HelpSheet* help = nullptr;
        QTRY_VERIFY((help = window().findChild<ui::HelpSheet*>()) && help->isVisible());
        QTest::mouseClick(help->findChild<QPushButton*>(u"lessons"_s), Qt::LeftButton);
        QTRY_VERIFY(sheet() && sheet()->isVisible());
    }

    void aLessonOpensInAClusterOfItsOwnAndGivesOneHintAtATime()
    {
        start({.sandbox = QString()});
        QTRY_VERIFY(m_console->session()->isSettled());
        menu(u"lessons"_s);
        QTRY_VERIFY(sheet() && focused()->objectName() == handOver); // the first one that is not solved
        QTest::keyClick(focused(), Qt::Key_Space);
        QTRY_COMPARE(m_console->clusters().size(), size_t(2));
        QTRY_VERIFY(panel());
        QCOMPARE(panel()->lesson().scenario, handOver);
        for (const QString& hint : panel()->lesson().hints) {
            QVERIFY(!saysInPanel(hint));
            QTest::mouseClick(panel()->findChild<QPushButton*>(u"hint"_s), Qt::LeftButton);
            QTRY_VERIFY(saysInPanel(hint));
        }
        QVERIFY(!panel()->findChild<QPushButton*>(u"hint"_s)->isEnabled());
        QVERIFY(!saysInPanel(panel()->lesson().moral));
        QTest::mouseClick(panel()->findChild<QPushButton*>(u"leave"_s), Qt::LeftButton);
        QTRY_VERIFY(!panel());
        QCOMPARE(m_console->clusters().size(), size_t(2));
    }

    void anotherLessonTakesThePlaceOfTheOneBefore()
    {
        const std::vector<ui::Lesson> all = ui::lessons();
        begin(all[0].scenario);
        QTest::mouseClick(panel()->findChild<QPushButton*>(u"leave"_s), Qt::LeftButton);
        QTRY_VERIFY(!panel());
        choose(all[1].scenario); // also of one that was left
        QCOMPARE(m_console->clusters().size(), size_t(2));
        choose(all[2].scenario);
        QCOMPARE(m_console->clusters().size(), size_t(2));
        QCOMPARE(m_console->clusters()[0]->context(), app::sandboxContext(app::defaultScenario));
        choose(all[2].scenario); // the same once more is the same
        QCOMPARE(m_console->clusters().size(), size_t(2));
    }

    void aLessonInWhichSomethingWouldBeLostStaysOpen()
    {
        const std::vector<ui::Lesson> all = ui::lessons();
        begin(handOver);
        QTRY_VERIFY(objects().find(lease));
        emit window().actions().yamlRequested(lease);
        const auto* panel = window().findChild<ui::ObjectPanel*>();
        QTRY_VERIFY(panel->yaml().isEditing());
        QTest::keyClicks(panel->findChild<QPlainTextEdit*>(), u"typed: 1 "_s);
        QVERIFY(!window().wouldBeLost().isEmpty());
        choose(all[1].scenario);
        QCOMPARE(m_console->clusters().size(), size_t(3));
    }

    void everyLessonCanBeSolved_data()
    {
        QTest::addColumn<int>("place");
        const std::vector<ui::Lesson> all = ui::lessons();
        for (size_t i = 0; i < all.size(); ++i) {
            QTest::newRow(qPrintable(all[i].title)) << int(i);
        }
    }

    void everyLessonCanBeSolved()
    {
        QFETCH(const int, place);
        const QString scenario = ui::lessons()[static_cast<size_t>(place)].scenario;
        begin(scenario);
        QVERIFY(!panel()->isSolved());
        if (scenario.startsWith(u"gate-wants"_s)) {
            setPermits(u"slots"_s, u"8"_s);
        } else if (scenario.startsWith(u"semaphore"_s)) {
            setPermits(u"quota"_s, u"6"_s);
        } else {
            mend(scenario.startsWith(u"two"_s) ? u"deadlock"_s : u"hold-by-gone-holder"_s);
        }
        if (scenario.startsWith(u"gate-behind"_s)) {
            QTRY_COMPARE(objects().find<Lease>(lease.ns, lease.name)->status.holder, u"worker-c"_s);
            QVERIFY(!panel()->isSolved()); // the gate is closed still
            arrive(u"worker-c"_s);
        }
        QTRY_VERIFY_WITH_TIMEOUT(panel()->isSolved(), 20'000);
        QTRY_VERIFY(saysInPanel(panel()->lesson().moral));
        QCOMPARE(QSettings(settings(), QSettings::IniFormat).value(u"lessons/solved"_s).toStringList(),
                 QStringList(scenario));
        QTest::mouseClick(panel()->findChild<QPushButton*>(u"lessons"_s), Qt::LeftButton);
        QTRY_VERIFY(sheet() && sheet()->isVisible());
        QCOMPARE(sheet()->findChild<QPushButton*>(scenario)->text(), u"Begin again"_s);
    }

    void whatIsDeletedIsNotSolvedAndTheLessonBeginsAnew()
    {
        begin(handOver);
        window().actions().start(ui::CatalogueAction::Delete, lease);
        runPlan();
        QTRY_VERIFY(!objects().find(lease));
        QVERIFY(!panel()->isSolved());
        QTest::mouseClick(panel()->findChild<QPushButton*>(u"anew"_s), Qt::LeftButton);
        QTRY_VERIFY(m_console->session()->isSettled() && objects().find(lease));
        QCOMPARE(m_console->clusters().size(), size_t(2));
        QVERIFY(panel() && !panel()->isSolved());
    }

private:
    void start(app::ConsoleOptions options)
    {
        options.settings = app::SettingsFile::open(settings());
        m_console.reset();
        m_console = std::make_unique<app::Console>(std::move(options));
        m_console->start();
        window().window()->resize(1440, 1000);
        QVERIFY(QTest::qWaitForWindowActive(window().window()));
    }
    /// Beside the sandbox, as the person would: from the list.
    void begin(const QString& scenario)
    {
        start({.sandbox = QString()});
        QTRY_VERIFY(m_console->session()->isSettled());
        menu(u"lessons"_s);
        QTRY_VERIFY(sheet() && sheet()->isVisible());
        QTest::mouseClick(sheet()->findChild<QPushButton*>(scenario), Qt::LeftButton);
        QTRY_VERIFY(panel());
        QTRY_VERIFY(m_console->session()->isSettled());
    }
    /// From the list, wherever one is.
    void choose(const QString& scenario)
    {
        menu(u"lessons"_s);
        QTRY_VERIFY(sheet() && sheet()->isVisible());
        QTest::mouseClick(sheet()->findChild<QPushButton*>(scenario), Qt::LeftButton);
        QTRY_VERIFY(panel() && panel()->lesson().scenario == scenario);
        QTRY_VERIFY(m_console->session()->isSettled());
    }
    void mend(const QString& rule)
    {
        std::optional<insight::Finding> found;
        const auto look = [&] {
            for (const insight::Finding& finding : window().insight().insight().findings()) {
                found = finding.rule == rule ? finding : found;
            }
            return found.has_value();
        };
        QTRY_VERIFY(look());
        window().actions().mend(*found);
        runPlan();
    }
    void setPermits(const QString& semaphore, const QString& permits)
    {
        window().actions().start(ui::CatalogueAction::Edit, {Kind::Semaphore, lease.ns, semaphore});
        QLineEdit* field = nullptr;
        QTRY_VERIFY((field = window().findChild<QLineEdit*>(u"permits"_s)) && field->isVisible());
        field->selectAll();
        QTest::keyClicks(field, permits);
        QTest::keyClick(field, Qt::Key_Return);
        runPlan();
    }
    void arrive(const QString& holder)
    {
        window().actions().start(ui::DetailsAction::Type::Arrive, {Kind::Barrier, lease.ns, u"extract"_s});
        QComboBox* as = nullptr;
        QTRY_VERIFY((as = qobject_cast<QComboBox*>(focused())) && as->isEditable());
        as->lineEdit()->selectAll();
        QTest::keyClicks(as->lineEdit(), holder);
        QTest::keyClick(as->lineEdit(), Qt::Key_Return);
        runPlan();
    }
    void runPlan()
    {
        QPushButton* act = nullptr;
        QTRY_VERIFY((act = window().findChild<QPushButton*>(u"act"_s)) && act->isVisible() && act->isEnabled());
        QTest::keyClick(act, Qt::Key_Space);
        QTRY_VERIFY(!act->isVisible());
    }
    void menu(const QString& name) { window().findChild<QAction*>(name)->trigger(); }
    bool saysInPanel(const QString& text) const
    {
        const QList<QLabel*> labels = panel()->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->isVisible() && label->text().contains(text); });
    }
    ui::MainWindow& window() const { return *m_console->window(); }
    const ObjectIndex& objects() const { return m_console->session()->mirror().objects(); }
    ui::Tour* tour() const { return window().findChild<ui::Tour*>(); }
    ui::LessonsSheet* sheet() const { return window().findChild<ui::LessonsSheet*>(); }
    ui::LessonPanel* panel() const { return window().findChild<ui::LessonPanel*>(); }
    static QWidget* focused() { return QApplication::focusWidget(); }
    static bool hasFocus(const QString& name) { return focused() && focused()->objectName() == name; }
    QString settings() const { return m_dir->filePath(u"console.ini"_s); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<app::Console> m_console;
};

QTEST_MAIN(TestLessons)
#include "tst_lessons.moc"
