// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "app/console/contextfingerprint.h"
#include "core/base/text.h"
#include "ui/pages/page.h"
#include "ui/window/actions.h"
#include "ui/window/windowstate.h"

#include <QScreen>

#include <algorithm>

/// The open clusters: how they come into the window, and out of it; the rest of the class is in console.cpp.
namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {
const QString openKey = u"clusters/open"_s;
} // namespace

/// Those typed in, and the kubeconfig's.
QStringList Console::knownContexts() const
{
    QStringList names = m_opener->typed().names();
    if (const auto config = kube::KubeConfig::load(sources())) {
        for (const kube::KubeConfig::Context& context : config->contexts()) {
            names.append(context.name);
        }
    }
    return names;
}

/// The contexts that were open last time and are still there.
QStringList Console::openBefore() const
{
    const QStringList known = knownContexts();
    QStringList names;
    const QStringList prints = m_settings ? m_settings->value(openKey).toStringList() : QStringList();
    for (const QString& print : prints) {
        const auto name = std::find_if(known.begin(), known.end(),
                                       [&](const QString& one) { return contextFingerprint(one) == print; });
        if (name != known.end() && !names.contains(*name)) {
            names.append(*name);
        }
    }
    return names;
}

void Console::add(std::unique_ptr<OpenCluster> cluster, int replaced, bool choose)
{
    const bool isFirst = m_clusters.empty();
    ui::MainWindow& view = cluster->view();
    wire(*cluster);
    if (m_settings && window()) {
        ui::saveView(*window(), *m_settings);
    }
    const int at = replaced < 0 ? m_stack->count() : replaced;
    const bool wasShown = replaced >= 0 && m_stack->currentIndex() == replaced;
    if (m_settings) {
        ui::restoreView(view, *m_settings);
    }
    if (OpenCluster* before = replaced < 0 ? nullptr : m_clusters[static_cast<size_t>(replaced)].get();
        before && before->context() == cluster->context()) {
        view.showPage(before->view().currentPage().id());
    }
    m_clusters.insert(m_clusters.begin() + at, std::move(cluster));
    m_stack->insert(view, at);
    if (isFirst && (!m_settings || !ui::restoreGeometry(*m_stack, *m_settings))) {
        m_stack->resize(m_stack->size().boundedTo(m_stack->screen()->availableSize()));
    }
    if (choose || wasShown) {
        m_stack->choose(at);
    }
    if (replaced >= 0) {
        remove(replaced + 1);
    }
    dropStandIn();
    tellCombined();
    if (isFirst && !m_options.page.isEmpty()) {
        view.showPage(m_options.page);
    }
    rememberOpen();
    m_stack->show();
    OpenCluster& added = *m_clusters[static_cast<size_t>(indexOf(view))];
    m_links->attach(view, added.mirror(), added.context());
}

void Console::dropStandIn()
{
    for (int i = 0; m_stack->count() > 1 && i < m_stack->count(); ++i) {
        if (m_clusters[static_cast<size_t>(i)]->origin().standsIn) {
            remove(i);
            return;
        }
    }
}

void Console::wire(OpenCluster& cluster)
{
    ui::MainWindow* view = &cluster.view();
    if (m_settings) {
        view->setRecentSnapshots(m_settings->value(recentSnapshotsKey).toStringList());
    }
    view->setSettings(*m_choices);
    connect(view, &ui::MainWindow::clusterRowChanged, m_tray.get(), &TrayIcon::refresh);
    connect(view, &ui::MainWindow::noticed, this, [this, view](const ui::Notice& notice) { tell(*view, notice); });
    m_views->attach(*view);
    connect(view, &ui::MainWindow::connectRequested, this, &Console::chooseCluster);
    connect(view, &ui::MainWindow::tourRequested, this, &Console::startTour);
    connect(view, &ui::MainWindow::lessonsRequested, this, &Console::askLesson);
    wireLesson(cluster);
    connect(view, &ui::MainWindow::combinedRequested, this, &Console::showCombined);
    connect(view, &ui::MainWindow::snapshotRequested, this, &Console::saveSnapshot);
    connect(view, &ui::MainWindow::openSnapshotRequested, this, &Console::chooseSnapshot);
    connect(view, &ui::MainWindow::compareRequested, this, &Console::askCompare);
    connect(view, &ui::MainWindow::snapshotChosen, this, &Console::openSnapshot, Qt::QueuedConnection);
    connect(view, &ui::MainWindow::contextRequested, this,
            [this, view](ui::ContextSheet::Start start) { askContext(indexOf(*view), start); });
    // Queued, and looked for again: they end the very view that asks.
    const QPointer<ui::MainWindow> asking(view);
    connect(
        view, &ui::MainWindow::readOnlyRequested, this,
        [this, asking](bool readOnly) {
            if (asking) {
                setReadOnly(indexOf(*asking), readOnly);
            }
        },
        Qt::QueuedConnection);
    connect(
        view, &ui::MainWindow::contextChosen, this,
        [this, asking](const ui::ContextChoices& choices) {
            if (asking) {
                keepContext(m_clusters[static_cast<size_t>(indexOf(*asking))]->context(), choices);
            }
        },
        Qt::QueuedConnection);
    if (cluster.runner()) {
        connect(
            cluster.runner(), &ui::PlanRunner::executed, this,
            [this, asking] {
                if (asking) {
                    catchUp(indexOf(*asking));
                }
            },
            Qt::QueuedConnection);
    }
    if (cluster.session() && std::exchange(m_options.reportTimings, false)) {
        m_timings = std::make_unique<Timings>(*view, *cluster.session());
    }
}

void Console::closeCluster(int index)
{
    if (index < 0 || index >= m_stack->count() || m_stack->count() == 1) {
        return;
    }
    OpenCluster& cluster = *m_clusters[static_cast<size_t>(index)];
    if (cluster.view().actions().isActing()) { // half a plan would be carried out
        m_stack->choose(index);
        report(tr("This cluster is not closed"),
               makeError(Error::Kind::Conflict, visibleText(cluster.context()), tr("an action is still running there"),
                         tr("Close it when that is over.")));
        return;
    }
    remove(index);
    rememberOpen();
}

void Console::remove(int index)
{
    const std::unique_ptr<OpenCluster> gone = std::move(m_clusters[static_cast<size_t>(index)]);
    m_clusters.erase(m_clusters.begin() + index);
    if (m_settings && &gone->view() == window()) {
        ui::saveView(gone->view(), *m_settings);
    }
    m_stack->removeWidget(&gone->view());
    tellCombined();
}

void Console::showCombined()
{
    if (!m_combined) {
        m_combined = new ui::CombinedWindow(m_clock, m_stack.get());
        connect(m_combined, &ui::CombinedWindow::viewChosen, this, [this](const ui::MainWindow* view) {
            m_stack->choose(indexOf(*view));
            m_stack->activateWindow();
        });
        m_combined->setSettings(*m_choices);
        if (m_settings) {
            ui::restoreCombined(*m_combined, *m_settings);
        }
        tellCombined();
    }
    m_combined->show();
    m_combined->activateWindow();
}

void Console::tellCombined()
{
    if (!m_combined) {
        return;
    }
    std::vector<ui::MainWindow*> views;
    for (const auto& cluster : m_clusters) {
        views.push_back(&cluster->view());
    }
    m_combined->setClusters(views);
}

/// Contexts alone: a sandbox is gone with the program, and a snapshot is among the recent ones.
void Console::rememberOpen()
{
    if (!m_remembers || !m_toOpen.isEmpty()) {
        return;
    }
    QStringList prints;
    for (const auto& cluster : m_clusters) {
        const auto kind = cluster->origin().kind;
        if (kind == ClusterOrigin::Kind::Kubeconfig || kind == ClusterOrigin::Kind::TypedIn) {
            prints.append(contextFingerprint(cluster->context()));
        }
    }
    m_settings->setValue(openKey, prints);
}

} // namespace konductor::app
