// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kinds.h"
#include "core/insight/sentence.h"
#include "core/insight/waitgraph.h"

/// Private to explain: what is to say of one thing by itself, in one to three sentences.
namespace konductor::insight {

using Sentences = std::vector<Sentence>;

Sentences describeGate(const Gate& gate, const World& world);
Sentences describeBarrier(const Barrier& barrier, const std::vector<Need>& needs, const World& world);
Sentences describeLease(const Lease& lease, const World& world);
Sentences describeSemaphore(const Semaphore& semaphore, const World& world);
/// Mutexes, rwmutexes, onces, wait groups, jobs.
Sentences describeOther(const Object& object, const World& world);
/// A permit, arrival or request.
Sentences describeChild(const Object& child, const World& world);
/// What a holder waits for; nothing for one that waits for nobody and has a living pod, or whose pod is unknown.
Sentences describeHolder(const WaitNode& holder, const std::vector<Need>& needs, const World& world);

/// "Lease db is held by worker-a; it expires in 11 min." `held` says how and by whom.
Words untilText(const Sentence& name, const Sentence& held, Timestamp until, Timestamp now);
/// "2 permits of Semaphore slots"
Words permitsOf(qint64 count, const ObjectKey& semaphore);
/// "a, b and c"; from the sixth on "and 3 more".
Sentence listed(const std::vector<Sentence>& items);

} // namespace konductor::insight
