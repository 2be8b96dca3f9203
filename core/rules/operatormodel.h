// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/base/time.h"

#include <functional>
#include <optional>
#include <vector>

/// The Konductor operator as pure functions (design decision 8; semantics.md §2 is the source of every rule). No
/// clock, no network, no Qt event loop: objects and a time in, the operator's writes and its next wake-up out.
namespace konductor::rules {

/// One write the operator makes.
struct Write {
    enum class Type {
        UpdateStatus, ///< The object with its new status, guarded by the resourceVersion it was read at.
        Delete ///< An expired Once.
    };
    Type type = Type::UpdateStatus;
    ObjectKey key;
    ObjectPtr object; ///< UpdateStatus: the whole value after the write. Delete: the value before.

    /// The schema refuses it (available below zero): the write is tried and fails, the status freezes.
    bool refusedBySchema = false;
    /// The primitive whose reconcile makes the write; its own key unless the write grants a permit or request. The
    /// reconcile stops at a write that fails.
    ObjectKey reconciled = {};
};

/// What one reconcile of one object comes to.
struct Outcome {
    std::vector<Write> writes;
    std::optional<Timestamp> wakeAt; ///< The timer the operator sets; none: only a change wakes it.
};

/// Which of several equally good lease requests wins: the operator's informer cache has no order (semantics.md §2).
/// Gets the candidates sorted by name, returns an index. A null function takes the first.
using TieBreak = std::function<size_t(const std::vector<ObjectPtr>&)>;

/// The operator's reconcile of the object at `key`. Nothing happens for permits, arrivals, requests and jobs: the
/// operator has no reconciler for them.
Outcome reconcile(const ObjectKey& key, const ObjectIndex& objects, Timestamp now, const TieBreak& tieBreak = {});

/// Whom a change wakes: the object itself, and the primitive that is its controller owner (semaphore ← permits,
/// barrier ← arrivals only). Either side may be null (created, deleted).
std::vector<ObjectKey> wokenBy(const ObjectPtr& before, const ObjectPtr& after);

} // namespace konductor::rules
