// SPDX-License-Identifier: Apache-2.0
#include "core/action/planmend.h"

#include "core/action/planparts.h"
#include "core/api/kinds.h"
#include "core/base/words.h"

#include <set>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

HoldRef holdOf(const ObjectKey& target, const QString& holder, const ObjectIndex& objects)
{
    if (const auto permit = as<Permit>(objects.find(target))) {
        return {{Kind::Semaphore, target.ns, permit->spec.semaphore}, permit->spec.holder, target.name};
    }
    return {target, holder, {}};
}

/// A barrier or gate past its time-out has a mend without a choice; other edits have not.
bool canBeRescued(const ObjectPtr& object)
{
    const auto barrier = as<Barrier>(object);
    const auto gate = as<Gate>(object);
    return (barrier && barrier->status.phase == BarrierPhase::Failed)
        || (gate && gate->status.phase == GatePhase::Failed);
}

} // namespace

Result<Plan> planMend(const insight::Finding& finding, const ObjectIndex& objects, Timestamp now)
{
    using Type = insight::Mend::Type;
    const insight::Mend& mend = finding.mend;
    const QString words = insight::plainText(mend.words, now);
    if (!mend.target) {
        return fail(makeError(Error::Kind::Invalid, finding.rule, spoken("Plan", "nothing here mends it"), words));
    }
    const ObjectKey& target = *mend.target;
    switch (mend.type) {
    case Type::Release:
        return planRelease(holdOf(target, mend.holder, objects), objects, now);
    case Type::Expire:
        return planForceExpire(holdOf(target, mend.holder, objects), objects, now);
    case Type::Arrive:
        if (!mend.holder.isEmpty()) {
            return planArrive(target, mend.holder, objects, now);
        }
        break;
    case Type::Delete:
        return planDelete(target, objects, now);
    case Type::Touch:
        return planLookAgain(target, objects, now);
    case Type::Edit:
        if (canBeRescued(objects.find(target))) {
            return planRescue(target, {}, objects, now);
        }
        break;
    case Type::None:
        break;
    }
    return refuse(target, spoken("Plan", "a person has to decide how to mend it"), words);
}

Result<BulkPlan> planMendAll(const std::vector<insight::Finding>& findings, const ObjectIndex& objects, Timestamp now)
{
    BulkPlan bulk;
    std::set<ObjectKey> written;
    for (const insight::Finding& finding : findings) {
        const Result<Plan> plan = planMend(finding, objects, now);
        if (!plan) {
            bulk.left.append(insight::plainText(finding.summary, now) + u' ' + spokenLine(plan.error()).shown);
            continue;
        }
        const bool isNew = std::none_of(plan->calls.begin(), plan->calls.end(),
                                        [&](const Call& call) { return written.contains(call.key); });
        if (!isNew) {
            continue; // mended by the plan of another finding
        }
        for (const Call& call : plan->calls) {
            written.insert(call.key);
        }
        bulk.items.push_back(*plan);
    }
    if (bulk.items.empty()) {
        return fail(makeError(Error::Kind::Invalid, u"findings"_s,
                              spoken("Plan", "none of them can be mended from here"), bulk.left.value(0)));
    }
    bulk.title = bulk.items.size() == 1
        ? bulk.items.front().title
        : inWords("Plan", "Mend %n findings", "Mend 1 finding", qsizetype(bulk.items.size()));
    bulk.button = inWords("Plan", "Mend");
    return bulk;
}

} // namespace konductor::action
