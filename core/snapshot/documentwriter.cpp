// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/base/words.h"
#include "core/snapshot/document.h"
#include "core/snapshot/jsonstream.h"
#include "core/snapshot/meaningjson.h"
#include "core/snapshot/portable.h"
#include "core/snapshot/primitivefacts.h"
#include "core/snapshot/words.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

QJsonObject takenAtJson(const Snapshot& snapshot)
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

QJsonObject takerJson(const Taker& taker)
{
    QJsonObject json{{u"program"_s, taker.program}};
    if (taker.user.isEmpty()) {
        json.insert(u"why"_s, taker.whyUnknown);
    } else {
        json.insert(u"user"_s, taker.user);
        json.insert(u"groups"_s, QJsonArray::fromStringList(taker.groups));
    }
    return json;
}

QJsonObject connectionJson(const Health& health)
{
    QJsonObject json{{u"state"_s, wordOf(health.state)}};
    if (!health.why.isEmpty()) {
        json.insert(u"why"_s, health.why);
    }
    if (health.asOf) {
        json.insert(u"asOf"_s, formatTimestamp(*health.asOf));
    }
    return json;
}

QJsonObject podsJson(const PodCoverage& pods)
{
    QJsonObject namespaces;
    for (const auto& [ns, state] : pods.namespaces) {
        namespaces.insert(ns, wordOf(state));
    }
    return {{u"cluster"_s, wordOf(pods.cluster)}, {u"namespaces"_s, namespaces}};
}

void writeHead(JsonStream& out, const Meaning& meaning)
{
    const Snapshot& snapshot = meaning.snapshot();
    out.text(schema.toString(), "schema"_L1);
    out.piece(takenAtJson(snapshot), "takenAt"_L1);
    out.piece(takerJson(snapshot.takenBy), "takenBy"_L1);
    out.piece(QJsonObject{{u"context"_s, snapshot.context},
                          {u"server"_s, snapshot.server},
                          {u"version"_s, snapshot.serverVersion}},
              "cluster"_L1);
    out.piece(QJsonObject{{u"namespaces"_s, QJsonArray::fromStringList(snapshot.namespaces)},
                          {u"selection"_s, snapshot.selection}},
              "scope"_L1);
    out.piece(connectionJson(snapshot.connection), "connection"_L1);
    out.piece(operatorJson(meaning.operatorSigns(), snapshot.operatorHealth), "operator"_L1);
    out.piece(snapshot.redacted ? "true" : "false", "redacted"_L1);
}

QJsonObject visibilityJson(const Visibility& visibility)
{
    QJsonObject json{{u"state"_s, wordOf(visibility.state)}};
    if (!visibility.why.isEmpty()) {
        json.insert(u"why"_s, visibility.why);
    }
    if (visibility.since) {
        json.insert(u"since"_s, formatTimestamp(*visibility.since));
    }
    if (!visibility.versions.isEmpty()) {
        QJsonObject versions;
        for (auto it = visibility.versions.begin(); it != visibility.versions.end(); ++it) {
            versions.insert(it.key(), it.value());
        }
        json.insert(u"resourceVersions"_s, versions);
    }
    return json;
}

/// What was wrong with the objects when they came: those that are written from their values no longer show it.
void writeProblems(JsonStream& out, const std::vector<ObjectPtr>& objects)
{
    const auto isOdd = [](const ObjectPtr& object) { return !object->problems->isEmpty(); };
    if (std::none_of(objects.begin(), objects.end(), isOdd)) {
        return;
    }
    out.open('[', "problems"_L1);
    for (const ObjectPtr& object : objects) {
        if (isOdd(object)) {
            out.piece(QJsonObject{{u"namespace"_s, object->meta.ns},
                                  {u"name"_s, object->meta.name},
                                  {u"problems"_s, QJsonArray::fromStringList(*object->problems)}});
        }
    }
    out.close(']');
}

/// A list as the API server would send it.
void writeKind(JsonStream& out, Kind kind, const Visibility& visibility, const Snapshot& snapshot)
{
    const KindInfo& info = kindInfo(kind);
    PortableObjects portable;
    out.open('{');
    out.text(info.name.toString(), "kind"_L1);
    out.piece(visibilityJson(visibility), "visibility"_L1);
    out.piece(QByteArray::number(snapshot.objects.count(kind)), "count"_L1);
    out.open('{', "list"_L1);
    out.text(info.group.toString() + u'/' + info.version.toString(), "apiVersion"_L1);
    out.text(info.name.toString() + u"List"_s, "kind"_L1);
    out.piece(QJsonObject{{u"resourceVersion"_s, visibility.versions.value(QString())}}, "metadata"_L1);
    out.open('[', "items"_L1);
    const std::vector<ObjectPtr> objects = snapshot.objects.sorted(kind);
    for (const ObjectPtr& object : objects) {
        out.piece(portable.json(*object));
    }
    out.close(']');
    out.close('}');
    writeProblems(out, objects);
    out.close('}');
}

void writePrimitives(JsonStream& out, const Meaning& meaning)
{
    const ObjectIndex& objects = meaning.snapshot().objects;
    out.open('[', "primitives"_L1);
    for (const Kind kind : primitiveKinds) {
        for (const ObjectPtr& object : objects.sorted(kind)) {
            out.piece(primitiveJson(*object, objects, meaning.now()));
        }
    }
    out.close(']');
}

void writeWaits(JsonStream& out, const insight::Insight& insight)
{
    out.open('{', "waits"_L1);
    out.open('[', "needs"_L1);
    for (const insight::WaitNode& node : insight.graph().waiting()) {
        for (const insight::Need& need : insight.graph().needs(node)) {
            out.piece(needJson(node, need));
        }
    }
    out.close(']');
    out.open('[', "deadlocks"_L1);
    for (const insight::Deadlock& deadlock : insight.deadlocks()) {
        out.piece(deadlockJson(deadlock));
    }
    out.close(']');
    out.open('[', "roots"_L1);
    for (const insight::RootBlocker& root : insight.roots()) {
        out.piece(rootJson(root));
    }
    out.close(']');
    out.close('}');
}

} // namespace

Result<void> writeDocument(const Meaning& meaning, QIODevice& device)
{
    const InEnglish english;
    const Snapshot& snapshot = meaning.snapshot();
    JsonStream out(device);
    out.open('{');
    writeHead(out, meaning);
    out.open('[', "kinds"_L1);
    for (const auto& [kind, visibility] : snapshot.visibility) {
        writeKind(out, kind, visibility, snapshot);
    }
    out.close(']');
    out.piece(podsJson(snapshot.pods), "pods"_L1);
    out.open('[', "holders"_L1);
    for (const HolderFact& fact : snapshot.holders) {
        out.piece(holderJson(fact));
    }
    out.close(']');
    writePrimitives(out, meaning);
    writeWaits(out, meaning.insight());
    out.open('[', "findings"_L1);
    for (const insight::Finding& finding : meaning.findings()) {
        out.piece(findingJson(finding, meaning.now()));
    }
    out.close(']');
    out.close('}');
    return out.finish();
}

} // namespace konductor::snapshot
