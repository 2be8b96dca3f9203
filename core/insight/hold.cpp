// SPDX-License-Identifier: Apache-2.0
#include "core/insight/hold.h"

#include "core/insight/members.h"
#include "core/insight/semaphoreusage.h"

#include <algorithm>
#include <tuple>

namespace konductor::insight {

namespace {

using Holds = std::vector<Hold>;

std::optional<Timestamp> firstKnown(const std::optional<Timestamp>& time, const ObjectMeta& meta)
{
    return time ? time : meta.creationTimestamp;
}

Holds sortedByTime(const Holds& holds)
{
    const auto rank = [](const Hold* hold) {
        return std::tuple(!hold->since, hold->since.value_or(Timestamp()), hold->holder,
                          hold->via ? hold->via->name : QString());
    };
    std::vector<const Hold*> order;
    order.reserve(holds.size());
    for (const Hold& hold : holds) {
        order.push_back(&hold);
    }
    std::stable_sort(order.begin(), order.end(), [&](const Hold* a, const Hold* b) { return rank(a) < rank(b); });
    Holds sorted;
    sorted.reserve(holds.size());
    for (const Hold* hold : order) {
        sorted.push_back(*hold);
    }
    return sorted;
}

Hold holdOf(const Permit& permit, const ObjectKey& semaphore)
{
    return {permit.spec.holder,
            Hold::Mode::Permit,
            semaphore,
            permit.key(),
            firstKnown(permit.status.acquiredAt, permit.meta),
            permit.status.expiresAt};
}

Hold holdOf(const Arrival& arrival, const ObjectKey& barrier)
{
    return {arrival.spec.holder,
            Hold::Mode::Arrival,
            barrier,
            arrival.key(),
            firstKnown(arrival.status.arrivedAt, arrival.meta),
            std::nullopt};
}

Holds permitHolds(const ObjectKey& semaphore, const ObjectIndex& objects, Timestamp now)
{
    Holds holds;
    for (const auto& permit : members<Permit>(semaphore, objects)) {
        if (!isExpired(*permit, now)) {
            holds.push_back(holdOf(*permit, semaphore));
        }
    }
    return holds;
}

Holds arrivalHolds(const ObjectKey& barrier, const ObjectIndex& objects)
{
    Holds holds;
    for (const auto& arrival : members<Arrival>(barrier, objects)) {
        holds.push_back(holdOf(*arrival, barrier));
    }
    return holds;
}

Holds leaseHolds(const Lease& lease)
{
    const LeaseStatus& status = lease.status;
    if (status.holder.isEmpty()) {
        return {};
    }
    return {{status.holder, Hold::Mode::Lease, lease.key(), std::nullopt, status.acquiredAt, status.expiresAt}};
}

/// A request that was granted before is a claim, not a wait: whoever made it has had the lease. It still competes,
/// which grantOrder() shows.
Holds leaseWaits(const Lease& lease, const ObjectIndex& objects)
{
    Holds waits;
    for (const QueuedRequest& queued : grantOrder(lease.key(), objects)) {
        const auto request = as<LeaseRequest>(queued.request);
        if (queued.ofHolder || request->status.phase == LeaseRequestPhase::Granted) {
            continue;
        }
        // Not requestedAt: the operator never writes it.
        waits.push_back({request->spec.holder, Hold::Mode::WaitingLease, lease.key(), request->key(),
                         request->meta.creationTimestamp, std::nullopt});
    }
    return waits;
}

Holds mutexHolds(const Mutex& mutex)
{
    const MutexStatus& status = mutex.status;
    if (status.holder.isEmpty()) {
        return {};
    }
    return {{status.holder, Hold::Mode::Mutex, mutex.key(), std::nullopt, status.lockedAt, status.expiresAt}};
}

Holds rwMutexHolds(const RWMutex& mutex)
{
    const RWMutexStatus& status = mutex.status;
    Holds holds;
    if (!status.writeHolder.isEmpty()) {
        holds.push_back(
            {status.writeHolder, Hold::Mode::Write, mutex.key(), std::nullopt, status.lockedAt, status.expiresAt});
    }
    for (const QString& reader : status.readHolders) {
        holds.push_back({reader, Hold::Mode::Read, mutex.key(), std::nullopt, status.lockedAt, status.expiresAt});
    }
    return holds;
}

Holds onceHolds(const Once& once)
{
    if (!once.status.executed) {
        return {};
    }
    return {
        {once.status.executor, Hold::Mode::Execution, once.key(), std::nullopt, once.status.executedAt, std::nullopt}};
}

} // namespace

std::vector<Hold> holdsOf(const ObjectKey& primitive, const ObjectIndex& objects, Timestamp now)
{
    const ObjectPtr object = objects.find(primitive);
    Holds holds;
    Holds waits;
    switch (primitive.kind) {
    case Kind::Semaphore:
        holds = permitHolds(primitive, objects, now);
        break;
    case Kind::Barrier:
        holds = arrivalHolds(primitive, objects);
        break;
    case Kind::Lease:
        if (const auto lease = as<Lease>(object)) {
            holds = leaseHolds(*lease);
            waits = leaseWaits(*lease, objects);
        }
        break;
    case Kind::Mutex:
        if (const auto mutex = as<Mutex>(object)) {
            holds = mutexHolds(*mutex);
        }
        break;
    case Kind::RWMutex:
        if (const auto mutex = as<RWMutex>(object)) {
            holds = rwMutexHolds(*mutex);
        }
        break;
    case Kind::Once:
        if (const auto once = as<Once>(object)) {
            holds = onceHolds(*once);
        }
        break;
    default:
        return {};
    }
    holds = sortedByTime(holds);
    holds.insert(holds.end(), waits.begin(), waits.end());
    return holds;
}

std::optional<Hold> holdBy(const Object& member, Timestamp now)
{
    const auto primitive = parentKey(member);
    if (const auto* permit = as<Permit>(&member); permit && primitive && !isExpired(*permit, now)) {
        return holdOf(*permit, *primitive);
    }
    if (const auto* arrival = as<Arrival>(&member); arrival && primitive) {
        return holdOf(*arrival, *primitive);
    }
    return std::nullopt;
}

Waiters& Waiters::operator+=(const Waiters& more)
{
    count += more.count;
    if (more.since) {
        since = std::min(since.value_or(*more.since), *more.since);
    }
    return *this;
}

Waiters waitersAt(const ObjectKey& primitive, const ObjectIndex& objects, Timestamp now)
{
    Waiters waiters;
    for (const Hold& hold : holdsOf(primitive, objects, now)) {
        if (hold.waits()) {
            waiters += {1, hold.since};
        }
    }
    return waiters;
}

std::vector<QueuedRequest> grantOrder(const ObjectKey& leaseKey, const ObjectIndex& objects)
{
    std::vector<std::shared_ptr<const LeaseRequest>> requests = members<LeaseRequest>(leaseKey, objects);
    const auto priority = [](const auto& request) { return request->spec.priority.value_or(0); };
    std::stable_sort(requests.begin(), requests.end(),
                     [&](const auto& a, const auto& b) { return priority(a) > priority(b); });
    const auto lease = as<Lease>(objects.find(leaseKey));
    const QString holder = lease ? lease->status.holder : QString();

    std::vector<QueuedRequest> order;
    for (size_t i = 0; i < requests.size(); ++i) {
        const qint64 own = priority(requests[i]);
        const bool tied = (i > 0 && priority(requests[i - 1]) == own)
            || (i + 1 < requests.size() && priority(requests[i + 1]) == own);
        const bool ofHolder = !holder.isEmpty() && requests[i]->spec.holder == holder;
        order.push_back({requests[i], tied, ofHolder});
    }
    return order;
}

QStringList waitersOf(const std::vector<QueuedRequest>& queue)
{
    QStringList holders;
    for (const QueuedRequest& queued : queue) {
        if (const auto request = as<LeaseRequest>(queued.request); request && !queued.ofHolder) {
            holders.append(request->spec.holder);
        }
    }
    return holders;
}

Comeback comebackOf(const ObjectKey& lease, const ObjectIndex& objects)
{
    const std::vector<QueuedRequest> order = grantOrder(lease, objects);
    const auto rank = [](const QueuedRequest& queued) {
        return as<LeaseRequest>(queued.request)->spec.priority.value_or(0);
    };
    for (const QueuedRequest& queued : order) {
        if (rank(queued) != rank(order.front())) {
            break;
        }
        if (queued.ofHolder) {
            return queued.tied ? Comeback::Possible : Comeback::Certain;
        }
    }
    return Comeback::No;
}

} // namespace konductor::insight
