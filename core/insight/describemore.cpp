// SPDX-License-Identifier: Apache-2.0
#include "core/insight/describe.h"
#include "core/insight/rulekit.h"
#include "core/insight/semaphoreusage.h"

#include "core/base/text.h"

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

Sentences describeLock(const Object& lock, const World& world)
{
    const std::vector<Hold> holds = holdsOf(lock.key(), world.objects, world.now);
    Words words;
    words.object(lock.key());
    if (holds.empty()) {
        return {words.say(u" is free."_s)};
    }
    std::vector<Sentence> holders;
    for (const Hold& hold : holds) {
        holders.push_back(Words().holder(lock.meta.ns, hold.holder));
    }
    const Hold& first = holds.front();
    words.say(first.mode == Hold::Mode::Read        ? u" is read-locked"_s
                  : first.mode == Hold::Mode::Write ? u" is write-locked"_s
                                                    : u" is locked"_s);
    if (first.since) {
        words.say(u" for "_s).elapsed(*first.since);
    }
    words.say(u" by "_s).append(listed(holders));
    if (!first.until) {
        words.say(u"; it never expires"_s);
    } else if (*first.until < world.now) {
        words.say(u"; it expired "_s).elapsed(*first.until).say(u" ago, and the operator has not freed it"_s);
    } else {
        words.say(u"; it expires in "_s).remaining(*first.until);
    }
    return {words.say(u"."_s)};
}

Sentences describeOnce(const Once& once)
{
    Words words;
    words.object(once.key());
    if (!once.status.executed) {
        return {words.say(u" has not been executed."_s)};
    }
    words.say(u" was executed"_s);
    if (!once.status.executor.isEmpty()) {
        words.say(u" by "_s).holder(once.meta.ns, once.status.executor);
    }
    if (once.status.executedAt) {
        words.say(u" "_s).elapsed(*once.status.executedAt).say(u" ago"_s);
    }
    return {words.say(u"."_s)};
}

Sentences describeJob(const Job& job)
{
    Words words;
    words.object(job.key());
    return {words.say(u" has %1 active, %2 succeeded and %3 failed pods."_s.arg(job.status.active)
                          .arg(job.status.succeeded)
                          .arg(job.status.failed))};
}

Sentence requestText(const LeaseRequest& request, const ObjectKey& lease, const World& world)
{
    Words words;
    words.object(request.key()).say(u" of "_s).holder(request.meta.ns, request.spec.holder);
    if (request.status.phase == LeaseRequestPhase::Granted) {
        const auto held = as<Lease>(world.objects.find(lease));
        const bool still = held && held->status.holder == request.spec.holder;
        return words.say(still ? u" has been granted "_s : u" was granted before and still competes for "_s)
            .object(lease)
            .say(u"."_s);
    }
    const auto order = grantOrder(lease, world.objects);
    for (size_t i = 0; i < order.size(); ++i) {
        if (order[i].request->key() == request.key()) {
            return words.say(u" is number %1 of %2 for "_s.arg(i + 1).arg(order.size()))
                .object(lease)
                .say(u" (priority %1%2)."_s.arg(request.spec.priority.value_or(0))
                         .arg(order[i].tied ? u", tied"_s : QString()));
        }
    }
    return words.say(u" does not count for "_s).object(lease).say(u": its label does not name it."_s);
}

/// What is known of a holder's pod, where it is not simply running.
Sentence fateOf(const WaitNode& holder, const World& world)
{
    using State = HolderVerdict::State;
    using Why = HolderVerdict::Why;
    const HolderVerdict verdict = world.verdict(holder.ns, holder.name);
    Words words;
    switch (verdict.state) {
    case State::Running:
        return {};
    case State::Restarting:
        return words.say(u"The pod of "_s).holder(holder.ns, holder.name).say(u" is restarting."_s);
    case State::Ambiguous:
        return words.say(u"More than one thing is called "_s).holder(holder.ns, holder.name).say(u"."_s);
    case State::NeverSeen:
        return words.say(u"There is no pod "_s).holder(holder.ns, holder.name).say(u"."_s);
    case State::Gone:
    case State::Finished:
        words.say(verdict.what == HolderVerdict::What::Job ? u"The job "_s : u"The pod of "_s)
            .holder(holder.ns, holder.name)
            .say(verdict.state == State::Gone ? u" was deleted"_s : u" has finished"_s);
        if (verdict.since) {
            words.say(u", "_s).elapsed(*verdict.since).say(u" ago"_s);
        }
        return words.say(u"."_s);
    case State::Unknown:
        break;
    }
    if (verdict.why == Why::NotAsked) {
        return {};
    }
    return words.say(u"Whether "_s)
        .holder(holder.ns, holder.name)
        .say(verdict.why == Why::Stale ? u" still lives is unknown: the list of pods is stale."_s
                                       : u" still lives is unknown: pods may not be listed."_s);
}

} // namespace

Sentences describeSemaphore(const Semaphore& semaphore, const World& world)
{
    const SemaphoreUsage usage = usageOf(semaphore, world.objects, world.now);
    Words words;
    words.object(semaphore.key()).say(u" has %1 of %2 permits granted"_s.arg(usage.held).arg(usage.permits));
    if (usage.overCommitted()) {
        words.say(u"; its status is frozen at %1 in use"_s.arg(semaphore.status.inUse));
    }
    Sentences sentences{words.say(u"."_s)};
    std::vector<Sentence> holders;
    QStringList told;
    const auto holds = world.holds(semaphore.key());
    for (const Hold& hold : *holds) {
        if (!told.contains(hold.holder)) {
            told.append(hold.holder);
            holders.push_back(Words().holder(semaphore.meta.ns, hold.holder));
        }
    }
    if (!holders.empty()) {
        sentences.push_back(Words(u"They are with "_s).append(listed(holders)).say(u"."_s));
    }
    return sentences;
}

Sentences describeOther(const Object& object, const World& world)
{
    if (const auto* once = as<Once>(&object)) {
        return describeOnce(*once);
    }
    if (const auto* job = as<Job>(&object)) {
        return describeJob(*job);
    }
    if (const auto* group = as<WaitGroup>(&object)) {
        const qint64 counter = group->status.counter;
        return {Words().object(group->key()).say(counter > 0 ? u" waits for %1 more."_s.arg(counter) : u" is done."_s)};
    }
    return describeLock(object, world);
}

Sentences describeChild(const Object& child, const World& world)
{
    const auto parent = parentKey(child);
    if (!parent) {
        return {};
    }
    if (!world.objects.find(*parent)) {
        return {Words().object(child.key()).say(u" is for "_s).object(*parent).say(u", which does not exist."_s)};
    }
    if (const auto* request = as<LeaseRequest>(&child)) {
        return {requestText(*request, *parent, world)};
    }
    Words words;
    words.object(child.key()).say(u" is of "_s).holder(child.meta.ns, specHolder(child));
    const auto* permit = as<Permit>(&child);
    if (permit && permit->status.expiresAt) {
        if (*permit->status.expiresAt < world.now) {
            words.say(u"; it expired "_s).elapsed(*permit->status.expiresAt).say(u" ago and no longer counts"_s);
        } else {
            words.say(u"; it expires in "_s).remaining(*permit->status.expiresAt);
        }
    } else if (permit) {
        words.say(u"; it never expires"_s);
    }
    return {words.say(u"."_s)};
}

Sentences describeHolder(const WaitNode& holder, const std::vector<Need>& needs, const World& world)
{
    Sentences sentences;
    for (const Need& need : needs) {
        const bool request = need.reason == Need::Reason::Request;
        Words words;
        const auto asked = need.via ? as<LeaseRequest>(world.objects.find(*need.via)) : nullptr;
        words.holder(holder.ns, holder.name);
        if (asked && asked->meta.creationTimestamp) {
            words.say(u" has waited "_s).elapsed(*asked->meta.creationTimestamp).say(u" for "_s);
        } else {
            words.say(!request            ? u" has arrived and waits at "_s
                          : need.inferred ? u", by what its container runs, waits for "_s
                                          : u" waits for "_s);
        }
        words.object(need.of.front().key());
        sentences.push_back(words.say(u"."_s));
    }
    if (const Sentence fate = fateOf(holder, world); !fate.empty()) {
        sentences.push_back(fate);
    }
    return sentences;
}

} // namespace konductor::insight
