// SPDX-License-Identifier: Apache-2.0
#include "core/rules/reconcilers.h"

namespace konductor::rules {

Outcome reconcileMutex(const Mutex& mutex, Timestamp now)
{
    MutexStatus status = mutex.status;
    if (isPast(status.expiresAt, now)) {
        status.holder.clear();
        status.lockedAt.reset();
        status.expiresAt.reset();
    }
    // One way only: a holder beside a phase other than Locked is left as it is.
    if (status.holder.isEmpty()) {
        status.phase = MutexPhase::Unlocked;
    }

    Outcome outcome;
    writeStatus(outcome, mutex, status);
    if (status.expiresAt) {
        outcome.wakeAt = justAfter(*status.expiresAt);
    }
    return outcome;
}

} // namespace konductor::rules
