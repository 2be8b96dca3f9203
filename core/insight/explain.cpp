// SPDX-License-Identifier: Apache-2.0
#include "core/insight/explain.h"

#include "core/base/words.h"
#include "core/insight/deadlocksearch.h"
#include "core/insight/describe.h"
#include "core/insight/hold.h"
#include "core/insight/relations.h"

#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

/// Longer chains are cut: nobody reads on, and the graph shows them.
constexpr size_t mostSteps = 10;
/// Of many holders of one thing, so many are followed.
constexpr size_t mostBranches = 3;

Sentence nodeText(const WaitNode& node)
{
    return node.isHolder() ? Words().holder(node.ns, node.name) : Words().object(node.key());
}

Sentences describe(const WaitNode& node, const WaitGraph& graph, const World& world)
{
    const std::vector<Need>& needs = graph.needs(node);
    if (node.isHolder()) {
        return describeHolder(node, needs, world);
    }
    const ObjectPtr object = world.objects.find(node.key());
    if (!object) {
        return {Words(inWords("Insight", "{1} does not exist."), {Words().object(node.key())})};
    }
    if (const auto gate = as<Gate>(object)) {
        return describeGate(*gate, world);
    }
    if (const auto barrier = as<Barrier>(object)) {
        return describeBarrier(*barrier, needs, world);
    }
    if (const auto lease = as<Lease>(object)) {
        return describeLease(*lease, world);
    }
    if (const auto semaphore = as<Semaphore>(object)) {
        return describeSemaphore(*semaphore, world);
    }
    if (parentKey(*object)) {
        return describeChild(*object, world);
    }
    return describeOther(*object, world);
}

void add(Sentences& to, const Sentences& more)
{
    to.insert(to.end(), more.begin(), more.end());
}

/// From a node on, breadth first, each once: what stands in the way is told before what stands behind it.
Sentences chainFrom(const std::vector<WaitNode>& starts, const WaitGraph& graph, const World& world)
{
    Sentences sentences;
    std::vector<WaitNode> queue = starts;
    std::set<WaitNode> seen(starts.begin(), starts.end());
    for (size_t i = 0; i < queue.size(); ++i) {
        if (i == mostSteps) {
            sentences.push_back(Words(inWords("Insight", "The chain goes on.")));
            break;
        }
        const WaitNode node = queue[i];
        add(sentences, describe(node, graph, world));
        for (const Need& need : graph.needs(node)) {
            for (size_t n = 0; n < need.of.size() && n < mostBranches; ++n) {
                if (seen.insert(need.of[n]).second) {
                    queue.push_back(need.of[n]);
                }
            }
        }
    }
    return sentences;
}

QString knotWords(const Deadlock& deadlock)
{
    if (deadlock.dissolvesAt) {
        return deadlock.inferred ? inWords("Insight", "That seems to be a deadlock of {1}; it can dissolve in {2}.")
                                 : inWords("Insight", "That is a deadlock of {1}; it can dissolve in {2}.");
    }
    return deadlock.inferred ? inWords("Insight", "That seems to be a deadlock of {1}.")
                             : inWords("Insight", "That is a deadlock of {1}.");
}

Sentences knotText(const WaitNode& node, const WaitGraph& graph, const World& world)
{
    Sentences sentences;
    for (const Deadlock& deadlock : graph.deadlocksFrom({node}, world)) {
        std::vector<Sentence> holders;
        for (const WaitNode& member : deadlock.nodes) {
            if (member.isHolder()) {
                holders.push_back(nodeText(member));
            }
        }
        const Words end = deadlock.dissolvesAt ? Words().remaining(*deadlock.dissolvesAt) : Words();
        sentences.push_back(Words(knotWords(deadlock), {listed(holders), end}));
    }
    return sentences;
}

/// "3 wait because of it: Barrier extract, Gate release and worker-b."
Sentences waitersText(const WaitNode& node, const WaitGraph& graph)
{
    std::vector<WaitNode> waiting = graph.waitingBecauseOf({node});
    std::erase_if(waiting, [](const WaitNode& waiter) {
        return waiter.kind == Kind::Lease || waiter.kind == Kind::Semaphore || waiter.kind == Kind::Mutex
            || waiter.kind == Kind::RWMutex;
    });
    if (waiting.empty()) {
        return {};
    }
    std::vector<Sentence> items;
    for (const WaitNode& waiter : waiting) {
        items.push_back(nodeText(waiter));
    }
    return {Words(waiting.size() == 1 ? inWords("Insight", "{1} waits because of {2}.")
                                      : inWords("Insight", "{1} wait because of {2}."),
                  {listed(items), nodeText(node)})};
}

Sentence holdText(const Hold& hold)
{
    const Words target = Words().object(hold.target);
    return hold.since ? Words(inWords("Insight", "{1} for {2}"), {target, Words().elapsed(*hold.since)}) : target;
}

} // namespace

std::vector<Sentence> explain(const ObjectKey& key, const WaitGraph& graph, const World& world)
{
    const ObjectPtr object = world.objects.find(key);
    WaitNode node = WaitNode::of(key);
    Sentences sentences;
    if (const auto parent = object ? parentKey(*object) : std::nullopt) {
        sentences = describeChild(*object, world);
        node = WaitNode::of(*parent);
        if (!world.objects.find(*parent)) {
            return sentences;
        }
    }
    add(sentences, chainFrom({node}, graph, world));
    add(sentences, knotText(node, graph, world));
    add(sentences, waitersText(node, graph));
    return sentences;
}

std::vector<Sentence> explainHolder(const QString& ns, const QString& holder, const WaitGraph& graph,
                                    const World& world)
{
    std::set<ObjectKey> targets;
    for (const ObjectKey& key : world.relations.mentions(ns, holder)) {
        const ObjectPtr object = world.objects.find(key);
        const auto parent = object ? parentKey(*object) : std::nullopt;
        targets.insert(parent ? *parent : key);
    }
    std::vector<Sentence> held;
    for (const ObjectKey& target : targets) {
        const auto holds = world.holds(target);
        for (const Hold& hold : *holds) {
            const bool own = hold.holder == holder && !hold.waits();
            if (own && hold.mode != Hold::Mode::Arrival && hold.mode != Hold::Mode::Execution) {
                held.push_back(holdText(hold));
            }
        }
    }
    const Words name = Words().holder(ns, holder);
    Sentences sentences{held.empty() ? Words(inWords("Insight", "{1} holds nothing."), {name})
                                     : Words(inWords("Insight", "{1} holds {2}."), {name, listed(held)})};
    const WaitNode node = WaitNode::holder(ns, holder);
    add(sentences, chainFrom({node}, graph, world));
    add(sentences, knotText(node, graph, world));
    add(sentences, waitersText(node, graph));
    return sentences;
}

} // namespace konductor::insight
