// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/table.h"

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

/// The JSONPath of a printer column: names, and [*] for all items of a list.
QList<QJsonValue> valuesAt(const QJsonObject& object, const QString& path)
{
    QList<QJsonValue> values{object};
    for (QString step : path.split(u'.', Qt::SkipEmptyParts)) {
        const bool all = step.endsWith("[*]"_L1);
        if (all) {
            step.chop(3);
        }
        QList<QJsonValue> next;
        for (const QJsonValue& value : values) {
            const QJsonValue inner = value.toObject().value(step);
            if (all) {
                for (const QJsonValue& item : inner.toArray()) {
                    next.append(item);
                }
            } else if (!inner.isUndefined()) {
                next.append(inner);
            }
        }
        values = next;
    }
    return values;
}

QJsonValue cell(const PrinterColumn& column, const QJsonObject& object, Timestamp now)
{
    const QList<QJsonValue> values = valuesAt(object, column.path);
    if (values.isEmpty()) {
        return QJsonValue::Null;
    }
    if (column.type == "date"_L1) {
        const auto time = parseTimestamp(values.first().toString());
        return time ? shortAge(std::chrono::duration_cast<std::chrono::seconds>(now - *time)) : u"<invalid>"_s;
    }
    // A server prints the first match only.
    return values.first();
}

QJsonObject definition(const QString& name, const QString& type, const QString& format)
{
    return {{u"name"_s, name}, {u"type"_s, type}, {u"format"_s, format}, {u"description"_s, name}, {u"priority"_s, 0}};
}

QJsonObject rowObject(const Stored& object, TableStyle style)
{
    if (style == TableStyle::Object) {
        return object.json;
    }
    return {{u"kind"_s, u"PartialObjectMetadata"_s},
            {u"apiVersion"_s, u"meta.k8s.io/v1"_s},
            {u"metadata"_s, object.metadata()}};
}

} // namespace

TableStyle tableStyle(const QByteArray& accept, const QString& includeObject)
{
    // The first acceptable type counts: kubectl asks for a Table first, others do not ask for one at all.
    const QByteArray first = accept.split(',').first();
    if (!first.contains("as=Table") || !first.contains("g=meta.k8s.io")) {
        return TableStyle::None;
    }
    if (includeObject == "Object"_L1) {
        return TableStyle::Object;
    }
    return includeObject == "None"_L1 ? TableStyle::Bare : TableStyle::Metadata;
}

QString shortAge(std::chrono::seconds age)
{
    const qint64 seconds = age.count();
    const auto both = [](qint64 big, const char* bigUnit, qint64 small, const char* smallUnit) {
        const QString text = QString::number(big) + QLatin1StringView(bigUnit);
        return small == 0 ? text : text + QString::number(small) + QLatin1StringView(smallUnit);
    };
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    if (seconds < 0) {
        return u"<invalid>"_s;
    }
    if (seconds < 2 * minute) {
        return both(seconds, "s", 0, "");
    }
    if (seconds < 10 * minute) {
        return both(seconds / minute, "m", seconds % minute, "s");
    }
    if (seconds < 3 * hour) {
        return both(seconds / minute, "m", 0, "");
    }
    if (seconds < 8 * hour) {
        return both(seconds / hour, "h", seconds % hour / minute, "m");
    }
    if (seconds < 2 * day) {
        return both(seconds / hour, "h", 0, "");
    }
    if (seconds < 8 * day) {
        return both(seconds / day, "d", seconds % day / hour, "h");
    }
    return both(seconds / day, "d", 0, "");
}

QJsonObject tableOf(const Resource& resource, const std::vector<const Stored*>& objects, const QJsonObject& listMeta,
                    TableStyle style, Timestamp now)
{
    QJsonArray definitions{definition(u"Name"_s, u"string"_s, u"name"_s)};
    for (const PrinterColumn& column : resource.columns) {
        definitions.append(definition(column.name, column.type, {}));
    }
    const bool addAge = resource.columns.empty();
    const PrinterColumn age{u"Age"_s, u"date"_s, u".metadata.creationTimestamp"_s};
    if (addAge) {
        definitions.append(definition(age.name, age.type, {}));
    }
    QJsonArray rows;
    for (const Stored* object : objects) {
        QJsonArray cells{object->name()};
        for (const PrinterColumn& column : resource.columns) {
            cells.append(cell(column, object->json, now));
        }
        if (addAge) {
            cells.append(cell(age, object->json, now));
        }
        QJsonObject row{{u"cells"_s, cells}};
        if (style != TableStyle::Bare) {
            row[u"object"_s] = rowObject(*object, style);
        }
        rows.append(row);
    }
    return {{u"kind"_s, u"Table"_s},
            {u"apiVersion"_s, u"meta.k8s.io/v1"_s},
            {u"metadata"_s, listMeta},
            {u"columnDefinitions"_s, definitions},
            {u"rows"_s, rows}};
}

} // namespace konductor::sandbox
