// SPDX-License-Identifier: Apache-2.0
#include "core/api/object.h"
#include "ui/window/mainwindow.h"

/// Whose Events the window wants to be told, as long as the details show it; the rest of the class is in
/// mainwindow.cpp.
namespace konductor::ui {

void MainWindow::wantEvents(const ObjectPtr& object)
{
    std::optional<live::EventSubject> wanted;
    if (object) {
        wanted = {object->key(), object->meta.uid.toString()};
    }
    if (wanted != m_eventsOf) {
        m_eventsOf = wanted;
        m_events.reset();
        emit eventsWanted(wanted);
    }
}

void MainWindow::takeEvents(const live::ObjectEventsPtr& events)
{
    if (m_eventsOf == events->about) {
        m_events = events;
        refreshDetails();
    }
}

void MainWindow::hideEvent(QHideEvent* event)
{
    QMainWindow::hideEvent(event);
    wantEvents(nullptr);
}

} // namespace konductor::ui
