// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/base/spoken.h"

namespace konductor::action {

struct Prediction;

/// What the watch shows beside what was predicted, for everything the plan and the operator were to change.
struct Comparison {
    /// "lease team-a/db: status.holder: predicted "b", seen "c""; empty when all is as predicted. Times and resource
    /// versions are not compared; of several holders with the same right any will do.
    std::vector<Spoken> deviations = {};
    /// Somebody else wrote too: a spec, or whether an object exists, is not as predicted either. Then a deviation says
    /// nothing about the model.
    bool disturbed = false;
    std::vector<ObjectPtr> before = {}; ///< Of the objects that deviate.
    std::vector<ObjectPtr> predicted = {};
    std::vector<ObjectPtr> seen = {};

    /// The operator did something else than the model says, with nobody else in sight: a fault of the model.
    bool isAboutTheModel() const { return !deviations.empty() && !disturbed; }
    /// "Not as predicted: …"; empty when all is.
    Spoken told() const;
};

/// `keys`: what to compare beside the target and its children: what the calls write.
Comparison compare(const Prediction& prediction, const ObjectKey& target, const std::vector<ObjectKey>& keys,
                   const ObjectIndex& before, const ObjectIndex& seen);

} // namespace konductor::action
