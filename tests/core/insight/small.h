// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/insight.h"
#include "tests/core/insight/make.h"

/// A small cluster for tests of insight: objects are put in one by one, then judged as of `noon`.
namespace konductor::test {

inline const Timestamp noon = at("2026-11-24T12:00:00Z");
inline const QString teamA = QStringLiteral("team-a");

inline Lease lease(const QString& name, const QString& holder, std::optional<Timestamp> until = {})
{
    Lease made;
    made.meta = meta(name);
    made.status.phase = holder.isEmpty() ? LeasePhase::Available : LeasePhase::Held;
    made.status.holder = holder;
    if (!holder.isEmpty()) {
        made.status.acquiredAt = noon - std::chrono::minutes(47);
        made.status.expiresAt = until;
    }
    if (until) {
        made.spec.ttl = std::chrono::hours(1);
    }
    return made;
}

inline LeaseRequest request(const QString& of, const QString& holder, qint64 priority = 0,
                            LeaseRequestPhase phase = LeaseRequestPhase::Pending)
{
    auto made = childOf<LeaseRequest>(of, of + u'-' + holder, holder);
    made.spec.priority = priority;
    made.status.phase = phase;
    return made;
}

template <class T> T owned(T child, const QString& owner)
{
    child.meta.ownerReferences.push_back(
        {QStringLiteral("sync.konductor.io/v1"), QString(), owner, QStringLiteral("uid-") + owner, true, true});
    return child;
}

inline Arrival arrival(const QString& of, const QString& holder)
{
    return owned(childOf<Arrival>(of, of + u'-' + holder, holder), of);
}

inline Permit permit(const QString& of, const QString& name, const QString& holder, std::optional<Timestamp> until = {})
{
    Permit made = owned(childOf<Permit>(of, name, holder), of);
    made.status.phase = PermitPhase::Granted;
    made.status.expiresAt = until;
    return made;
}

inline Barrier barrier(const QString& name, qint64 expected, const QStringList& arrived = {})
{
    Barrier made;
    made.meta = meta(name);
    made.spec.expected = expected;
    made.status.arrived = arrived.size();
    made.status.arrivals = arrived;
    made.status.phase = arrived.size() >= expected ? BarrierPhase::Open : BarrierPhase::Waiting;
    return made;
}

inline Semaphore semaphore(const QString& name, qint64 permits, qint64 inUse)
{
    Semaphore made;
    made.meta = meta(name);
    made.spec.permits = permits;
    made.status.inUse = inUse;
    made.status.available = permits - inUse;
    made.status.phase = inUse < permits ? SemaphorePhase::Ready : SemaphorePhase::Full;
    return made;
}

inline GateCondition condition(const char* type, const QString& name, const char* state,
                               std::optional<qint64> value = {})
{
    return {QString::fromLatin1(type), name, {}, QString::fromLatin1(state), value};
}

inline Gate gate(const QString& name, std::vector<GateCondition> conditions, GatePhase phase = GatePhase::Waiting)
{
    Gate made;
    made.meta = meta(name);
    made.spec.conditions = std::move(conditions);
    made.status.phase = phase;
    return made;
}

struct Small {
    ObjectIndex objects;
    insight::PodList pods;
    insight::Surroundings around;
    std::unique_ptr<insight::Insight> insight;

    template <class... T> explicit Small(const T&... all) { (put(objects, all), ...); }
    insight::Insight& judge()
    {
        insight = std::make_unique<insight::Insight>(objects);
        insight->setSurroundings(around, noon);
        return *insight;
    }
    QStringList rules()
    {
        QStringList ids;
        for (const insight::Finding& finding : judge().findings()) {
            ids.append(finding.rule);
        }
        ids.removeDuplicates();
        ids.sort();
        return ids;
    }
    QString explained(Kind kind, const QString& name)
    {
        return plainText(judge().explain({kind, teamA, name}, noon), noon);
    }
};

} // namespace konductor::test
