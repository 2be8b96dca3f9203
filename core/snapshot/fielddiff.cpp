// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/fielddiff.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <set>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

QString escaped(QString token)
{
    return token.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
}

QString unescaped(QString token)
{
    return token.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
}

void compare(const QString& path, const QJsonValue& before, const QJsonValue& after, std::vector<FieldChange>& changes);

void compareObjects(const QString& path, const QJsonObject& before, const QJsonObject& after,
                    std::vector<FieldChange>& changes)
{
    std::set<QString> names;
    for (auto it = before.begin(); it != before.end(); ++it) {
        names.insert(it.key());
    }
    for (auto it = after.begin(); it != after.end(); ++it) {
        names.insert(it.key());
    }
    for (const QString& name : names) {
        compare(path + u'/' + escaped(name), before.value(name), after.value(name), changes);
    }
}

void compare(const QString& path, const QJsonValue& before, const QJsonValue& after, std::vector<FieldChange>& changes)
{
    if (before == after) {
        return;
    }
    if (before.isObject() && after.isObject()) {
        compareObjects(path, before.toObject(), after.toObject(), changes);
        return;
    }
    const QJsonArray from = before.toArray();
    const QJsonArray to = after.toArray();
    if (before.isArray() && after.isArray() && from.size() == to.size()) {
        for (qsizetype i = 0; i < from.size(); ++i) {
            compare(path + u'/' + QString::number(i), from[i], to[i], changes);
        }
        return;
    }
    changes.push_back({path, before, after});
}

/// `value` with the field at `tokens` from `at` on set.
QJsonValue withField(const QJsonValue& value, const QStringList& tokens, qsizetype at, const QJsonValue& field)
{
    if (at == tokens.size()) {
        return field;
    }
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        const qsizetype index = tokens[at].toLongLong();
        if (index < 0 || index >= array.size()) {
            return value;
        }
        array.replace(index, withField(array[index], tokens, at + 1, field));
        return array;
    }
    if (!value.isObject()) {
        return value;
    }
    QJsonObject object = value.toObject();
    const QString name = unescaped(tokens[at]);
    const QJsonValue inner = withField(object.value(name), tokens, at + 1, field);
    if (inner.isUndefined()) {
        object.remove(name);
    } else {
        object.insert(name, inner);
    }
    return object;
}

} // namespace

std::vector<FieldChange> fieldChanges(const QJsonObject& before, const QJsonObject& after)
{
    std::vector<FieldChange> changes;
    compareObjects({}, before, after, changes);
    return changes;
}

QJsonObject withChanges(QJsonObject object, const std::vector<FieldChange>& changes)
{
    for (const FieldChange& change : changes) {
        object = withField(object, change.path.mid(1).split(u'/'), 0, change.after).toObject();
    }
    return object;
}

QString readablePath(const QString& pointer)
{
    static const QRegularExpression plain(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    QString path;
    for (const QString& token : pointer.mid(1).split(u'/')) {
        const QString name = unescaped(token);
        if (!plain.match(name).hasMatch()) {
            path += u'[' + name + u']';
        } else {
            path += path.isEmpty() ? name : u'.' + name;
        }
    }
    return path;
}

QString readableValue(const QJsonValue& value, qsizetype longest)
{
    if (value.isUndefined()) {
        return u"(absent)"_s;
    }
    return elided(value.isString() ? value.toString() : QString::fromUtf8(compactJson(value)), longest);
}

} // namespace konductor::snapshot
