// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/waitgraph.h"

namespace konductor::insight {

/// What stands between `heir` and the lease it is to get: it waits, in the end, for somebody who waits for that very
/// lease, so that as its holder it would close a deadlock. From what it waits for to who waits for the lease; empty
/// when there is no such way. Needs that others can meet as well are left out. Costs what the heir can reach.
std::vector<WaitNode> handOverJam(const WaitGraph& graph, const ObjectKey& lease, const QString& heir);

} // namespace konductor::insight
