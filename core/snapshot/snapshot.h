// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/api/pod.h"
#include "core/insight/holderverdict.h"
#include "core/live/operatorhealth.h"

#include <map>

namespace konductor::snapshot {

/// Whether a kind could be seen, and if not fully, why: so that an empty list is never mistaken for "there are none".
struct Visibility {
    enum class State {
        Complete, ///< Listed and current when taken.
        Outdated, ///< Listed once; the stream was dead since `since`.
        NotInstalled, ///< The server does not have the kind.
        Forbidden,
        Unavailable ///< Asked in vain, or not asked.
    };
    State state = State::Unavailable;
    QString why; ///< For a person; empty when complete.
    std::optional<Timestamp> since; ///< Local time.
    /// The resource version at which the kind's objects stand, by namespace where they were followed one by one, else
    /// under the empty name. Empty when nothing was listed.
    QMap<QString, QString> versions;

    friend bool operator==(const Visibility&, const Visibility&) = default;
};

/// Who took it, as the server knows them.
struct Taker {
    QString program; ///< "konductor-inspect 0.1.0"
    QString user; ///< Of the server's SelfSubjectReview; empty where it has none or was not asked.
    QStringList groups;
    QString whyUnknown; ///< Why `user` is empty; for a person.

    friend bool operator==(const Taker&, const Taker&) = default;
};

/// How well the cluster could be heard when the snapshot was taken.
struct Health {
    enum class State { Connecting, Live, Degraded, Stale, Offline, Closed };
    State state = State::Closed;
    QString why; ///< For a person; empty when live.
    std::optional<Timestamp> asOf; ///< The last moment at which everything was known to be current; local time.

    friend bool operator==(const Health&, const Health&) = default;
};

/// What was known of one holder's pod, from elsewhere than the objects.
struct HolderFact {
    insight::Place holder; ///< Namespace and name.
    insight::HolderVerdict verdict;
    std::vector<ClientCall> calls; ///< What its running containers wait for by their commands.

    friend bool operator==(const HolderFact&, const HolderFact&) = default;
};

/// One cluster's coordination at one moment: what to hand over. A plain value that holds facts only; what follows from
/// them (holds, waits, findings) is in Meaning, and is worked out again from a file, never believed. Copying shares
/// the objects.
struct Snapshot {
    QString context;
    QString server; ///< "https://host:port", without credentials and path.
    QString serverVersion;
    QStringList namespaces; ///< Empty: all of them.
    QString selection; ///< The query line that chose the objects; empty: all.
    Timestamp takenAt; ///< Local wall clock.
    Timestamp serverTime; ///< The same moment by the server's clock.
    std::optional<std::chrono::milliseconds> uncertainty; ///< Of serverTime; none: the clocks were never compared.
    Taker takenBy;
    Health connection;
    std::optional<live::OperatorHealth> operatorHealth; ///< None: nobody looked, or nobody answered.
    /// With their bytes (Object::json) where the source kept them; Jobs and what has none are written from their
    /// values.
    ObjectIndex objects;
    std::map<Kind, Visibility> visibility; ///< Kinds that were looked at.
    PodCoverage pods; ///< What absence from `holders` means.
    std::vector<HolderFact> holders; ///< Sorted by holder, each once.
    bool redacted = false;
};

/// Kinds of a snapshot in the order of the document: Konductor's eleven, then Job.
std::vector<Kind> snapshotKinds();

} // namespace konductor::snapshot
