// SPDX-License-Identifier: Apache-2.0
#include "core/report/summary.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/insight/barrierprogress.h"
#include "core/insight/hold.h"
#include "core/insight/semaphoreusage.h"

using namespace Qt::StringLiterals;

namespace konductor::report {

namespace {

using Tone = Summary::Tone;
using Holds = std::vector<insight::Hold>;

void addDetail(Summary& summary, const QString& detail)
{
    if (!detail.isEmpty()) {
        summary.detail += summary.detail.isEmpty() ? detail : u"; "_s + detail;
    }
}

/// Holders, the first expiry among them, and whether one of them is overdue.
void addHolds(Summary& summary, const Holds& holds, Timestamp now)
{
    for (const insight::Hold& hold : holds) {
        if (hold.waits()) {
            continue;
        }
        summary.holders.append(hold.holder);
        if (hold.until && (!summary.until || *hold.until < *summary.until)) {
            summary.until = hold.until;
        }
    }
    if (summary.holders.isEmpty()) {
        return;
    }
    summary.untilWord = summary.until ? u"expires"_s : u"never expires"_s;
    summary.tone = summary.until && *summary.until < now ? Tone::Bad : Tone::Busy;
}

QString waitersText(const std::vector<insight::QueuedRequest>& order, const Holds& holds)
{
    QStringList waiting;
    for (const insight::Hold& hold : holds) {
        if (hold.waits()) {
            waiting.append(hold.holder);
        }
    }
    QString text =
        waiting.isEmpty() ? QString() : counted(waiting.size(), u"waits", u"wait") + u": "_s + waiting.join(u", "_s);
    if (!order.empty() && order.front().ofHolder && !order.front().tied && !waiting.isEmpty()) {
        text += u" (the holder's own request is first)"_s;
    }
    return text;
}

void add(Summary& summary, const Semaphore& semaphore, const ObjectIndex& objects, Timestamp now)
{
    const insight::SemaphoreUsage usage = insight::usageOf(semaphore, objects, now);
    summary.have = usage.held;
    summary.of = usage.permits;
    addHolds(summary, insight::holdsOf(semaphore.key(), objects, now), now);
    if (usage.overCommitted()) {
        summary.tone = Tone::Bad;
        addDetail(summary, u"over-committed by %1, status frozen"_s.arg(usage.held - usage.permits));
    } else if (usage.held < usage.permits && summary.tone != Tone::Bad) {
        summary.tone = Tone::Calm;
    }
}

void add(Summary& summary, const Permit& permit, const ObjectIndex&, Timestamp now)
{
    summary.holders = {permit.spec.holder};
    summary.until = permit.status.expiresAt;
    summary.untilWord = summary.until ? u"expires"_s : u"never expires"_s;
    summary.detail = u"semaphore "_s + permit.spec.semaphore;
    if (summary.until && *summary.until < now) {
        addDetail(summary, u"no longer counts"_s);
    }
}

void add(Summary& summary, const Barrier& barrier, const ObjectIndex& objects, Timestamp now)
{
    const insight::BarrierProgress progress = insight::progressOf(barrier, objects, now);
    summary.have = progress.arrived;
    summary.of = progress.needed;
    summary.holders = progress.holders;
    const bool open = barrier.status.phase == BarrierPhase::Open;
    if (progress.deadline && !open) {
        summary.until = progress.deadline;
        summary.untilWord = u"time-out"_s;
    }
    summary.tone = open ? Tone::Calm : progress.pastDeadline ? Tone::Bad : Tone::Busy;
    if (!open && progress.missing() > 0) {
        addDetail(summary,
                  u"%1 missing%2"_s.arg(progress.missing()).arg(progress.quorum ? u" to the quorum"_s : QString()));
    }
    if (progress.uncounted > 0) {
        addDetail(summary, u"%1 not counted yet"_s.arg(progress.uncounted));
    }
}

void add(Summary& summary, const Arrival& arrival, const ObjectIndex&, Timestamp)
{
    summary.holders = {arrival.spec.holder};
    summary.detail = u"barrier "_s + arrival.spec.barrier;
}

void add(Summary& summary, const Lease& lease, const ObjectIndex& objects, Timestamp now)
{
    const Holds holds = insight::holdsOf(lease.key(), objects, now);
    addHolds(summary, holds, now);
    addDetail(summary, waitersText(insight::grantOrder(lease.key(), objects), holds));
}

void add(Summary& summary, const LeaseRequest& request, const ObjectIndex&, Timestamp)
{
    summary.holders = {request.spec.holder};
    summary.have = request.spec.priority.value_or(0);
    summary.detail = u"lease "_s + request.spec.lease;
    summary.tone = request.status.phase == LeaseRequestPhase::Granted ? Tone::Calm : Tone::Busy;
}

void add(Summary& summary, const Gate& gate, const ObjectIndex&, Timestamp now)
{
    const auto& statuses = gate.status.conditionStatuses;
    summary.have = std::count_if(statuses.begin(), statuses.end(), [](const auto& status) { return status.met; });
    summary.of = static_cast<qint64>(gate.spec.conditions.size());
    const bool open = gate.status.phase == GatePhase::Open;
    summary.tone = open ? Tone::Calm : gate.status.phase == GatePhase::Failed ? Tone::Bad : Tone::Busy;
    if (gate.spec.timeout && gate.meta.creationTimestamp && !open) {
        summary.until = *gate.meta.creationTimestamp + std::chrono::ceil<std::chrono::milliseconds>(*gate.spec.timeout);
        summary.untilWord = u"time-out"_s;
        summary.tone = *summary.until < now ? Tone::Bad : summary.tone;
    }
    for (const GateConditionStatus& status : statuses) {
        if (!status.met) {
            addDetail(summary, u"%1 %2: %3"_s.arg(status.type, status.name, status.message));
        }
    }
}

void add(Summary& summary, const Once& once, const ObjectIndex&, Timestamp now)
{
    if (once.status.executed) {
        summary.holders = {once.status.executor};
    }
    summary.tone = once.status.executed ? Tone::Calm : Tone::Busy;
    if (once.status.executedAt) {
        summary.detail = u"executed %1 ago"_s.arg(humanDuration(now - *once.status.executedAt));
    }
}

void add(Summary& summary, const WaitGroup& group, const ObjectIndex&, Timestamp)
{
    summary.have = group.status.counter;
    summary.tone = group.status.counter <= 0 ? Tone::Calm : Tone::Busy;
}

void add(Summary&, const Job&, const ObjectIndex&, Timestamp) { }

template <class T>
void add(Summary& summary, const T& lock, const ObjectIndex& objects,
         Timestamp now) requires(std::is_same_v<T, Mutex> || std::is_same_v<T, RWMutex>)
{
    addHolds(summary, insight::holdsOf(lock.key(), objects, now), now);
}

} // namespace

Summary summaryOf(const Object& object, const ObjectIndex& objects, Timestamp now)
{
    Summary summary;
    const QString phase = phaseText(object);
    summary.phase = phase.isEmpty() ? u"-"_s : phase;
    visitObject(object, [&](const auto& typed) { add(summary, typed, objects, now); });
    if (!object.problems->isEmpty()) {
        summary.tone = Tone::Bad;
        addDetail(summary, u"odd: "_s + object.problems->front());
    }
    return summary;
}

QString countText(const Summary& summary)
{
    if (!summary.have) {
        return {};
    }
    return summary.of ? u"%1/%2"_s.arg(*summary.have).arg(*summary.of) : QString::number(*summary.have);
}

QString untilText(const Summary& summary, Timestamp now)
{
    if (!summary.until) {
        return summary.untilWord.isEmpty() ? QString() : u"never"_s;
    }
    const auto left = *summary.until - now;
    return left.count() < 0 ? countdownText(left) + u" ago"_s : u"in "_s + countdownText(left);
}

} // namespace konductor::report
