// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "core/snapshot/capture.h"
#include "ui/dialogs/comparesheet.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/page.h"

#include <QFileDialog>
#include <QFileInfo>

/// Comparing what is shown with another cluster or snapshot; the rest of the class is in console.cpp.
namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {
ComparedSide fileSide(const QString& path)
{
    return {QFileInfo(path).fileName(), path, {}, nullptr};
}
} // namespace

/// What an open cluster has at this moment, or a snapshot had at its own.
ComparedSide Console::sideOf(OpenCluster& cluster)
{
    ui::MainWindow& view = cluster.view();
    if (const OpenedSnapshot* opened = cluster.snapshot()) {
        return {view.clusterRow().name, {}, opened->snapshot(), &view};
    }
    const insight::HolderBook& pods = view.insight().holders();
    return {view.clusterRow().name,
            {},
            snapshot::captured(cluster.mirror(), m_clock.now(), {.verdicts = &pods, .pods = pods.coverage()}),
            &view,
            true};
}

/// The other open ones, then recent files that are not open.
void Console::askCompare()
{
    OpenCluster* known = shown();
    std::vector<ui::CompareSheet::Choice> choices;
    std::vector<QPointer<ui::MainWindow>> views; // null: a file
    QStringList files = m_settings ? m_settings->value(recentSnapshotsKey).toStringList() : QStringList();
    for (const auto& cluster : m_clusters) {
        const OpenedSnapshot* opened = cluster->snapshot();
        if (opened) {
            files.removeAll(opened->path());
        }
        if (cluster.get() != known) {
            choices.push_back({cluster->view().clusterRow().name,
                               opened ? exactTime(opened->snapshot().serverTime, known->view().currentPage().times())
                                      : tr("as it is now")});
            views.emplace_back(&cluster->view());
        }
    }
    for (const QString& path : std::as_const(files)) {
        choices.push_back({QFileInfo(path).fileName(), QFileInfo(path).path()});
        views.emplace_back();
    }
    ui::MainWindow* view = &known->view();
    auto* sheet = new ui::CompareSheet(view->clusterRow().name, choices, view->centralWidget());
    connect(sheet, &ui::CompareSheet::chosen, this, [=, this, asking = QPointer<ui::MainWindow>(view)](int index) {
        const auto place = static_cast<size_t>(index);
        const qsizetype fromFiles = index - (static_cast<qsizetype>(views.size()) - files.size());
        if (fromFiles >= 0) {
            compareWith(*asking, fileSide(files[fromFiles]));
        } else if (views[place]) {
            compareWith(*asking, sideOf(*m_clusters[static_cast<size_t>(indexOf(*views[place]))]));
        }
    });
    connect(sheet, &ui::CompareSheet::fileRequested, this, [this, asking = QPointer<ui::MainWindow>(view)] {
        auto* dialog = new QFileDialog(m_stack.get(), tr("Compare with a snapshot"), QString(),
                                       tr("Snapshots (*.json);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this, asking](const QString& path) {
            if (asking) {
                compareWith(*asking, fileSide(path));
            }
        });
        dialog->open();
    });
}

void Console::compareWith(ui::MainWindow& view, ComparedSide other)
{
    OpenCluster& cluster = *m_clusters[static_cast<size_t>(indexOf(view))];
    m_comparison = m_comparer.compare(sideOf(cluster), std::move(other), view.currentPage().times(), m_stack.get());
}

/// A file that is not open yet is opened for it.
void Console::showCompared(const ComparedSide& side, const ui::Link& link)
{
    const auto follow = [this, link](ui::MainWindow& view) {
        view.follow(link);
        m_stack->activateWindow();
    };
    if (side.view) {
        m_stack->choose(indexOf(*side.view));
        follow(*side.view);
    } else {
        openSnapshotThen(side.path, follow);
    }
}

} // namespace konductor::app
