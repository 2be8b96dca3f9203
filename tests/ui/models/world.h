// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/decoder.h"
#include "core/api/kinds.h"
#include "core/base/text.h"
#include "ui/models/livetablemodel.h"
#include "ui/models/roles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace konductor::ui::test {

inline const Timestamp start = parseTimestamp(u"2026-11-24T10:00:00Z").value();

/// {apiVersion, kind, metadata} and what `rest` adds ({"spec": …, "status": …}); ten minutes old at `start`.
inline QJsonObject json(Kind kind, const QString& name, const QByteArray& rest = "{}",
                        const QString& ns = QStringLiteral("a"))
{
    QJsonObject object = QJsonDocument::fromJson(rest).object();
    Q_ASSERT_X(!object.isEmpty() || rest == "{}", "json", rest.constData());
    const KindInfo& info = kindInfo(kind);
    object[QStringLiteral("apiVersion")] = info.group.toString() + u'/' + info.version.toString();
    object[QStringLiteral("kind")] = info.name.toString();
    QJsonObject labels;
    if (info.parent) {
        labels[info.parentLabel.toString()] = object[QStringLiteral("spec")].toObject()[info.parentLabel.toString()];
    }
    object[QStringLiteral("metadata")] =
        QJsonObject{{QStringLiteral("name"), name},
                    {QStringLiteral("namespace"), ns},
                    {QStringLiteral("uid"), QStringLiteral("uid-") + name},
                    {QStringLiteral("labels"), labels},
                    {QStringLiteral("creationTimestamp"), QStringLiteral("2026-11-24T09:50:00Z")}};
    return object;
}

/// A mirror fed with batches, and the clock its tables read.
struct World {
    live::ClusterMirror mirror;
    ManualClock clock{start};

    static ObjectPtr decoded(const QJsonObject& object) { return decodeObject(object).value(); }

    live::Change put(const ObjectPtr& object) const { return {mirror.objects().find(object->key()), object, false}; }
    live::Change gone(const ObjectKey& key) const { return {mirror.objects().find(key), nullptr, false}; }

    void apply(std::vector<live::Change> changes)
    {
        live::ChangeBatch batch;
        batch.changes = std::move(changes);
        mirror.apply(std::make_shared<const live::ChangeBatch>(std::move(batch)));
    }
    void put(const std::vector<QJsonObject>& objects)
    {
        std::vector<live::Change> changes;
        for (const QJsonObject& object : objects) {
            changes.push_back(std::as_const(*this).put(decoded(object)));
        }
        apply(std::move(changes));
    }
    void remove(const ObjectKey& key) { apply({gone(key)}); }
};

/// The table as a person reads it, one line a row.
inline QStringList printed(const QAbstractItemModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            cells.append(model.index(row, column).data().toString());
        }
        lines.append(cells.join(QStringLiteral(" | ")));
    }
    return lines;
}

inline QStringList names(const QAbstractItemModel& model)
{
    QStringList found;
    for (int row = 0; row < model.rowCount(); ++row) {
        found.append(model.index(row, 0).data().toString());
    }
    return found;
}

} // namespace konductor::ui::test
