// SPDX-License-Identifier: Apache-2.0
#include "core/api/clusterevent.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/base/words.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

using namespace Qt::StringLiterals;

namespace konductor {

namespace {

constexpr qsizetype longestMessage = 2'000;
constexpr qsizetype longestWord = 300;

QString word(const QJsonValue& value)
{
    return elided(value.toString(), longestWord);
}

void take(const QJsonValue& value, ClusterEvent& event)
{
    const auto time = parseTimestamp(value.toString());
    if (time) {
        event.first = event.first ? std::min(*event.first, *time) : *time;
        event.last = event.last ? std::max(*event.last, *time) : *time;
    }
}

/// events.k8s.io counts in a series, and writes a component and an instance; core/v1 counts beside two times.
ClusterEvent eventFrom(const QJsonObject& json)
{
    const QJsonObject metadata = json["metadata"_L1].toObject();
    const QJsonObject about = json["involvedObject"_L1].toObject();
    const QJsonObject series = json["series"_L1].toObject();
    ClusterEvent event;
    event.name = metadata["name"_L1].toString();
    event.resourceVersion = metadata["resourceVersion"_L1].toString();
    event.objectVersion = word(about["apiVersion"_L1]);
    event.objectUid = word(about["uid"_L1]);
    event.isWarning = json["type"_L1].toString() == "Warning"_L1;
    event.reason = word(json["reason"_L1]);
    event.message = elided(json["message"_L1].toString().trimmed(), longestMessage);
    event.source = word(json["reportingComponent"_L1]);
    if (event.source.isEmpty()) {
        event.source = word(json["source"_L1]["component"_L1]);
    }
    event.count = std::max({qint64(1), json["count"_L1].toInteger(), series["count"_L1].toInteger()});
    take(json["firstTimestamp"_L1], event);
    take(json["eventTime"_L1], event);
    take(json["lastTimestamp"_L1], event);
    take(series["lastObservedTime"_L1], event);
    if (!event.last) {
        take(metadata["creationTimestamp"_L1], event);
    }
    return event;
}

Result<QJsonObject> rootOf(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject()) {
        return fail(
            makeError(Error::Kind::Malformed, {}, spoken("Server", "not valid JSON: %1").arg(error.errorString())));
    }
    return document.object();
}

qint64 sum(qint64 a, qint64 b)
{
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    return a > most - b ? most : a + b;
}

} // namespace

Result<ClusterEventPage> clusterEventPageFromJson(const QByteArray& json)
{
    const auto root = rootOf(json);
    if (!root) {
        return fail(root.error());
    }
    const QJsonValue items = (*root)["items"_L1];
    if (!items.isArray() && !items.isNull()) { // Go writes no items as null
        return fail(makeError(Error::Kind::Malformed, {}, spoken("Server", "a list without items")));
    }
    const QJsonObject metadata = (*root)["metadata"_L1].toObject();
    ClusterEventPage page;
    for (const QJsonValue& item : items.toArray()) {
        page.events.push_back(eventFrom(item.toObject()));
    }
    page.resourceVersion = metadata["resourceVersion"_L1].toString();
    page.continueToken = metadata["continue"_L1].toString();
    if (metadata.contains("remainingItemCount"_L1)) {
        page.remaining = metadata["remainingItemCount"_L1].toInteger();
    }
    return page;
}

Result<ClusterEventFrame> clusterEventFrameFromJson(const QByteArray& json)
{
    const auto root = rootOf(json);
    if (!root) {
        return fail(root.error());
    }
    const QString type = (*root)["type"_L1].toString();
    const QJsonObject object = (*root)["object"_L1].toObject();
    ClusterEventFrame frame;
    if (type == "ERROR"_L1) {
        frame.type = ClusterEventFrame::Type::Error;
        frame.status = compactJson(object);
        return frame;
    }
    frame.type = type == "BOOKMARK"_L1 ? ClusterEventFrame::Type::Bookmark
        : type == "DELETED"_L1         ? ClusterEventFrame::Type::Deleted
                                       : ClusterEventFrame::Type::Changed;
    frame.event = eventFrom(object);
    if (frame.event.resourceVersion.isEmpty()) {
        return fail(
            makeError(Error::Kind::Malformed, {}, spoken("Server", "a frame whose object has no resourceVersion")));
    }
    return frame;
}

std::vector<ClusterEvent> folded(std::vector<ClusterEvent> events)
{
    using Said = std::tuple<bool, QString, QString, QString>;
    std::map<Said, ClusterEvent> once;
    for (ClusterEvent& event : events) {
        const auto [place, fresh] =
            once.try_emplace(Said(event.isWarning, event.reason, event.message, event.source), event);
        if (!fresh) {
            ClusterEvent& known = place->second;
            const qint64 count = sum(known.count, event.count);
            const auto first = known.first && event.first ? std::min(known.first, event.first)
                : known.first                             ? known.first
                                                          : event.first;
            if (known.last < event.last) {
                known = std::move(event);
            }
            known.count = count;
            known.first = first;
        }
    }
    std::vector<ClusterEvent> result;
    for (auto& [said, event] : once) {
        result.push_back(std::move(event));
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const ClusterEvent& a, const ClusterEvent& b) { return a.last > b.last; });
    return result;
}

} // namespace konductor
