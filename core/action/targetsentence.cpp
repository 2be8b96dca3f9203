// SPDX-License-Identifier: Apache-2.0
#include "core/action/consequences.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/insight/barrierprogress.h"
#include "core/insight/hold.h"
#include "core/insight/semaphoreusage.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

QString semaphoreSentence(const Semaphore& after, const Prediction& prediction, Timestamp now)
{
    const insight::SemaphoreUsage usage = insight::usageOf(after, prediction.after, now);
    if (usage.overCommitted()) {
        return u"%1 of %2 permits are still held: the semaphore's status stays frozen until %3 more are gone."_s
            .arg(usage.held)
            .arg(usage.permits)
            .arg(usage.held - usage.permits);
    }
    const QString free = usage.permits == usage.held ? u"none is free"_s : u"%1 free"_s.arg(usage.permits - usage.held);
    return u"%1 of %2 permits in use, %3: whoever creates a permit next has it; semaphores keep no queue."_s
        .arg(usage.held)
        .arg(usage.permits)
        .arg(free);
}

QString barrierSentence(const Barrier& before, const Barrier& after, const Prediction& prediction, Timestamp now)
{
    const insight::BarrierProgress progress = insight::progressOf(after, prediction.after, now);
    const QString count = u"%1 of %2%3 arrived"_s.arg(progress.arrived)
                              .arg(progress.needed)
                              .arg(progress.quorum ? u" needed (quorum)"_s : QString());
    if (after.status.phase == BarrierPhase::Open) {
        return before.status.phase == BarrierPhase::Open ? u"The barrier stays open: %1."_s.arg(count)
                                                         : u"The barrier opens: %1."_s.arg(count);
    }
    if (progress.pastDeadline) {
        return u"The barrier stays %1: its time-out has passed. %2."_s.arg(
            after.status.phase.text.isEmpty() ? u"closed"_s : after.status.phase.text, count);
    }
    return u"The barrier stays closed: %1, %2 missing."_s.arg(count).arg(progress.missing());
}

/// Who stands first among those that ask, the holder's own requests left out.
QString nextInOrder(const ObjectKey& lease, const ObjectIndex& objects)
{
    QStringList first;
    std::optional<qint64> highest;
    for (const insight::QueuedRequest& queued : insight::grantOrder(lease, objects)) {
        const qint64 priority = as<LeaseRequest>(queued.request)->spec.priority.value_or(0);
        if (!queued.ofHolder && (!highest || *highest == priority)) {
            highest = priority;
            first.append(specHolder(*queued.request));
        }
    }
    first.removeDuplicates();
    return first.isEmpty() ? u"nobody else asks for it"_s : u"%1 is next"_s.arg(anyOf(first));
}

QString leaseSentence(const Lease& before, const Lease& after, const Prediction& prediction)
{
    if (after.status.holder.isEmpty()) {
        return u"The lease becomes Available: nobody has asked for it."_s;
    }
    const QString until = after.status.expiresAt ? u", until %1"_s.arg(formatTimestamp(*after.status.expiresAt))
                                                 : u"; the lease has no TTL, so it never expires"_s;
    if (after.status.holder == before.status.holder && after.status.acquiredAt == before.status.acquiredAt) {
        const QString kept = after.status.expiresAt ? until : u"; this hold never expires"_s;
        return u"%1 keeps the lease%2; %3."_s.arg(after.status.holder, kept,
                                                  nextInOrder(after.key(), prediction.after));
    }
    if (!prediction.tied.isEmpty()) {
        return u"One of %1 gets the lease at once%2: their requests have the same priority, so the operator takes any."_s
            .arg(prediction.tied.join(u", "_s), until);
    }
    return u"%1 gets the lease at once%2."_s.arg(after.status.holder, until);
}

QString mutexSentence(const Mutex& after)
{
    return after.status.holder.isEmpty()
        ? u"The mutex becomes Unlocked: the first client that locks it has it; there is no queue."_s
        : u"%1 keeps the mutex."_s.arg(after.status.holder);
}

QString gateTargetSentence(const Gate& before, const Gate& after)
{
    if (after.status.phase.value == before.status.phase.value) {
        return u"The gate stays %1."_s.arg(after.status.phase.text.isEmpty() ? u"closed"_s : after.status.phase.text);
    }
    return u"The gate becomes %1."_s.arg(after.status.phase.text);
}

QString waitGroupSentence(const WaitGroup& before, const WaitGroup& after)
{
    const QString count = u"The counter is %1"_s.arg(after.status.counter);
    if (after.status.phase.value == before.status.phase.value) {
        return count + u"; the wait group stays %1."_s.arg(after.status.phase.text);
    }
    return after.status.phase == WaitGroupPhase::Done ? count + u"; those that wait go on."_s
                                                      : count + u"; who comes now has to wait again."_s;
}

QString goneSentence(const Object& before)
{
    return before.kind == Kind::Once
        ? u"The once is deleted; the next client that wants it creates it anew and does the work again."_s
        : u"%1 is gone."_s.arg(toString(before.key()));
}

QString rwMutexSentence(const RWMutex& after)
{
    if (after.status.phase == RWMutexPhase::ReadLocked) {
        return u"Still read-locked by %1; a writer has to wait."_s.arg(
            counted(after.status.readHolders.size(), u"reader"));
    }
    if (after.status.phase == RWMutexPhase::WriteLocked) {
        return u"Still write-locked by %1."_s.arg(after.status.writeHolder);
    }
    return u"The lock becomes Unlocked: the first client that locks it has it; there is no queue."_s;
}

} // namespace

QString targetSentence(const ObjectPtr& before, const ObjectPtr& after, const Prediction& prediction, Timestamp now)
{
    if (!before) {
        return {};
    }
    if (!after) {
        return goneSentence(*before);
    }
    switch (after->kind) {
    case Kind::Semaphore:
        return semaphoreSentence(*as<Semaphore>(after), prediction, now);
    case Kind::Barrier:
        return barrierSentence(*as<Barrier>(before), *as<Barrier>(after), prediction, now);
    case Kind::Lease:
        return leaseSentence(*as<Lease>(before), *as<Lease>(after), prediction);
    case Kind::Mutex:
        return mutexSentence(*as<Mutex>(after));
    case Kind::RWMutex:
        return rwMutexSentence(*as<RWMutex>(after));
    case Kind::Gate:
        return gateTargetSentence(*as<Gate>(before), *as<Gate>(after));
    case Kind::Once:
        return as<Once>(after)->status.executed ? u"The once stays Executed."_s
                                                : u"The once is Pending: the next client that comes does the work."_s;
    case Kind::WaitGroup:
        return waitGroupSentence(*as<WaitGroup>(before), *as<WaitGroup>(after));
    default:
        return {};
    }
}

} // namespace konductor::action
