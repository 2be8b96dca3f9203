// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/barrier.h"
#include "core/api/objectindex.h"

namespace konductor::insight {

/// How far a barrier is, counted from its arrivals rather than from its status, which may lag.
struct BarrierProgress {
    qint64 expected = 0;
    qint64 needed = 0; ///< quorum if set, else expected.
    bool quorum = false; ///< needed is a quorum below or equal to expected.
    qint64 arrived = 0; ///< Labelled arrivals; duplicates by holder count, as the operator counts them.
    QStringList holders; ///< Of those arrivals, sorted, duplicates included.
    std::optional<Timestamp> deadline; ///< creation + timeout.
    bool pastDeadline = false; ///< No arrival can open it any more (semantics.md §2).
    /// Arrivals that exist and are not yet in the status: those without a controller owner reference stay unseen
    /// until something else touches the barrier.
    qint64 uncounted = 0;

    qint64 missing() const { return std::max<qint64>(0, needed - arrived); }
    friend bool operator==(const BarrierProgress&, const BarrierProgress&) = default;
};

/// `now` is server time.
BarrierProgress progressOf(const Barrier& barrier, const ObjectIndex& objects, Timestamp now);

} // namespace konductor::insight
