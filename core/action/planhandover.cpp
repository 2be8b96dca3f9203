// SPDX-License-Identifier: Apache-2.0
#include "core/action/planparts.h"
#include "core/api/kinds.h"
#include "core/insight/hold.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

using RequestPtr = std::shared_ptr<const LeaseRequest>;

constexpr qint64 highestPriority = std::numeric_limits<qint32>::max(); // format int32 by the schema

struct Queue {
    RequestPtr heir; ///< The chosen one's request; the one with the highest priority where it has several.
    std::optional<qint64> rival; ///< The highest priority among the others that will still be there.
    std::vector<RequestPtr> ofHolder;
};

Queue queueOf(const ObjectKey& lease, const QString& heir, const ObjectIndex& objects)
{
    Queue queue;
    for (const insight::QueuedRequest& queued : insight::grantOrder(lease, objects)) {
        const auto request = as<LeaseRequest>(queued.request);
        if (queued.ofHolder) {
            queue.ofHolder.push_back(request);
        } else if (request->spec.holder == heir) {
            queue.heir = queue.heir ? queue.heir : request;
        } else {
            queue.rival = std::max(queue.rival.value_or(0), request->spec.priority.value_or(0));
        }
    }
    return queue;
}

std::optional<Error> problemWith(const Lease& lease, const QString& heir, const Queue& queue)
{
    const auto refusal = [&](const Spoken& message, const Spoken& advice = {}) {
        return refuse(lease.key(), message, advice).value();
    };
    if (heir.isEmpty()) {
        return refusal(spoken("Plan", "no waiter was chosen to hand it to"));
    }
    if (heir == lease.status.holder) {
        return refusal(spoken("Plan", "%1 holds it already").arg(heir));
    }
    if (!queue.heir) {
        return refusal(spoken("Plan", "%1 has not asked for it").arg(heir),
                       spoken("Plan", "The operator grants a lease to requests only; a client must ask first."));
    }
    if (queue.rival && *queue.rival >= highestPriority) {
        return refusal(spoken("Plan", "another request has the highest priority there is"),
                       spoken("Plan", "Cancel that request first."));
    }
    return std::nullopt;
}

/// The operator's expiry and the next grant are one write of its own, so nobody can come between (semantics.md §2).
std::vector<Call> handOverCalls(const std::shared_ptr<const Lease>& lease, const Queue& queue, Timestamp now)
{
    std::vector<Call> calls;
    if (queue.rival && queue.heir->spec.priority.value_or(0) <= *queue.rival) {
        calls.push_back(patch(queue.heir, {{u"spec"_s, QJsonObject{{u"priority"_s, *queue.rival + 1}}}},
                              inWords("Plan", "above every other request, so that the operator takes it")));
        calls.back().unchanged = {{lease}};
    }
    for (const RequestPtr& request : queue.ofHolder) {
        calls.push_back(
            guardedDelete(request, inWords("Plan", "or %1 may win the lease again").arg(request->spec.holder)));
        calls.back().unchanged = {{lease}};
    }
    if (lease->status.holder.isEmpty()) {
        calls.push_back(lookAgainCall(lease, now));
    } else {
        calls.push_back(
            statusPatch(lease, expiredStatus(*lease, now),
                        inWords("Plan", "the operator expires it and grants it in one write: nobody comes between")));
    }
    return calls;
}

} // namespace

Result<Plan> planHandOver(const ObjectKey& key, const QString& heir, const ObjectIndex& objects, Timestamp now)
{
    const auto lease = as<Lease>(objects.find(key));
    if (!lease) {
        return absent(key);
    }
    const Queue queue = queueOf(key, heir, objects);
    if (const auto problem = problemWith(*lease, heir, queue)) {
        return fail(*problem);
    }
    Plan plan;
    plan.verb = Plan::Verb::HandOver;
    plan.target = key;
    plan.holder = lease->status.holder;
    sayTitle(plan, [&] {
        return plan.holder.isEmpty() ? inWords("Plan", "Hand %1 to %2").arg(named(key), heir)
                                     : inWords("Plan", "Hand %1 from %2 to %3").arg(named(key), plan.holder, heir);
    });
    plan.button = inWords("Plan", "Hand over");
    plan.calls = handOverCalls(lease, queue, now);
    sayExpectation(plan, [&] { return inWords("Plan", "%1 holds the lease").arg(heir); });
    plan.reached = [key, heir](const ObjectIndex& seen) {
        const auto after = as<Lease>(seen.find(key));
        return after && after->status.holder == heir;
    };
    if (!plan.holder.isEmpty()) {
        plan.warnings.append(noFencing(plan.holder));
    }
    if (plan.calls.front().type == Call::Type::MergePatch && plan.calls.front().key.kind == Kind::LeaseRequest) {
        plan.warnings.append(inWords("Plan", "The request of %1 keeps its raised priority.").arg(heir));
    }
    return finished(std::move(plan), objects, now);
}

Result<Plan> planCancelRequest(const ObjectKey& key, const ObjectIndex& objects, Timestamp now)
{
    const auto request = as<LeaseRequest>(objects.find(key));
    if (!request) {
        return absent(key);
    }
    const QString holder = request->spec.holder;
    Plan plan;
    plan.verb = Plan::Verb::CancelRequest;
    plan.target = {Kind::Lease, key.ns, request->spec.lease};
    plan.holder = holder;
    sayTitle(plan, [&] {
        return inWords("Plan", "Cancel request %1 of %2 for %3").arg(key.name, holder, named(plan.target));
    });
    plan.button = inWords("Plan", "Cancel request");
    plan.calls.push_back(guardedDelete(request, inWords("Plan", "a request is withdrawn by deleting it")));
    sayExpectation(plan, [&] { return inWords("Plan", "request %1 is gone").arg(key.name); });
    plan.reached = goneOrAnother(request);
    const auto lease = as<Lease>(objects.find(plan.target));
    if (lease && lease->status.holder == holder) {
        plan.warnings.append(
            inWords("Plan", "%1 holds the lease: this does not free it. Release the lease for that.").arg(holder));
    } else {
        plan.warnings.append(
            inWords("Plan", "%1 is not told; if it still waits, it waits in vain until its time-out.").arg(holder));
    }
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
