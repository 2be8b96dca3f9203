// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"

#include <QJsonObject>

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
};

/// One cluster's coordination at one moment: what to hand over. A plain value.
struct Snapshot {
    QString context;
    QString server; ///< URL without credentials.
    QString serverVersion;
    QStringList namespaces; ///< Empty: all of them.
    Timestamp takenAt; ///< Local wall clock.
    Timestamp serverTime; ///< The same moment by the server's clock.
    std::optional<std::chrono::milliseconds> uncertainty; ///< Of serverTime; none: the clocks were never compared.
    ObjectIndex objects;
    std::map<Kind, Visibility> visibility; ///< Kinds that were looked at.
};

/// The version of the JSON's shape; it changes when a reader would have to.
inline constexpr QStringView schema = u"konductor.io/snapshot/v1";

/// Everything with holders, counts, remaining times, waiters and what was not visible. Annotations and managed fields
/// are left out: they may hold what should not be handed over; credentials are not in a Snapshot in the first place.
QJsonObject toJson(const Snapshot& snapshot);

} // namespace konductor::snapshot
