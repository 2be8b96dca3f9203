// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"

namespace konductor::live {
class RightsBook;
}

namespace konductor::action {

/// The rights without which an action is refused in any case, before there is a plan of it: what a menu may disable an
/// entry by. A plan may need more, see rightsOf(). `target` is what the person chose: the primitive, or the request
/// for a CancelRequest or an Edit of its priority.
std::vector<Right> requiredRights(Plan::Verb verb, const ObjectKey& target, const ObjectIndex& objects);

/// The first of the rights that the server refuses, as far as it has said.
std::optional<Right> refusedOf(const std::vector<Right>& rights, live::RightsBook& book);

/// "You may not patch leases.sync.konductor.io/status in team-a", with what to do; for the plan or entry it stops.
Error refusal(const Right& right);

} // namespace konductor::action
