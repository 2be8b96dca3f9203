// SPDX-License-Identifier: Apache-2.0
#include "core/insight/deadlocksearch.h"

#include "core/api/kinds.h"
#include "core/insight/barrierprogress.h"
#include "core/insight/hold.h"

#include <QSet>

#include <algorithm>

namespace konductor::insight {

namespace {

using Nodes = std::vector<WaitNode>;

Nodes reachedFrom(const Nodes& nodes, const WaitGraph& graph)
{
    QSet<WaitNode> seen(nodes.begin(), nodes.end());
    Nodes reached(seen.begin(), seen.end());
    for (size_t i = 0; i < reached.size(); ++i) {
        for (const Need& need : graph.needs(reached[i])) {
            for (const WaitNode& target : need.of) {
                if (!seen.contains(target)) {
                    seen.insert(target);
                    reached.push_back(target);
                }
            }
        }
    }
    std::sort(reached.begin(), reached.end());
    return reached;
}

/// Those of `reached` that can never get on: what is left when everything that can has done so.
QSet<WaitNode> stuckOf(const Nodes& reached, const WaitGraph& graph)
{
    QSet<WaitNode> stuck(reached.begin(), reached.end());
    const auto free = [&](const WaitNode& node) {
        const std::vector<Need>& needs = graph.needs(node);
        return std::all_of(needs.begin(), needs.end(), [&](const Need& need) {
            const auto met = std::count_if(need.of.begin(), need.of.end(),
                                           [&](const WaitNode& target) { return !stuck.contains(target); });
            return met >= need.count;
        });
    };
    Nodes queue = reached;
    for (size_t i = 0; i < queue.size(); ++i) {
        const WaitNode node = queue[i];
        if (!stuck.contains(node) || !free(node)) {
            continue;
        }
        stuck.remove(node);
        for (const WaitNode& waiter : graph.waitersOf(node)) {
            if (stuck.contains(waiter)) {
                queue.push_back(waiter);
            }
        }
    }
    return stuck;
}

/// Tarjan's strongly connected components, without recursion: chains can be long.
class Components {
public:
    Components(const QSet<WaitNode>& nodes, const WaitGraph& graph) : m_nodes(nodes), m_graph(graph) { }

    std::vector<Nodes> all()
    {
        Nodes order(m_nodes.begin(), m_nodes.end());
        std::sort(order.begin(), order.end());
        for (const WaitNode& node : order) {
            if (!m_index.contains(node)) {
                walk(node);
            }
        }
        return m_found;
    }

private:
    struct Frame {
        WaitNode node;
        Nodes targets;
        size_t next = 0;
    };

    Nodes targetsOf(const WaitNode& node) const
    {
        Nodes targets;
        for (const Need& need : m_graph.needs(node)) {
            std::copy_if(need.of.begin(), need.of.end(), std::back_inserter(targets),
                         [this](const WaitNode& target) { return m_nodes.contains(target); });
        }
        return targets;
    }

    void enter(const WaitNode& node)
    {
        m_index.insert(node, m_next);
        m_low.insert(node, m_next++);
        m_open.push_back(node);
        m_isOpen.insert(node);
        m_frames.push_back({node, targetsOf(node)});
    }

    void walk(const WaitNode& start)
    {
        enter(start);
        while (!m_frames.empty()) {
            Frame& frame = m_frames.back();
            if (frame.next < frame.targets.size()) {
                const WaitNode target = frame.targets[frame.next++];
                if (!m_index.contains(target)) {
                    enter(target);
                } else if (m_isOpen.contains(target)) {
                    m_low[frame.node] = std::min(m_low[frame.node], m_index[target]);
                }
                continue;
            }
            const WaitNode done = frame.node;
            m_frames.pop_back();
            if (!m_frames.empty()) {
                qsizetype& low = m_low[m_frames.back().node];
                low = std::min(low, m_low[done]);
            }
            if (m_low[done] == m_index[done]) {
                close(done);
            }
        }
    }

    void close(const WaitNode& root)
    {
        Nodes component;
        do {
            component.push_back(m_open.back());
            m_isOpen.remove(m_open.back());
            m_open.pop_back();
        } while (component.back() != root);
        const Nodes targets = targetsOf(root);
        const bool selfLoop = std::find(targets.begin(), targets.end(), root) != targets.end();
        if (component.size() > 1 || selfLoop) {
            std::sort(component.begin(), component.end());
            m_found.push_back(component);
        }
    }

    const QSet<WaitNode>& m_nodes;
    const WaitGraph& m_graph;
    qsizetype m_next = 0;
    QHash<WaitNode, qsizetype> m_index;
    QHash<WaitNode, qsizetype> m_low;
    Nodes m_open;
    QSet<WaitNode> m_isOpen;
    std::vector<Frame> m_frames;
    std::vector<Nodes> m_found;
};

/// When a hold of this node ends by itself; a lease that its own holder surely wins again does not count.
std::optional<Timestamp> endOfHold(const WaitNode& node, const World& world)
{
    if (node.isHolder() || node.kind == Kind::Gate || node.kind == Kind::Job) {
        return std::nullopt;
    }
    if (node.kind == Kind::Barrier) {
        const auto barrier = as<Barrier>(world.objects.find(node.key()));
        return barrier ? progressOf(*barrier, world.objects, world.now).deadline : std::nullopt;
    }
    if (node.kind == Kind::Lease) {
        if (comebackOf(node.key(), world.objects) == Comeback::Certain) {
            return std::nullopt;
        }
    }
    std::optional<Timestamp> end;
    const auto holds = world.holds(node.key());
    for (const Hold& hold : *holds) {
        if (!hold.waits() && hold.until && (!end || *hold.until < *end)) {
            end = hold.until;
        }
    }
    return end;
}

/// When the last of the knot's holders came to hold this node or to ask for it.
std::optional<Timestamp> lastOf(const Nodes& knot, const WaitNode& node, const World& world)
{
    std::optional<Timestamp> last;
    if (node.isHolder()) {
        return last;
    }
    const auto holds = world.holds(node.key());
    for (const Hold& hold : *holds) {
        if (std::binary_search(knot.begin(), knot.end(), WaitNode::holder(node.ns, hold.holder))) {
            last = std::max(last, hold.since);
        }
    }
    return last;
}

} // namespace

std::vector<Nodes> knotsFrom(const Nodes& nodes, const WaitGraph& graph)
{
    const QSet<WaitNode> stuck = stuckOf(reachedFrom(nodes, graph), graph);
    return stuck.isEmpty() ? std::vector<Nodes>() : Components(stuck, graph).all();
}

Deadlock describeKnot(const Nodes& knot, const WaitGraph& graph, const World& world)
{
    Deadlock deadlock{.nodes = knot};
    for (const WaitNode& node : knot) {
        for (const Need& need : graph.needs(node)) {
            const bool inside = std::any_of(need.of.begin(), need.of.end(), [&](const WaitNode& target) {
                return std::binary_search(knot.begin(), knot.end(), target);
            });
            deadlock.inferred = deadlock.inferred || (inside && need.inferred);
        }
        const auto end = endOfHold(node, world);
        if (end && (!deadlock.dissolvesAt || *end < *deadlock.dissolvesAt)) {
            deadlock.dissolvesAt = end;
        }
        deadlock.since = std::max(deadlock.since, lastOf(knot, node, world)); // none comes before all
    }
    return deadlock;
}

} // namespace konductor::insight
