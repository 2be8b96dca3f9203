// SPDX-License-Identifier: Apache-2.0
#include "core/insight/gateoutlook.h"

#include "core/api/kinds.h"
#include "core/rules/operatormodel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

using Never = ConditionOutlook::Never;

bool jobFailed(const Job& job)
{
    return std::any_of(job.status.conditions.begin(), job.status.conditions.end(), [](const JobCondition& condition) {
        return condition.type == "Failed"_L1 && condition.status == "True"_L1;
    });
}

Never whetherNever(const GateCondition& condition, const ObjectPtr& target)
{
    if (condition.type == "Job"_L1) {
        const auto job = as<Job>(target);
        return condition.state != "Complete"_L1 ? Never::Unsupported
            : job && jobFailed(*job)            ? Never::JobFailed
                                                : Never::No;
    }
    if (condition.type == "Barrier"_L1) {
        const auto barrier = as<Barrier>(target);
        return condition.state != "Open"_L1                            ? Never::Unsupported
            : barrier && barrier->status.phase == BarrierPhase::Failed ? Never::BarrierFailed
                                                                       : Never::No;
    }
    if (condition.type == "Lease"_L1) {
        return condition.state != "Available"_L1 ? Never::Unsupported : Never::No;
    }
    if (condition.type == "Semaphore"_L1) {
        const auto semaphore = as<Semaphore>(target);
        return !condition.value                                       ? Never::NoValue
            : semaphore && *condition.value > semaphore->spec.permits ? Never::TooMany
                                                                      : Never::No;
    }
    return Never::Unsupported;
}

} // namespace

std::vector<ConditionOutlook> outlookOf(const Gate& gate, const World& world)
{
    // The model of the operator judges; where it would write nothing, the status is as it would write it.
    const rules::Outcome outcome = rules::reconcile(gate.key(), world.objects, world.now);
    const auto judged = outcome.writes.empty() ? nullptr : as<Gate>(outcome.writes.front().object);
    const auto& statuses = judged ? judged->status.conditionStatuses : gate.status.conditionStatuses;

    std::vector<ConditionOutlook> outlook;
    for (size_t i = 0; i < gate.spec.conditions.size(); ++i) {
        ConditionOutlook one;
        one.condition = gate.spec.conditions[i];
        if (const auto kind = kindFromText(one.condition.type)) {
            one.target = {*kind, one.condition.ns.isEmpty() ? gate.meta.ns : one.condition.ns, one.condition.name};
        }
        const ObjectPtr target = one.target ? world.objects.find(*one.target) : nullptr;
        one.exists = target != nullptr;
        if (i < statuses.size()) {
            one.met = statuses[i].met;
            one.message = statuses[i].message;
        }
        one.never = one.met ? Never::No : whetherNever(one.condition, target);
        outlook.push_back(one);
    }
    return outlook;
}

} // namespace konductor::insight
