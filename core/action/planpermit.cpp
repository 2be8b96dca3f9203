// SPDX-License-Identifier: Apache-2.0
#include "core/action/planparts.h"
#include "core/api/kinds.h"
#include "core/insight/hold.h"
#include "core/insight/members.h"
#include "core/insight/semaphoreusage.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

using PermitPtr = std::shared_ptr<const Permit>;

Result<PermitPtr> namedPermit(const HoldRef& hold, const ObjectIndex& objects)
{
    const ObjectKey key{Kind::Permit, hold.target.ns, hold.permit};
    const auto permit = as<Permit>(objects.find(key));
    if (!permit) {
        return absent(key);
    }
    if (permit->spec.semaphore != hold.target.name) {
        return refuse(
            key, spoken("Plan", "it belongs to semaphore %1, not to %2").arg(permit->spec.semaphore, hold.target.name));
    }
    if (!hold.holder.isEmpty() && permit->spec.holder != hold.holder) {
        return refuse(key, spoken("Plan", "it is held by %1, not by %2").arg(permit->spec.holder, hold.holder));
    }
    return permit;
}

/// The oldest counting permit of the holder; without a holder the only counting one.
Result<PermitPtr> chosenPermit(const HoldRef& hold, const ObjectIndex& objects, Timestamp now)
{
    if (!hold.permit.isEmpty()) {
        return namedPermit(hold, objects);
    }
    const auto holds = insight::holdsOf(hold.target, objects, now);
    if (holds.empty()) {
        return refuse(hold.target, spoken("Plan", "no permit of it is held"));
    }
    if (hold.holder.isEmpty() && holds.size() > 1) {
        return refuse(hold.target, spoken("Plan", "%1 permits of it are held").arg(holds.size()),
                      spoken("Plan", "Name the holder or the permit."));
    }
    for (const insight::Hold& held : holds) {
        if (hold.holder.isEmpty() || held.holder == hold.holder) {
            return as<Permit>(objects.find(*held.via));
        }
    }
    return refuse(hold.target, spoken("Plan", "%1 holds no permit of it").arg(hold.holder));
}

/// Done when the permit no longer counts and the semaphore's status says so, or has moved on by other hands. A frozen
/// status (semantics.md §2) will not move, so it is not waited for.
std::function<bool(const ObjectIndex&)> noLongerCounts(const Permit& permit, const Semaphore& semaphore, bool frozen,
                                                       Timestamp now)
{
    return [key = permit.key(), uid = permit.meta.uid, target = semaphore.key(), before = semaphore.status, frozen,
            now](const ObjectIndex& objects) {
        const auto still = as<Permit>(objects.find(key));
        if (still && still->meta.uid == uid && !insight::isExpired(*still, now)) {
            return false;
        }
        const auto seen = as<Semaphore>(objects.find(target));
        if (!seen || frozen) {
            return true;
        }
        return seen->status.inUse != before.inUse || seen->status.inUse == insight::usageOf(*seen, objects, now).held;
    };
}

void addWarnings(Plan& plan, const Permit& permit)
{
    plan.warnings.append(noFencing(permit.spec.holder));
    const OwnerReference* owner = permit.controller();
    if (!owner || owner->kind != "Semaphore"_L1) {
        plan.warnings.append(inWords(
            "Plan", "The permit has no controller owner reference: the operator notices at its timer, within 1 min."));
    }
}

} // namespace

Result<Plan> planPermit(Plan::Verb verb, const HoldRef& hold, const ObjectIndex& objects, Timestamp now)
{
    const auto semaphore = objects.find<Semaphore>(hold.target.ns, hold.target.name);
    const Result<PermitPtr> chosen = chosenPermit(hold, objects, now);
    if (!chosen) {
        return fail(chosen.error());
    }
    const Permit& permit = **chosen;
    const bool expires = verb == Plan::Verb::ForceExpire;
    if (expires && insight::isExpired(permit, now)) {
        return refuse(permit.key(), spoken("Plan", "it has expired already and does not count"),
                      spoken("Plan", "Release it to remove it."));
    }
    Plan plan;
    plan.verb = verb;
    plan.target = hold.target;
    plan.holder = permit.spec.holder;
    sayTitle(plan, [&] {
        return (expires ? inWords("Plan", "Force-expire permit %1 of %2 held by %3")
                        : inWords("Plan", "Release permit %1 of %2 held by %3"))
            .arg(permit.meta.name, named(hold.target), plan.holder);
    });
    plan.button = expires ? inWords("Plan", "Force-expire") : inWords("Plan", "Release");
    if (expires) {
        QJsonObject status{{u"expiresAt"_s, pastExpiry(now)}};
        if (permit.status.phase.text().isEmpty()) {
            status.insert(u"phase"_s, u"Granted"_s); // required by the schema
        }
        plan.calls.push_back(
            statusPatch(*chosen, status, inWords("Plan", "it stops counting and stays visible as evidence")));
    } else {
        plan.calls.push_back(guardedDelete(*chosen, inWords("Plan", "a permit is freed by deleting it")));
    }
    const auto usage = insight::usageOf(*semaphore, objects, now);
    const bool unseen = permit.controller() == nullptr; // the operator notices within a minute only
    plan.reached = noLongerCounts(permit, *semaphore, unseen || usage.held - 1 > usage.permits, now);
    sayExpectation(plan, [&] { return inWords("Plan", "permit %1 no longer counts").arg(permit.meta.name); });
    addWarnings(plan, permit);
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
