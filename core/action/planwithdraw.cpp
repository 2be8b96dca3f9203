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
                      name.isEmpty() ? u"%1 has not arrived"_s.arg(holder) : u"no arrival is called %1"_s.arg(name));
    }
    if (holder.isEmpty() && name.isEmpty() && ofHolder > 1) {
        return refuse(barrier.key(), u"%1 have arrived"_s.arg(ofHolder), u"Name the holder or the arrival."_s);
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
    plan.title = u"Withdraw arrival %1 of %2 from %3"_s.arg((*arrival)->meta.name, plan.holder, named(key));
    plan.button = u"Withdraw"_s;
    plan.calls.push_back(guardedDelete(*arrival, u"an arrival is withdrawn by deleting it"_s));
    plan.calls.back().unchanged = {{barrier}};
    plan.expectation = u"the barrier no longer counts arrival %1"_s.arg((*arrival)->meta.name);
    plan.reached = [gone = goneOrAnother(*arrival), dealt = settled(key, now),
                    owned = (*arrival)->controller() != nullptr](const ObjectIndex& seen) {
        return gone(seen) && (!owned || dealt(seen)); // without an owner nothing wakes the operator for it
    };
    if (barrier->status.phase == BarrierPhase::Open) {
        plan.warnings.append(u"Those that were let through have gone on; closing it again does not call them back."_s);
    }
    plan.warnings.append(u"%1 is not told and believes that it has arrived."_s.arg(plan.holder));
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
