// SPDX-License-Identifier: Apache-2.0
#include "core/insight/holderbook.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

using State = HolderVerdict::State;
using Why = HolderVerdict::Why;

void count(QHash<QString, int>& counts, const QString& name, int step)
{
    if (!name.isEmpty() && (counts[name] += step) <= 0) {
        counts.remove(name);
    }
}

template <class Key, class Value>
void change(QHash<Key, std::vector<Value>>& lists, const Key& key, const Value& value, int step)
{
    std::vector<Value>& list = lists[key];
    if (step > 0) {
        list.push_back(value);
    } else if (const auto found = std::find(list.begin(), list.end(), value); found != list.end()) {
        list.erase(found);
    }
    if (list.empty()) {
        lists.remove(key);
    }
}

ObjectKey targetOf(const ClientCall& call)
{
    return {call.kind, call.ns, call.name};
}

} // namespace

void HolderBook::enter(const PodPtr& pod, int step)
{
    count(m_namespacesOfName, pod->name, step);
    count(m_podsOnNode, pod->node, step);
    for (const ClientCall& call : pod->calls) {
        change(m_calls, Place(pod->ns, call.holder), call, step);
        change(m_callers, targetOf(call), Place(pod->ns, call.holder), step);
    }
}

void HolderBook::rememberGone(const Pod& pod, Timestamp noticed)
{
    const Place place(pod.ns, pod.name);
    if (!m_gone.contains(place)) {
        m_goneOrder.push_back(place);
    }
    m_gone.insert(place, pod.deleted ? std::min(*pod.deleted, noticed) : noticed);
    if (m_goneOrder.size() > mostGone) {
        m_gone.remove(m_goneOrder.front());
        m_goneOrder.pop_front();
    }
}

void HolderBook::pod(const PodPtr& before, const PodPtr& after, Timestamp noticed)
{
    const PodPtr& known = after ? after : before;
    const Place place(known->ns, known->name);
    if (const PodPtr old = m_pods.take(place)) {
        enter(old, -1);
    }
    if (after) {
        m_pods.insert(place, after);
        enter(after, 1);
    } else {
        rememberGone(*before, noticed);
    }
}

HolderVerdict HolderBook::of(const QString& ns, const QString& holder) const
{
    switch (m_coverage.of(ns)) {
    case PodCoverage::State::Unknown:
        return {};
    case PodCoverage::State::Stale:
        return {State::Unknown, std::nullopt, Why::Stale};
    case PodCoverage::State::Forbidden:
        return {State::Unknown, std::nullopt, Why::Forbidden};
    case PodCoverage::State::Current:
        break;
    }
    const bool isNode = m_podsOnNode.contains(holder);
    if (const PodPtr pod = m_pods.value({ns, holder})) {
        if (isNode) {
            return {State::Ambiguous, std::nullopt};
        }
        return pod->isFinished() ? HolderVerdict{State::Finished, pod->finished}
            : pod->restarting    ? HolderVerdict{State::Restarting, std::nullopt}
                                 : HolderVerdict{State::Running, pod->created};
    }
    if (isNode) {
        return {State::Running, std::nullopt, Why::NotAsked, HolderVerdict::What::Node};
    }
    if (const auto gone = m_gone.constFind({ns, holder}); gone != m_gone.constEnd()) {
        return {State::Gone, *gone};
    }
    // koncli takes its namespace from elsewhere (semantics.md §3): a pod of that name next door may be meant.
    return {m_namespacesOfName.contains(holder) ? State::Ambiguous : State::NeverSeen, std::nullopt};
}

std::vector<ClientCall> HolderBook::callsOf(const QString& ns, const QString& holder) const
{
    return m_calls.value({ns, holder});
}

std::vector<Place> HolderBook::callers() const
{
    return {m_calls.keyBegin(), m_calls.keyEnd()};
}

std::vector<Place> HolderBook::callersOf(const ObjectKey& target) const
{
    return m_callers.value(target);
}

std::vector<Place> HolderBook::concernedBy(const PodPtr& before, const PodPtr& after)
{
    std::vector<Place> places;
    for (const PodPtr& pod : {before, after}) {
        if (!pod) {
            continue;
        }
        places.emplace_back(pod->ns, pod->name);
        if (!pod->node.isEmpty()) {
            places.emplace_back(pod->ns, pod->node);
        }
        for (const ClientCall& call : pod->calls) {
            places.emplace_back(pod->ns, call.holder);
        }
    }
    return places;
}

} // namespace konductor::insight
