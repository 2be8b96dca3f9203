// SPDX-License-Identifier: Apache-2.0
#include "ui/window/clusterstack.h"

#include "ui/pages/page.h"
#include "ui/window/mainwindow.h"

namespace konductor::ui {

ClusterStack::ClusterStack(QWidget* parent) : QStackedWidget(parent)
{
    resize(1440, 900);
    connect(this, &QStackedWidget::currentChanged, this, &ClusterStack::refresh);
    connect(this, &QStackedWidget::widgetRemoved, this, &ClusterStack::refresh);
}

void ClusterStack::insert(MainWindow& view, int at)
{
    insertWidget(at, &view);
    connect(&view, &MainWindow::clusterRowChanged, this, &ClusterStack::refresh);
    connect(&view, &QWidget::windowTitleChanged, this, &ClusterStack::refresh);
    connect(&view, &MainWindow::clusterChosen, this, &ClusterStack::choose);
    connect(&view, &MainWindow::clusterStepRequested, this, &ClusterStack::step);
    connect(&view, &MainWindow::closeClusterRequested, this, &ClusterStack::closeRequested);
    if (current() == &view) {
        view.currentPage().setFocus(Qt::OtherFocusReason);
    }
    refresh();
}

MainWindow* ClusterStack::view(int index) const
{
    return qobject_cast<MainWindow*>(widget(index));
}

void ClusterStack::choose(int index)
{
    if (index < 0 || index >= count() || index == currentIndex()) {
        return;
    }
    setCurrentIndex(index);
    current()->currentPage().setFocus(Qt::OtherFocusReason);
}

void ClusterStack::step(int by)
{
    if (count() > 1) {
        choose((currentIndex() + by + count()) % count());
    }
}

/// Only the view on screen is told: another learns it when its turn comes.
void ClusterStack::refresh()
{
    MainWindow* shown = current();
    if (!shown) {
        return;
    }
    std::vector<ClusterRow> rows;
    for (int i = 0; i < count(); ++i) {
        rows.push_back(view(i)->clusterRow());
    }
    shown->setClusters(rows, currentIndex());
    setWindowTitle(shown->windowTitle());
}

} // namespace konductor::ui
