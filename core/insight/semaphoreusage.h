// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/api/permit.h"
#include "core/api/semaphore.h"

namespace konductor::insight {

/// A semaphore's permits as they count, whatever its status says: the status freezes when more are held than there
/// are (semantics.md §2, over-commitment).
struct SemaphoreUsage {
    qint64 permits = 0; ///< spec.permits
    qint64 held = 0; ///< Labelled permits whose expiresAt is not in the past.
    qint64 expired = 0; ///< Those that stay visible and no longer count.

    bool overCommitted() const { return held > permits; }
    friend bool operator==(const SemaphoreUsage&, const SemaphoreUsage&) = default;
};

/// Whether it has ceased to count, though nobody collects it (semantics.md §2). `now` is server time.
bool isExpired(const Permit& permit, Timestamp now);

/// `now` is server time.
SemaphoreUsage usageOf(const Semaphore& semaphore, const ObjectIndex& objects, Timestamp now);

} // namespace konductor::insight
