// SPDX-License-Identifier: Apache-2.0
#include "core/rules/reconcilers.h"

namespace konductor::rules {

Outcome reconcileRWMutex(const RWMutex& mutex, Timestamp now)
{
    RWMutexStatus status = mutex.status;
    if (isPast(status.expiresAt, now)) {
        status.writeHolder.clear();
        status.readHolders.clear();
        status.lockedAt.reset();
        status.expiresAt.reset();
    }
    if (!status.writeHolder.isEmpty()) {
        status.phase = RWMutexPhase::WriteLocked;
    } else {
        status.phase = status.readHolders.isEmpty() ? RWMutexPhase::Unlocked : RWMutexPhase::ReadLocked;
    }

    Outcome outcome;
    writeStatus(outcome, mutex, status);
    if (status.expiresAt) {
        outcome.wakeAt = justAfter(*status.expiresAt);
    }
    return outcome;
}

} // namespace konductor::rules
