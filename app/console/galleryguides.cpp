// SPDX-License-Identifier: Apache-2.0
#include "app/console/gallery.h"
#include "core/api/kind.h"
#include "ui/dialogs/lessonssheet.h"

#include <QAction>
#include <QPushButton>

/// What the window says of itself: help, keys, tour and lessons; the rest of the class is in gallery.cpp.
namespace konductor::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// F1 on the pages of the primitives; and the overview again, because its charts have begun by now.
void Gallery::addHelp()
{
    for (const Kind kind : primitiveKinds) {
        const QString page = kindInfo(kind).plural.toString();
        m_shots.push_back({u"help-"_s + page, [this, page] {
                               dismissSheets();
                               window().showPage(page);
                               window().findChild<QAction*>(u"help"_s)->trigger();
                               return &window();
                           }});
    }
    m_shots.push_back({u"shortcuts"_s, [this] {
                           dismissSheets();
                           window().findChild<QAction*>(u"shortcuts"_s)->trigger();
                           return &window();
                       }});
    m_shots.push_back({u"overview-charts"_s, [this] {
                           dismissSheets();
                           window().showPage(u"overview"_s);
                           return &window();
                       }});
}

/// Each of its steps.
void Gallery::addTour()
{
    for (int step = 1; step <= 6; ++step) {
        m_shots.push_back({u"tour-%1"_s.arg(step),
                           [this, step] {
                               if (step == 1) {
                                   window().startTour({Kind::Lease, u"team-a"_s, u"db-migration"_s});
                               } else {
                                   window().findChild<QPushButton*>(u"tourNext"_s)->click();
                               }
                               return &window();
                           },
                           step == 5 ? 1000ms : 200ms});
    }
}

/// At the end: a lesson is another cluster.
void Gallery::addLessons()
{
    m_shots.push_back({u"lessons"_s, [this] {
                           window().findChild<QAction*>(u"lessons"_s)->trigger();
                           return &window();
                       }});
    m_shots.push_back({u"lesson"_s,
                       [this] {
                           auto* sheet = window().findChild<ui::LessonsSheet*>();
                           sheet->findChild<QPushButton*>(u"gate-behind-barrier-behind-lease"_s)->click();
                           return m_console->window()->window();
                       },
                       1500ms});
    m_shots.push_back({u"lesson-hint"_s, [this] {
                           window().open({Kind::Gate, u"team-a"_s, u"release"_s});
                           window().findChild<QPushButton*>(u"hint"_s)->click();
                           return &window();
                       }});
}

} // namespace konductor::app
