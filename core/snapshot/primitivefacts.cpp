// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/primitivefacts.h"

#include "core/api/kinds.h"
#include "core/insight/barrierprogress.h"
#include "core/insight/hold.h"
#include "core/insight/semaphoreusage.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

QString modeWord(insight::Hold::Mode mode)
{
    using Mode = insight::Hold::Mode;
    switch (mode) {
    case Mode::Permit:
        return u"permit"_s;
    case Mode::Lease:
        return u"lease"_s;
    case Mode::Mutex:
        return u"mutex"_s;
    case Mode::Read:
        return u"read"_s;
    case Mode::Write:
        return u"write"_s;
    case Mode::Arrival:
        return u"arrival"_s;
    case Mode::Execution:
        return u"execution"_s;
    case Mode::WaitingLease:
        return u"lease"_s;
    }
    Q_UNREACHABLE();
}

qint64 secondsUntil(Timestamp until, Timestamp now)
{
    return std::chrono::floor<std::chrono::seconds>(until - now).count();
}

QJsonObject holdJson(const insight::Hold& hold, Timestamp now)
{
    QJsonObject json{{u"holder"_s, hold.holder}, {u"mode"_s, modeWord(hold.mode)}};
    if (hold.via) {
        json.insert(u"object"_s, hold.via->name);
    }
    if (hold.since) {
        json.insert(u"since"_s, formatTimestamp(*hold.since));
    }
    if (hold.until) {
        json.insert(u"expiresAt"_s, formatTimestamp(*hold.until));
    }
    if (!hold.waits()) {
        json.insert(u"remainingSeconds"_s, hold.until ? QJsonValue(secondsUntil(*hold.until, now)) : QJsonValue());
    }
    return json;
}

QJsonObject counts(const Semaphore& semaphore, const ObjectIndex& objects, Timestamp now)
{
    const insight::SemaphoreUsage usage = insight::usageOf(semaphore, objects, now);
    return {{u"permits"_s, usage.permits},
            {u"held"_s, usage.held},
            {u"expired"_s, usage.expired},
            {u"overCommitted"_s, usage.overCommitted()}};
}

QJsonObject counts(const Barrier& barrier, const ObjectIndex& objects, Timestamp now)
{
    const insight::BarrierProgress progress = insight::progressOf(barrier, objects, now);
    QJsonObject json{{u"expected"_s, progress.expected},
                     {u"needed"_s, progress.needed},
                     {u"arrived"_s, progress.arrived},
                     {u"missing"_s, progress.missing()}};
    if (progress.deadline) {
        json.insert(u"deadline"_s, formatTimestamp(*progress.deadline));
        json.insert(u"remainingSeconds"_s, secondsUntil(*progress.deadline, now));
    }
    return json;
}

QJsonObject counts(const Gate& gate)
{
    const auto& statuses = gate.status.conditionStatuses;
    const auto met = std::count_if(statuses.begin(), statuses.end(), [](const auto& status) { return status.met; });
    return {{u"conditions"_s, static_cast<qint64>(gate.spec.conditions.size())}, {u"met"_s, static_cast<qint64>(met)}};
}

QJsonArray queueJson(const ObjectKey& lease, const ObjectIndex& objects)
{
    QJsonArray queue;
    for (const insight::QueuedRequest& queued : insight::grantOrder(lease, objects)) {
        const auto request = as<LeaseRequest>(queued.request);
        queue.append(QJsonObject{{u"holder"_s, request->spec.holder},
                                 {u"object"_s, request->meta.name},
                                 {u"priority"_s, request->spec.priority.value_or(0)},
                                 {u"phase"_s, request->status.phase.text},
                                 {u"tied"_s, queued.tied},
                                 {u"ofHolder"_s, queued.ofHolder}});
    }
    return queue;
}

} // namespace

QJsonObject primitiveFacts(const Object& object, const ObjectIndex& objects, Timestamp now)
{
    QJsonArray holders;
    QJsonArray waiters;
    for (const insight::Hold& hold : insight::holdsOf(object.key(), objects, now)) {
        (hold.waits() ? waiters : holders).append(holdJson(hold, now));
    }
    QJsonObject facts{{u"holders"_s, holders}, {u"waiters"_s, waiters}};
    switch (object.kind) {
    case Kind::Semaphore:
        facts.insert(u"counts"_s, counts(*as<Semaphore>(&object), objects, now));
        break;
    case Kind::Barrier:
        facts.insert(u"counts"_s, counts(*as<Barrier>(&object), objects, now));
        break;
    case Kind::Gate:
        facts.insert(u"counts"_s, counts(*as<Gate>(&object)));
        break;
    case Kind::Lease:
        facts.insert(u"grantOrder"_s, queueJson(object.key(), objects));
        break;
    default:
        break;
    }
    return facts;
}

} // namespace konductor::snapshot
