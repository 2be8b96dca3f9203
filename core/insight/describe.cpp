// SPDX-License-Identifier: Apache-2.0
#include "core/insight/describe.h"

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
    Words words;
    if (!outlook.target) {
        return words.name(outlook.condition.type).say(u" "_s).name(outlook.condition.name);
    }
    if (outlook.target->kind == Kind::Semaphore && outlook.condition.value) {
        words.say(counted(*outlook.condition.value, u"permit") + u" of "_s);
    }
    words.object(*outlook.target);
    const ObjectPtr target = world.objects.find(*outlook.target);
    if (!target) {
        return words.say(u", which does not exist"_s);
    }
    if (const auto barrier = as<Barrier>(target)) {
        words.say(
            u" (%1 of %2)"_s.arg(barrier->status.arrived).arg(barrier->spec.quorum.value_or(barrier->spec.expected)));
    } else if (const auto semaphore = as<Semaphore>(target)) {
        words.say(u" (%1 available)"_s.arg(semaphore->status.available));
    }
    return words;
}

Sentence neverText(const ConditionOutlook& outlook)
{
    Words words;
    if (outlook.target) {
        words.object(*outlook.target);
    } else {
        words.name(outlook.condition.type).say(u" "_s).name(outlook.condition.name);
    }
    switch (outlook.never) {
    case Never::Unsupported:
        return words.say(u" is no condition that the operator evaluates (type "_s)
            .name(outlook.condition.type)
            .say(u", state "_s)
            .name(outlook.condition.state.isEmpty() ? u"none"_s : outlook.condition.state)
            .say(u"), so it is never met."_s);
    case Never::NoValue:
        return words.say(u" is asked for without a value, so the condition is never met."_s);
    case Never::TooMany:
        return words.say(
            u" does not have %1 permits, so the condition is never met."_s.arg(outlook.condition.value.value_or(0)));
    case Never::JobFailed:
        return words.say(u" has failed, so the condition is not met any more."_s);
    case Never::BarrierFailed:
        return {}; // told of the barrier itself
    case Never::No:
        break;
    }
    return {};
}

Sentence gateHead(const Gate& gate, const std::vector<Sentence>& unmet, const World& world)
{
    Words words;
    words.object(gate.key());
    if (gate.status.phase == GatePhase::Open) {
        words.say(u" is open"_s);
        if (gate.status.openedAt) {
            words.say(u"; it opened "_s).elapsed(*gate.status.openedAt).say(u" ago"_s);
        }
        return words.say(u"."_s);
    }
    const bool failed = gate.status.phase == GatePhase::Failed;
    if (failed) {
        words.say(u" has timed out"_s);
    }
    if (unmet.empty()) {
        return words.say(failed ? u"; all its conditions hold now, but nobody looks at it until it is touched."_s
                                : u" has all its conditions met and opens when the operator looks, within 30 s."_s);
    }
    words.say(failed ? u" waiting for "_s : u" waits for "_s).append(listed(unmet));
    if (!failed && gate.spec.timeout && gate.meta.creationTimestamp) {
        const Timestamp deadline =
            *gate.meta.creationTimestamp + std::chrono::ceil<std::chrono::milliseconds>(*gate.spec.timeout);
        if (deadline > world.now) {
            words.say(u"; it times out in "_s).remaining(deadline);
        }
    }
    return words.say(u"."_s);
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
    const QString priority = QString::number(rank(order.front()));
    if (equals.size() == 1) {
        return Words(u"Next is "_s).append(equals.front()).say(u" (priority "_s + priority + u")."_s);
    }
    return Words(u"Next is one of "_s)
        .append(listed(equals))
        .say(u" (all of priority "_s + priority + u": the operator takes any)."_s);
}

/// Who gets a held lease for which requests wait.
Sentences successionText(const Lease& lease, const World& world)
{
    std::vector<QueuedRequest> order = grantOrder(lease.key(), world.objects);
    std::erase_if(order, [](const QueuedRequest& queued) { return queued.ofHolder; });
    const Comeback comeback = lease.status.expiresAt ? comebackOf(lease.key(), world.objects) : Comeback::No;
    Words own(u"The request of "_s);
    own.holder(lease.meta.ns, lease.status.holder);
    if (comeback == Comeback::Certain) {
        return {own.say(u" ranks first, so it wins again when it expires."_s)};
    }
    Sentences sentences{nextText(order)};
    if (comeback == Comeback::Possible) {
        sentences.push_back(own.say(u" has the same priority, so it may win again."_s));
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
    return Words(u"Missing at "_s)
        .object(barrier.key())
        .say(exact ? u", by name: "_s : u", by name %1 of "_s.arg(need.count))
        .append(listed(names))
        .say(u"."_s);
}

} // namespace

Sentence listed(const std::vector<Sentence>& items)
{
    constexpr size_t longest = 5;
    Words words;
    for (size_t i = 0; i < items.size(); ++i) {
        if (i == longest && items.size() > longest + 1) {
            return words.say(u" and %1 more"_s.arg(items.size() - longest));
        }
        words.say(i == 0 ? QString() : i + 1 == items.size() ? u" and "_s : u", "_s).append(items[i]);
    }
    return words;
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
    Words words;
    words.object(barrier.key());
    const qint64 needed = barrier.spec.quorum.value_or(barrier.spec.expected);
    if (barrier.status.phase == BarrierPhase::Open) {
        words.say(u" is open"_s);
    } else if (barrier.status.phase == BarrierPhase::Failed) {
        words.say(u" has timed out"_s);
    } else {
        words.say(u" waits"_s);
    }
    words.say(u" (%1 of %2 have arrived)"_s.arg(barrier.status.arrived).arg(needed));
    Sentences sentences{
        words.say(barrier.status.phase == BarrierPhase::Failed ? u"; no arrival can open it."_s : u"."_s)};
    for (const Need& need : needs) {
        sentences.push_back(arrivalNames(barrier, need));
    }
    return sentences;
}

Sentences describeLease(const Lease& lease, const World& world)
{
    Words words;
    words.object(lease.key());
    const LeaseStatus& status = lease.status;
    const auto pending = pendingRequests(lease, world);
    if (status.holder.isEmpty()) {
        return {
            words.say(pending.empty() ? u" is free."_s : u" is free; the operator grants it when it next looks."_s)};
    }
    words.say(u" is "_s).append(
        heldSince({status.holder, Hold::Mode::Lease, lease.key(), std::nullopt, status.acquiredAt, status.expiresAt}));
    if (status.expiresAt && *status.expiresAt < world.now) {
        words.say(u"; it expired "_s).elapsed(*status.expiresAt).say(u" ago, and the operator has not freed it"_s);
    } else if (status.expiresAt) {
        words.say(u"; it expires in "_s).remaining(*status.expiresAt);
    } else {
        words.say(lease.spec.ttl ? u"; no expiry was set, so it will never expire"_s
                                 : u"; it has no TTL, so it will never expire"_s);
    }
    Sentences sentences{words.say(u"."_s)};
    if (!pending.empty()) {
        const Sentences succession = successionText(lease, world);
        sentences.insert(sentences.end(), succession.begin(), succession.end());
    }
    return sentences;
}

} // namespace konductor::insight
