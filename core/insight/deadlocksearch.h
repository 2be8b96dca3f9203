// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/waitgraph.h"

namespace konductor::insight {

/// The knots among what these nodes reach, each sorted: strongly connected sets of two and more nodes (or one that
/// waits for itself) none of which can ever get on. A node gets on once each of its needs has `count` targets that do;
/// a node without needs does. So converging chains are no knot, nor is a k-of-n need with alternatives left.
std::vector<std::vector<WaitNode>> knotsFrom(const std::vector<WaitNode>& nodes, const WaitGraph& graph);

/// Whether it rests on inferred needs, and when it dissolves by itself.
Deadlock describeKnot(const std::vector<WaitNode>& knot, const WaitGraph& graph, const World& world);

} // namespace konductor::insight
