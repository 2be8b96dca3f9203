// SPDX-License-Identifier: Apache-2.0
#include "ui/window/clusterstack.h"

#include "core/base/text.h"
#include "ui/dialogs/noticesheet.h"
#include "ui/models/palettemodel.h"
#include "ui/pages/page.h"
#include "ui/widgets/settings.h"
#include "ui/window/mainwindow.h"

#include <QCloseEvent>
#include <QPushButton>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
const QString closingNotice = u"closing"_s;
} // namespace

ClusterStack::ClusterStack(QWidget* parent) : QStackedWidget(parent)
{
    resize(1440, 900);
    connect(this, &QStackedWidget::currentChanged, this, &ClusterStack::refresh);
    connect(this, &QStackedWidget::currentChanged, this, [this] {
        for (Sheet* notice : findChildren<Sheet*>(Qt::FindDirectChildrenOnly)) {
            notice->raise(); // it is about all of them
        }
    });
    connect(this, &QStackedWidget::widgetRemoved, this, &ClusterStack::refresh);
}

void ClusterStack::insert(MainWindow& view, int at)
{
    insertWidget(at, &view);
    connect(&view, &MainWindow::clusterRowChanged, this, &ClusterStack::refresh);
    connect(&view, &QWidget::windowTitleChanged, this, &ClusterStack::refresh);
    connect(&view, &MainWindow::clusterChosen, this, &ClusterStack::choose);
    connect(&view, &MainWindow::clusterStepRequested, this, &ClusterStack::step);
    connect(&view, &MainWindow::openElsewhereRequested, this, [this](int index, const Link& link) {
        choose(index);
        current()->follow(link);
    });
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

void ClusterStack::closeEvent(QCloseEvent* event)
{
    QStringList lost;
    for (int i = 0; i < count(); ++i) {
        lost += view(i)->wouldBeLost();
    }
    if (lost.isEmpty() || m_agreed || !current()->settings().isOn(Setting::AskBeforeClosing)) {
        QStackedWidget::closeEvent(event);
        return;
    }
    event->ignore();
    ask(lost);
}

void ClusterStack::ask(const QStringList& lost)
{
    if (findChild<NoticeSheet*>(closingNotice)) {
        return;
    }
    auto* notice = new NoticeSheet({tr("Close the console"), lost.join(u'\n'), {}, tr("Cancel")}, this);
    notice->setObjectName(closingNotice);
    QPushButton* act = notice->addButton(tr("Close all the same"), u"danger"_s);
    act->setObjectName(u"closeAllTheSame"_s);
    connect(act, &QPushButton::clicked, this, [this] {
        m_agreed = true;
        close();
    });
    notice->tell();
}

/// Each learns which others it can find in, for one of them may be gone.
void ClusterStack::tellOthers() const
{
    for (int i = 0; i < count(); ++i) {
        std::vector<PaletteSource> others;
        for (int other = 0; other < count(); ++other) {
            if (other != i) {
                others.push_back({visibleText(view(other)->clusterRow().name), &view(other)->mirror(), other});
            }
        }
        view(i)->setOthers(others);
    }
}

/// Only the view on screen is told what the rows say: another learns it when its turn comes.
void ClusterStack::refresh()
{
    tellOthers();
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
