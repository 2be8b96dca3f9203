// SPDX-License-Identifier: Apache-2.0
#include "core/insight/handoverjam.h"

#include <QHash>

#include <algorithm>
#include <deque>

namespace konductor::insight {

namespace {

/// One step back is enough to tell the way.
std::vector<WaitNode> wayTo(const WaitNode& last, const WaitNode& from, const QHash<WaitNode, WaitNode>& reachedFrom)
{
    std::vector<WaitNode> way;
    for (WaitNode node = last; node != from; node = reachedFrom.value(node)) {
        way.push_back(node);
    }
    std::reverse(way.begin(), way.end());
    return way;
}

} // namespace

std::vector<WaitNode> handOverJam(const WaitGraph& graph, const ObjectKey& lease, const QString& heir)
{
    const WaitNode wanted = WaitNode::of(lease);
    const WaitNode from = WaitNode::holder(lease.ns, heir);
    QHash<WaitNode, WaitNode> reachedFrom;
    std::deque<WaitNode> open{from};
    while (!open.empty()) {
        const WaitNode node = open.front();
        open.pop_front();
        for (const Need& need : graph.needs(node)) {
            if (need.count < static_cast<qint64>(need.of.size())) {
                continue; // others may meet it
            }
            for (const WaitNode& next : need.of) {
                if (next == wanted && node == from) {
                    continue; // its own request, which the hand-over meets
                }
                if (next == wanted) {
                    return wayTo(node, from, reachedFrom);
                }
                if (next != from && !reachedFrom.contains(next)) {
                    reachedFrom.insert(next, node);
                    open.push_back(next);
                }
            }
        }
    }
    return {};
}

} // namespace konductor::insight
