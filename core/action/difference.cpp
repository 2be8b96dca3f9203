// SPDX-License-Identifier: Apache-2.0
#include "core/action/difference.h"

#include "core/api/encoder.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/base/words.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

constexpr qsizetype longestValue = 120;

void compare(const QString& path, const QJsonValue& before, const QJsonValue& after, QStringList& changes)
{
    if (before == after) {
        return;
    }
    if (before.isObject() || after.isObject()) {
        const QJsonObject a = before.toObject();
        const QJsonObject b = after.toObject();
        QStringList names = a.keys() + b.keys();
        names.removeDuplicates();
        names.sort();
        for (const QString& name : names) {
            compare(path + u'.' + name, a.value(name), b.value(name), changes);
        }
        return;
    }
    changes.append(u"%1: %2 → %3"_s.arg(path, valueText(before), valueText(after)));
}

} // namespace

QString valueText(const QJsonValue& value)
{
    return value.isUndefined() || value.isNull() ? inWords("Plan", "none")
                                                 : elided(QString::fromUtf8(compactJson(value)), longestValue);
}

QStringList changesBetween(const Object& before, const Object* after)
{
    if (!after) {
        return {inWords("Plan", "it is gone")};
    }
    QStringList changes;
    if (before.meta.uid != after->meta.uid) {
        changes.append(inWords("Plan", "it was deleted and created anew"));
    }
    compare(u"labels"_s, metaJson(before.meta).value(u"labels"_s), metaJson(after->meta).value(u"labels"_s), changes);
    compare(u"spec"_s, specJson(before), specJson(*after), changes);
    compare(u"status"_s, statusJson(before), statusJson(*after), changes);
    if (changes.isEmpty()) {
        changes.append(inWords("Plan", "only its metadata"));
    }
    return changes;
}

} // namespace konductor::action
