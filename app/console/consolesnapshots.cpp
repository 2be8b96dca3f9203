// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "core/snapshot/capture.h"
#include "ui/dialogs/noticesheet.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/page.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>

#include <algorithm>

/// Snapshots opened and saved; the rest of the class is in console.cpp.
namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostRecent = 8;
} // namespace

void Console::openSnapshot(const QString& path)
{
    openSnapshotThen(path, [](ui::MainWindow&) {});
}

/// One that is open already is shown, and read again where it was written to since.
void Console::openSnapshotThen(const QString& path, const Then& then)
{
    const auto whenShown = [this, then] { // what is to be shown of it may be among its last objects
        shown()->snapshot()->whenShown([view = window(), then] { then(*view); });
    };
    if (chooseSnapshotOf(path)) {
        whenShown();
        return;
    }
    m_snapshots.open(path, m_stack.get(), [this, path, whenShown](Result<std::unique_ptr<OpenedSnapshot>> opened) {
        if (takeSnapshot(path, std::move(opened))) {
            whenShown();
        }
    });
}

int Console::indexOfSnapshot(const QString& path) const
{
    const auto place = std::find_if(m_clusters.begin(), m_clusters.end(), [&path](const auto& cluster) {
        return cluster->snapshot() && cluster->snapshot()->isOf(path);
    });
    return place == m_clusters.end() ? -1 : static_cast<int>(place - m_clusters.begin());
}

bool Console::chooseSnapshotOf(const QString& path)
{
    const int open = indexOfSnapshot(path);
    if (open < 0 || m_clusters[static_cast<size_t>(open)]->snapshot()->isOutdated()) {
        return false;
    }
    m_stack->choose(open);
    return true;
}

bool Console::takeSnapshot(const QString& path, Result<std::unique_ptr<OpenedSnapshot>> opened)
{
    if (!opened) {
        refuseSnapshot(opened.error());
        return false;
    }
    if (!chooseSnapshotOf(path)) { // it may have been asked for twice
        add(std::make_unique<OpenCluster>(std::move(*opened)), indexOfSnapshot(path), true);
        noteRecent(path);
    }
    return true;
}

/// What is shown stays. With nothing shown the sandbox comes up, until there is something else; it is told apart from
/// the file, or it would seem to be what failed.
void Console::refuseSnapshot(const Error& error)
{
    const bool alone = m_clusters.empty();
    if (alone && m_options.sandbox) {
        openSandbox(m_options.sandbox->isEmpty() ? defaultScenario : *m_options.sandbox);
    } else if (alone) {
        openStandIn();
    }
    auto* notice = new ui::NoticeSheet(
        {tr("This snapshot cannot be opened"), spokenLine(error).shown,
         alone ? tr("Below is the sandbox, so that there is something to look at. It has nothing to do with the file.")
               : QString()},
        m_stack.get());
    connect(notice->addButton(tr("Open another snapshot…"), u"primary"_s), &QPushButton::clicked, this,
            &Console::chooseSnapshot);
    notice->tell();
}

void Console::noteRecent(const QString& path)
{
    if (!m_settings) {
        return;
    }
    QStringList recent = m_settings->value(recentSnapshotsKey).toStringList();
    const QString whole = QFileInfo(path).absoluteFilePath();
    recent.removeAll(whole);
    recent.prepend(whole);
    recent = recent.mid(0, mostRecent);
    m_settings->setValue(recentSnapshotsKey, recent);
    for (const auto& cluster : m_clusters) {
        cluster->view().setRecentSnapshots(recent);
    }
}

void Console::chooseSnapshot()
{
    auto* dialog = new QFileDialog(m_stack.get(), tr("Open a snapshot"), m_saver.folder(),
                                   tr("Snapshots (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &Console::openSnapshot, Qt::QueuedConnection);
    dialog->open();
}

void Console::saveSnapshot()
{
    const QString program = u"konductor-console "_s + QCoreApplication::applicationVersion();
    OpenCluster* cluster = shown();
    if (cluster->snapshot()) {
        ui::MainWindow& view = cluster->view();
        m_saver.save(cluster->snapshot()->snapshot(), view.query(), view.currentPage().times(), &view);
        return;
    }
    // The answer is dropped with the view, which goes when its cluster does.
    snapshot::askAround(*cluster->session(), program, &cluster->view(), [this, cluster](const snapshot::Asked& asked) {
        ui::MainWindow& view = cluster->view();
        const insight::HolderBook& pods = view.insight().holders();
        m_saver.save(snapshot::captured(cluster->session()->mirror(), m_clock.now(),
                                        {.verdicts = &pods,
                                         .pods = pods.coverage(),
                                         .takenBy = asked.taker,
                                         .operatorHealth = asked.operatorHealth}),
                     view.query(), view.currentPage().times(), &view);
    });
}

} // namespace konductor::app
