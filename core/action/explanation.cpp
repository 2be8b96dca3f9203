// SPDX-License-Identifier: Apache-2.0
#include "core/action/explanation.h"

#include "core/api/kinds.h"
#include "core/base/words.h"
#include "core/insight/semaphoreusage.h"
#include "core/rules/operatormodel.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

bool isOverCommitted(const ObjectPtr& target, const ObjectIndex& objects, Timestamp now)
{
    const auto semaphore = as<Semaphore>(target);
    return semaphore && insight::usageOf(*semaphore, objects, now).overCommitted();
}

QString reason(const Plan& plan, const ObjectIndex& objects, const live::ScopeState& scope, Timestamp now)
{
    if (scope.phase != live::ScopeState::Phase::Live) {
        return inWords("Plan", "the watch of %1 is not live, so the effect cannot be seen from here")
            .arg(kindInfo(plan.target.kind).plural);
    }
    const ObjectPtr target = objects.find(plan.target);
    if (!target) {
        return inWords("Plan", "%1 is gone").arg(toString(plan.target));
    }
    if (isOverCommitted(target, objects, now)) {
        return inWords("Plan", "more permits are held than there are: the API server refuses the operator's update");
    }
    const rules::Outcome outcome = rules::reconcile(plan.target, objects, now);
    if (!outcome.writes.empty()) {
        return inWords("Plan",
                       "the operator would have written by now if it had looked: it may be down, or its updates fail");
    }
    if (!outcome.wakeAt) {
        return inWords("Plan",
                       "it has nothing to write and no timer: it looks again only when something touches the object");
    }
    return inWords("Plan", "it has nothing to write in the present state; it looks again within %1")
        .arg(humanDuration(*outcome.wakeAt - now));
}

} // namespace

QString whyNoReaction(const Plan& plan, const ObjectIndex& objects, const live::ScopeState& scope, Timestamp now,
                      std::chrono::milliseconds waited)
{
    return inWords("Plan", "Written, but the operator has not reacted after %1, because %2.")
        .arg(humanDuration(waited), reason(plan, objects, scope, now));
}

} // namespace konductor::action
