// SPDX-License-Identifier: Apache-2.0
#include "ui/models/clusterinsight.h"
#include "ui/pages/page.h"
#include "ui/widgets/clusterband.h"
#include "ui/window/actionmenu.h"
#include "ui/window/actions.h"
#include "ui/window/mainwindow.h"
#include "ui/window/palette.h"
#include "ui/window/sidebar.h"

#include <QMenu>

/// How the window says which cluster it is on, and which others there are; the rest of the class is in mainwindow.cpp.
namespace konductor::ui {

using namespace Qt::StringLiterals;

void MainWindow::setMark(const ClusterMark& mark)
{
    m_band->setMark(mark, {});
    m_actions->setMark(mark);
    showName();
    emit clusterRowChanged();
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

ClusterRow MainWindow::clusterRow() const
{
    const live::ConnectionState& connection = m_mirror.connection();
    const std::optional<Timestamp> moment = connection.isSnapshot() ? connection.asOf : std::nullopt;
    return {connection.contextName,
            m_band->mark(),
            connection.phase,
            moment ? dayAndTime(*moment, currentPage().times()) : QString(),
            moment ? hourAndMinute(*moment, currentPage().times()) : QString(),
            connection.readOnly,
            m_insight->findingCounts().total(),
            m_insight->findingCounts().worst()};
}

void MainWindow::setClusters(const std::vector<ClusterRow>& rows, int shown)
{
    m_place = shown;
    m_sidebar->setClusters(rows, shown);
    for (QAction* action : m_severalOnly) {
        action->setEnabled(rows.size() > 1);
    }
}

void MainWindow::setOthers(const std::vector<PaletteSource>& others)
{
    m_palette->setOthers(others);
}

void MainWindow::addClusterEntries(QMenu& menu)
{
    menu.addSeparator();
    m_severalOnly = {menu.addAction(tr("&All clusters together…"), QKeySequence(u"Ctrl+Shift+A"_s), this,
                                    &MainWindow::combinedRequested),
                     menu.addAction(tr("N&ext cluster"), QKeySequence(u"Ctrl+PgDown"_s), this,
                                    [this] { emit clusterStepRequested(1); }),
                     menu.addAction(tr("Pre&vious cluster"), QKeySequence(u"Ctrl+PgUp"_s), this,
                                    [this] { emit clusterStepRequested(-1); }),
                     menu.addAction(tr("C&lose this cluster"), QKeySequence(u"Ctrl+W"_s), this,
                                    [this] { emit closeClusterRequested(m_place); })};
    for (QAction* action : m_severalOnly) {
        action->setEnabled(false);
    }
}

void MainWindow::fillObjectMenu(QMenu& menu, const std::vector<ObjectKey>& keys) const
{
    if (keys.size() == 1) {
        ui::fillObjectMenu(menu, contentOf(keys.front()), *m_actions);
    } else {
        fillSeveralMenu(menu, keys, m_mirror, *m_actions);
    }
}

void MainWindow::showClusterMenu(int index, const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (index == m_place) {
        menu->addAction(tr("Colour and mark…"), this, [this] { emit contextRequested(ContextSheet::Start::Color); });
    } else {
        menu->addAction(tr("Show"), this, [this, index] { emit clusterChosen(index); });
    }
    menu->addAction(tr("Close"), this, [this, index] { emit closeClusterRequested(index); });
    menu->popup(at);
}

} // namespace konductor::ui
