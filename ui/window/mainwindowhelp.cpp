// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/helpsheet.h"
#include "ui/dialogs/tour.h"
#include "ui/pages/page.h"
#include "ui/pages/waitgraphpage.h"
#include "ui/panels/detailspanel.h"
#include "ui/panels/lessonpanel.h"
#include "ui/panels/objectpanel.h"
#include "ui/window/actions.h"
#include "ui/window/clusterbar.h"
#include "ui/window/mainwindow.h"

#include <QStackedWidget>
#include <QVBoxLayout>

/// How the window explains itself; the rest of the class is in mainwindow.cpp.
namespace konductor::ui {

using namespace Qt::StringLiterals;

void MainWindow::showHelp()
{
    delete centralWidget()->findChild<HelpSheet*>(); // of another page
    auto* sheet = new HelpSheet(currentPage().title(), helpOn(currentPage().id()), centralWidget());
    connect(sheet, &HelpSheet::shortcutsRequested, this, &MainWindow::showShortcuts);
    connect(sheet, &HelpSheet::tourRequested, this, &MainWindow::tourRequested);
    connect(sheet, &HelpSheet::lessonsRequested, this, &MainWindow::lessonsRequested);
}

void MainWindow::startTour(const ObjectKey& example)
{
    auto* tour = centralWidget()->findChild<Tour*>();
    if (!tour) {
        tour = new Tour(tourSteps(example), centralWidget());
        connect(tour, &Tour::lessonsRequested, this, &MainWindow::lessonsRequested);
        connect(tour, &Tour::ended, this, [this](bool hadFocus) {
            if (hadFocus) {
                currentPage().setFocus(Qt::OtherFocusReason);
            }
        });
    }
    tour->present();
}

std::vector<TourStep> MainWindow::tourSteps(const ObjectKey& example)
{
    const auto page = [this](const QString& id) {
        showPage(id);
        return &currentPage();
    };
    const auto details = [this, example] {
        open(example);
        m_object->setCurrentIndex(0);
        return m_object->isVisible() ? static_cast<QWidget*>(m_object) : m_stack;
    };
    return {
        {tr("What is wrong, at a glance"),
         tr("The overview begins with what is wrong, worst first. Every name is a link: press it to go there."),
         [this, page] { return page(u"overview"_s)->findChild<QWidget*>(u"whatIsWrong"_s); }},
        {tr("A table for each kind"),
         tr("Leases, semaphores, gates and the others are live. The line above filters every page: / takes you there, "
            "and it completes what you type."),
         [page] { return page(u"leases"_s); }},
        {tr("Why, in sentences"),
         tr("The details tell of the row you are at: why it is stuck, who holds it, who waits, and what mends it. The "
            "links lead to the root."),
         details},
        {tr("Who waits for whom"),
         tr("In the wait graph the arrows lead from who waits to what is waited for. The root blocks all the others; a "
            "circle is a deadlock and has a frame."),
         [page] {
             QWidget* graph = page(u"waitgraph"_s);
             static_cast<WaitGraphPage*>(graph)->showTree(false); // it speaks of arrows
             return graph;
         }},
        {tr("Nothing is written unseen"),
         tr("An action first shows its exact calls, what will follow, and what the server says to trying it. Nothing "
            "happens before you press the button that names the act."),
         [this, details] {
             QWidget* shown = details();
             QWidget* plan = showSomePlan();
             return plan ? plan : shown;
         },
         [this] {
             if (auto* sheet = centralWidget()->findChild<PlanSheet*>(); !sheet->isExecuting()) {
                 sheet->dismiss();
             }
         }},
        {tr("Where to go on"),
         tr("Ctrl+K goes to any object, page or action. F1 explains the page you are on, ? lists the keys. The lessons "
            "in the Help menu each give you something to mend."),
         [this] { return m_bar->findChild<QWidget*>(u"goToButton"_s); }},
    };
}

/// Of what the details are on; null where nothing can be done to it.
QWidget* MainWindow::showSomePlan()
{
    const auto key = currentPage().current();
    if (!key) {
        return nullptr;
    }
    for (const DetailsAction& action : contentOf(*key).actions) {
        const bool needsNoName =
            action.type == DetailsAction::Type::Release || action.type == DetailsAction::Type::ForceExpire;
        if (needsNoName && action.whyNot.isEmpty()) {
            m_actions->start(action.type, *key);
            break;
        }
    }
    auto* sheet = centralWidget()->findChild<PlanSheet*>();
    return sheet->isVisible() ? sheet : nullptr;
}

LessonPanel& MainWindow::showLesson(const Lesson& lesson)
{
    delete centralWidget()->findChild<LessonPanel*>();
    auto* panel = new LessonPanel(lesson, m_mirror, *m_insight, centralWidget());
    auto* layout = static_cast<QVBoxLayout*>(centralWidget()->layout());
    layout->insertWidget(layout->indexOf(m_bar) + 1, panel);
    connect(panel, &LessonPanel::left, panel, &QObject::deleteLater);
    connect(panel, &LessonPanel::left, this, [this] { currentPage().setFocus(Qt::OtherFocusReason); });
    return *panel;
}

} // namespace konductor::ui
