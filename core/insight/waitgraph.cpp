// SPDX-License-Identifier: Apache-2.0
#include "core/insight/waitgraph.h"

#include "core/insight/deadlocksearch.h"
#include "core/insight/way.h"

#include <algorithm>
#include <map>

namespace konductor::insight {

namespace {

using Nodes = std::vector<WaitNode>;

const std::vector<Need> noNeeds;

} // namespace

bool isWaiter(const WaitNode& node)
{
    return node.isHolder() || node.kind == Kind::Gate || node.kind == Kind::Barrier || node.kind == Kind::Job;
}

std::strong_ordering operator<=>(const WaitNode& a, const WaitNode& b)
{
    if (a.kind != b.kind) {
        return a.kind < b.kind ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    const int c = a.ns != b.ns ? a.ns.compare(b.ns) : a.name.compare(b.name);
    return c <=> 0;
}

size_t qHash(const WaitNode& node, size_t seed) noexcept
{
    return qHashMulti(seed, node.kind ? static_cast<int>(*node.kind) : -1, node.ns, node.name);
}

bool WaitGraph::update(const WaitNode& node, const World& world)
{
    std::vector<Need> now = needsOf(node, world);
    const auto found = m_needs.find(node);
    if (found == m_needs.end() ? now.empty() : *found == now) {
        return false;
    }
    for (const Need& need : needs(node)) {
        for (const WaitNode& target : need.of) {
            const auto waiters = m_waiters.find(target);
            if (waiters != m_waiters.end()) {
                waiters->erase(node);
                if (waiters->empty()) {
                    m_waiters.erase(waiters);
                }
            }
        }
    }
    for (const Need& need : now) {
        for (const WaitNode& target : need.of) {
            m_waiters[target].insert(node);
        }
    }
    const qint64 one = isWaiter(node) ? 1 : 0;
    if (now.empty()) {
        m_waiterCount -= m_needs.remove(node) ? one : 0;
    } else {
        m_waiterCount += m_needs.contains(node) ? 0 : one;
        m_needs.insert(node, std::move(now));
    }
    return true;
}

const std::vector<Need>& WaitGraph::needs(const WaitNode& node) const
{
    const auto found = m_needs.constFind(node);
    return found == m_needs.constEnd() ? noNeeds : *found;
}

Nodes WaitGraph::waitersOf(const WaitNode& node) const
{
    const auto found = m_waiters.constFind(node);
    return found == m_waiters.constEnd() ? Nodes() : Nodes(found->begin(), found->end());
}

Nodes WaitGraph::waiting() const
{
    Nodes nodes(m_needs.keyBegin(), m_needs.keyEnd());
    std::sort(nodes.begin(), nodes.end());
    return nodes;
}

std::vector<Deadlock> WaitGraph::deadlocks(const World& world) const
{
    return deadlocksFrom(waiting(), world);
}

std::vector<Deadlock> WaitGraph::deadlocksFrom(const Nodes& nodes, const World& world) const
{
    std::vector<Deadlock> found;
    for (const Nodes& knot : knotsFrom(nodes, *this)) {
        found.push_back(describeKnot(knot, *this, world));
    }
    std::sort(found.begin(), found.end(), [](const Deadlock& a, const Deadlock& b) {
        return a.nodes.size() != b.nodes.size() ? a.nodes.size() > b.nodes.size() : a.nodes < b.nodes;
    });
    return found;
}

Nodes WaitGraph::waitingBecauseOf(const Nodes& nodes) const
{
    const std::set<WaitNode> start(nodes.begin(), nodes.end());
    std::set<WaitNode> seen = start;
    Nodes queue = nodes;
    Nodes found;
    for (size_t i = 0; i < queue.size(); ++i) {
        const WaitNode node = queue[i];
        for (const WaitNode& waiter : waitersOf(node)) {
            if (seen.insert(waiter).second) {
                queue.push_back(waiter);
                found.push_back(waiter);
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

qint64 WaitGraph::behind(const Nodes& nodes) const
{
    const Nodes waiting = waitingBecauseOf(nodes);
    return std::count_if(waiting.begin(), waiting.end(), isWaiter);
}

std::vector<RootBlocker> WaitGraph::roots(const World& world) const
{
    std::vector<RootBlocker> roots;
    std::set<WaitNode> sinks;
    for (auto waiters = m_waiters.keyBegin(); waiters != m_waiters.keyEnd(); ++waiters) {
        if (!m_needs.contains(*waiters)) {
            sinks.insert(*waiters);
        }
    }
    const auto add = [&](const Nodes& nodes, bool inferred) {
        const qint64 many = behind(nodes);
        if (many > 0 || nodes.size() > 1) {
            roots.push_back({nodes, many, inferred});
        }
    };
    for (const WaitNode& sink : sinks) {
        add({sink}, false);
    }
    for (const Deadlock& deadlock : deadlocks(world)) {
        add(deadlock.nodes, deadlock.inferred);
    }
    std::sort(roots.begin(), roots.end(), [](const RootBlocker& a, const RootBlocker& b) {
        return a.waiting != b.waiting ? a.waiting > b.waiting : a.nodes < b.nodes;
    });
    return roots;
}

Nodes WaitGraph::pathToRoot(const WaitNode& node) const
{
    std::map<WaitNode, WaitNode> from;
    Nodes queue{node};
    std::set<WaitNode> seen{node};
    WaitNode end = node;
    for (size_t i = 0; i < queue.size(); ++i) {
        end = queue[i];
        const std::vector<Need>& wants = needs(end);
        if (wants.empty()) {
            break;
        }
        for (const Need& need : wants) {
            for (const WaitNode& target : need.of) {
                if (seen.insert(target).second) {
                    from.insert({target, end});
                    queue.push_back(target);
                }
            }
        }
    }
    return wayTo(end, node, from);
}

} // namespace konductor::insight
