// SPDX-License-Identifier: Apache-2.0
#include "core/rules/reconcilers.h"

namespace konductor::rules {

Outcome reconcileOnce(const Once& once, Timestamp now)
{
    Outcome outcome;
    OnceStatus status = once.status;
    if (status.phase == OncePhase::Unset) {
        // Before anything else: one that is expired, or executed already, is looked at again because of this write.
        status.phase = OncePhase::Pending;
        status.executed = false;
    } else if (once.spec.ttl && once.meta.creationTimestamp
               && isPast(later(*once.meta.creationTimestamp, *once.spec.ttl), now)) {
        if (once.meta.deletionTimestamp) {
            return outcome; // on its way: finalizers hold it, and deleting it again changes nothing
        }
        outcome.writes.push_back({Write::Type::Delete, once.key(), std::make_shared<Once>(once), false});
        return outcome;
    } else if (status.executed) {
        status.phase = OncePhase::Executed;
    }
    // No timer, not even with a ttl: an expired once stays until something else wakes the reconcile.
    writeStatus(outcome, once, status);
    return outcome;
}

} // namespace konductor::rules
