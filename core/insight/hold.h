// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/base/time.h"

#include <optional>
#include <vector>

namespace konductor::insight {

/// One holder's hold of, or wait for, one primitive.
struct Hold {
    enum class Mode {
        Permit, ///< A counting permit of a semaphore.
        Lease,
        Mutex,
        Read, ///< Of an rwmutex.
        Write, ///< Of an rwmutex.
        Arrival, ///< Present at a barrier.
        Execution, ///< Executor of a once.
        WaitingLease ///< A lease request not granted while the lease is another's, or not yet seen.
    };
    QString holder;
    Mode mode = Mode::Permit;
    ObjectKey target; ///< The primitive.
    std::optional<ObjectKey> via; ///< The permit, arrival or request; none where the status itself names the holder.
    std::optional<Timestamp> since; ///< acquiredAt, lockedAt …; else the creation of `via`.
    std::optional<Timestamp> until; ///< expiresAt; none: never expires.

    bool waits() const { return mode == Mode::WaitingLease; }
    friend bool operator==(const Hold&, const Hold&) = default;
};

/// Who holds and who waits at one primitive, in the order a person wants to read it: holds by time, then waiters in
/// the order the operator will grant. A permit counts as held until its expiresAt is in the past at `now` (server
/// time). Empty for kinds that have no holders.
std::vector<Hold> holdsOf(const ObjectKey& primitive, const ObjectIndex& objects, Timestamp now);
/// The hold that is this permit or arrival, as holdsOf() its primitive has it; none for an expired permit and for other
/// kinds, whose holds do not follow from one object.
std::optional<Hold> holdBy(const Object& member, Timestamp now);

/// Who waits at a primitive, counted.
struct Waiters {
    qint64 count = 0;
    std::optional<Timestamp> since; ///< When the first of them came; none where that is not known.

    Waiters& operator+=(const Waiters& more);
};
Waiters waitersAt(const ObjectKey& primitive, const ObjectIndex& objects, Timestamp now);

/// A lease's requests in the order in which the operator will grant them: priority down, ties by name and marked.
struct QueuedRequest {
    ObjectPtr request; ///< A LeaseRequest.
    bool tied = false; ///< Another request has the same priority: the operator takes any of them.
    bool ofHolder = false; ///< The current holder's own request: it would win again if it is first.
};
std::vector<QueuedRequest> grantOrder(const ObjectKey& lease, const ObjectIndex& objects);
/// Who asks in it, without the current holder; who asked twice stands there twice.
QStringList waitersOf(const std::vector<QueuedRequest>& queue);

/// Whether a lease that expires goes back to its holder, whose request was never deleted (semantics.md §2, Lease).
enum class Comeback {
    No, ///< It has no request, or another outranks it.
    Possible, ///< Another has the same priority: the operator takes any.
    Certain
};
Comeback comebackOf(const ObjectKey& lease, const ObjectIndex& objects);

} // namespace konductor::insight
