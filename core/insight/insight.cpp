// SPDX-License-Identifier: Apache-2.0
#include "core/insight/insight.h"

#include "core/insight/deadlocksearch.h"
#include "core/insight/findings.h"

#include <algorithm>

namespace konductor::insight {

Insight::Insight(const ObjectIndex& objects) : m_objects(objects) { }

World Insight::world(Timestamp now, std::optional<Timestamp>* recheckAt, Memo* memo) const
{
    return {m_objects, m_relations, m_surroundings, now, recheckAt, memo};
}

void Insight::rebuild(Timestamp now)
{
    m_relations.clear();
    m_graph = {};
    m_findings.clear();
    m_deadlocks.clear();
    m_objectTimers.clear();
    m_nodeTimers.clear();
    QSet<WaitNode> nodes;
    QSet<ObjectKey> touched;
    for (int kind = 0; kind < kindCount; ++kind) {
        m_objects.forEach(static_cast<Kind>(kind), [&](const ObjectPtr& object) {
            m_relations.apply(nullptr, object);
            touched.insert(object->key());
            nodes.insert(WaitNode::of(object->key()));
        });
    }
    for (const auto& [ns, name] : m_relations.holders()) {
        nodes.insert(WaitNode::holder(ns, name));
    }
    if (m_surroundings.verdicts) {
        for (const auto& [ns, name] : m_surroundings.verdicts->callers()) {
            nodes.insert(WaitNode::holder(ns, name));
        }
    }
    takeIn(nodes, touched, now);
}

bool Insight::apply(const std::vector<ObjectChange>& changes, Timestamp now)
{
    QSet<WaitNode> nodes;
    QSet<ObjectKey> touched;
    for (const ObjectChange& change : changes) {
        m_relations.apply(change.before, change.after);
        m_relations.touchNodes(change.before, change.after, m_objects, nodes);
        m_relations.touchObjects(change.before, change.after, m_objects, touched);
        if (m_surroundings.verdicts) {
            const ObjectKey key = (change.after ? change.after : change.before)->key();
            for (const auto& [ns, name] : m_surroundings.verdicts->callersOf(key)) {
                nodes.insert(WaitNode::holder(ns, name));
            }
        }
    }
    for (const WaitNode& node : m_nodeTimers.takeDue(now)) {
        nodes.insert(node);
    }
    for (const ObjectKey& key : m_objectTimers.takeDue(now)) {
        touched.insert(key);
    }
    return takeIn(nodes, touched, now);
}

bool Insight::holdersChanged(const std::vector<Place>& holders, Timestamp now)
{
    QSet<WaitNode> nodes;
    QSet<ObjectKey> touched;
    for (const auto& [ns, name] : holders) {
        nodes.insert(WaitNode::holder(ns, name));
        touchMentions(m_relations, ns, name, m_objects, touched);
    }
    return takeIn(nodes, touched, now);
}

bool Insight::takeIn(const QSet<WaitNode>& nodes, const QSet<ObjectKey>& touched, Timestamp now)
{
    m_now = now;
    Memo memo;
    bool changed = relink(nodes, now, memo);
    for (const ObjectKey& key : touched) {
        changed = look(key, now, memo) || changed;
    }
    return changed;
}

bool Insight::look(const ObjectKey& key, Timestamp now, Memo& memo)
{
    std::optional<Timestamp> recheckAt;
    std::vector<Finding> found = findingsAt(key, world(now, &recheckAt, &memo));
    m_objectTimers.set(key, recheckAt);
    const auto before = m_findings.find(key);
    if (before == m_findings.end() ? found.empty() : before->second == found) {
        return false;
    }
    if (found.empty()) {
        m_findings.erase(before);
    } else {
        m_findings[key] = std::move(found);
    }
    return true;
}

bool Insight::relink(const QSet<WaitNode>& nodes, Timestamp now, Memo& memo)
{
    std::vector<WaitNode> moved;
    for (const WaitNode& node : nodes) {
        std::optional<Timestamp> recheckAt;
        if (m_graph.update(node, world(now, &recheckAt, &memo))) {
            moved.push_back(node);
        }
        m_nodeTimers.set(node, recheckAt);
    }
    return searchDeadlocks(nodes, moved, now) || !moved.empty();
}

/// A knot can only come, go or change where a node that moved can be reached from; its description where an object
/// of it was touched.
bool Insight::searchDeadlocks(const QSet<WaitNode>& touched, const std::vector<WaitNode>& moved, Timestamp now)
{
    std::vector<WaitNode> around = moved;
    const std::vector<WaitNode> behind = m_graph.waitingBecauseOf(moved);
    around.insert(around.end(), behind.begin(), behind.end());
    std::sort(around.begin(), around.end());
    const auto concerned = [&](const std::vector<WaitNode>& knot) {
        return std::any_of(knot.begin(), knot.end(), [&](const WaitNode& node) {
            return std::binary_search(around.begin(), around.end(), node);
        });
    };

    std::vector<Deadlock> kept;
    for (const Deadlock& deadlock : m_deadlocks) {
        if (concerned(deadlock.nodes)) {
            continue;
        }
        const bool again = std::any_of(deadlock.nodes.begin(), deadlock.nodes.end(),
                                       [&](const WaitNode& node) { return touched.contains(node); });
        kept.push_back(again ? describeKnot(deadlock.nodes, m_graph, world(now)) : deadlock);
    }
    if (!around.empty()) {
        for (const Deadlock& deadlock : m_graph.deadlocksFrom(around, world(now))) {
            if (concerned(deadlock.nodes)) {
                kept.push_back(deadlock);
            }
        }
    }
    std::sort(kept.begin(), kept.end(), [](const Deadlock& a, const Deadlock& b) {
        return a.nodes.size() != b.nodes.size() ? a.nodes.size() > b.nodes.size() : a.nodes < b.nodes;
    });
    const bool differs = kept != m_deadlocks;
    m_deadlocks = std::move(kept);
    return differs;
}

std::optional<Timestamp> Insight::nextLook() const
{
    const auto object = m_objectTimers.next();
    const auto node = m_nodeTimers.next();
    return object && node ? std::min(*object, *node) : object ? object : node;
}

void Insight::setSurroundings(const Surroundings& surroundings, Timestamp now)
{
    const bool same = surroundings.verdicts == m_surroundings.verdicts && surroundings.known == m_surroundings.known
        && surroundings.notInstalled == m_surroundings.notInstalled;
    const bool first = m_now == Timestamp();
    m_surroundings = surroundings;
    if (!same || first) {
        rebuild(now);
    }
}

std::vector<Finding> Insight::findings() const
{
    std::vector<Finding> all = clusterFindings(world(m_now));
    for (const auto& [key, found] : m_findings) {
        all.insert(all.end(), found.begin(), found.end());
    }
    const std::vector<Finding> deadlocked = deadlockFindings(m_deadlocks, m_graph);
    all.insert(all.end(), deadlocked.begin(), deadlocked.end());
    std::sort(all.begin(), all.end(), listedBefore);
    return all;
}

std::vector<Finding> Insight::findingsOf(const ObjectKey& key) const
{
    std::vector<Finding> of; // a handful: the others are neither copied nor sorted
    const auto take = [&](const Findings& found) {
        std::copy_if(found.begin(), found.end(), std::back_inserter(of),
                     [&](const Finding& finding) { return finding.subject == key; });
    };
    for (const auto& [looked, found] : m_findings) {
        take(found); // a rule may be about the parent of what it looked at
    }
    take(deadlockFindings(m_deadlocks, m_graph));
    std::sort(of.begin(), of.end(), listedBefore);
    return of;
}

std::vector<RootBlocker> Insight::roots() const
{
    return m_graph.roots(world(m_now));
}

std::vector<Sentence> Insight::explain(const ObjectKey& key, Timestamp now) const
{
    return insight::explain(key, m_graph, world(now));
}

std::vector<Sentence> Insight::explainHolder(const QString& ns, const QString& holder, Timestamp now) const
{
    return insight::explainHolder(ns, holder, m_graph, world(now));
}

QStringList Insight::findingWords(const ObjectKey& key) const
{
    QStringList words;
    for (const Finding& finding : findingsOf(key)) {
        words << finding.rule << toString(finding.severity);
    }
    return words;
}

} // namespace konductor::insight
