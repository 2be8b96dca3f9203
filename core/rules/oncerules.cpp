// SPDX-License-Identifier: Apache-2.0
#include "core/rules/reconcilers.h"

namespace konductor::rules {

Outcome reconcileOnce(const Once& once, Timestamp now)
{
    Outcome outcome;
    if (once.spec.ttl && once.meta.creationTimestamp
        && isPast(later(*once.meta.creationTimestamp, *once.spec.ttl), now)) {
        outcome.writes.push_back({Write::Type::Delete, once.key(), std::make_shared<Once>(once), false});
        return outcome;
    }
    OnceStatus status = once.status;
    if (status.phase == OncePhase::Unset) {
        status.phase = OncePhase::Pending;
    }
    if (status.executed) {
        status.phase = OncePhase::Executed;
    }
    // No timer, not even with a ttl: an expired once stays until something else wakes the reconcile.
    writeStatus(outcome, once, status);
    return outcome;
}

} // namespace konductor::rules
