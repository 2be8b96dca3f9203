// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/primitivefacts.h"

#include "core/api/kinds.h"
#include "core/insight/barrierprogress.h"
#include "core/insight/hold.h"
#include "core/insight/semaphoreusage.h"
#include "core/snapshot/jsontext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

QStringView modeWord(insight::Hold::Mode mode)
{
    using Mode = insight::Hold::Mode;
    switch (mode) {
    case Mode::Permit:
        return u"permit";
    case Mode::Lease:
        return u"lease";
    case Mode::Mutex:
        return u"mutex";
    case Mode::Read:
        return u"read";
    case Mode::Write:
        return u"write";
    case Mode::Arrival:
        return u"arrival";
    case Mode::Execution:
        return u"execution";
    case Mode::WaitingLease:
        return u"lease";
    }
    Q_UNREACHABLE();
}

qint64 secondsUntil(Timestamp until, Timestamp now)
{
    return std::chrono::floor<std::chrono::seconds>(until - now).count();
}

void addHold(JsonText& out, const insight::Hold& hold, Timestamp now)
{
    out.open('{');
    out.time(hold.until, "expiresAt"_L1);
    out.text(hold.holder, "holder"_L1);
    out.text(modeWord(hold.mode), "mode"_L1);
    if (hold.via) {
        out.text(hold.via->name, "object"_L1);
    }
    if (!hold.waits() && hold.until) {
        out.number(secondsUntil(*hold.until, now), "remainingSeconds"_L1);
    } else if (!hold.waits()) {
        out.null("remainingSeconds"_L1);
    }
    out.time(hold.since, "since"_L1);
    out.close('}');
}

void addHolds(JsonText& out, const std::vector<insight::Hold>& holds, bool waiting, Timestamp now)
{
    out.open('[', waiting ? "waiters"_L1 : "holders"_L1);
    for (const insight::Hold& hold : holds) {
        if (hold.waits() == waiting) {
            addHold(out, hold, now);
        }
    }
    out.close(']');
}

void addCounts(JsonText& out, const Semaphore& semaphore, const ObjectIndex& objects, Timestamp now)
{
    const insight::SemaphoreUsage usage = insight::usageOf(semaphore, objects, now);
    out.open('{', "counts"_L1);
    out.number(usage.expired, "expired"_L1);
    out.number(usage.held, "held"_L1);
    out.truth(usage.overCommitted(), "overCommitted"_L1);
    out.number(usage.permits, "permits"_L1);
    out.close('}');
}

void addCounts(JsonText& out, const Barrier& barrier, const ObjectIndex& objects, Timestamp now)
{
    const insight::BarrierProgress progress = insight::progressOf(barrier, objects, now);
    out.open('{', "counts"_L1);
    out.number(progress.arrived, "arrived"_L1);
    out.time(progress.deadline, "deadline"_L1);
    out.number(progress.expected, "expected"_L1);
    out.number(progress.missing(), "missing"_L1);
    out.number(progress.needed, "needed"_L1);
    if (progress.deadline) {
        out.number(secondsUntil(*progress.deadline, now), "remainingSeconds"_L1);
    }
    out.close('}');
}

void addCounts(JsonText& out, const Gate& gate)
{
    const auto& statuses = gate.status.conditionStatuses;
    const auto met = std::count_if(statuses.begin(), statuses.end(), [](const auto& status) { return status.met; });
    out.open('{', "counts"_L1);
    out.number(static_cast<qint64>(gate.spec.conditions.size()), "conditions"_L1);
    out.number(static_cast<qint64>(met), "met"_L1);
    out.close('}');
}

void addQueue(JsonText& out, const ObjectKey& lease, const ObjectIndex& objects)
{
    out.open('[', "grantOrder"_L1);
    for (const insight::QueuedRequest& queued : insight::grantOrder(lease, objects)) {
        const auto request = as<LeaseRequest>(queued.request);
        out.open('{');
        out.text(request->spec.holder, "holder"_L1);
        out.text(request->meta.name, "object"_L1);
        out.truth(queued.ofHolder, "ofHolder"_L1);
        out.text(request->status.phase.text(), "phase"_L1);
        out.number(request->spec.priority.value_or(0), "priority"_L1);
        out.truth(queued.tied, "tied"_L1);
        out.close('}');
    }
    out.close(']');
}

/// What is counted of its kind, or who comes next.
void addOfItsKind(JsonText& out, const Object& object, const ObjectIndex& objects, Timestamp now)
{
    if (const auto* semaphore = as<Semaphore>(&object)) {
        addCounts(out, *semaphore, objects, now);
    } else if (const auto* barrier = as<Barrier>(&object)) {
        addCounts(out, *barrier, objects, now);
    } else if (const auto* gate = as<Gate>(&object)) {
        addCounts(out, *gate);
    } else if (object.kind == Kind::Lease) {
        addQueue(out, object.key(), objects);
    }
}

} // namespace

QByteArray primitiveJson(const Object& object, const ObjectIndex& objects, Timestamp now)
{
    JsonText out;
    out.open('{');
    addOfItsKind(out, object, objects, now);
    const std::vector<insight::Hold> holds = insight::holdsOf(object.key(), objects, now);
    addHolds(out, holds, false, now);
    out.text(kindInfo(object.kind).name, "kind"_L1);
    out.text(object.meta.name, "name"_L1);
    out.text(object.meta.ns, "namespace"_L1);
    out.text(phaseText(object), "phase"_L1);
    addHolds(out, holds, true, now);
    out.close('}');
    return out.json();
}

} // namespace konductor::snapshot
