// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/clusteropener.h"
#include "app/console/openedsnapshot.h"
#include "app/console/sessionobjectreader.h"
#include "app/console/sessionplanrunner.h"
#include "app/console/settingsfile.h"
#include "app/console/snapshotsaver.h"
#include "app/console/timings.h"
#include "core/base/clock.h"
#include "core/kube/kubeconfig.h"
#include "core/kube/kubeconfigwatcher.h"
#include "core/live/rightsbook.h"
#include "core/sandbox/sandbox.h"
#include "core/snapshot/taker.h"
#include "ui/window/mainwindow.h"

#include <QObject>

#include <QPointer>

#include <memory>

namespace konductor::ui {
class ConnectDialog;
}

namespace konductor::app {

/// What the command line asked for.
struct ConsoleOptions {
    std::optional<QString> sandbox; ///< A scenario; empty: the default one.
    QString kubeconfig;
    QString context;
    QStringList namespaces;
    QString page; ///< To begin with; empty: the first.
    QString settings; ///< The settings' file; empty: nothing is remembered.
    QString snapshot; ///< A file to open instead of a cluster; empty: none.
    bool reportTimings = false; ///< See Timings.
};

/// The composition root: builds the parts of the desktop program, wires and owns them. One cluster at a time.
class Console final : public QObject {
    Q_OBJECT
public:
    explicit Console(ConsoleOptions options);
    ~Console() override;

    /// Opens what the options name; without any, the connect dialog where a kubeconfig is, else the sandbox.
    void start();
    ui::MainWindow* window() { return m_window.get(); }
    live::LiveSession* session() { return m_session.get(); }

signals:
    /// Now, and again when the person chooses another; nothing follows the desktop.
    void appearanceChosen(std::optional<konductor::ui::Scheme> scheme);

private:
    std::optional<ui::Scheme> appearance() const;
    void setAppearance(std::optional<ui::Scheme> scheme);
    void openSandbox(const QString& scenario);
    void openContext(const QString& context);
    void openTyped(const kube::ConnectionSettings& typed);
    void opened(const kube::ConnectionSettings& settings);
    void refused(const Error& error);
    void chooseAnother();
    void setReadOnly(bool readOnly);
    void askContext(ui::ContextSheet::Start start);
    void askContextBefore(const QString& context);
    void keepContext(const QString& context, const ui::ContextChoices& choices);
    void kubeconfigChanged();
    void watchKubeconfig();
    void open(kube::ConnectionSettings settings);
    void closeWindow();
    void placeWindow();
    std::unique_ptr<history::Recorder> openRecorder();
    void openSnapshot(const QString& path);
    void makeWindow(const live::ClusterMirror& mirror, Clock& clock, ui::PlanRunner& runner);
    void noteRecent(const QString& path);
    void chooseSnapshot();
    void chooseCluster();
    void typeIn();
    void check(const QString& context);
    void saveSnapshot();
    void report(const QString& title, const Error& error);
    kube::KubeConfig::Sources sources() const;

    ConsoleOptions m_options;
    SystemClock m_clock;
    SnapshotSaver m_saver;
    std::unique_ptr<QSettings> m_settings; ///< Null: nothing is remembered.
    std::unique_ptr<ClusterOpener> m_opener;
    std::unique_ptr<kube::KubeConfigWatcher> m_watcher;
    std::optional<QString>
        m_context; ///< What was asked for when a kubeconfig's context is open; empty: the current one.
    QPointer<ui::ConnectDialog> m_chooser;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    std::unique_ptr<live::LiveSession> m_session;
    std::unique_ptr<live::RightsBook> m_rights;
    std::unique_ptr<SessionPlanRunner> m_runner;
    std::unique_ptr<SessionObjectReader> m_reader;
    std::unique_ptr<OpenedSnapshot> m_opened; ///< In place of the session.
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<Timings> m_timings;
};

} // namespace konductor::app
