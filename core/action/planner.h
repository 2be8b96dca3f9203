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
    bool allEntries = false; ///< RWMutexes: every entry of the holder at once, else one.
};
Result<Plan> planRelease(const HoldRef& hold, const ObjectIndex& objects, Timestamp now);

/// Makes the operator's own expiry path run: expiresAt into the past (and a lease's stale requests deleted first).
Result<Plan> planForceExpire(const HoldRef& hold, const ObjectIndex& objects, Timestamp now);

/// Takes an arrival back: the named one, else the holder's first. An open barrier may close again by it.
Result<Plan> planWithdraw(const ObjectKey& barrier, const QString& holder, const QString& arrival,
                          const ObjectIndex& objects, Timestamp now);

/// Hands a lease, held or free, to one of those that asked for it, without a moment in which another could get it.
Result<Plan> planHandOver(const ObjectKey& lease, const QString& heir, const ObjectIndex& objects, Timestamp now);
/// Withdraws a lease request. It does not free a lease that the request has won.
Result<Plan> planCancelRequest(const ObjectKey& request, const ObjectIndex& objects, Timestamp now);

/// Values of a spec by name, as text ("permits" "5"; empty takes a value away): resizes a semaphore; changes expected
/// and quorum of a barrier, TTLs, time-outs, the priority of a request. The fields of each kind: editable.h.
using SpecValues = std::vector<std::pair<QString, QString>>;
Result<Plan> planEdit(const ObjectKey& key, const SpecValues& values, const ObjectIndex& objects, Timestamp now);

/// Changes an object from what was read of it (`before`, as the server sent it) to what a person made of that: the
/// difference in spec, labels and annotations as a merge patch. Refuses a change anywhere else, with its place; when
/// the object has moved on since it was read; when nothing is changed.
Result<Plan> planApply(const ObjectKey& key, const QJsonObject& before, const QJsonObject& after,
                       const ObjectIndex& objects, Timestamp now);

/// Makes the operator look at a primitive now, by an annotation: it grants leases to requests it has not seen, opens
/// gates whose conditions hold, counts arrivals without an owner, deletes an expired once.
Result<Plan> planLookAgain(const ObjectKey& key, const ObjectIndex& objects, Timestamp now);
inline constexpr QStringView touchAnnotation = u"konductor-console/looked-again";

/// Brings a barrier or gate past its time-out back: raises the time-out (counted from its creation), or takes it away
/// when none is given; a gate whose conditions hold is only touched. Phases are never patched: that would not stay.
Result<Plan> planRescue(const ObjectKey& key, const std::optional<Duration>& timeout, const ObjectIndex& objects,
                        Timestamp now);

/// Makes an executed once Pending again.
Result<Plan> planReset(const ObjectKey& once, const ObjectIndex& objects, Timestamp now);

/// Changes a wait group's counter; it never goes below zero.
enum class CountChange { Add, Done, Set };
Result<Plan> planCount(const ObjectKey& group, CountChange change, qint64 value, const ObjectIndex& objects,
                       Timestamp now);

/// Deletes an object and what hangs on it: what it owns goes with it, what only names it is deleted too. A permit,
/// arrival or request is released, withdrawn or cancelled.
Result<Plan> planDelete(const ObjectKey& key, const ObjectIndex& objects, Timestamp now);

/// Creates an object from a manifest. Permits, arrivals and requests get their label, the first two their controller
/// owner reference. A field that the kind does not have is refused, because the server would drop it in silence.
Result<Plan> planCreate(const QJsonObject& manifest, const ObjectIndex& objects, Timestamp now);

} // namespace konductor::action
