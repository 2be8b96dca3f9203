// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/openedsnapshot.h"
#include "app/console/operatorwatch.h"
#include "app/console/sessionlogreader.h"
#include "app/console/sessionobjectreader.h"
#include "app/console/sessionplanrunner.h"
#include "core/base/clock.h"
#include "core/live/livesession.h"
#include "core/live/rightsbook.h"
#include "core/sandbox/sandbox.h"
#include "ui/window/mainwindow.h"

#include <memory>

namespace konductor::app {

/// Where an open cluster came from; what of it outlives a new connection to the same cluster.
struct ClusterOrigin {
    enum class Kind : quint8 { Kubeconfig, TypedIn, Sandbox, Snapshot };
    Kind kind = Kind::Kubeconfig;
    std::unique_ptr<sandbox::Sandbox> sandbox; ///< Only of a sandbox.
    QString lesson; ///< Its scenario is walked through as this one; empty: none.
    bool fromLesson = false; ///< Opened for one, also where that was left meanwhile: the next takes its place.
    QStringList namespaces; ///< The only ones to look into; empty: as the rights are.
    bool standsIn = false; ///< Came up because there was nothing else; goes when something else comes.
    std::optional<kube::ConnectionSettings> next; ///< Chosen while an action ran; holds once that is over.
    bool anew = false; ///< What is next needs another connection.
};

/// One of the open clusters and everything that is its own: the session with its thread, rights, runner and reader, and
/// its view. In place of the session there may be a snapshot. Destroying it ends its streams and joins its thread;
/// nothing of another cluster is touched. Window's thread.
class OpenCluster final {
public:
    /// Connects. The clock must outlive it.
    OpenCluster(kube::ConnectionSettings settings, ClusterOrigin origin, const QStringList& knownNamespaces,
                Clock& clock);
    explicit OpenCluster(std::unique_ptr<OpenedSnapshot> snapshot);

    ui::MainWindow& view() { return *m_view; }
    live::LiveSession* session() { return m_session.get(); } ///< Null on a snapshot.
    OpenedSnapshot* snapshot() { return m_snapshot.get(); }
    SessionPlanRunner* runner() { return m_runner.get(); } ///< Null on a snapshot.
    ClusterOrigin& origin() { return m_origin; }
    const live::ClusterMirror& mirror() const { return m_session ? m_session->mirror() : m_snapshot->mirror(); }
    /// The context's; empty on a snapshot.
    QString context() const { return m_session ? m_session->settings().contextName : QString(); }

private:
    // In the order in which they rest on each other.
    ClusterOrigin m_origin;
    std::unique_ptr<OperatorWatch> m_operator; ///< Outlives the session, whose thread answers it. Null on a snapshot.
    std::unique_ptr<live::LiveSession> m_session;
    std::unique_ptr<OpenedSnapshot> m_snapshot;
    std::unique_ptr<SessionPlanRunner> m_runner;
    std::unique_ptr<SessionObjectReader> m_reader;
    std::unique_ptr<SessionLogReader> m_logs;
    std::unique_ptr<live::RightsBook> m_rights;
    std::unique_ptr<ui::MainWindow> m_view;
};

} // namespace konductor::app
