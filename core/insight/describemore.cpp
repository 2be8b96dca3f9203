// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
#include "core/insight/describe.h"
#include "core/insight/rulekit.h"
#include "core/insight/semaphoreusage.h"

#include "core/base/text.h"

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

/// "read-locked for 3 min by worker-a and worker-b"
Sentence lockedText(const Hold& hold, const Sentence& holders)
{
    if (!hold.since) {
        return Words(hold.mode == Hold::Mode::Read        ? inWords("Insight", "read-locked by {1}")
                         : hold.mode == Hold::Mode::Write ? inWords("Insight", "write-locked by {1}")
                                                          : inWords("Insight", "locked by {1}"),
                     {holders});
    }
    return Words(hold.mode == Hold::Mode::Read        ? inWords("Insight", "read-locked for {1} by {2}")
                     : hold.mode == Hold::Mode::Write ? inWords("Insight", "write-locked for {1} by {2}")
                                                      : inWords("Insight", "locked for {1} by {2}"),
                 {Words().elapsed(*hold.since), holders});
}

Sentences describeLock(const Object& lock, const World& world)
{
    const std::vector<Hold> holds = holdsOf(lock.key(), world.objects, world.now);
    const Words name = Words().object(lock.key());
    if (holds.empty()) {
        return {Words(inWords("Insight", "{1} is free."), {name})};
    }
    std::vector<Sentence> holders;
    for (const Hold& hold : holds) {
        holders.push_back(Words().holder(lock.meta.ns, hold.holder));
    }
    const Hold& first = holds.front();
    const Sentence held = lockedText(first, listed(holders));
    return {first.until ? untilText(name, held, *first.until, world.now)
                        : Words(inWords("Insight", "{1} is {2}; it never expires."), {name, held})};
}

Sentences describeOnce(const Once& once)
{
    const Words name = Words().object(once.key());
    if (!once.status.executed) {
        return {Words(inWords("Insight", "{1} has not been executed."), {name})};
    }
    const Words executor = Words().holder(once.meta.ns, once.status.executor);
    const Words ago = once.status.executedAt ? Words().elapsed(*once.status.executedAt) : Words();
    if (once.status.executor.isEmpty()) {
        return {Words(once.status.executedAt ? inWords("Insight", "{1} was executed {2} ago.")
                                             : inWords("Insight", "{1} was executed."),
                      {name, ago})};
    }
    return {Words(once.status.executedAt ? inWords("Insight", "{1} was executed by {2} {3} ago.")
                                         : inWords("Insight", "{1} was executed by {2}."),
                  {name, executor, ago})};
}

Sentences describeJob(const Job& job)
{
    return {Words(inWords("Insight", "{1} has pods: %1 active, %2 succeeded, %3 failed.")
                      .arg(job.status.active)
                      .arg(job.status.succeeded)
                      .arg(job.status.failed),
                  {Words().object(job.key())})};
}

Sentence requestText(const LeaseRequest& request, const ObjectKey& lease, const World& world)
{
    const Words own(inWords("Insight", "{1} of {2}"),
                    {Words().object(request.key()), Words().holder(request.meta.ns, request.spec.holder)});
    const Words of = Words().object(lease);
    if (request.status.phase == LeaseRequestPhase::Granted) {
        const auto held = as<Lease>(world.objects.find(lease));
        const bool still = held && held->status.holder == request.spec.holder;
        return Words(still ? inWords("Insight", "{1} has been granted {2}.")
                           : inWords("Insight", "{1} was granted before and still competes for {2}."),
                     {own, of});
    }
    const auto order = grantOrder(lease, world.objects);
    for (size_t i = 0; i < order.size(); ++i) {
        if (order[i].request->key() == request.key()) {
            return Words((order[i].tied ? inWords("Insight", "{1} is number %1 of %2 for {2} (priority %3, tied).")
                                        : inWords("Insight", "{1} is number %1 of %2 for {2} (priority %3)."))
                             .arg(i + 1)
                             .arg(order.size())
                             .arg(request.spec.priority.value_or(0)),
                         {own, of});
        }
    }
    return Words(inWords("Insight", "{1} does not count for {2}: its label does not name it."), {own, of});
}

QString endText(const HolderVerdict& verdict)
{
    const bool gone = verdict.state == HolderVerdict::State::Gone;
    if (verdict.what == HolderVerdict::What::Job) {
        return gone ? inWords("Insight", "The job {1} was deleted") : inWords("Insight", "The job {1} has finished");
    }
    return gone ? inWords("Insight", "The pod of {1} was deleted") : inWords("Insight", "The pod of {1} has finished");
}

/// What is known of a holder's pod, where it is not simply running.
Sentence fateOf(const WaitNode& holder, const World& world)
{
    using State = HolderVerdict::State;
    using Why = HolderVerdict::Why;
    const HolderVerdict verdict = world.verdict(holder.ns, holder.name);
    const Words name = Words().holder(holder.ns, holder.name);
    switch (verdict.state) {
    case State::Running:
        return {};
    case State::Restarting:
        return Words(inWords("Insight", "The pod of {1} is restarting."), {name});
    case State::Ambiguous:
        return Words(inWords("Insight", "More than one thing is called {1}."), {name});
    case State::NeverSeen:
        return Words(inWords("Insight", "There is no pod {1}."), {name});
    case State::Gone:
    case State::Finished: {
        const Words end(endText(verdict), {name});
        return verdict.since ? Words(inWords("Insight", "{1}, {2} ago."), {end, Words().elapsed(*verdict.since)})
                             : Words(u"{1}."_s, {end});
    }
    case State::Unknown:
        break;
    }
    if (verdict.why == Why::NotAsked) {
        return {};
    }
    return Words(verdict.why == Why::Stale
                     ? inWords("Insight", "Whether {1} still lives is unknown: the list of pods is stale.")
                     : inWords("Insight", "Whether {1} still lives is unknown: pods may not be listed."),
                 {name});
}

} // namespace

Sentences describeSemaphore(const Semaphore& semaphore, const World& world)
{
    const SemaphoreUsage usage = usageOf(semaphore, world.objects, world.now);
    const QString words = usage.overCommitted()
        ? inWords("Insight", "{1} has %1 of %2 permits granted; its status is frozen at %3 in use.")
              .arg(usage.held)
              .arg(usage.permits)
              .arg(semaphore.status.inUse)
        : inWords("Insight", "{1} has %1 of %2 permits granted.").arg(usage.held).arg(usage.permits);
    Sentences sentences{Words(words, {Words().object(semaphore.key())})};
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
        sentences.push_back(Words(inWords("Insight", "They are with {1}."), {listed(holders)}));
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
        return {Words(counter > 0 ? inWords("Insight", "{1} waits for %1 more.").arg(counter)
                                  : inWords("Insight", "{1} is done."),
                      {Words().object(group->key())})};
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
        return {Words(inWords("Insight", "{1} is for {2}, which does not exist."),
                      {Words().object(child.key()), Words().object(*parent)})};
    }
    if (const auto* request = as<LeaseRequest>(&child)) {
        return {requestText(*request, *parent, world)};
    }
    const Words name = Words().object(child.key());
    const Words of = Words().holder(child.meta.ns, specHolder(child));
    const auto* permit = as<Permit>(&child);
    if (!permit) {
        return {Words(inWords("Insight", "{1} is of {2}."), {name, of})};
    }
    const std::optional<Timestamp> until = permit->status.expiresAt;
    if (!until) {
        return {Words(inWords("Insight", "{1} is of {2}; it never expires."), {name, of})};
    }
    return {*until < world.now ? Words(inWords("Insight", "{1} is of {2}; it expired {3} ago and no longer counts."),
                                       {name, of, Words().elapsed(*until)})
                               : Words(inWords("Insight", "{1} is of {2}; it expires in {3}."),
                                       {name, of, Words().remaining(*until)})};
}

Sentences describeHolder(const WaitNode& holder, const std::vector<Need>& needs, const World& world)
{
    Sentences sentences;
    for (const Need& need : needs) {
        const bool request = need.reason == Need::Reason::Request;
        const auto since = sinceOf(need, world.objects);
        const Words name = Words().holder(holder.ns, holder.name);
        const Words of = Words().object(need.of.front().key());
        if (since) {
            sentences.push_back(Words(request ? inWords("Insight", "{1} has waited {2} for {3}.")
                                              : inWords("Insight", "{1} arrived at {3} {2} ago and waits there."),
                                      {name, Words().elapsed(*since), of}));
            continue;
        }
        sentences.push_back(Words(!request ? inWords("Insight", "{1} has arrived and waits at {2}.")
                                      : need.inferred
                                      ? inWords("Insight", "{1}, by what its container runs, waits for {2}.")
                                      : inWords("Insight", "{1} waits for {2}."),
                                  {name, of}));
    }
    if (const Sentence fate = fateOf(holder, world); !fate.empty()) {
        sentences.push_back(fate);
    }
    return sentences;
}

} // namespace konductor::insight
