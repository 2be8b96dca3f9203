// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/snapshot.h"

#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/snapshot/primitivefacts.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

QString stateWord(Visibility::State state)
{
    switch (state) {
    case Visibility::State::Complete:
        return u"complete"_s;
    case Visibility::State::Outdated:
        return u"outdated"_s;
    case Visibility::State::NotInstalled:
        return u"notInstalled"_s;
    case Visibility::State::Forbidden:
        return u"forbidden"_s;
    case Visibility::State::Unavailable:
        return u"unavailable"_s;
    }
    Q_UNREACHABLE();
}

bool isPrimitive(Kind kind)
{
    return std::find(primitiveKinds.begin(), primitiveKinds.end(), kind) != primitiveKinds.end();
}

QJsonObject objectJson(const Object& object, const ObjectIndex& objects, Timestamp now)
{
    ObjectMeta meta = object.meta;
    meta.annotations.clear();
    QJsonObject json{{u"metadata"_s, metaJson(meta)}, {u"spec"_s, specJson(object)}, {u"status"_s, statusJson(object)}};
    if (meta.creationTimestamp) {
        const auto age = std::chrono::floor<std::chrono::seconds>(now - *meta.creationTimestamp);
        json.insert(u"ageSeconds"_s, static_cast<qint64>(age.count()));
    }
    if (!object.problems.isEmpty()) {
        json.insert(u"problems"_s, QJsonArray::fromStringList(object.problems));
    }
    if (isPrimitive(object.kind)) {
        const QJsonObject facts = primitiveFacts(object, objects, now);
        for (auto it = facts.begin(); it != facts.end(); ++it) {
            json.insert(it.key(), *it);
        }
    }
    return json;
}

QJsonObject kindJson(Kind kind, const Visibility& visibility, const Snapshot& snapshot)
{
    QJsonArray items;
    for (const ObjectPtr& object : snapshot.objects.sorted(kind)) {
        items.append(objectJson(*object, snapshot.objects, snapshot.serverTime));
    }
    return {{u"visibility"_s, stateWord(visibility.state)}, {u"count"_s, items.size()}, {u"items"_s, items}};
}

QJsonObject takenJson(const Snapshot& snapshot)
{
    QJsonObject taken{{u"local"_s, formatTimestamp(snapshot.takenAt)},
                      {u"server"_s, formatTimestamp(snapshot.serverTime)}};
    if (snapshot.uncertainty) {
        taken.insert(u"uncertaintySeconds"_s, static_cast<double>(snapshot.uncertainty->count()) / 1000.0);
    } else {
        taken.insert(u"uncertaintySeconds"_s, QJsonValue::Null);
    }
    return taken;
}

} // namespace

QJsonObject toJson(const Snapshot& snapshot)
{
    QJsonObject kinds;
    QJsonArray notVisible;
    for (const auto& [kind, visibility] : snapshot.visibility) {
        const QString name = kindInfo(kind).name.toString();
        kinds.insert(name, kindJson(kind, visibility, snapshot));
        if (visibility.state != Visibility::State::Complete) {
            QJsonObject entry{{u"kind"_s, name}, {u"state"_s, stateWord(visibility.state)}, {u"why"_s, visibility.why}};
            if (visibility.since) {
                entry.insert(u"since"_s, formatTimestamp(*visibility.since));
            }
            notVisible.append(entry);
        }
    }
    return {{u"schema"_s, schema.toString()},
            {u"context"_s, snapshot.context},
            {u"server"_s, snapshot.server},
            {u"serverVersion"_s, snapshot.serverVersion},
            {u"namespaces"_s, QJsonArray::fromStringList(snapshot.namespaces)},
            {u"takenAt"_s, takenJson(snapshot)},
            {u"kinds"_s, kinds},
            {u"notVisible"_s, notVisible}};
}

} // namespace konductor::snapshot
