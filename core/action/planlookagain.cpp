// SPDX-License-Identifier: Apache-2.0
#include "core/action/planparts.h"
#include "core/api/kinds.h"
#include "core/rules/operatormodel.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

Call lookAgainCall(const ObjectPtr& seen, Timestamp now)
{
    // The resource version makes each touch another value: an update that changes nothing wakes nobody.
    const QString mark = formatTimestamp(now) + u'/' + seen->meta.resourceVersion.toString();
    return patch(seen,
                 {{u"metadata"_s, QJsonObject{{u"annotations"_s, QJsonObject{{touchAnnotation.toString(), mark}}}}}},
                 inWords("Plan", "any change wakes the operator, an annotation too"));
}

Result<Plan> planLookAgain(const ObjectKey& key, const ObjectIndex& objects, Timestamp now)
{
    const ObjectPtr object = objects.find(key);
    if (!object) {
        return absent(key);
    }
    if (const auto parent = kindInfo(key.kind).parent) {
        return refuse(key, spoken("Plan", "the operator does not look at it by itself"),
                      spoken("Plan", "Touch its %1 instead.").arg(kindWord(*parent)));
    }
    if (key.kind == Kind::Job) {
        return refuse(key, spoken("Plan", "jobs are not the operator's"));
    }
    Plan plan;
    plan.verb = Plan::Verb::LookAgain;
    plan.target = key;
    sayTitle(plan, [&] { return inWords("Plan", "Make the operator look at %1 again").arg(named(key)); });
    plan.button = inWords("Plan", "Look again");
    plan.calls.push_back(lookAgainCall(object, now));
    sayExpectation(plan,
                   [&] { return inWords("Plan", "the operator has nothing left to write for %1").arg(named(key)); });
    plan.reached = dealtWith(object, now);
    if (rules::reconcile(key, objects, now).writes.empty()) {
        plan.warnings.append(inWords("Plan", "By the rules the operator has nothing to change in its present state."));
    }
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
