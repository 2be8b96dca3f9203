// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/waitgraph.h"

#include <algorithm>
#include <map>

namespace konductor::insight {

/// The nodes from `start` to `end`, both included, by where a search from `start` reached each.
inline std::vector<WaitNode> wayTo(const WaitNode& end, const WaitNode& start,
                                   const std::map<WaitNode, WaitNode>& reachedFrom)
{
    std::vector<WaitNode> way{end};
    while (way.back() != start) {
        way.push_back(reachedFrom.at(way.back()));
    }
    std::reverse(way.begin(), way.end());
    return way;
}

} // namespace konductor::insight
