// SPDX-License-Identifier: Apache-2.0
#include "core/action/editable.h"
#include "core/action/planparts.h"
#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/insight/barrierprogress.h"
#include "core/insight/hold.h"
#include "core/insight/semaphoreusage.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

const EditableField* fieldCalled(const std::vector<EditableField>& fields, const QString& name)
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const EditableField& field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

QString fieldNames(const std::vector<EditableField>& fields)
{
    QStringList names;
    for (const EditableField& field : fields) {
        names.append(field.name.toString());
    }
    return names.join(u", "_s);
}

/// The values as the spec will have them; nothing in it that is so already.
Result<QJsonObject> specPatch(const Object& object, const SpecValues& values)
{
    const auto fields = editableFields(object.kind);
    if (fields.empty()) {
        return refuse(object.key(), spoken("Plan", "nothing in its spec can be changed by hand"));
    }
    const QJsonObject before = specJson(object);
    QJsonObject changed;
    for (const auto& [name, text] : values) {
        const EditableField* field = fieldCalled(fields, name);
        if (!field) {
            return refuse(object.key(),
                          spoken("Plan", "%1 is not a value of its spec; those are %2").arg(name, fieldNames(fields)));
        }
        const Result<QJsonValue> value = fieldValue(*field, text);
        if (!value) {
            return fail(value.error());
        }
        if (before.value(name) != *value && !(value->isNull() && !before.contains(name))) {
            changed.insert(name, *value);
        }
    }
    if (changed.isEmpty()) {
        return refuse(object.key(), spoken("Plan", "its spec is so already"));
    }
    return changed;
}

QJsonValue after(const Object& object, const QJsonObject& changed, const QString& name)
{
    return changed.contains(name) ? changed.value(name) : specJson(object).value(name);
}

std::optional<Error> contradiction(const Object& object, const QJsonObject& changed)
{
    if (object.kind == Kind::Barrier) {
        const qint64 expected = after(object, changed, u"expected"_s).toInteger();
        const QJsonValue quorum = after(object, changed, u"quorum"_s);
        if (quorum.isDouble() && quorum.toInteger() > expected) {
            return refuse(object.key(),
                          spoken("Plan", "a quorum of %1 is more than the %2 expected")
                              .arg(quorum.toInteger())
                              .arg(expected))
                .value();
        }
    }
    return std::nullopt;
}

QStringList changeWords(const Object& object, const QJsonObject& changed)
{
    const QJsonObject before = specJson(object);
    QStringList words;
    for (auto it = changed.begin(); it != changed.end(); ++it) {
        words.append(valueChange(it.key(), before.value(it.key()), *it));
    }
    return words;
}

void addWarnings(Plan& plan, const ObjectPtr& object, const QJsonObject& changed, const ObjectIndex& objects,
                 Timestamp now)
{
    for (const EditableField& field : editableFields(object->kind)) {
        if (changed.contains(field.name.toString()) && !field.truth.isEmpty()) {
            plan.warnings.append(field.truth);
        }
    }
    const auto semaphore = as<Semaphore>(object);
    if (semaphore && changed.contains(u"permits"_s)) {
        const qint64 held = insight::usageOf(*semaphore, objects, now).held;
        if (const qint64 permits = changed.value(u"permits"_s).toInteger(); permits < held) {
            plan.warnings.append(
                inWords("Plan",
                        "%1 permits are held: with %2 the API server refuses the operator's update, and the "
                        "status stays frozen until %n are gone. Nobody loses a permit.",
                        "%1 permits are held: with %2 the API server refuses the operator's update, and the "
                        "status stays frozen until 1 is gone. Nobody loses a permit.",
                        held - permits)
                    .arg(held)
                    .arg(permits));
        }
    }
    const auto barrier = as<Barrier>(object);
    if (barrier && barrier->status.phase == BarrierPhase::Open) {
        plan.warnings.append(
            inWords("Plan", "Those that were let through have gone on; closing it again does not call them back."));
    }
}

} // namespace

Result<Plan> planEdit(const ObjectKey& key, const SpecValues& values, const ObjectIndex& objects, Timestamp now)
{
    const ObjectPtr object = objects.find(key);
    if (!object) {
        return absent(key);
    }
    const Result<QJsonObject> changed = specPatch(*object, values);
    if (!changed) {
        return fail(changed.error());
    }
    if (const auto problem = contradiction(*object, *changed)) {
        return fail(*problem);
    }
    const QString words = changeWords(*object, *changed).join(u", "_s);
    Plan plan;
    plan.verb = Plan::Verb::Edit;
    plan.target = key;
    sayTitle(plan, [&] { return inWords("Plan", "Change %1: %2").arg(named(key), words); });
    plan.button = inWords("Plan", "Change");
    plan.calls.push_back(patch(object, {{u"spec"_s, *changed}}, words));
    sayExpectation(
        plan, [&] { return inWords("Plan", "%1 has the new spec and the operator has looked at it").arg(named(key)); });
    plan.reached = edited(object, now);
    addWarnings(plan, object, *changed, objects, now);
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
