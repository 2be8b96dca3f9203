// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/gate.h"
#include "core/insight/world.h"

#include <vector>

namespace konductor::insight {

/// One condition of a gate as the operator would find it now, and whether it can ever be met (semantics.md §2, Gate).
struct ConditionOutlook {
    enum class Never {
        No, ///< It can be met.
        Unsupported, ///< The operator evaluates no condition of this type or state.
        NoValue, ///< A semaphore without a value.
        TooMany, ///< More permits than the semaphore has.
        JobFailed,
        BarrierFailed ///< Its time-out has passed with too few arrivals.
    };
    GateCondition condition;
    std::optional<ObjectKey> target; ///< None if the type is no kind.
    bool met = false;
    QString message; ///< The operator's word.
    bool exists = false; ///< The target is there.
    Never never = Never::No;
};

/// In the order of the gate's conditions.
std::vector<ConditionOutlook> outlookOf(const Gate& gate, const World& world);

} // namespace konductor::insight
