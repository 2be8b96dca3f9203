// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"

namespace konductor::action {

/// What the cluster will look like after a plan's calls and the operator's reaction, computed with core/rules on a
/// copy of the index until the operator has nothing more to write.
struct Prediction {
    ObjectIndex after;
    /// The calls themselves wake the operator for the target; else it looks at its own timer.
    bool targetWoken = false;
    /// The API server refuses the operator's update (available below zero): the status stays as it is.
    bool refusedBySchema = false;
    /// Several requests of the same priority: the operator takes any of these holders.
    QStringList tied;
};

Prediction predict(const std::vector<Call>& calls, const ObjectKey& target, const ObjectIndex& before, Timestamp now);

/// The calls alone, without the operator: each made object added, patched or removed.
ObjectIndex withCallsMade(const std::vector<Call>& calls, const ObjectIndex& before, Timestamp now);

} // namespace konductor::action
