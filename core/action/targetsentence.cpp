// SPDX-License-Identifier: Apache-2.0
#include "core/action/consequences.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"
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
        return inWords("Plan",
                       "%1 of %2 permits are still held: the semaphore's status stays frozen until %n more are gone.",
                       "%1 of %2 permits are still held: the semaphore's status stays frozen until 1 more is gone.",
                       usage.held - usage.permits)
            .arg(usage.held)
            .arg(usage.permits);
    }
    if (usage.permits == usage.held) {
        return inWords("Plan",
                       "%1 of %2 permits in use, none is free: whoever creates a permit next has it; semaphores keep "
                       "no queue.")
            .arg(usage.held)
            .arg(usage.permits);
    }
    return inWords("Plan",
                   "%1 of %2 permits in use, %3 free: whoever creates a permit next has it; semaphores keep no queue.")
        .arg(usage.held)
        .arg(usage.permits)
        .arg(usage.permits - usage.held);
}

QString barrierSentence(const Barrier& before, const Barrier& after, const Prediction& prediction, Timestamp now)
{
    const insight::BarrierProgress progress = insight::progressOf(after, prediction.after, now);
    const QString count =
        (progress.quorum ? inWords("Plan", "%1 of %2 needed (quorum) arrived") : inWords("Plan", "%1 of %2 arrived"))
            .arg(progress.arrived)
            .arg(progress.needed);
    if (after.status.phase == BarrierPhase::Open) {
        return before.status.phase == BarrierPhase::Open ? inWords("Plan", "The barrier stays open: %1.").arg(count)
                                                         : inWords("Plan", "The barrier opens: %1.").arg(count);
    }
    if (progress.pastDeadline) {
        return inWords("Plan", "The barrier stays %1: its time-out has passed. %2.")
            .arg(after.status.phase.text().isEmpty() ? inWords("Plan", "closed") : after.status.phase.text(), count);
    }
    return inWords("Plan", "The barrier stays closed: %1, %2 missing.").arg(count).arg(progress.missing());
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
    return first.isEmpty() ? inWords("Plan", "nobody else asks for it")
                           : inWords("Plan", "%1 is next").arg(anyOf(first));
}

QString leaseSentence(const Lease& before, const Lease& after, const Prediction& prediction, Timestamp now)
{
    if (after.status.holder.isEmpty()) {
        return inWords("Plan", "The lease becomes Available: nobody has asked for it.");
    }
    const QString span = after.status.expiresAt ? countdownText(*after.status.expiresAt - now) : QString();
    if (after.status.holder == before.status.holder && after.status.acquiredAt == before.status.acquiredAt) {
        const QString next = nextInOrder(after.key(), prediction.after);
        return after.status.expiresAt
            ? inWords("Plan", "%1 keeps the lease, for %2 more; %3.").arg(after.status.holder, span, next)
            : inWords("Plan", "%1 keeps the lease; this hold never expires; %2.").arg(after.status.holder, next);
    }
    if (!prediction.tied.isEmpty()) {
        const QString heirs = prediction.tied.join(inWords("Insight", ", "));
        return after.status.expiresAt
            ? inWords("Plan",
                      "One of %1 gets the lease at once, for %2: their requests have the same priority, so the "
                      "operator takes any.")
                  .arg(heirs, span)
            : inWords("Plan",
                      "One of %1 gets the lease at once; the lease has no TTL, so it never expires: their requests "
                      "have the same priority, so the operator takes any.")
                  .arg(heirs);
    }
    return after.status.expiresAt
        ? inWords("Plan", "%1 gets the lease at once, for %2.").arg(after.status.holder, span)
        : inWords("Plan", "%1 gets the lease at once; the lease has no TTL, so it never expires.")
              .arg(after.status.holder);
}

QString mutexSentence(const Mutex& after)
{
    return after.status.holder.isEmpty()
        ? inWords("Plan", "The mutex becomes Unlocked: the first client that locks it has it; there is no queue.")
        : inWords("Plan", "%1 keeps the mutex.").arg(after.status.holder);
}

QString gateTargetSentence(const Gate& before, const Gate& after)
{
    if (after.status.phase.value == before.status.phase.value) {
        return inWords("Plan", "The gate stays %1.")
            .arg(after.status.phase.text().isEmpty() ? inWords("Plan", "closed") : after.status.phase.text());
    }
    return inWords("Plan", "The gate becomes %1.").arg(after.status.phase.text());
}

QString waitGroupSentence(const WaitGroup& before, const WaitGroup& after)
{
    if (after.status.phase.value == before.status.phase.value) {
        return inWords("Plan", "The counter is %1; the wait group stays %2.")
            .arg(QString::number(after.status.counter), after.status.phase.text());
    }
    return (after.status.phase == WaitGroupPhase::Done
                ? inWords("Plan", "The counter is %1; those that wait go on.")
                : inWords("Plan", "The counter is %1; who comes now has to wait again."))
        .arg(after.status.counter);
}

QString goneSentence(const Object& before)
{
    return before.kind == Kind::Once
        ? inWords("Plan", "The once is deleted; the next client that wants it creates it anew and does the work again.")
        : inWords("Plan", "%1 is gone.").arg(toString(before.key()));
}

QString rwMutexSentence(const RWMutex& after)
{
    if (after.status.phase == RWMutexPhase::ReadLocked) {
        return inWords("Plan", "Still read-locked by %n readers; a writer has to wait.",
                       "Still read-locked by 1 reader; a writer has to wait.", after.status.readHolders.size());
    }
    if (after.status.phase == RWMutexPhase::WriteLocked) {
        return inWords("Plan", "Still write-locked by %1.").arg(after.status.writeHolder);
    }
    return inWords("Plan", "The lock becomes Unlocked: the first client that locks it has it; there is no queue.");
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
        return leaseSentence(*as<Lease>(before), *as<Lease>(after), prediction, now);
    case Kind::Mutex:
        return mutexSentence(*as<Mutex>(after));
    case Kind::RWMutex:
        return rwMutexSentence(*as<RWMutex>(after));
    case Kind::Gate:
        return gateTargetSentence(*as<Gate>(before), *as<Gate>(after));
    case Kind::Once:
        return as<Once>(after)->status.executed
            ? inWords("Plan", "The once stays Executed.")
            : inWords("Plan", "The once is Pending: the next client that comes does the work.");
    case Kind::WaitGroup:
        return waitGroupSentence(*as<WaitGroup>(before), *as<WaitGroup>(after));
    default:
        return {};
    }
}

} // namespace konductor::action
