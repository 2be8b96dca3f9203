// SPDX-License-Identifier: Apache-2.0
#include "core/action/planparts.h"
#include "core/api/kinds.h"
#include "core/insight/barrierprogress.h"
#include "core/insight/members.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

using ArrivalPtr = std::shared_ptr<const Arrival>;

/// The named one, else the first by name of the holder's.
Result<ArrivalPtr> chosenArrival(const Barrier& barrier, const QString& holder, const QString& name,
                                 const ObjectIndex& objects)
{
    ArrivalPtr chosen;
    qsizetype ofHolder = 0;
    for (const ArrivalPtr& arrival : objects.children<Arrival>(barrier.key())) {
        const bool matches =
            (holder.isEmpty() || arrival->spec.holder == holder) && (name.isEmpty() || arrival->meta.name == name);
        if (matches) {
            ++ofHolder;
            chosen = chosen ? chosen : arrival;
        }
    }
    if (!chosen) {
        return refuse(barrier.key(),
                      name.isEmpty() ? spoken("Plan", "%1 has not arrived").arg(holder)
                                     : spoken("Plan", "no arrival is called %1").arg(name));
    }
    if (holder.isEmpty() && name.isEmpty() && ofHolder > 1) {
        return refuse(barrier.key(), spoken("Plan", "%1 have arrived").arg(ofHolder),
                      spoken("Plan", "Name the holder or the arrival."));
    }
    return chosen;
}

} // namespace

Result<Plan> planWithdraw(const ObjectKey& key, const QString& holder, const QString& name, const ObjectIndex& objects,
                          Timestamp now)
{
    const auto barrier = as<Barrier>(objects.find(key));
    if (!barrier) {
        return absent(key);
    }
    const Result<ArrivalPtr> arrival = chosenArrival(*barrier, holder, name, objects);
    if (!arrival) {
        return fail(arrival.error());
    }
    Plan plan;
    plan.verb = Plan::Verb::Withdraw;
    plan.target = key;
    plan.holder = (*arrival)->spec.holder;
    sayTitle(plan, [&] {
        return inWords("Plan", "Withdraw arrival %1 of %2 from %3").arg((*arrival)->meta.name, plan.holder, named(key));
    });
    plan.button = inWords("Plan", "Withdraw");
    plan.calls.push_back(guardedDelete(*arrival, inWords("Plan", "an arrival is withdrawn by deleting it")));
    plan.calls.back().unchanged = {{barrier}};
    sayExpectation(
        plan, [&] { return inWords("Plan", "the barrier no longer counts arrival %1").arg((*arrival)->meta.name); });
    plan.reached = [gone = goneOrAnother(*arrival), dealt = settled(key, now),
                    owned = (*arrival)->controller() != nullptr](const ObjectIndex& seen) {
        return gone(seen) && (!owned || dealt(seen)); // without an owner nothing wakes the operator for it
    };
    if (barrier->status.phase == BarrierPhase::Open) {
        plan.warnings.append(
            inWords("Plan", "Those that were let through have gone on; closing it again does not call them back."));
    }
    plan.warnings.append(inWords("Plan", "%1 is not told and believes that it has arrived.").arg(plan.holder));
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
