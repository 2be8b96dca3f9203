// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"
#include "core/live/change.h"

namespace konductor::action {

/// Why a plan that was written has not had its effect yet: from the rules and from what the watch shows now.
/// One or two sentences beginning "Written, but …". `waited` is how long it was waited for.
QString whyNoReaction(const Plan& plan, const ObjectIndex& objects, const live::ScopeState& scope, Timestamp now,
                      std::chrono::milliseconds waited);

} // namespace konductor::action
