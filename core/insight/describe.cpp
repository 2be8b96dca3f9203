// SPDX-License-Identifier: Apache-2.0
#include "core/insight/describe.h"

#include "core/base/words.h"
#include "core/insight/gateoutlook.h"
#include "core/insight/rulekit.h"

#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

using Never = ConditionOutlook::Never;

/// "Barrier extract (2 of 3)", "2 permits of Semaphore slots (1 available)", "Lease db, held by worker-a"
Sentence unmetText(const ConditionOutlook& outlook, const World& world)
{
    if (!outlook.target) {
        return Words().name(outlook.condition.type).say(u" "_s).name(outlook.condition.name);
    }
    const bool permits = outlook.target->kind == Kind::Semaphore && outlook.condition.value;
    const Words words =
        permits ? permitsOf(*outlook.condition.value, *outlook.target) : Words().object(*outlook.target);
    const ObjectPtr target = world.objects.find(*outlook.target);
    if (!target) {
        return Words(inWords("Insight", "{1}, which does not exist"), {words});
    }
    if (const auto barrier = as<Barrier>(target)) {
        return Words(inWords("Insight", "{1} (%1 of %2)")
                         .arg(barrier->status.arrived)
                         .arg(barrier->spec.quorum.value_or(barrier->spec.expected)),
                     {words});
    }
    if (const auto semaphore = as<Semaphore>(target)) {
        return Words(inWords("Insight", "{1} (%1 available)").arg(semaphore->status.available), {words});
    }
    return words;
}

Sentence neverText(const ConditionOutlook& outlook)
{
    const qint64 asked = outlook.condition.value.value_or(0);
    Words words;
    if (outlook.target) {
        words.object(*outlook.target);
    } else {
        words.name(outlook.condition.type).say(u" "_s).name(outlook.condition.name);
    }
    switch (outlook.never) {
    case Never::Unsupported:
        return Words(
            inWords("Insight",
                    "{1} is no condition that the operator evaluates (type {2}, state {3}), so it is "
                    "never met."),
            {words, Words().name(outlook.condition.type),
             Words().name(outlook.condition.state.isEmpty() ? inWords("Insight", "none") : outlook.condition.state)});
    case Never::NoValue:
        return Words(inWords("Insight", "{1} is asked for without a value, so the condition is never met."), {words});
    case Never::TooMany:
        return Words(inWords("Insight", "{1} does not have %n permits, so the condition is never met.",
                             "{1} does not have 1 permit, so the condition is never met.", asked),
                     {words});
    case Never::JobFailed:
        return Words(inWords("Insight", "{1} has failed, so the condition is not met any more."), {words});
    case Never::BarrierFailed:
        return {}; // told of the barrier itself
    case Never::No:
        break;
    }
    return {};
}

Sentence gateHead(const Gate& gate, const std::vector<Sentence>& unmet, const World& world)
{
    const Words name = Words().object(gate.key());
    if (gate.status.phase == GatePhase::Open) {
        return gate.status.openedAt ? Words(inWords("Insight", "{1} is open; it opened {2} ago."),
                                            {name, Words().elapsed(*gate.status.openedAt)})
                                    : Words(inWords("Insight", "{1} is open."), {name});
    }
    const bool failed = gate.status.phase == GatePhase::Failed;
    if (unmet.empty()) {
        return Words(failed ? inWords("Insight",
                                      "{1} has timed out; all its conditions hold now, but nobody looks at it "
                                      "until it is touched.")
                            : inWords("Insight",
                                      "{1} has all its conditions met and opens when the operator looks, "
                                      "within 30 s."),
                     {name});
    }
    if (failed) {
        return Words(inWords("Insight", "{1} has timed out waiting for {2}."), {name, listed(unmet)});
    }
    if (gate.spec.timeout && gate.meta.creationTimestamp) {
        const Timestamp deadline =
            *gate.meta.creationTimestamp + std::chrono::ceil<std::chrono::milliseconds>(*gate.spec.timeout);
        if (deadline > world.now) {
            return Words(inWords("Insight", "{1} waits for {2}; it times out in {3}."),
                         {name, listed(unmet), Words().remaining(deadline)});
        }
    }
    return Words(inWords("Insight", "{1} waits for {2}."), {name, listed(unmet)});
}

/// Whose request is granted next once the holder's own is out of the way; `order` is not empty.
Sentence nextText(const std::vector<QueuedRequest>& order)
{
    const auto rank = [](const QueuedRequest& queued) {
        return as<LeaseRequest>(queued.request)->spec.priority.value_or(0);
    };
    std::vector<Sentence> equals;
    for (const QueuedRequest& queued : order) {
        if (rank(queued) == rank(order.front())) {
            equals.push_back(Words().holder(queued.request->meta.ns, as<LeaseRequest>(queued.request)->spec.holder));
        }
    }
    return Words((equals.size() == 1
                      ? inWords("Insight", "Next is {1} (priority %1).")
                      : inWords("Insight", "Next is one of {1} (all of priority %1: the operator takes any)."))
                     .arg(rank(order.front())),
                 {listed(equals)});
}

/// Who gets a held lease for which requests wait.
Sentences successionText(const Lease& lease, const World& world)
{
    std::vector<QueuedRequest> order = grantOrder(lease.key(), world.objects);
    std::erase_if(order, [](const QueuedRequest& queued) { return queued.ofHolder; });
    const Comeback comeback = lease.status.expiresAt ? comebackOf(lease.key(), world.objects) : Comeback::No;
    const Words holder = Words().holder(lease.meta.ns, lease.status.holder);
    if (comeback == Comeback::Certain) {
        return {
            Words(inWords("Insight", "The request of {1} ranks first, so it wins again when it expires."), {holder})};
    }
    Sentences sentences{nextText(order)};
    if (comeback == Comeback::Possible) {
        sentences.push_back(
            Words(inWords("Insight", "The request of {1} has the same priority, so it may win again."), {holder}));
    }
    return sentences;
}

Sentence arrivalNames(const Barrier& barrier, const Need& need)
{
    std::vector<Sentence> names;
    for (const WaitNode& node : need.of) {
        names.push_back(Words().holder(node.ns, node.name));
    }
    const bool exact = need.count == static_cast<qint64>(need.of.size());
    return Words(exact ? inWords("Insight", "Missing at {1}, by name: {2}.")
                       : inWords("Insight", "Missing at {1}, by name %1 of {2}.").arg(need.count),
                 {Words().object(barrier.key()), listed(names)});
}

} // namespace

Sentence listed(const std::vector<Sentence>& items)
{
    constexpr size_t longest = 5;
    const bool cut = items.size() > longest + 1;
    const size_t shown = cut ? longest : items.empty() ? 0 : items.size() - 1;
    Words words;
    for (size_t i = 0; i < shown; ++i) {
        words.say(i == 0 ? QString() : inWords("Insight", ", ")).append(items[i]);
    }
    if (cut) {
        return Words(inWords("Insight", "{1} and %1 more").arg(items.size() - longest), {words});
    }
    return items.size() < 2 ? items.empty() ? words : words.append(items.back())
                            : Words(inWords("Insight", "{1} and {2}"), {words, items.back()});
}

Words untilText(const Sentence& name, const Sentence& held, Timestamp until, Timestamp now)
{
    return until < now
        ? Words(inWords("Insight", "{1} is {2}; it expired {3} ago, and the operator has not freed it."),
                {name, held, Words().elapsed(until)})
        : Words(inWords("Insight", "{1} is {2}; it expires in {3}."), {name, held, Words().remaining(until)});
}

Words permitsOf(qint64 count, const ObjectKey& semaphore)
{
    return Words(inWords("Insight", "%n permits of {1}", "1 permit of {1}", count), {Words().object(semaphore)});
}

Sentences describeGate(const Gate& gate, const World& world)
{
    std::vector<Sentence> unmet;
    Sentences never;
    for (const ConditionOutlook& outlook : outlookOf(gate, world)) {
        if (!outlook.met) {
            unmet.push_back(unmetText(outlook, world));
        }
        if (const Sentence text = neverText(outlook); !text.empty()) {
            never.push_back(text);
        }
    }
    Sentences sentences{gateHead(gate, unmet, world)};
    if (gate.status.phase != GatePhase::Open) {
        sentences.insert(sentences.end(), never.begin(), never.end());
    }
    return sentences;
}

Sentences describeBarrier(const Barrier& barrier, const std::vector<Need>& needs, const World&)
{
    const qint64 needed = barrier.spec.quorum.value_or(barrier.spec.expected);
    const QString words = barrier.status.phase == BarrierPhase::Open
        ? inWords("Insight", "{1} is open (%1 of %2 have arrived).")
        : barrier.status.phase == BarrierPhase::Failed
        ? inWords("Insight", "{1} has timed out (%1 of %2 have arrived); no arrival can open it.")
        : inWords("Insight", "{1} waits (%1 of %2 have arrived).");
    Sentences sentences{Words(words.arg(barrier.status.arrived).arg(needed), {Words().object(barrier.key())})};
    for (const Need& need : needs) {
        sentences.push_back(arrivalNames(barrier, need));
    }
    return sentences;
}

Sentences describeLease(const Lease& lease, const World& world)
{
    const Words name = Words().object(lease.key());
    const LeaseStatus& status = lease.status;
    const auto pending = pendingRequests(lease, world);
    if (status.holder.isEmpty()) {
        return {Words(pending.empty() ? inWords("Insight", "{1} is free.")
                                      : inWords("Insight", "{1} is free; the operator grants it when it next looks."),
                      {name})};
    }
    const Sentence held =
        heldSince({status.holder, Hold::Mode::Lease, lease.key(), std::nullopt, status.acquiredAt, status.expiresAt});
    Sentences sentences;
    if (status.expiresAt) {
        sentences.push_back(untilText(name, held, *status.expiresAt, world.now));
    } else {
        sentences.push_back(Words(lease.spec.ttl
                                      ? inWords("Insight", "{1} is {2}; no expiry was set, so it will never expire.")
                                      : inWords("Insight", "{1} is {2}; it has no TTL, so it will never expire."),
                                  {name, held}));
    }
    if (!pending.empty()) {
        const Sentences succession = successionText(lease, world);
        sentences.insert(sentences.end(), succession.begin(), succession.end());
    }
    return sentences;
}

} // namespace konductor::insight
