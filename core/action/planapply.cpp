// SPDX-License-Identifier: Apache-2.0
#include "core/action/mergepatch.h"
#include "core/action/planparts.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

/// The members of `object` that a person may change here; the others, as their places, in `rest`.
QJsonObject allowedPart(const QJsonObject& patch, QStringList& rest)
{
    QJsonObject allowed;
    for (auto member = patch.begin(); member != patch.end(); ++member) {
        if (member.key() == u"spec"_s && member->isObject()) {
            allowed.insert(member.key(), *member);
        } else if (member.key() == u"metadata"_s && member->isObject()) {
            const QJsonObject meta = member->toObject();
            QJsonObject kept;
            for (auto inner = meta.begin(); inner != meta.end(); ++inner) {
                if (inner.key() == u"labels"_s || inner.key() == u"annotations"_s) {
                    kept.insert(inner.key(), *inner);
                } else {
                    rest.append(u"metadata."_s + inner.key());
                }
            }
            if (!kept.isEmpty()) {
                allowed.insert(member.key(), kept);
            }
        } else {
            rest.append(member.key());
        }
    }
    return allowed;
}

/// What is compared: managedFields are the server's, and a person may have folded them away.
QJsonObject withoutManagedFields(QJsonObject object)
{
    QJsonObject meta = object.value(u"metadata"_s).toObject();
    meta.remove(u"managedFields"_s);
    object.insert(u"metadata"_s, meta);
    return object;
}

/// What a patch changes: "spec.timeout", and in full "spec.timeout 1h → 2h".
struct Places {
    QStringList names;
    QStringList changes;

    /// Down to members that are no objects. `was` is what stands there now.
    void add(const QJsonObject& patch, const QJsonObject& was, const QString& above)
    {
        for (auto member = patch.begin(); member != patch.end(); ++member) {
            const QString place = above + member.key();
            const QJsonValue before = was.value(member.key());
            if (member->isObject()) {
                add(member->toObject(), before.toObject(), place + u'.');
                continue;
            }
            names.append(place);
            changes.append(valueChange(place, before, *member));
        }
    }
};

std::optional<Error> movedOnSince(const QJsonObject& before, const Object& object)
{
    const QJsonObject meta = before.value(u"metadata"_s).toObject();
    if (meta.value(u"uid"_s).toString() == object.meta.uid
        && meta.value(u"resourceVersion"_s).toString() == object.meta.resourceVersion) {
        return std::nullopt;
    }
    return refuse(object.key(), spoken("Plan", "it has changed since it was read"),
                  spoken("Plan", "Read it again and make the change anew."))
        .value();
}

} // namespace

Result<Plan> planApply(const ObjectKey& key, const QJsonObject& before, const QJsonObject& after,
                       const ObjectIndex& objects, Timestamp now)
{
    const ObjectPtr object = objects.find(key);
    if (!object) {
        return absent(key);
    }
    QStringList elsewhere;
    const QJsonObject changes =
        allowedPart(mergePatch(withoutManagedFields(before), withoutManagedFields(after)), elsewhere);
    if (!elsewhere.isEmpty()) {
        return refuse(
            key, spoken("Plan", "%1 cannot be changed here").arg(elsewhere.join(u", "_s)),
            spoken("Plan", "Only spec, labels and annotations can; what the operator writes is done by the actions."));
    }
    if (changes.isEmpty()) {
        return refuse(key, spoken("Plan", "nothing is changed"));
    }
    if (const auto problem = movedOnSince(before, *object)) {
        return fail(*problem);
    }
    Places places;
    places.add(changes, before, {});
    Plan plan;
    plan.verb = Plan::Verb::Edit;
    plan.target = key;
    sayTitle(plan, [&] { return inWords("Plan", "Change %1: %2").arg(named(key), places.names.join(u", "_s)); });
    plan.button = inWords("Plan", "Change");
    plan.calls.push_back(patch(object, changes, places.changes.join(u", "_s)));
    sayExpectation(plan, [&] { return inWords("Plan", "%1 has changed").arg(named(key)); });
    plan.reached = changes.contains(u"spec"_s) ? edited(object, now) : movedOn(object);
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
