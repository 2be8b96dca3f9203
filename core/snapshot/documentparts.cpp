// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/documentparts.h"

#include "core/api/fieldreader.h"
#include "core/api/kinds.h"
#include "core/base/words.h"
#include "core/snapshot/plausible.h"
#include "core/snapshot/words.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

QStringList textsOf(const QJsonValue& value)
{
    QStringList texts;
    for (const QJsonValue& text : value.toArray()) {
        texts.append(text.toString());
    }
    return texts;
}

std::optional<Timestamp> timeOf(const QJsonValue& value)
{
    const auto time = parseTimestamp(value.toString());
    return time ? std::optional(*time) : std::nullopt;
}

/// The recorded ones first, so that what is written is read as the same however little its JSON shows.
ObjectPtr withProblems(const Object& object, const QStringList& recorded)
{
    return visitObject(object, [&recorded](const auto& typed) -> ObjectPtr {
        auto copy = std::make_shared<std::remove_cvref_t<decltype(typed)>>(typed);
        QStringList problems = recorded;
        for (const QString& problem : *typed.problems) {
            if (!recorded.contains(problem)) {
                problems.append(problem);
            }
        }
        copy->problems = problems.mid(0, FieldReader::mostProblems);
        return copy;
    });
}

Result<void> readTakenAt(const QJsonValue& value, Snapshot& snapshot)
{
    const auto local = timeOf(value["local"_L1]);
    const auto server = timeOf(value["server"_L1]);
    if (!local || !server || !isPlausible(local) || !isPlausible(server)) {
        return fail(notASnapshot(spoken("SnapshotFile", "takenAt does not say when")));
    }
    snapshot.takenAt = *local;
    snapshot.serverTime = *server;
    const double uncertainty = value["uncertaintySeconds"_L1].toDouble(-1);
    if (uncertainty >= 0 && uncertainty < 1e9) {
        snapshot.uncertainty = std::chrono::milliseconds(std::llround(uncertainty * 1000));
    }
    return {};
}

Result<void> readTaker(const QJsonValue& value, Snapshot& snapshot)
{
    snapshot.takenBy = {value["program"_L1].toString(), value["user"_L1].toString(), textsOf(value["groups"_L1]),
                        value["why"_L1].toString()};
    return {};
}

Result<void> readCluster(const QJsonValue& value, Snapshot& snapshot)
{
    snapshot.context = value["context"_L1].toString();
    snapshot.server = value["server"_L1].toString();
    snapshot.serverVersion = value["version"_L1].toString();
    return {};
}

Result<void> readScope(const QJsonValue& value, Snapshot& snapshot)
{
    snapshot.namespaces = textsOf(value["namespaces"_L1]);
    snapshot.selection = value["selection"_L1].toString();
    return {};
}

Result<void> readConnection(const QJsonValue& value, Snapshot& snapshot)
{
    if (!readWord(value["state"_L1].toString(), snapshot.connection.state)) {
        return fail(notASnapshot(spoken("SnapshotFile", "connection has no state this program knows")));
    }
    snapshot.connection.why = value["why"_L1].toString();
    snapshot.connection.asOf = timeOf(value["asOf"_L1]);
    return {};
}

/// A number of replicas or seconds; what no cluster has is none.
int countOf(const QJsonValue& value)
{
    return static_cast<int>(std::clamp<qint64>(value.toInteger(), 0, 1'000'000));
}

/// What its objects show follows from them; what was found of itself is a fact.
Result<void> readOperator(const QJsonValue& value, Snapshot& snapshot)
{
    const QJsonValue found = value["found"_L1];
    if (!found.isObject()) {
        return {};
    }
    live::OperatorHealth health;
    if (!readWord(found["deployment"_L1].toString(), health.presence)) {
        return fail(notASnapshot(spoken("SnapshotFile", "operator has no deployment this program knows")));
    }
    health.wanted = countOf(found["replicas"_L1]);
    health.ready = countOf(found["ready"_L1]);
    health.leader = found["leader"_L1].toString();
    health.leaseDuration = std::chrono::seconds(countOf(found["leaseSeconds"_L1]));
    health.renewed = timeOf(found["renewed"_L1]);
    health.lastWrite = timeOf(found["statusWritten"_L1]);
    health.lastWriter = found["statusWriter"_L1].toString();
    if (!isPlausible(health.renewed) || !isPlausible(health.lastWrite)) {
        return fail(notASnapshot(spoken("SnapshotFile", "operator has times that no cluster has")));
    }
    snapshot.operatorHealth = health;
    return {};
}

Result<void> readRedacted(const QJsonValue& value, Snapshot& snapshot)
{
    snapshot.redacted = value.toBool();
    return {};
}

Result<void> readPods(const QJsonValue& value, Snapshot& snapshot)
{
    bool known = readWord(value["cluster"_L1].toString(), snapshot.pods.cluster);
    const QJsonObject namespaces = value["namespaces"_L1].toObject();
    for (auto it = namespaces.begin(); it != namespaces.end(); ++it) {
        known &= readWord(it->toString(), snapshot.pods.namespaces[it.key()]);
    }
    return known ? Result<void>()
                 : fail(notASnapshot(spoken("SnapshotFile", "pods have a coverage this program does not know")));
}

// ---- version 1

Result<void> readContext(const QJsonValue& value, Snapshot& snapshot)
{
    snapshot.context = value.toString();
    return {};
}

Result<void> readServer(const QJsonValue& value, Snapshot& snapshot)
{
    snapshot.server = value.toString();
    return {};
}

Result<void> readServerVersion(const QJsonValue& value, Snapshot& snapshot)
{
    snapshot.serverVersion = value.toString();
    return {};
}

Result<void> readNamespaces(const QJsonValue& value, Snapshot& snapshot)
{
    snapshot.namespaces = textsOf(value);
    return {};
}

Result<void> readNotVisible(const QJsonValue& value, Snapshot& snapshot)
{
    for (const QJsonValue& entry : value.toArray()) {
        const auto kind = kindFromText(entry["kind"_L1].toString());
        if (!kind || !readWord(entry["state"_L1].toString(), snapshot.visibility[*kind].state)) {
            return fail(notASnapshot(spoken("SnapshotFile", "notVisible names something this program does not know")));
        }
        snapshot.visibility[*kind].why = entry["why"_L1].toString();
        snapshot.visibility[*kind].since = timeOf(entry["since"_L1]);
    }
    return {};
}

struct Part {
    QLatin1StringView name;
    Result<void> (*read)(const QJsonValue& value, Snapshot& snapshot);
};

constexpr std::array parts{Part{QLatin1StringView("takenAt"), readTakenAt},
                           Part{QLatin1StringView("takenBy"), readTaker},
                           Part{QLatin1StringView("cluster"), readCluster},
                           Part{QLatin1StringView("scope"), readScope},
                           Part{QLatin1StringView("connection"), readConnection},
                           Part{QLatin1StringView("operator"), readOperator},
                           Part{QLatin1StringView("redacted"), readRedacted},
                           Part{QLatin1StringView("pods"), readPods},
                           Part{QLatin1StringView("context"), readContext},
                           Part{QLatin1StringView("server"), readServer},
                           Part{QLatin1StringView("serverVersion"), readServerVersion},
                           Part{QLatin1StringView("namespaces"), readNamespaces},
                           Part{QLatin1StringView("notVisible"), readNotVisible}};

/// Where the string that begins here is closed; the end of the text where it is not. Most of a document is strings, and
/// the library's search reads many characters at once.
size_t endOfString(std::string_view json, size_t begin)
{
    for (size_t from = begin;;) {
        const size_t quote = json.find('"', from);
        if (quote == std::string_view::npos) {
            return json.size();
        }
        size_t escapes = 0;
        while (quote - escapes > begin && json[quote - escapes - 1] == '\\') {
            ++escapes;
        }
        if (escapes % 2 == 0) {
            return quote;
        }
        from = quote + 1;
    }
}

} // namespace

Error notASnapshot(const Spoken& why)
{
    return makeError(Error::Kind::Malformed, spoken("SnapshotFile", "snapshot"), why,
                     spoken("SnapshotFile", "Take it again, or open it with the program that wrote it."));
}

bool isShallow(std::string_view json, int depth)
{
    int open = 0;
    for (size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '"') {
            i = endOfString(json, i + 1);
        } else if ((c == '{' || c == '[') && ++open > depth) {
            return false;
        } else if (c == '}' || c == ']') {
            --open;
        }
    }
    return true;
}

Result<void> readPart(const QString& name, const QJsonValue& value, Snapshot& snapshot)
{
    for (const Part& part : parts) {
        if (name == part.name) {
            return part.read(value, snapshot);
        }
    }
    return {};
}

Result<Visibility> visibilityFromJson(const QJsonObject& json)
{
    Visibility visibility;
    if (!readWord(json["state"_L1].toString(), visibility.state)) {
        return fail(notASnapshot(spoken("SnapshotFile", "a kind has no visibility this program knows")));
    }
    visibility.why = json["why"_L1].toString();
    visibility.since = timeOf(json["since"_L1]);
    const QJsonObject versions = json["resourceVersions"_L1].toObject();
    for (auto it = versions.begin(); it != versions.end(); ++it) {
        visibility.versions.insert(it.key(), it->toString());
    }
    return visibility;
}

Result<void> readProblems(Kind kind, const QJsonValue& value, ObjectIndex& objects)
{
    if (!value.isArray()) {
        return fail(notASnapshot(spoken("SnapshotFile", "the problems of a kind are no list")));
    }
    for (const QJsonValue& entry : value.toArray()) {
        const ObjectPtr object = objects.find({kind, entry["namespace"_L1].toString(), entry["name"_L1].toString()});
        if (object) {
            objects.insert(withProblems(*object, textsOf(entry["problems"_L1])));
        }
    }
    return {};
}

} // namespace konductor::snapshot
