// SPDX-License-Identifier: Apache-2.0
#include "core/action/consequences.h"
#include "core/action/planparts.h"
#include "core/api/kinds.h"
#include "core/insight/hold.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

/// The old holder's requests go first: a granted request that still exists competes again (semantics.md §2).
std::vector<Call> requestDeletes(const ObjectPtr& lease, const ObjectIndex& objects)
{
    std::vector<Call> calls;
    for (const insight::QueuedRequest& queued : insight::grantOrder(lease->key(), objects)) {
        if (queued.ofHolder) {
            calls.push_back(guardedDelete(
                queued.request, inWords("Plan", "or %1 may win the lease again").arg(specHolder(*queued.request))));
            calls.back().unchanged = {{lease}};
        }
    }
    return calls;
}

QJsonObject clearedStatus()
{
    return {{u"holder"_s, QJsonValue::Null},
            {u"acquiredAt"_s, QJsonValue::Null},
            {u"expiresAt"_s, QJsonValue::Null},
            {u"phase"_s, u"Available"_s}};
}

/// The holders of the requests with the highest priority once the old holder's are gone.
QStringList heirs(const ObjectKey& lease, const ObjectIndex& objects)
{
    QStringList names;
    std::optional<qint64> highest;
    for (const insight::QueuedRequest& queued : insight::grantOrder(lease, objects)) {
        const qint64 priority = as<LeaseRequest>(queued.request)->spec.priority.value_or(0);
        if (queued.ofHolder || (highest && priority < *highest)) {
            continue;
        }
        highest = priority;
        names.append(specHolder(*queued.request));
    }
    names.removeDuplicates();
    return names;
}

/// The hold that was is over; and where somebody else has asked for the lease, it has a holder again. After the status
/// was cleared, which is guarded by the version that was seen, whoever has it in another version got it anew: an
/// operator that has not heard yet of the request's deletion gives it to the same holder within the same second.
std::function<bool(const ObjectIndex&)> handedOn(const Lease& lease, bool cleared)
{
    return [key = lease.key(), uid = lease.meta.uid, version = lease.meta.resourceVersion, old = lease.status,
            cleared](const ObjectIndex& objects) {
        const auto seen = as<Lease>(objects.find(key));
        if (!seen || seen->meta.uid != uid) {
            return true;
        }
        if (seen->status.holder.isEmpty()) {
            return insight::grantOrder(key, objects).empty();
        }
        return seen->status.holder != old.holder || seen->status.acquiredAt != old.acquiredAt
            || (cleared && seen->meta.resourceVersion != version);
    };
}

} // namespace

QJsonObject expiredStatus(const Lease& lease, Timestamp now)
{
    QJsonObject status{{u"expiresAt"_s, pastExpiry(now)}};
    if (lease.status.phase.text().isEmpty()) {
        status.insert(u"phase"_s, u"Held"_s); // required by the schema
    }
    return status;
}

Result<Plan> planLease(Plan::Verb verb, const HoldRef& hold, const ObjectIndex& objects, Timestamp now)
{
    const auto lease = objects.find<Lease>(hold.target.ns, hold.target.name);
    const QString holder = lease->status.holder;
    Result<Plan> head = planOfHold(verb, hold, holder);
    if (!head) {
        return head;
    }
    Plan& plan = *head;
    const bool expires = verb == Plan::Verb::ForceExpire;
    plan.calls = requestDeletes(lease, objects);
    plan.calls.push_back(
        expires ? statusPatch(lease, expiredStatus(*lease, now),
                              inWords("Plan", "the operator's own expiry path runs at once"))
                : statusPatch(lease, clearedStatus(), inWords("Plan", "frees the lease and wakes the operator")));
    const QStringList next = heirs(hold.target, objects);
    sayExpectation(plan, [&] {
        return next.isEmpty() ? inWords("Plan", "%1 no longer holds the lease").arg(holder)
                              : inWords("Plan", "%1 holds the lease").arg(anyOf(next));
    });
    plan.reached = handedOn(*lease, !expires);
    plan.warnings.append(inWords("Plan", "If %1 asks for the lease again, it competes like any other.").arg(holder));
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
