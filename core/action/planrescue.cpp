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
                      spoken("Plan", "Give a longer one, or none."));
    }
    return QJsonValue(formatDuration(*timeout));
}

Plan rescuePlan(const ObjectPtr& object, Timestamp now)
{
    Plan plan;
    plan.verb = Plan::Verb::Rescue;
    plan.target = object->key();
    sayTitle(plan, [&] { return inWords("Plan", "Rescue %1").arg(named(plan.target)); });
    plan.button = inWords("Plan", "Rescue");
    plan.reached = dealtWith(object, now);
    return plan;
}

Result<Call> timeoutCall(const ObjectPtr& object, const std::optional<Duration>& timeout, Timestamp now)
{
    const Result<QJsonValue> value = timeoutValue(*object, timeout, now);
    if (!value) {
        return fail(value.error());
    }
    return patch(
        object, {{u"spec"_s, QJsonObject{{u"timeout"_s, *value}}}},
        inWords("Plan", "without the passed time-out the operator evaluates it again; a patched phase would not stay"));
}

Result<Plan> rescueBarrier(const std::shared_ptr<const Barrier>& barrier, const std::optional<Duration>& timeout,
                           const ObjectIndex& objects, Timestamp now)
{
    const auto progress = insight::progressOf(*barrier, objects, now);
    if (!progress.pastDeadline) {
        return refuse(barrier->key(), spoken("Plan", "its time-out has not passed: an arrival can still open it"));
    }
    if (barrier->status.phase == BarrierPhase::Open) {
        return refuse(barrier->key(), spoken("Plan", "it is open"));
    }
    const Result<Call> call = timeoutCall(barrier, timeout, now);
    if (!call) {
        return fail(call.error());
    }
    Plan plan = rescuePlan(barrier, now);
    plan.calls.push_back(*call);
    sayExpectation(plan, [&] { return inWords("Plan", "the barrier is no longer Failed"); });
    if (progress.missing() > 0) {
        plan.warnings.append(inWords(
            "Plan", "It then waits for %n arrivals more; arrive for them, or lower expected or quorum.",
            "It then waits for 1 arrival more; arrive for them, or lower expected or quorum.", progress.missing()));
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
            plan.warnings.append(inWords("Plan", "It will not open before this holds: %1 %2 (%3).")
                                     .arg(condition.type, condition.name, condition.message));
        }
    }
    plan.warnings.append(
        inWords("Plan",
                "A gate's phase cannot be set by hand: the operator undoes it at once. Make its conditions "
                "true, or edit them."));
}

Result<Plan> rescueGate(const std::shared_ptr<const Gate>& gate, const std::optional<Duration>& timeout,
                        const ObjectIndex& objects, Timestamp now)
{
    if (gate->status.phase == GatePhase::Open) {
        return refuse(gate->key(), spoken("Plan", "it is open"));
    }
    Plan plan = rescuePlan(gate, now);
    if (wouldOpen(*gate, objects, now)) {
        plan.calls.push_back(lookAgainCall(gate, now));
        plan.calls.back().why = inWords("Plan", "all its conditions hold; the operator has only to look");
        sayExpectation(plan, [&] { return inWords("Plan", "the gate is Open"); });
        return finished(std::move(plan), objects, now);
    }
    if (gate->status.phase != GatePhase::Failed) {
        return refuse(gate->key(), spoken("Plan", "it has not failed: it waits for its conditions"),
                      spoken("Plan", "Make its conditions true; its phase cannot be set by hand."));
    }
    const Result<Call> call = timeoutCall(gate, timeout, now);
    if (!call) {
        return fail(call.error());
    }
    plan.calls.push_back(*call);
    sayExpectation(plan, [&] { return inWords("Plan", "the gate is Waiting again and looks by itself"); });
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
    return refuse(key, spoken("Plan", "only barriers and gates have a time-out to be rescued from"));
}

} // namespace konductor::action
