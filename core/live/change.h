// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/base/error.h"
#include "core/base/time.h"

#include <QMetaType>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace konductor::live {

/// One object's step from one state to the next, as the store saw it. Exactly one side is null for an addition
/// (before) and a deletion (after). A re-creation under a new uid arrives as deletion, then addition.
struct Change {
    ObjectPtr before;
    ObjectPtr after;
    bool finalStateUnknown = false; ///< A deletion found by a relist: it happened at some time before.
    /// What the last event said of the object, byte by byte; only with LiveOptions::tellJson, and only of events: what
    /// a list brought has none.
    Rare<QByteArray> json = {};

    ObjectKey key() const { return after ? after->key() : before->key(); }
};

/// How much of one kind is known. Worst of its namespaces when watched one by one.
struct ScopeState {
    enum class Phase {
        Waiting, ///< Not asked yet.
        Loading, ///< The first list is under way; nothing of it is shown.
        Live, ///< Listed and watched.
        Stale, ///< Listed once, but the stream is dead; `since` tells since when.
        NotInstalled, ///< The server does not have the kind (its CRD is missing).
        Forbidden, ///< We may not list or watch it: `error` names verb and resource.
        Failed ///< The first list failed; `error` says why, `retryAt` when it is tried again.
    };
    /// Nothing has been listed yet, and nothing stands against it.
    bool isPending() const { return phase == Phase::Waiting || phase == Phase::Loading; }

    Phase phase = Phase::Waiting;
    qint64 loaded = 0; ///< While loading: objects received so far.
    std::optional<qint64> expected; ///< While loading: about how many there will be, when the server tells.
    std::optional<Timestamp> since; ///< Local wall clock.
    std::optional<Timestamp> retryAt; ///< During a pause; empty while an attempt is under way.
    std::optional<Error> error;
    QStringList namespaces; ///< Followed one by one; empty when cluster-wide.
    QStringList refused; ///< Namespaces that were looked into and may not be seen.
    qint64 problems = 0; ///< Objects and events that could not be used so far; the others are not affected.
    QString lastProblem; ///< What was wrong with the last of them; hostile text.

    friend bool operator==(const ScopeState&, const ScopeState&) = default;
};

/// The connection in words: what the line at the bottom of the window says.
struct ConnectionState {
    enum class Phase {
        Connecting,
        Live,
        Degraded,
        Stale,
        Offline,
        Closed ///< Nothing follows: a snapshot from a file, as it was at `asOf`.
    };
    /// One moment that is over, instead of a cluster: nothing changes, and nothing can be run.
    bool isSnapshot() const { return phase == Phase::Closed; }

    Phase phase = Phase::Connecting;
    QString contextName;
    QString server; ///< URL without credentials.
    QString serverVersion; ///< "v1.36.3"; empty while unknown.
    bool insecure = false;
    bool readOnly = false;
    std::optional<Timestamp> asOf; ///< The last moment at which everything shown was known to be current.
    std::optional<Timestamp> retryAt; ///< When offline or stale: the next try. Empty while it is under way.
    std::optional<Error> error; ///< Why it is not live.
    std::chrono::milliseconds clockOffset{0}; ///< Server minus local.
    std::chrono::milliseconds clockUncertainty{0}; ///< Zero while unknown.
    /// Namespaces watched one by one; empty when cluster-wide.
    QStringList namespaces;

    friend bool operator==(const ConnectionState&, const ConnectionState&) = default;
};

/// Where the objects of one kind stand: the newest resource version taken in, by namespace where the kind is followed
/// in each by itself, else under the empty name.
using Versions = QMap<QString, QString>;

/// What happened since the last hand-over: at most one batch per display frame reaches the window's thread.
/// Immutable, shared between its consumers.
struct ChangeBatch {
    std::vector<Change> changes; ///< In the order applied; several for one object are coalesced (kube.md 1.55).
    std::map<Kind, ScopeState> scopes; ///< Only the kinds whose state changed.
    std::optional<ConnectionState> connection; ///< Only when it changed.
    std::map<Kind, Versions> versions = {}; ///< Of the kinds that moved on; alone they are no reason for a batch.
};
using ChangeBatchPtr = std::shared_ptr<const ChangeBatch>;

} // namespace konductor::live

Q_DECLARE_METATYPE(konductor::live::ChangeBatchPtr)
