// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/globals.h"
#include "core/api/kind.h"
#include "core/base/result.h"
#include "core/kube/connectionsettings.h"
#include "core/live/change.h"

#include <QStringList>

#include <memory>

namespace konductor::live {
class ClusterMirror;
class LiveSession;
struct LiveOptions;
} // namespace konductor::live
namespace konductor::sandbox {
class Sandbox;
}
namespace konductor::snapshot {
struct Snapshot;
}

namespace konductor::inspect {

/// The cluster that the global options name, open for a command: the sandbox where one was asked for, the settings,
/// the namespaces, and the live session once connect() was called; or a snapshot, whose mirror is filled already.
class Cluster {
public:
    /// Fails with Config (kubeconfig, context, scenario or snapshot cannot be used) or Malformed (the snapshot).
    static Result<std::unique_ptr<Cluster>> open(const Globals& globals);
    ~Cluster();

    /// What the file held of the namespaces asked for; null on a cluster, else there is no session and no settings.
    const snapshot::Snapshot* file() const { return m_file.get(); }
    /// Local time: now, or when the snapshot was taken.
    Timestamp now() const;

    live::LiveSession& connect(live::LiveOptions options);
    live::LiveSession& session() { return *m_session; }
    live::ClusterMirror& mirror();

    const kube::ConnectionSettings& settings() const { return m_settings; }
    /// Those asked for; empty for all.
    const QStringList& namespaces() const { return m_namespaces; }

private:
    Cluster();
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    kube::ConnectionSettings m_settings;
    QStringList m_namespaces;
    std::unique_ptr<live::LiveSession> m_session;
    std::unique_ptr<snapshot::Snapshot> m_file;
    std::unique_ptr<live::ClusterMirror> m_fileMirror;
};

/// Lets an exec plugin of the settings run by kuberc's policy and `agreed`, see kube::consent().
Result<void> allowPlugin(kube::ConnectionSettings& settings, bool agreed);

/// What could not be shown of the kinds asked for, judged once the session is settled.
struct Gaps {
    QStringList lines; ///< For standard error, one a kind, or one for all when the reason is the same.
    int visible = 0; ///< Kinds shown.
    int hidden = 0; ///< Kinds not shown for a reason other than not being installed.
    int absent = 0; ///< Kinds that the server does not have.
    /// `explicitly`: the kinds were named by the person, so that an absent one is a gap too.
    int exitCode(bool explicitly) const;
};
Gaps gapsOf(const live::ClusterMirror& mirror, const std::vector<Kind>& kinds);

} // namespace konductor::inspect
