// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/clusterband.h"
#include "ui/window/actions.h"
#include "ui/window/mainwindow.h"

/// How the window says which cluster it is on; the rest of the class is in mainwindow.cpp.
namespace konductor::ui {

using namespace Qt::StringLiterals;

void MainWindow::setMark(const ClusterMark& mark)
{
    m_band->setMark(mark, {});
    m_actions->setMark(mark);
    showName();
}

/// A production cluster says so all the time; another one shows its colour alone, because its name stands below.
void MainWindow::showName()
{
    const QString& name = m_mirror.connection().contextName;
    if (name.isEmpty()) {
        return;
    }
    const ClusterMark mark = m_band->mark();
    m_band->setMark(mark, mark.production ? markWords(mark, name) : QString());
    setWindowTitle(markWords(mark, name) + u" – "_s + tr("Konductor Console"));
}

void MainWindow::askContext(const ContextChoices& choices, ContextSheet::Start start)
{
    auto* sheet = new ContextSheet(m_mirror.connection().contextName, choices, start, centralWidget());
    connect(sheet, &ContextSheet::chosen, this, &MainWindow::contextChosen);
}

} // namespace konductor::ui
