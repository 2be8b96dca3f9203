// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/jsonpatch.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

Refusal cannot(const QString& why)
{
    return {422, u"Invalid"_s, u"the server rejected our request due to an error in our request: "_s + why};
}

/// What to do at the last step of a path.
enum class Edit { Add, Replace, Remove };

std::optional<qsizetype> position(const QJsonArray& array, const QString& step, Edit edit)
{
    if (step == "-"_L1 && edit == Edit::Add) {
        return array.size();
    }
    bool isNumber = false;
    const qsizetype index = step.toLongLong(&isNumber);
    const qsizetype end = array.size() + (edit == Edit::Add ? 1 : 0);
    return isNumber && index >= 0 && index < end ? std::optional(index) : std::nullopt;
}

bool editArray(QJsonArray& array, const QStringList& path, Edit edit, const QJsonValue& value);

bool editObject(QJsonObject& object, const QStringList& path, Edit edit, const QJsonValue& value)
{
    const QString& step = path.first();
    if (path.size() > 1) {
        const QJsonValue child = object.value(step);
        if (child.isObject()) {
            QJsonObject inner = child.toObject();
            const bool done = editObject(inner, path.mid(1), edit, value);
            object[step] = inner;
            return done;
        }
        if (child.isArray()) {
            QJsonArray inner = child.toArray();
            const bool done = editArray(inner, path.mid(1), edit, value);
            object[step] = inner;
            return done;
        }
        return false;
    }
    if (edit != Edit::Add && !object.contains(step)) {
        return false;
    }
    if (edit == Edit::Remove) {
        object.remove(step);
    } else {
        object[step] = value;
    }
    return true;
}

bool editArray(QJsonArray& array, const QStringList& path, Edit edit, const QJsonValue& value)
{
    const auto index = position(array, path.first(), path.size() > 1 ? Edit::Replace : edit);
    if (!index) {
        return false;
    }
    if (path.size() > 1) {
        QJsonObject inner = array[*index].toObject();
        const bool done = array[*index].isObject() && editObject(inner, path.mid(1), edit, value);
        array[*index] = inner;
        return done;
    }
    switch (edit) {
    case Edit::Add:
        array.insert(*index, value);
        break;
    case Edit::Replace:
        array[*index] = value;
        break;
    case Edit::Remove:
        array.removeAt(*index);
        break;
    }
    return true;
}

QStringList steps(const QString& pointer)
{
    QStringList path = pointer.split(u'/').mid(1);
    for (QString& step : path) {
        step.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
    }
    return path;
}

QJsonValue valueAt(const QJsonValue& root, const QStringList& path)
{
    QJsonValue value = root;
    for (const QString& step : path) {
        value = value.isArray() ? value.toArray().at(step.toLongLong()) : value.toObject()[step];
    }
    return value;
}

} // namespace

QJsonValue mergePatch(const QJsonValue& target, const QJsonValue& patch)
{
    if (!patch.isObject()) {
        return patch;
    }
    QJsonObject result = target.toObject();
    const QJsonObject changes = patch.toObject();
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it.value().isNull()) {
            result.remove(it.key());
        } else {
            result[it.key()] = mergePatch(result.value(it.key()), it.value());
        }
    }
    return result;
}

Answer<QJsonValue> jsonPatch(const QJsonValue& target, const QJsonArray& operations)
{
    QJsonObject result = target.toObject();
    for (const QJsonValue& item : operations) {
        const QJsonObject operation = item.toObject();
        const QString name = operation["op"_L1].toString();
        const QStringList path = steps(operation["path"_L1].toString());
        if (path.isEmpty()) {
            return refuse(cannot(u"the whole document cannot be patched"_s));
        }
        if (name == "test"_L1) {
            if (valueAt(result, path) != operation["value"_L1]) {
                return refuse(cannot(u"testing value %1 failed"_s.arg(operation["path"_L1].toString())));
            }
            continue;
        }
        const Edit edit = name == "remove"_L1 ? Edit::Remove : name == "replace"_L1 ? Edit::Replace : Edit::Add;
        if ((name != "add"_L1 && edit == Edit::Add) || !editObject(result, path, edit, operation["value"_L1])) {
            return refuse(cannot(u"%1 operation does not apply: %2"_s.arg(name, operation["path"_L1].toString())));
        }
    }
    return QJsonValue(result);
}

} // namespace konductor::sandbox
