// SPDX-License-Identifier: Apache-2.0
#include "core/action/planparts.h"
#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/insight/hold.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

struct Hanging {
    std::vector<ObjectPtr> owned; ///< The cluster's garbage collector takes them.
    std::vector<ObjectPtr> orphans; ///< Nobody would.
};

Hanging hangingOn(const Object& object, const ObjectIndex& objects)
{
    Hanging hanging;
    for (const ObjectPtr& child : objects.children(object.key())) {
        const auto& owners = child->meta.ownerReferences;
        const bool owned = std::any_of(owners.begin(), owners.end(),
                                       [&](const OwnerReference& owner) { return owner.uid == object.meta.uid; });
        (owned ? hanging.owned : hanging.orphans).push_back(child);
    }
    return hanging;
}

/// The primitive goes first: its children's deletion would make the operator write it, and move it under the guard.
std::vector<Call> deleteCalls(const ObjectPtr& object, const Hanging& hanging)
{
    std::vector<Call> calls{guardedDelete(object)};
    calls.front().body.insert(u"propagationPolicy"_s, u"Background"_s);
    for (const ObjectPtr& orphan : hanging.orphans) {
        calls.push_back(
            guardedDelete(orphan, inWords("Plan", "it has no owner reference: nobody else would remove it")));
    }
    return calls;
}

QString holderWords(const ObjectPtr& object, const ObjectIndex& objects, Timestamp now)
{
    QStringList holders;
    for (const insight::Hold& hold : insight::holdsOf(object->key(), objects, now)) {
        if (!hold.waits() && hold.mode != insight::Hold::Mode::Arrival) {
            holders.append(hold.holder);
        }
    }
    holders.removeDuplicates();
    return elided(holders.join(u", "_s), 300);
}

QStringList gatesNaming(const ObjectKey& key, const ObjectIndex& objects)
{
    QStringList gates;
    for (const ObjectPtr& object : objects.sorted(Kind::Gate)) {
        for (const GateCondition& condition : as<Gate>(object)->spec.conditions) {
            const QString ns = condition.ns.isEmpty() ? object->meta.ns : condition.ns;
            if (condition.type == kindInfo(key.kind).name && condition.name == key.name && ns == key.ns) {
                gates.append(object->meta.name);
            }
        }
    }
    gates.removeDuplicates();
    return gates;
}

void addWarnings(Plan& plan, const ObjectPtr& object, const Hanging& hanging, const ObjectIndex& objects, Timestamp now)
{
    if (const QString holders = holderWords(object, objects, now); !holders.isEmpty()) {
        plan.warnings.append(noFencing(holders));
    }
    for (const QString& gate : gatesNaming(plan.target, objects)) {
        plan.warnings.append(inWords("Plan", "Gate %1 waits for it and can never open without it.").arg(gate));
    }
    if (!hanging.owned.empty()) {
        const Spoken words = spoken([&] {
            return inWords("Plan",
                           "%n objects are owned by it: the cluster's garbage collector removes them afterwards.",
                           "1 object is owned by it: the cluster's garbage collector removes it afterwards.",
                           qsizetype(hanging.owned.size()));
        });
        plan.consequences.append(words.shown);
        plan.kept.consequences.append(words.kept);
    }
    plan.warnings.append(
        inWords("Plan", "What is deleted does not come back; a client that waits for it waits in vain."));
}

/// A permit, arrival or request is deleted as what it means where its primitive is there.
std::optional<Result<Plan>> asMember(const ObjectPtr& object, const ObjectIndex& objects, Timestamp now)
{
    const QString ns = object->meta.ns;
    if (const auto permit = as<Permit>(object); permit && objects.find<Semaphore>(ns, permit->spec.semaphore)) {
        return planRelease({{Kind::Semaphore, ns, permit->spec.semaphore}, permit->spec.holder, permit->meta.name},
                           objects, now);
    }
    if (const auto arrival = as<Arrival>(object); arrival && objects.find<Barrier>(ns, arrival->spec.barrier)) {
        return planWithdraw({Kind::Barrier, ns, arrival->spec.barrier}, arrival->spec.holder, arrival->meta.name,
                            objects, now);
    }
    if (const auto request = as<LeaseRequest>(object); request && objects.find<Lease>(ns, request->spec.lease)) {
        return planCancelRequest(object->key(), objects, now);
    }
    return std::nullopt;
}

} // namespace

Result<Plan> planDelete(const ObjectKey& key, const ObjectIndex& objects, Timestamp now)
{
    const ObjectPtr object = objects.find(key);
    if (!object) {
        return absent(key);
    }
    if (key.kind == Kind::Job) {
        return refuse(key, spoken("Plan", "jobs are not Konductor's"), spoken("Plan", "Delete it with kubectl."));
    }
    if (const auto member = asMember(object, objects, now)) {
        return *member;
    }
    const Hanging hanging = hangingOn(*object, objects);
    Plan plan;
    plan.verb = Plan::Verb::Delete;
    plan.target = key;
    sayTitle(plan, [&] {
        return (hanging.orphans.empty()
                    ? inWords("Plan", "Delete %1")
                    : inWords("Plan", "Delete %1 and %n objects that hang on it",
                              "Delete %1 and 1 object that hangs on it", qsizetype(hanging.orphans.size())))
            .arg(named(key));
    });
    plan.button = inWords("Plan", "Delete");
    plan.calls = deleteCalls(object, hanging);
    sayExpectation(plan, [&] { return inWords("Plan", "%1 is gone").arg(named(key)); });
    plan.reached = [object, orphans = hanging.orphans](const ObjectIndex& seen) {
        return goneOrAnother(object)(seen) && std::all_of(orphans.begin(), orphans.end(), [&](const ObjectPtr& child) {
                   return goneOrAnother(child)(seen);
               });
    };
    addWarnings(plan, object, hanging, objects, now);
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
