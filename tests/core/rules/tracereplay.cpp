// SPDX-License-Identifier: Apache-2.0
#include "tests/core/rules/tracereplay.h"

#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/rules/operatormodel.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

constexpr size_t versionsBack = 8;
constexpr size_t mostTies = 6;

Result<TraceEvent> readEvent(const QJsonObject& json, Timestamp start)
{
    const auto object = decodeObject(json["object"_L1].toObject());
    if (!object) {
        return fail(object.error());
    }
    TraceEvent event;
    const QString type = json["type"_L1].toString();
    event.type = type == "ADDED"_L1 ? TraceEvent::Type::Added
        : type == "DELETED"_L1      ? TraceEvent::Type::Deleted
                                    : TraceEvent::Type::Modified;
    event.byOperator = json["by"_L1].toString() == "operator"_L1;
    event.object = *object;
    event.time = start + std::chrono::milliseconds(qRound64(json["t"_L1].toDouble() * 1000));
    return event;
}

/// Arrivals come in no particular order.
ObjectPtr comparable(const ObjectPtr& object)
{
    const auto barrier = as<Barrier>(object);
    if (!barrier) {
        return object;
    }
    auto sorted = std::make_shared<Barrier>(*barrier);
    sorted->status.arrivals.sort();
    return sorted;
}

bool sameStatus(const ObjectPtr& a, const ObjectPtr& b)
{
    return statusJson(*comparable(a)) == statusJson(*comparable(b));
}

bool matches(const rules::Write& write, const TraceEvent& event)
{
    if (write.key != event.object->key() || write.refusedBySchema) {
        return false;
    }
    const bool isDelete = write.type == rules::Write::Type::Delete;
    if (isDelete || event.type == TraceEvent::Type::Deleted) {
        return isDelete && event.type == TraceEvent::Type::Deleted;
    }
    return sameStatus(write.object, event.object);
}

/// The primitive whose reconcile wrote the event's object.
ObjectKey reconciled(const Object& object)
{
    const KindInfo& info = kindInfo(object.kind);
    return info.parent ? ObjectKey{*info.parent, object.meta.ns, object.meta.labels.value(info.parentLabel.toString())}
                       : object.key();
}

/// The recorder's time is when the write came back; the operator read its clock a little before.
std::array<Timestamp, 4> possibleTimes(Timestamp received)
{
    using std::chrono::milliseconds;
    return {received, received - milliseconds(8), received - milliseconds(60), received - milliseconds(500)};
}

bool modelMakes(const TraceEvent& event, const std::deque<ObjectIndex>& states)
{
    const ObjectKey key = reconciled(*event.object);
    for (auto state = states.rbegin(); state != states.rend(); ++state) {
        for (const Timestamp now : possibleTimes(event.time)) {
            for (size_t tie = 0; tie < mostTies; ++tie) {
                const auto outcome = rules::reconcile(key, *state, now, [tie](const auto&) { return tie; });
                for (const rules::Write& write : outcome.writes) {
                    if (matches(write, event)) {
                        return true;
                    }
                }
            }
        }
    }
    return false;
}

} // namespace

Result<Trace> readTrace(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        return fail(makeError(Error::Kind::Config, file, source.errorString()));
    }
    const QJsonObject header = QJsonDocument::fromJson(source.readLine()).object();
    const auto start = parseTimestamp(header["start"_L1].toString());
    if (!start) {
        return fail(start.error());
    }
    Trace trace{QFileInfo(file).baseName(), {}};
    while (!source.atEnd()) {
        const QJsonObject json = QJsonDocument::fromJson(source.readLine()).object();
        if (json["type"_L1].toString() == "REFUSED"_L1) {
            continue;
        }
        auto event = readEvent(json, *start);
        if (!event) {
            return fail(event.error());
        }
        trace.events.push_back(std::move(*event));
    }
    std::stable_sort(trace.events.begin(), trace.events.end(), [](const TraceEvent& a, const TraceEvent& b) {
        return compareResourceVersions(a.object->meta.resourceVersion, b.object->meta.resourceVersion) < 0;
    });
    return trace;
}

ReplayResult replay(const Trace& trace)
{
    ReplayResult result;
    ObjectIndex objects;
    std::deque<ObjectIndex> states{objects};
    for (const TraceEvent& event : trace.events) {
        if (event.byOperator) {
            ++result.operatorWrites;
            if (modelMakes(event, states)) {
                ++result.predicted;
            } else {
                result.misses.append(u"%1: %2 at version %3"_s.arg(trace.name, toString(event.object->key()),
                                                                   event.object->meta.resourceVersion));
            }
        }
        if (event.type == TraceEvent::Type::Deleted) {
            objects.remove(event.object->key());
        } else {
            objects.insert(event.object);
        }
        states.push_back(objects);
        if (states.size() > versionsBack) {
            states.pop_front();
        }
    }
    return result;
}

} // namespace konductor::test
