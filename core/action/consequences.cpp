// SPDX-License-Identifier: Apache-2.0
#include "core/action/consequences.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/insight/barrierprogress.h"
#include "core/insight/semaphoreusage.h"
#include "core/rules/operatormodel.h"

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

QString leaseSentence(const Lease& after, const Prediction& prediction)
{
    if (after.status.holder.isEmpty()) {
        return u"The lease becomes Available: nobody has asked for it."_s;
    }
    const QString until = after.status.expiresAt ? u", until %1"_s.arg(formatTimestamp(*after.status.expiresAt))
                                                 : u"; the lease has no TTL, so it never expires"_s;
    if (!prediction.tied.isEmpty()) {
        return u"One of %1 gets the lease at once%2: their requests have the same priority, so the operator takes any."_s
            .arg(prediction.tied.join(u", "_s), until);
    }
    return u"%1 gets the lease at once%2."_s.arg(after.status.holder, until);
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

QString targetSentence(const ObjectPtr& before, const ObjectPtr& after, const Prediction& prediction, Timestamp now)
{
    if (!before || !after) {
        return {};
    }
    switch (after->kind) {
    case Kind::Semaphore:
        return semaphoreSentence(*as<Semaphore>(after), prediction, now);
    case Kind::Barrier:
        return barrierSentence(*as<Barrier>(before), *as<Barrier>(after), prediction, now);
    case Kind::Lease:
        return leaseSentence(*as<Lease>(after), prediction);
    case Kind::Mutex:
        return u"The mutex becomes Unlocked: the first client that locks it has it; there is no queue."_s;
    case Kind::RWMutex:
        return rwMutexSentence(*as<RWMutex>(after));
    default:
        return {};
    }
}

bool looksAt(const Gate& gate, const ObjectKey& target)
{
    return std::any_of(gate.spec.conditions.begin(), gate.spec.conditions.end(), [&](const GateCondition& condition) {
        const QString ns = condition.ns.isEmpty() ? gate.meta.ns : condition.ns;
        return condition.type == kindInfo(target.kind).name && condition.name == target.name && ns == target.ns;
    });
}

GatePhase phaseAfterLook(const Gate& gate, const rules::Outcome& outcome)
{
    for (const rules::Write& write : outcome.writes) {
        if (const auto written = as<Gate>(write.object); written && write.key == gate.key()) {
            return written->status.phase.value;
        }
    }
    return gate.status.phase.value;
}

/// Nothing a gate depends on wakes it (semantics.md §2): only its own timer does, and that runs while it waits.
QString gateSentence(const Gate& gate, const Prediction& prediction, const ObjectIndex& before, Timestamp now)
{
    const GatePhase next = phaseAfterLook(gate, rules::reconcile(gate.key(), prediction.after, now));
    if (next == gate.status.phase.value) {
        return {};
    }
    const QString becomes = next == GatePhase::Open ? u"opens"_s
        : next == GatePhase::Waiting                ? u"closes again"_s
                                                    : u"fails"_s;
    const auto wakeAt = rules::reconcile(gate.key(), before, now).wakeAt;
    if (!wakeAt) {
        return u"Gate %1 would see it but has no timer: it %2 only when something touches it."_s.arg(gate.meta.name,
                                                                                                     becomes);
    }
    return u"Gate %1 is not woken by this; it looks within %2 and then %3."_s.arg(
        gate.meta.name, humanDuration(*wakeAt - now), becomes);
}

} // namespace

QStringList consequencesOf(const Prediction& prediction, const ObjectKey& target, const ObjectIndex& before,
                           Timestamp now)
{
    QStringList sentences;
    const auto add = [&](const QString& sentence) {
        if (!sentence.isEmpty()) {
            sentences.append(sentence);
        }
    };
    add(targetSentence(before.find(target), prediction.after.find(target), prediction, now));
    if (!prediction.targetWoken) {
        add(u"Nothing here wakes the operator: it sees the change at its own timer, within 1 min."_s);
    }
    for (const ObjectPtr& object : before.sorted(Kind::Gate)) {
        const auto gate = as<Gate>(object);
        if (looksAt(*gate, target)) {
            add(gateSentence(*gate, prediction, before, now));
        }
    }
    return sentences;
}

QString anyOf(const QStringList& names)
{
    if (names.size() < 2) {
        return names.value(0);
    }
    return names.mid(0, names.size() - 1).join(u", "_s) + u" or "_s + names.back();
}

} // namespace konductor::action
