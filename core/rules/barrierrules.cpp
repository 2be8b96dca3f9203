// SPDX-License-Identifier: Apache-2.0
#include "core/rules/reconcilers.h"

namespace konductor::rules {

Outcome reconcileBarrier(const Barrier& barrier, const ObjectIndex& objects, Timestamp now)
{
    BarrierStatus status = barrier.status;
    status.arrivals.clear();
    for (const auto& arrival : labelled<Arrival>(objects, barrier)) {
        status.arrivals.append(arrival->spec.holder);
    }
    status.arrived = status.arrivals.size();
    const qint64 needed = barrier.spec.quorum.value_or(barrier.spec.expected);

    std::optional<Timestamp> deadline;
    if (barrier.spec.timeout && barrier.meta.creationTimestamp) {
        deadline = later(*barrier.meta.creationTimestamp, *barrier.spec.timeout);
    }
    if (isPast(deadline, now)) {
        // Enough arrivals past the deadline leave the phase as it was: too late to open, not failed either.
        if (status.arrived < needed) {
            status.phase = BarrierPhase::Failed;
        }
    } else if (status.arrived >= needed) {
        status.phase = BarrierPhase::Open;
        if (!status.openedAt) {
            status.openedAt = wholeSeconds(now);
        }
    } else {
        status.phase = BarrierPhase::Waiting;
    }

    Outcome outcome;
    if (status.phase != barrier.status.phase || status.arrived != barrier.status.arrived) {
        writeStatus(outcome, barrier, status);
    }
    // Past the deadline there is nothing left to wait for: a barrier that stays Waiting then has no timer.
    if (deadline && *deadline >= now && status.phase == BarrierPhase::Waiting) {
        outcome.wakeAt = std::min(justAfter(*deadline), now + std::chrono::minutes(1));
    }
    return outcome;
}

} // namespace konductor::rules
