// SPDX-License-Identifier: Apache-2.0
#include "core/action/planparts.h"
#include "core/api/kinds.h"
#include "core/insight/barrierprogress.h"
#include "core/rules/operatormodel.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

/// Null takes the time-out away; else it must end after now.
Result<QJsonValue> timeoutValue(const Object& object, const std::optional<Duration>& timeout, Timestamp now)
{
    if (!timeout) {
        return QJsonValue(QJsonValue::Null);
    }
    const auto created = object.meta.creationTimestamp;
    if (created && *created + std::chrono::ceil<std::chrono::milliseconds>(*timeout) <= now) {
        return refuse(object.key(),
                      u"a time-out of %1 has passed already: it counts from the creation, %2 ago"_s.arg(
                          formatDuration(*timeout), humanDuration(now - *created)),
                      u"Give a longer one, or none."_s);
    }
    return QJsonValue(formatDuration(*timeout));
}

Plan rescuePlan(const ObjectPtr& object, Timestamp now)
{
    Plan plan;
    plan.verb = Plan::Verb::Rescue;
    plan.target = object->key();
    plan.title = u"Rescue %1"_s.arg(named(plan.target));
    plan.button = u"Rescue"_s;
    plan.reached = dealtWith(object, now);
    return plan;
}

Result<Call> timeoutCall(const ObjectPtr& object, const std::optional<Duration>& timeout, Timestamp now)
{
    const Result<QJsonValue> value = timeoutValue(*object, timeout, now);
    if (!value) {
        return fail(value.error());
    }
    return patch(object, {{u"spec"_s, QJsonObject{{u"timeout"_s, *value}}}},
                 u"without the passed time-out the operator evaluates it again; a patched phase would not stay"_s);
}

Result<Plan> rescueBarrier(const std::shared_ptr<const Barrier>& barrier, const std::optional<Duration>& timeout,
                           const ObjectIndex& objects, Timestamp now)
{
    const auto progress = insight::progressOf(*barrier, objects, now);
    if (!progress.pastDeadline) {
        return refuse(barrier->key(), u"its time-out has not passed: an arrival can still open it"_s);
    }
    if (barrier->status.phase == BarrierPhase::Open) {
        return refuse(barrier->key(), u"it is open"_s);
    }
    const Result<Call> call = timeoutCall(barrier, timeout, now);
    if (!call) {
        return fail(call.error());
    }
    Plan plan = rescuePlan(barrier, now);
    plan.calls.push_back(*call);
    plan.expectation = u"the barrier is no longer Failed"_s;
    if (progress.missing() > 0) {
        plan.warnings.append(u"It then waits for %1 more; arrive for them, or lower expected or quorum."_s.arg(
            progress.missing() == 1 ? u"1 arrival"_s : u"%1 arrivals"_s.arg(progress.missing())));
    }
    return finished(std::move(plan), objects, now);
}

/// Whether the operator would open the gate if it looked now.
bool wouldOpen(const Gate& gate, const ObjectIndex& objects, Timestamp now)
{
    for (const rules::Write& write : rules::reconcile(gate.key(), objects, now).writes) {
        if (const auto after = as<Gate>(write.object)) {
            return after->status.phase == GatePhase::Open;
        }
    }
    return false;
}

/// What has to become true first, and what never will.
void warnOfUnmet(Plan& plan, const Gate& gate, const ObjectIndex& objects, Timestamp now)
{
    auto looked = gate.status.conditionStatuses;
    for (const rules::Write& write : rules::reconcile(gate.key(), objects, now).writes) {
        if (const auto after = as<Gate>(write.object)) {
            looked = after->status.conditionStatuses;
        }
    }
    for (const GateConditionStatus& condition : looked) {
        if (!condition.met) {
            plan.warnings.append(u"It will not open before this holds: %1 %2 (%3)."_s.arg(
                condition.type, condition.name, condition.message));
        }
    }
    plan.warnings.append(u"A gate's phase cannot be set by hand: the operator undoes it at once. Make its conditions "
                         "true, or edit them."_s);
}

Result<Plan> rescueGate(const std::shared_ptr<const Gate>& gate, const std::optional<Duration>& timeout,
                        const ObjectIndex& objects, Timestamp now)
{
    if (gate->status.phase == GatePhase::Open) {
        return refuse(gate->key(), u"it is open"_s);
    }
    Plan plan = rescuePlan(gate, now);
    if (wouldOpen(*gate, objects, now)) {
        plan.calls.push_back(lookAgainCall(gate, now));
        plan.calls.back().why = u"all its conditions hold; the operator has only to look"_s;
        plan.expectation = u"the gate is Open"_s;
        return finished(std::move(plan), objects, now);
    }
    if (gate->status.phase != GatePhase::Failed) {
        return refuse(gate->key(), u"it has not failed: it waits for its conditions"_s,
                      u"Make its conditions true; its phase cannot be set by hand."_s);
    }
    const Result<Call> call = timeoutCall(gate, timeout, now);
    if (!call) {
        return fail(call.error());
    }
    plan.calls.push_back(*call);
    plan.expectation = u"the gate is Waiting again and looks by itself"_s;
    warnOfUnmet(plan, *gate, objects, now);
    return finished(std::move(plan), objects, now);
}

} // namespace

Result<Plan> planRescue(const ObjectKey& key, const std::optional<Duration>& timeout, const ObjectIndex& objects,
                        Timestamp now)
{
    const ObjectPtr object = objects.find(key);
    if (!object) {
        return absent(key);
    }
    if (const auto barrier = as<Barrier>(object)) {
        return rescueBarrier(barrier, timeout, objects, now);
    }
    if (const auto gate = as<Gate>(object)) {
        return rescueGate(gate, timeout, objects, now);
    }
    return refuse(key, u"only barriers and gates have a time-out to be rescued from"_s);
}

} // namespace konductor::action
