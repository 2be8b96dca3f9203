// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/bulkplan.h"
#include "core/insight/finding.h"

namespace konductor::action {

/// The plan that mends a finding. Refuses, with the finding's own words, where a person has to decide or to name
/// somebody (whom to arrive as, which value).
Result<Plan> planMend(const insight::Finding& finding, const ObjectIndex& objects, Timestamp now);

/// All of them, each once; those that write what another writes already, or that a person has to decide, are left.
Result<BulkPlan> planMendAll(const std::vector<insight::Finding>& findings, const ObjectIndex& objects, Timestamp now);

} // namespace konductor::action
