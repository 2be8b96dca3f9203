// SPDX-License-Identifier: Apache-2.0
#include "core/insight/insight.h"

#include "core/api/kinds.h"
#include "core/api/memoryorder.h"
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
    m_graph = {};
    m_findings.clear();
    m_lookedAt.clear();
    m_counts = {};
    m_deadlocks.clear();
    m_knotted.clear();
    m_objectTimers.clear();
    m_nodeTimers.clear();
    startOver(Surroundings(m_surroundings));
    catchUp(now);
}

bool Insight::apply(const std::vector<ObjectChange>& changes, Timestamp now)
{
    enqueue(changes, now);
    return catchUp(now);
}

/// What is known stays until it is looked at, also about what is not there any more: nothing flickers.
void Insight::startOver(const Surroundings& surroundings)
{
    m_surroundings = surroundings;
    m_relations.clear();
    m_backlog.nodes = {};
    m_backlog.objects = {};
    // What has moved stays: deadlocks have not been searched around it.
    m_backlog.unrelated = inMemoryOrder(m_objects);
    m_backlog.unseen.clear();
    for (auto key = m_findings.keyBegin(); key != m_findings.keyEnd(); ++key) {
        if (!m_objects.find(*key)) {
            m_backlog.objects.add(*key);
        }
    }
    if (m_backlog.unrelated.empty()) {
        queueNodes();
    }
}

void Insight::enqueue(const std::vector<ObjectChange>& changes, Timestamp now)
{
    for (const ObjectChange& change : changes) {
        m_relations.apply(change.before, change.after);
        m_relations.touchNodes(change.before, change.after, m_objects, m_backlog.nodes.due());
        m_relations.touchObjects(change.before, change.after, m_objects, m_backlog.objects.due());
        if (m_surroundings.verdicts) {
            const ObjectKey key = (change.after ? change.after : change.before)->key();
            for (const auto& [ns, name] : m_surroundings.verdicts->callersOf(key)) {
                m_backlog.nodes.add(WaitNode::holder(ns, name));
            }
        }
    }
    for (const WaitNode& node : m_nodeTimers.takeDue(now)) {
        m_backlog.nodes.add(node);
    }
    for (const ObjectKey& key : m_objectTimers.takeDue(now)) {
        m_backlog.objects.add(key);
    }
}

void Insight::enqueueHolders(const std::vector<Place>& holders)
{
    for (const auto& [ns, name] : holders) {
        m_backlog.nodes.add(WaitNode::holder(ns, name));
        touchMentions(m_relations, ns, name, m_objects, m_backlog.objects.due());
    }
}

bool Insight::catchUp(Timestamp now, const std::function<bool()>& mayGoOn)
{
    m_now = now;
    Memo memo;
    bool differs = false;
    while (isBehind() && (!mayGoOn || mayGoOn())) {
        differs = step(now, memo) || differs;
    }
    return differs;
}

bool Insight::step(Timestamp now, Memo& memo)
{
    if (!m_backlog.unrelated.empty()) {
        relateNext();
        return false;
    }
    if (!m_backlog.nodes.isEmpty()) {
        relink(m_backlog.nodes.take(), now, memo);
        return false;
    }
    if (m_backlog.searchIsDue()) {
        const std::vector<WaitNode> moved = std::exchange(m_backlog.moved, {});
        return searchDeadlocks(std::exchange(m_backlog.relinked, {}), moved, now) || !moved.empty();
    }
    return look(nextToLookAt(), now, memo);
}

ObjectKey Insight::nextToLookAt()
{
    std::vector<ObjectPtr>& unseen = m_backlog.unseen;
    if (unseen.empty()) {
        return m_backlog.objects.take();
    }
    const ObjectKey key = unseen.back()->key();
    unseen.pop_back();
    if (unseen.empty()) {
        unseen = {}; // of all objects there are
    }
    return key;
}

/// By its key: while this goes on, objects change, come and go, and those changes have been related already.
void Insight::relateNext()
{
    const ObjectPtr listed = std::move(m_backlog.unrelated.back());
    m_backlog.unrelated.pop_back();
    if (const ObjectPtr object = m_objects.find(listed->key())) {
        m_relations.apply(nullptr, object);
    }
    m_backlog.unseen.push_back(listed);
    if (m_backlog.unrelated.empty()) {
        m_backlog.unrelated = {};
        queueNodes();
    }
}

void Insight::queueNodes()
{
    std::vector<WaitNode> nodes;
    for (int kind = 0; kind < kindCount; ++kind) {
        if (canNeed(static_cast<Kind>(kind))) {
            m_objects.forEach(static_cast<Kind>(kind),
                              [&](const ObjectPtr& object) { nodes.push_back(WaitNode::of(object->key())); });
        }
    }
    for (const auto& [ns, name] : m_relations.holders()) {
        nodes.push_back(WaitNode::holder(ns, name));
    }
    if (m_surroundings.verdicts) {
        for (const auto& [ns, name] : m_surroundings.verdicts->callers()) {
            nodes.push_back(WaitNode::holder(ns, name));
        }
    }
    for (const WaitNode& node : m_graph.waiting()) { // what waited is taken out where it is no more
        const bool there =
            node.isHolder() ? !m_relations.mentions(node.ns, node.name).empty() : m_objects.find(node.key()) != nullptr;
        if (!there) {
            m_backlog.nodes.add(node);
        }
    }
    m_backlog.nodes.addDistinct(std::move(nodes));
}

bool Insight::look(const ObjectKey& key, Timestamp now, Memo& memo)
{
    std::optional<Timestamp> recheckAt;
    std::vector<NotedFinding> found;
    for (const Finding& finding : findingsAt(key, world(now, &recheckAt, &memo))) {
        found.push_back(noted(finding));
    }
    m_objectTimers.set(key, recheckAt);
    KeptFindings kept(key, found);
    const auto before = m_findings.find(key);
    if (before == m_findings.end() ? kept.isEmpty() : *before == kept) {
        return false;
    }
    note(key, std::move(kept));
    return true;
}

void Insight::note(const ObjectKey& lookedAt, KeptFindings found)
{
    const auto before = m_findings.find(lookedAt);
    if (before != m_findings.end()) {
        before->forEach(lookedAt, [&](const NotedFinding& finding) {
            --m_counts[finding.severity];
            const auto others = finding.subject ? m_lookedAt.find(*finding.subject) : m_lookedAt.end();
            if (others != m_lookedAt.end() && others->erase(lookedAt) > 0 && others->empty()) {
                m_lookedAt.erase(others);
            }
        });
    }
    found.forEach(lookedAt, [&](const NotedFinding& finding) {
        ++m_counts[finding.severity];
        if (finding.subject && *finding.subject != lookedAt) {
            m_lookedAt[*finding.subject].insert(lookedAt);
        }
    });
    if (found.isEmpty()) {
        m_findings.remove(lookedAt);
    } else {
        m_findings[lookedAt] = std::move(found);
    }
}

void Insight::relink(const WaitNode& node, Timestamp now, Memo& memo)
{
    std::optional<Timestamp> recheckAt;
    if (m_graph.update(node, world(now, &recheckAt, &memo))) {
        m_backlog.moved.push_back(node);
    }
    if (!m_deadlocks.empty()) {
        m_backlog.relinked.insert(node);
    }
    m_nodeTimers.set(node, recheckAt);
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
    m_knotted.clear();
    for (const Deadlock& deadlock : m_deadlocks) {
        if (!deadlock.inferred) {
            m_knotted.unite({deadlock.nodes.begin(), deadlock.nodes.end()});
        }
    }
    return differs;
}

std::optional<Timestamp> Insight::nextLook() const
{
    const auto object = m_objectTimers.next();
    const auto node = m_nodeTimers.next();
    return object && node ? std::min(*object, *node) : object ? object : node;
}

bool Insight::setSurroundings(const Surroundings& surroundings, Timestamp now)
{
    const bool same = surroundings.verdicts == m_surroundings.verdicts && surroundings.known == m_surroundings.known
        && surroundings.notInstalled == m_surroundings.notInstalled;
    const bool first = m_now == Timestamp();
    m_surroundings = surroundings;
    if (same && !first) {
        return false;
    }
    rebuild(now);
    return true;
}

std::vector<Finding> Insight::findings() const
{
    std::vector<Finding> all = clusterFindings(world(m_now));
    Memo memo;
    const World here = world(m_now, nullptr, &memo);
    for (auto key = m_findings.keyBegin(); key != m_findings.keyEnd(); ++key) {
        std::vector<Finding> described = findingsAt(*key, here);
        std::move(described.begin(), described.end(), std::back_inserter(all));
    }
    const std::vector<Finding> deadlocked = deadlockFindings(m_deadlocks, m_graph);
    all.insert(all.end(), deadlocked.begin(), deadlocked.end());
    std::sort(all.begin(), all.end(), listedBefore);
    return all;
}

std::vector<NotedFinding> Insight::notedFindings(Severity least) const
{
    std::vector<NotedFinding> all;
    const auto take = [&](const NotedFinding& finding) {
        if (finding.severity >= least) {
            all.push_back(finding);
        }
    };
    for (const Finding& finding : clusterFindings(world(m_now))) {
        take(noted(finding));
    }
    for (auto found = m_findings.begin(); found != m_findings.end(); ++found) {
        found->forEach(found.key(), take);
    }
    for (const Finding& finding : deadlockFindings(m_deadlocks, m_graph)) {
        take(noted(finding));
    }
    std::sort(all.begin(), all.end(), listedBefore);
    return all;
}

FindingCounts Insight::findingCounts() const
{
    FindingCounts counts = m_counts;
    for (const Finding& finding : clusterFindings(world(m_now))) {
        ++counts[finding.severity];
    }
    for (const Finding& finding : deadlockFindings(m_deadlocks, m_graph)) {
        ++counts[finding.severity];
    }
    return counts;
}

std::vector<Finding> Insight::findingsOf(const ObjectKey& key) const
{
    std::vector<Finding> of;
    const auto take = [&](const Findings& found) {
        std::copy_if(found.begin(), found.end(), std::back_inserter(of),
                     [&](const Finding& finding) { return finding.subject == key; });
    };
    if (m_findings.contains(key)) {
        take(findingsAt(key, world(m_now)));
    }
    for (const ObjectKey& lookedAt : m_lookedAt.value(key)) {
        take(findingsAt(lookedAt, world(m_now))); // a rule may be about the parent of what it looked at
    }
    take(deadlockFindings(m_deadlocks, m_graph));
    std::sort(of.begin(), of.end(), listedBefore);
    return of;
}

std::optional<Finding> Insight::describe(const FindingHead& head) const
{
    const std::vector<Finding> candidates = head.subject ? findingsOf(*head.subject) : clusterFindings(world(m_now));
    const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const Finding& candidate) {
        return static_cast<const FindingHead&>(candidate) == head;
    });
    return found == candidates.end() ? std::nullopt : std::optional(*found);
}

std::optional<Severity> Insight::worstOf(const WaitNode& node) const
{
    std::optional<Severity> worst;
    std::set<ObjectKey> about;
    if (!node.isHolder()) {
        about.insert(node.key());
    } else {
        for (const ObjectKey& key : m_relations.mentions(node.ns, node.name)) {
            about.insert(key);
            if (const ObjectPtr object = m_objects.find(key)) {
                about.insert(parentKey(*object).value_or(key));
            }
        }
    }
    for (const ObjectKey& key : about) {
        for (const Finding& finding : findingsOf(key)) {
            if (!node.isHolder() || finding.mend.holder == node.name) {
                worst = std::max(worst.value_or(finding.severity), finding.severity);
            }
        }
    }
    return worst;
}

HolderVerdict Insight::verdictOf(const QString& ns, const QString& holder) const
{
    return world(m_now).verdict(ns, holder);
}

qint64 Insight::behind(const FindingHead& head) const
{
    if (!head.subject) {
        return 0;
    }
    const WaitNode node = WaitNode::of(*head.subject);
    if (isDeadlockRule(head.rule)) {
        for (const Deadlock& deadlock : m_deadlocks) {
            if (std::binary_search(deadlock.nodes.begin(), deadlock.nodes.end(), node)) {
                return m_graph.behind(deadlock.nodes);
            }
        }
    }
    return m_graph.behind({node});
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
