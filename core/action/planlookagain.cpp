// SPDX-License-Identifier: Apache-2.0
#include "core/action/planparts.h"
#include "core/api/kinds.h"
#include "core/rules/operatormodel.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

Call lookAgainCall(const ObjectPtr& seen, Timestamp now)
{
    // The resource version makes each touch another value: an update that changes nothing wakes nobody.
    const QString mark = formatTimestamp(now) + u'/' + seen->meta.resourceVersion;
    return patch(seen,
                 {{u"metadata"_s, QJsonObject{{u"annotations"_s, QJsonObject{{touchAnnotation.toString(), mark}}}}}},
                 u"any change wakes the operator, an annotation too"_s);
}

Result<Plan> planLookAgain(const ObjectKey& key, const ObjectIndex& objects, Timestamp now)
{
    const ObjectPtr object = objects.find(key);
    if (!object) {
        return absent(key);
    }
    if (const auto parent = kindInfo(key.kind).parent) {
        return refuse(key, u"the operator does not look at it by itself"_s,
                      u"Touch its %1 instead."_s.arg(kindInfo(*parent).singular));
    }
    if (key.kind == Kind::Job) {
        return refuse(key, u"jobs are not the operator's"_s);
    }
    Plan plan;
    plan.verb = Plan::Verb::LookAgain;
    plan.target = key;
    plan.title = u"Make the operator look at %1 again"_s.arg(named(key));
    plan.button = u"Look again"_s;
    plan.calls.push_back(lookAgainCall(object, now));
    plan.expectation = u"the operator has nothing left to write for %1"_s.arg(named(key));
    plan.reached = dealtWith(object, now);
    if (rules::reconcile(key, objects, now).writes.empty()) {
        plan.warnings.append(u"By the rules the operator has nothing to change in its present state."_s);
    }
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
