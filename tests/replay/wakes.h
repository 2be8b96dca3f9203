// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/replay/pace.h"

#include "core/rules/operatormodel.h"

namespace konductor::test {

/// One moment at which the operator's work queue hands out a primitive, known to within a few milliseconds for
/// changes and within an interval for timers.
struct Wake {
    Timestamp from;
    Timestamp to;
    size_t steps = 0; ///< How many of the track's steps had happened; for a change, with the one that wakes.
    /// False where it may not have happened: a timer set by a reconcile that perhaps saw another state.
    bool certain = true;
    QString cause; ///< "a change of permit team-a/db-1", "its timer".
    bool byTimer = false;
    Timestamp notBefore = Timestamp::min(); ///< What the operator's clock had shown before, where its writes tell.
};

/// Calls `visit` with the reconcile's outcome for each way in which ties may go, until it says true.
bool anyOutcome(const ObjectKey& key, const ObjectIndex& objects, Timestamp now,
                const std::function<bool(const rules::Outcome&)>& visit);

/// The write that is due after the wake and not there within its bound; none when a reconcile at some time in between
/// has nothing to write, or when the primitive changed: then that change is a wake of its own.
struct Unmet {
    rules::Write write;
    ObjectPtr found; ///< What the recording has in its place; may be null.
};
std::optional<Unmet> unmet(const Track& track, const Wake& wake, const Paces& paces);

/// Every wake of the track's primitive, in order of `from`: changes, the timers that follow from what the model says
/// each reconcile sets, retries of refused writes with their growing pauses, starts of an operator.
///
/// A reconcile that saw an old version fails, is tried again some milliseconds later and takes the timer that was set
/// with it; no event shows that. So where versions follow each other closely several timers are possible, until one
/// of them would have made a write that is not there.
std::vector<Wake> wakesOf(const Track& track, const Trace& trace, const Paces& paces);

} // namespace konductor::test
