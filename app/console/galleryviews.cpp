// SPDX-License-Identifier: Apache-2.0
#include "app/console/gallery.h"
#include "ui/dialogs/linksheet.h"
#include "ui/dialogs/plansheet.h"
#include "ui/pages/tablepage.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>

/// How one gets about and arranges what is seen: palette, links, saved views, columns; the rest of the class is in
/// gallery.cpp.
namespace konductor::app {

using namespace Qt::StringLiterals;

void Gallery::addPalette()
{
    const auto press = [this] { window().findChild<QAction*>(u"goTo"_s)->trigger(); };
    m_shots.push_back({u"palette"_s, [this, press] {
                           window().findChild<ui::PlanSheet*>()->dismiss();
                           window().setMark({});
                           window().open(stuckLease);
                           press();
                           return &window();
                       }});
    m_shots.push_back({u"palette-search"_s, [this] {
                           window().findChild<QLineEdit*>(u"paletteLine"_s)->setText(u"dbm"_s);
                           return &window();
                       }});
}

void Gallery::addLink()
{
    m_shots.push_back({u"link"_s, [this] {
                           new ui::LinkSheet({tr("Lease db-migration in team-a"), u"prod-eu"_s, u"sandbox"_s, true},
                                             window().centralWidget());
                           return &window();
                       }});
    m_shots.push_back({u"save-view"_s, [this] {
                           window().findChild<ui::LinkSheet*>()->dismiss();
                           window().findChild<QMenu*>(u"savedViews"_s)->actions().first()->trigger();
                           return &window();
                       }});
}

/// A column of the person's own, and how it is asked for.
void Gallery::addColumns()
{
    m_shots.push_back({u"column-sheet"_s, [this] {
                           dismissSheets();
                           window().open(stuckLease);
                           emit window().currentTable()->columnWanted();
                           window().findChild<QLineEdit*>(u"columnPath"_s)->setText(u".metadata.labels.app"_s);
                           return &window();
                       }});
    m_shots.push_back({u"column-mistake"_s, [this] {
                           QLineEdit* path = window().findChild<QLineEdit*>(u"columnPath"_s);
                           path->setText(u".spec.conditions[?(@.met)]"_s);
                           emit path->returnPressed();
                           return &window();
                       }});
    m_shots.push_back({u"column-own"_s, [this] {
                           dismissSheets();
                           for (const QString& path : {u".metadata.labels.app"_s, u".spec.ttl"_s}) {
                               window().currentTable()->addColumn(*FieldPath::parse(path));
                           }
                           return &window();
                       }});
}

} // namespace konductor::app
