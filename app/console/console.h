// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/clusteropener.h"
#include "app/console/comparer.h"
#include "app/console/desktopnotifier.h"
#include "app/console/linkdesk.h"
#include "app/console/opencluster.h"
#include "app/console/settingsfile.h"
#include "app/console/snapshotopener.h"
#include "app/console/snapshotsaver.h"
#include "app/console/timings.h"
#include "app/console/trayicon.h"
#include "app/console/viewstore.h"
#include "core/base/clock.h"
#include "core/kube/kubeconfig.h"
#include "core/kube/kubeconfigwatcher.h"
#include "core/snapshot/taker.h"
#include "ui/widgets/settings.h"
#include "ui/window/clusterstack.h"
#include "ui/window/combinedwindow.h"

#include <QObject>

#include <QPointer>

#include <functional>
#include <memory>

namespace konductor::ui {
class ConnectDialog;
}

namespace konductor::app {

inline const QString defaultScenario = QStringLiteral("nightly-pipeline");
/// What the sandbox on this scenario is called as a context.
QString sandboxContext(const QString& scenario);
inline const QString recentSnapshotsKey = QStringLiteral("recentSnapshots"); ///< In the settings.

/// What the command line asked for.
struct ConsoleOptions {
    std::optional<QString> sandbox; ///< A scenario; empty: the default one.
    QString kubeconfig;
    QString context;
    QStringList namespaces;
    QString page; ///< To begin with; empty: the first.
    std::optional<SettingsFile> settings; ///< None: nothing is remembered.
    QString snapshot; ///< A file to open instead of a cluster; empty: none.
    QString link; ///< To be shown; with nothing else named, no cluster is opened for it but the sandbox.
    QString linkSocket; ///< Where links of other starts arrive; empty: nowhere.
    QString bus = {}; ///< The desktop's, for notices; empty: the window alone tells them.
    QStringList set = {}; ///< Settings for this run, "appearance=dark"; what cannot be set is passed over.
    bool reportTimings = false; ///< See Timings.
    bool tour = false; ///< Offer the tour on a named sandbox too, unless it was seen.
};

/// The composition root: builds the parts of the desktop program, wires and owns them. Several clusters are open at
/// once, each with its own session; the stack shows one of them.
class Console final : public QObject {
    Q_OBJECT
public:
    explicit Console(ConsoleOptions options);
    ~Console() override;

    /// Opens what the options name; without any, what was open last time, else the kubeconfig's current context, else
    /// the sandbox.
    void start();
    /// Of the cluster that is shown; null before there is one.
    ui::MainWindow* window() { return m_stack ? m_stack->current() : nullptr; }
    /// The same cluster's; null on a snapshot.
    live::LiveSession* session() { return shown() ? shown()->session() : nullptr; }
    const std::vector<std::unique_ptr<OpenCluster>>& clusters() const { return m_clusters; }
    /// One kind over all of them; null until it was asked for.
    ui::CombinedWindow* combined() { return m_combined; }
    /// The latest comparison that is still open; null without one.
    ui::ComparisonWindow* comparison() { return m_comparison; }
    void openSandbox(const QString& scenario);
    /// A context that is open already is shown.
    void openContext(const QString& context);
    /// The last one that is open cannot be closed.
    void closeCluster(int index);

signals:
    /// Now, and again when the person chooses another; nothing follows the desktop.
    void appearanceChosen(std::optional<konductor::ui::Scheme> scheme);

private:
    void tellAppearance();
    OpenCluster* shown() const;
    int indexOf(const QString& context, ClusterOrigin::Kind kind) const;
    int indexOf(const ui::MainWindow& view) const;

    // opening, in console.cpp
    void openFirst();
    void ask(const QString& context, bool chosen);
    QWidget* host() const;
    void openNext();
    void openTyped(const kube::ConnectionSettings& typed);
    void opened(const kube::ConnectionSettings& settings);
    void refused(const Error& error);
    void ensureOne();
    void openStandIn();
    void startSandbox(const QString& scenario, int replaced, const QString& lesson);
    void connectCluster(kube::ConnectionSettings settings, ClusterOrigin origin, int replaced, bool choose);
    void connectAnew(int index, const kube::ConnectionSettings& settings);
    void catchUp(int index);
    std::unique_ptr<history::Recorder> openRecorder(const kube::ConnectionSettings& settings);
    void kubeconfigChanged();
    void watchKubeconfig();

    // the open ones, in consoleclusters.cpp
    QStringList knownContexts() const;
    QStringList openBefore() const;
    void rememberOpen();
    void add(std::unique_ptr<OpenCluster> cluster, int replaced, bool choose);
    void wire(OpenCluster& cluster);
    void remove(int index);
    void dropStandIn();
    void showCombined();
    void tellCombined();

    // snapshots, in consolesnapshots.cpp
    using Then = std::function<void(ui::MainWindow&)>;
    void openSnapshot(const QString& path);
    void openSnapshotThen(const QString& path, const Then& then);
    int indexOfSnapshot(const QString& path) const;
    bool chooseSnapshotOf(const QString& path);
    bool takeSnapshot(const QString& path, Result<std::unique_ptr<OpenedSnapshot>> opened);
    void refuseSnapshot(const Error& error);
    void noteRecent(const QString& path);
    void chooseSnapshot();
    void saveSnapshot();

    // the tour and the lessons, in consolelessons.cpp
    void offerTour();
    void startTour();
    void askLesson();
    void openLesson(const QString& scenario, bool anew);
    int indexOfFormerLesson() const;
    void wireLesson(OpenCluster& cluster);

    // comparing, in consolecompare.cpp
    ComparedSide sideOf(OpenCluster& cluster);
    void askCompare();
    void compareWith(ui::MainWindow& view, ComparedSide other);
    void showCompared(const ComparedSide& side, const ui::Link& link);

    // links, in consolelinks.cpp
    void buildLinks();
    void takeLinks();

    // what the person is asked, in consoledialogs.cpp
    void setReadOnly(int index, bool readOnly);
    void askContext(int index, ui::ContextSheet::Start start);
    void askContextBefore(const QString& context);
    void keepContext(const QString& context, const ui::ContextChoices& choices);
    void chooseCluster();
    void typeIn();
    void check(const QString& context);
    void tell(ui::MainWindow& view, const ui::Notice& notice);
    void report(const QString& title, const Error& error);
    kube::KubeConfig::Sources sources() const;

    ConsoleOptions m_options;
    SystemClock m_clock;
    SnapshotSaver m_saver;
    SnapshotOpener m_snapshots;
    Comparer m_comparer;
    std::unique_ptr<QSettings> m_settings; ///< Null: nothing is remembered.
    std::unique_ptr<DesktopNotifier> m_notifier;
    std::unique_ptr<ui::Settings> m_choices; ///< In m_settings.
    std::unique_ptr<ViewStore> m_views;
    std::unique_ptr<LinkDesk> m_links;
    std::unique_ptr<ClusterOpener> m_opener;
    std::unique_ptr<kube::KubeConfigWatcher> m_watcher;
    QPointer<ui::ConnectDialog> m_chooser;
    std::unique_ptr<ui::ClusterStack> m_stack;
    std::unique_ptr<TrayIcon> m_tray;
    ui::CombinedWindow* m_combined = nullptr; ///< The stack's.
    QPointer<ui::ComparisonWindow> m_comparison; ///< The stack's.
    std::vector<std::unique_ptr<OpenCluster>> m_clusters; ///< In the order of the stack.
    QStringList m_toOpen; ///< Contexts that wait their turn: the opener asks one question at a time.
    std::optional<QString> m_underWay; ///< What the opener is on.
    bool m_chosen = false; ///< It was chosen by the person just now, and is shown once it is open.
    bool m_remembers = false; ///< What is open is noted for the next start.
    std::unique_ptr<Timings> m_timings;
};

} // namespace konductor::app
