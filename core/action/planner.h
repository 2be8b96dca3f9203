// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"

namespace konductor::action {

/// Plans from the values on screen. Each fails with Error::Kind::Invalid and a sentence when the object's state
/// refuses it (nothing held, not this holder's, already arrived), NotFound when the object is not there.
/// `now` is server time. What each must write: semantics.md §4.

/// An arrival of `holder` at a barrier, labelled and owned, so that the operator counts it at once.
Result<Plan> planArrive(const ObjectKey& barrier, const QString& holder, const ObjectIndex& objects, Timestamp now);

/// The first `count` of the arrivals that are missing, under the given holder names.
Result<Plan> planArriveMissing(const ObjectKey& barrier, const QStringList& holders, const ObjectIndex& objects,
                               Timestamp now);

/// Frees what `holder` holds of a semaphore (one permit: `permit` names it, else the oldest), lease, mutex or
/// rwmutex (read holds: one entry; write). An empty holder means the only one there is.
struct HoldRef {
    ObjectKey target;
    QString holder;
    QString permit; ///< Semaphores only.
};
Result<Plan> planRelease(const HoldRef& hold, const ObjectIndex& objects, Timestamp now);

/// Makes the operator's own expiry path run: expiresAt into the past (and a lease's stale requests deleted first).
Result<Plan> planForceExpire(const HoldRef& hold, const ObjectIndex& objects, Timestamp now);

} // namespace konductor::action
