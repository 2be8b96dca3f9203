// SPDX-License-Identifier: Apache-2.0
#include "core/insight/handoverjam.h"

#include "core/insight/way.h"

#include <deque>

namespace konductor::insight {

std::vector<WaitNode> handOverJam(const WaitGraph& graph, const ObjectKey& lease, const QString& heir)
{
    const WaitNode wanted = WaitNode::of(lease);
    const WaitNode from = WaitNode::holder(lease.ns, heir);
    std::map<WaitNode, WaitNode> reachedFrom;
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
                    std::vector<WaitNode> way = wayTo(node, from, reachedFrom);
                    way.erase(way.begin()); // the heir itself
                    return way;
                }
                if (next != from && reachedFrom.insert({next, node}).second) {
                    open.push_back(next);
                }
            }
        }
    }
    return {};
}

} // namespace konductor::insight
