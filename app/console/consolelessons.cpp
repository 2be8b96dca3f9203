// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "ui/dialogs/lessonssheet.h"
#include "ui/panels/lessonpanel.h"
#include "ui/window/actions.h"

#include <algorithm>

/// The tour and the lessons, which are walked through on sandboxes; the rest of the class is in console.cpp.
namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {
const QString tourKey = u"tour/seen"_s;
const QString solvedKey = u"lessons/solved"_s;
/// What is stuck most in the default scenario.
const ObjectKey example{Kind::Lease, u"team-a"_s, u"db-migration"_s};

std::optional<ui::Lesson> lessonOf(const QString& scenario)
{
    const std::vector<ui::Lesson> all = ui::lessons();
    const auto place =
        std::find_if(all.begin(), all.end(), [&](const ui::Lesson& lesson) { return lesson.scenario == scenario; });
    return place == all.end() ? std::nullopt : std::optional(*place);
}
} // namespace

/// Once: whoever skips it knows where it is. Where nothing is remembered it would come again and again.
void Console::offerTour()
{
    if (m_settings && !m_settings->value(tourKey).toBool()) {
        startTour();
    }
}

/// As soon as there is something to see.
void Console::startTour()
{
    openSandbox(defaultScenario);
    live::LiveSession* shownNow = session();
    const auto begin = [this, view = QPointer<ui::MainWindow>(window())] {
        if (view) {
            view->startTour(example);
            if (m_settings) {
                m_settings->setValue(tourKey, true);
            }
        }
    };
    if (!shownNow || shownNow->isSettled()) {
        begin();
    } else {
        connect(shownNow, &live::LiveSession::settled, window(), begin, Qt::SingleShotConnection);
    }
}

void Console::askLesson()
{
    const QStringList solved = m_settings ? m_settings->value(solvedKey).toStringList() : QStringList();
    auto* sheet = new ui::LessonsSheet(ui::lessons(), solved, window()->centralWidget());
    connect(sheet, &ui::LessonsSheet::tourRequested, this, &Console::startTour, Qt::QueuedConnection);
    connect(
        sheet, &ui::LessonsSheet::chosen, this, [this](const QString& scenario) { openLesson(scenario, false); },
        Qt::QueuedConnection);
}

/// In the cluster of its own that is open already, or in a fresh one, in the place of the lesson before: nobody has to
/// clear up after lessons. What was mended there once is broken again for who begins it again.
void Console::openLesson(const QString& scenario, bool anew)
{
    const int open = indexOf(sandboxContext(scenario), ClusterOrigin::Kind::Sandbox);
    if (open >= 0) {
        const auto* panel = m_stack->view(open)->findChild<ui::LessonPanel*>();
        const bool over = anew || !panel || panel->isSolved();
        if (!over || m_stack->view(open)->actions().isActing()) {
            m_stack->choose(open);
            return;
        }
    }
    startSandbox(scenario, open >= 0 ? open : indexOfFormerLesson(), scenario);
}

/// Of one that ends without a loss; -1: none.
int Console::indexOfFormerLesson() const
{
    const auto former = std::find_if(m_clusters.begin(), m_clusters.end(), [](const auto& cluster) {
        return cluster->origin().fromLesson && cluster->view().wouldBeLost().isEmpty();
    });
    return former == m_clusters.end() ? -1 : static_cast<int>(former - m_clusters.begin());
}

/// Queued: a fresh cluster takes the place of the very view that asks.
void Console::wireLesson(OpenCluster& cluster)
{
    const auto lesson = lessonOf(cluster.origin().lesson);
    if (!lesson) {
        return;
    }
    const ui::LessonPanel& panel = cluster.view().showLesson(*lesson);
    connect(&panel, &ui::LessonPanel::solved, this, [this, scenario = lesson->scenario] {
        QStringList solved = m_settings ? m_settings->value(solvedKey).toStringList() : QStringList();
        if (m_settings && !solved.contains(scenario)) {
            m_settings->setValue(solvedKey, solved << scenario);
        }
    });
    connect(&panel, &ui::LessonPanel::lessonsRequested, this, &Console::askLesson);
    connect(&panel, &ui::LessonPanel::left, this, [&cluster] { cluster.origin().lesson.clear(); });
    connect(
        &panel, &ui::LessonPanel::anewRequested, this,
        [this, scenario = lesson->scenario] { openLesson(scenario, true); }, Qt::QueuedConnection);
}

} // namespace konductor::app
