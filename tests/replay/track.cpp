// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/track.h"

#include "core/api/kinds.h"
#include "core/rules/operatormodel.h"

#include <QHash>

#include <set>

namespace konductor::test {

namespace {

using Keys = std::set<ObjectKey>;

/// The gates that ever named an object in a condition, by that object.
QHash<ObjectKey, Keys> gatesByDependency(const Trace& trace)
{
    QHash<ObjectKey, Keys> gates;
    for (const TraceEvent& event : trace.events) {
        if (const auto gate = as<Gate>(event.object)) {
            for (const GateCondition& condition : gate->spec.conditions) {
                const QString& ns = condition.ns.isEmpty() ? gate->meta.ns : condition.ns;
                for (const Kind kind : {Kind::Job, Kind::Semaphore, Kind::Barrier, Kind::Lease}) {
                    if (kindInfo(kind).name == condition.type) {
                        gates[{kind, ns, condition.name}].insert(event.key);
                    }
                }
            }
        }
    }
    return gates;
}

} // namespace

void Track::add(const Step& step)
{
    ObjectIndex next = m_states.back();
    if (const ObjectPtr after = step.event->after()) {
        next.insert(after);
    } else {
        next.remove(step.event->key);
    }
    m_steps.push_back(step);
    m_states.push_back(std::move(next));
}

size_t Track::stepsUntil(Timestamp time) const
{
    for (size_t count = m_steps.size(); count > 0; --count) {
        if (m_steps[count - 1].event->time <= time) {
            return count;
        }
    }
    return 0;
}

std::map<ObjectKey, Track> tracksOf(const Trace& trace)
{
    const QHash<ObjectKey, Keys> gates = gatesByDependency(trace);
    std::map<ObjectKey, Track> tracks;
    for (size_t position = 0; position < trace.events.size(); ++position) {
        const TraceEvent& event = trace.events[position];
        Keys concerned = gates.value(event.key);
        for (const ObjectPtr& side : {event.before, event.object}) {
            if (const auto key = side ? writer(*side) : std::nullopt) {
                concerned.insert(*key);
            }
        }
        const std::vector<ObjectKey> woken = rules::wokenBy(event.before, event.after());
        concerned.insert(woken.begin(), woken.end());
        for (const ObjectKey& key : concerned) {
            const bool wakes = std::find(woken.begin(), woken.end(), key) != woken.end();
            tracks.try_emplace(key, key).first->second.add({&event, position, key == event.key, wakes});
        }
    }
    return tracks;
}

std::optional<ObjectKey> writer(const Object& object)
{
    if (object.kind == Kind::Job) {
        return std::nullopt;
    }
    const KindInfo& info = kindInfo(object.kind);
    if (!info.parent) {
        return object.key();
    }
    const QString name = object.meta.labels.value(info.parentLabel.toString());
    return name.isEmpty() ? std::nullopt : std::optional(ObjectKey{*info.parent, object.meta.ns, name});
}

} // namespace konductor::test
