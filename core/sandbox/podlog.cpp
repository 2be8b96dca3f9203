// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/podlog.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

struct Line {
    QString time; ///< RFC 3339, which sorts as it reads.
    QString words;
};

QString sentenceOf(Kind kind, const QJsonObject& spec)
{
    switch (kind) {
    case Kind::Permit:
        return u"has a permit of semaphore %1"_s.arg(spec["semaphore"_L1].toString());
    case Kind::Arrival:
        return u"arrived at barrier %1"_s.arg(spec["barrier"_L1].toString());
    case Kind::LeaseRequest:
        return u"asked for lease %1"_s.arg(spec["lease"_L1].toString());
    default:
        return {};
    }
}

/// What an object says of this holder.
std::optional<Line> lineOf(const Resource& resource, const Stored& object, const QString& holder)
{
    const QJsonObject spec = object.json["spec"_L1].toObject();
    const QJsonObject status = object.json["status"_L1].toObject();
    const QString created = object.metadata()["creationTimestamp"_L1].toString();
    if (spec["holder"_L1].toString() == holder) {
        return Line{created, sentenceOf(*resource.known, spec)};
    }
    for (const auto field : {"holder"_L1, "writeHolder"_L1, "executor"_L1}) {
        if (status[field].toString() == holder) {
            const QString since = status["acquiredAt"_L1].toString(status["lockedAt"_L1].toString(created));
            return Line{since, u"took %1 %2"_s.arg(resource.singular, object.name())};
        }
    }
    return std::nullopt;
}

std::vector<Line> linesOf(const Catalog& catalog, const Store& store, const Stored& pod)
{
    std::vector<Line> lines;
    for (const Resource& resource : catalog.all()) {
        if (!resource.known) {
            continue;
        }
        for (const auto& [place, object] : store.objects(resource)) {
            if (place.first == pod.ns()) {
                if (auto line = lineOf(resource, *object, pod.name())) {
                    lines.push_back(std::move(*line));
                }
            }
        }
    }
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.time < b.time; });
    lines.insert(lines.begin(),
                 {pod.metadata()["creationTimestamp"_L1].toString(),
                  u"%1 is a pod of the sandbox: no program runs in it"_s.arg(pod.name())});
    return lines;
}

} // namespace

Answer<QByteArray> podLog(const Catalog& catalog, const Store& store, const Stored& pod, const Query& query)
{
    const QString only =
        pod.json["spec"_L1].toObject()["containers"_L1].toArray().first().toObject()["name"_L1].toString();
    const QString container = query.value(u"container");
    if (!container.isEmpty() && container != only) {
        return refuse(badRequest(u"container %1 is not valid for pod %2"_s.arg(container, pod.name())));
    }
    if (query.isSet(u"previous")) {
        return refuse(
            badRequest(u"previous terminated container \"%1\" in pod \"%2\" not found"_s.arg(only, pod.name())));
    }
    std::vector<Line> lines = linesOf(catalog, store, pod);
    if (query.has(u"tailLines")) {
        const auto kept = static_cast<size_t>(std::max(0, query.value(u"tailLines").toInt()));
        lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(std::min(kept, lines.size())));
    }
    QByteArray text;
    for (const Line& line : lines) {
        const QString time = query.isSet(u"timestamps") ? line.time + u' ' : QString();
        text += (time + line.words + u'\n').toUtf8();
    }
    return query.has(u"limitBytes") ? text.left(query.value(u"limitBytes").toLongLong()) : text;
}

} // namespace konductor::sandbox
