// SPDX-License-Identifier: Apache-2.0
#include "core/action/newobject.h"

#include "core/action/editable.h"
#include "core/action/planparts.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

QString firstValue(Kind kind, const EditableField& field)
{
    if (!field.required) {
        return {};
    }
    return kind == Kind::Barrier ? u"2"_s : QString::number(field.least);
}

Result<QJsonArray> conditionsOf(const ObjectKey& gate, const QString& text)
{
    static const QRegularExpression form(
        u"^(?<type>[A-Za-z]+)/(?:(?<ns>[a-z0-9-]+)/)?(?<name>[a-z0-9.-]+)(?:=(?<state>[A-Za-z]+)|>=(?<value>[0-9]+))$"_s);
    QJsonArray conditions;
    for (const QString& word : text.split(u',', Qt::SkipEmptyParts)) {
        const auto match = form.match(word.trimmed());
        if (!match.hasMatch()) {
            return refuse(gate, spoken("Plan", "%1 is not a condition").arg(word.trimmed()),
                          spoken("Plan", "Write Barrier/extract=Open or Semaphore/gpu>=2."));
        }
        QJsonObject condition{{u"type"_s, match.captured(u"type"_s)}, {u"name"_s, match.captured(u"name"_s)}};
        if (const QString ns = match.captured(u"ns"_s); !ns.isEmpty()) {
            condition.insert(u"namespace"_s, ns);
        }
        if (const QString state = match.captured(u"state"_s); !state.isEmpty()) {
            condition.insert(u"state"_s, state);
        } else {
            condition.insert(u"value"_s, match.captured(u"value"_s).toLongLong());
            condition.insert(u"state"_s, u"Available"_s);
        }
        conditions.append(condition);
    }
    return conditions;
}

Result<QJsonValue> valueOf(const ObjectKey& key, const QString& name, const QString& text)
{
    if (name == "conditions"_L1) {
        const Result<QJsonArray> conditions = conditionsOf(key, text);
        return conditions ? Result<QJsonValue>(QJsonValue(*conditions)) : fail(conditions.error());
    }
    for (const EditableField& field : editableFields(key.kind)) {
        if (field.name == name) {
            return fieldValue(field, text);
        }
    }
    return QJsonValue(text);
}

} // namespace

std::vector<FormField> formFields(Kind kind)
{
    std::vector<FormField> fields;
    const KindInfo& info = kindInfo(kind);
    if (info.parent) {
        fields.push_back({info.parentLabel.toString(),
                          kindInfo(*info.parent).name.toString(),
                          true,
                          inWords("Plan", "its name"),
                          {}});
        fields.push_back({u"holder"_s, inWords("Plan", "Holder"), true, u"worker-a"_s, {}});
    }
    if (kind == Kind::Gate) {
        fields.push_back(
            {u"conditions"_s, inWords("Plan", "Conditions"), true, u"Barrier/extract=Open, Semaphore/gpu>=2"_s, {}});
    }
    for (const EditableField& field : editableFields(kind)) {
        const bool isNumber = field.type == EditableField::Type::Number;
        fields.push_back({field.name.toString(), field.label, field.required,
                          isNumber ? inWords("Plan", "a number") : inWords("Plan", "30s, 5m, 1h30m; empty for none"),
                          firstValue(kind, field)});
    }
    return fields;
}

Result<QJsonObject> manifestOf(const ObjectKey& key, const SpecValues& values)
{
    QJsonObject spec;
    for (const auto& [name, text] : values) {
        const Result<QJsonValue> value = valueOf(key, name, text);
        if (!value) {
            return fail(value.error());
        }
        if (!value->isNull() && !(value->isString() && text.isEmpty())) {
            spec.insert(name, *value);
        }
    }
    for (const FormField& field : formFields(key.kind)) {
        if (!field.required || spec.contains(field.name)) {
            continue;
        }
        if (field.value.isEmpty()) {
            return refuse(key, spoken("Plan", "%1 must be given").arg(field.name));
        }
        spec.insert(field.name, field.value.toLongLong());
    }
    const KindInfo& info = kindInfo(key.kind);
    return QJsonObject{{u"apiVersion"_s, QString(info.group.toString() + u'/' + info.version.toString())},
                       {u"kind"_s, info.name.toString()},
                       {u"metadata"_s, QJsonObject{{u"name"_s, key.name}, {u"namespace"_s, key.ns}}},
                       {u"spec"_s, spec}};
}

} // namespace konductor::action
