// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/sentence.h"
#include "core/insight/waitgraph.h"

namespace konductor::insight {

/// Why an object is as it is, in sentences: its state, what it waits for, and on to the end of the chain:
///
///     Gate release waits for Barrier extract (2 of 3). Missing, by its name: worker-c, which waits for Lease db. Lease
///     db is held for 47 min by worker-a; it has no TTL, so it will never expire.
///
/// Each fact stands in the objects; what is concluded from names says so. Deterministic. Empty only if there is no
/// such object and nothing is known about it.
std::vector<Sentence> explain(const ObjectKey& key, const WaitGraph& graph, const World& world);
/// The same for a holder: what it holds, what it waits for, whether it lives.
std::vector<Sentence> explainHolder(const QString& ns, const QString& holder, const WaitGraph& graph,
                                    const World& world);

} // namespace konductor::insight
