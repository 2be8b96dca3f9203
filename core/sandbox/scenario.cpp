// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/scenario.h"

#include "core/sandbox/yaml.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

const QString folder = u":/konductor/scenarios"_s;

tl::unexpected<Error> wrong(const QString& scenario, const QString& what)
{
    return fail(makeError(Error::Kind::Config, u"scenario "_s + scenario, what));
}

/// "40s", "3d", "-47m": a Go duration, with days.
std::optional<Duration> span(const QString& text)
{
    if (text.endsWith(u'd')) {
        bool isNumber = false;
        const int days = text.chopped(1).toInt(&isNumber);
        return isNumber ? std::optional<Duration>(std::chrono::hours(24 * days)) : std::nullopt;
    }
    const auto parsed = parseDuration(text.startsWith(u'+') ? text.mid(1) : text);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

/// "20s to 90s", or one span for both ends.
std::pair<Duration, Duration> range(const QJsonValue& value)
{
    const QStringList ends = value.toString().split(u" to "_s);
    const Duration first = span(ends.first()).value_or(Duration::zero());
    return {first, ends.size() > 1 ? span(ends.last()).value_or(first) : first};
}

QString timeFromNow(Timestamp now, Duration offset)
{
    return formatTimestamp(now + std::chrono::duration_cast<std::chrono::milliseconds>(offset));
}

/// Fields named …At or …Time hold spans from now: "-47m", "+5m".
QJsonValue resolved(const QJsonValue& value, Timestamp now)
{
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue& item : value.toArray()) {
            array.append(resolved(item, now));
        }
        return array;
    }
    if (!value.isObject()) {
        return value;
    }
    QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool isTime = it.key().endsWith("At"_L1) || it.key().endsWith("Time"_L1);
        const auto offset = isTime ? span(it.value().toString()) : std::nullopt;
        it.value() = offset ? QJsonValue(timeFromNow(now, *offset)) : resolved(it.value(), now);
    }
    return object;
}

WorkerSpec workerSpec(const QString& ns, const QJsonObject& json)
{
    WorkerSpec spec;
    spec.ns = ns;
    spec.task = json["do"_L1].toString();
    spec.at = json["at"_L1].toString();
    spec.holders = json["holders"_L1].toVariant().toStringList();
    spec.hold = range(json["hold"_L1]);
    spec.pause = range(json["pause"_L1]);
    spec.ttl = span(json["ttl"_L1].toString());
    spec.priority = json["priority"_L1].toInteger();
    spec.size = json["size"_L1].toInteger(1);
    return spec;
}

QJsonObject namespaceJson(const QString& name, const QString& created)
{
    return {{u"kind"_s, u"Namespace"_s},
            {u"apiVersion"_s, u"v1"_s},
            {u"metadata"_s,
             QJsonObject{{u"name"_s, name},
                         {u"creationTimestamp"_s, created},
                         {u"labels"_s, QJsonObject{{u"kubernetes.io/metadata.name"_s, name}}}}},
            {u"status"_s, QJsonObject{{u"phase"_s, u"Active"_s}}}};
}

QJsonObject podJson(const QString& ns, const QString& name, const QString& created)
{
    const QJsonObject container{{u"name"_s, u"main"_s}, {u"image"_s, u"pipeline:nightly"_s}};
    const QJsonObject app{{u"app"_s, name.section(u'-', 0, 0)}};
    return {
        {u"kind"_s, u"Pod"_s},
        {u"apiVersion"_s, u"v1"_s},
        {u"metadata"_s,
         QJsonObject{{u"name"_s, name}, {u"namespace"_s, ns}, {u"labels"_s, app}, {u"creationTimestamp"_s, created}}},
        {u"spec"_s, QJsonObject{{u"containers"_s, QJsonArray{container}}, {u"nodeName"_s, u"node-1"_s}}},
        {u"status"_s, QJsonObject{{u"phase"_s, u"Running"_s}, {u"startTime"_s, created}}}};
}

/// Somebody else's word about an object: nothing of Konductor writes Events.
QJsonObject eventJson(const Resource& resource, const Stored& about, qsizetype number, const QJsonObject& entry)
{
    const QString last = entry["lastTime"_L1].toString();
    const QString first = entry["firstTime"_L1].toString(last);
    return {{u"kind"_s, u"Event"_s},
            {u"apiVersion"_s, u"v1"_s},
            {u"metadata"_s,
             QJsonObject{{u"name"_s, u"%1.%2"_s.arg(about.name()).arg(number, 16, 16, QLatin1Char('0'))},
                         {u"namespace"_s, about.ns()},
                         {u"creationTimestamp"_s, first}}},
            {u"involvedObject"_s,
             QJsonObject{{u"kind"_s, resource.kind},
                         {u"apiVersion"_s, resource.groupVersion()},
                         {u"namespace"_s, about.ns()},
                         {u"name"_s, about.name()},
                         {u"uid"_s, about.uid()}}},
            {u"type"_s, entry["type"_L1].toString(u"Normal"_s)},
            {u"reason"_s, entry["reason"_L1]},
            {u"message"_s, entry["message"_L1]},
            {u"source"_s, QJsonObject{{u"component"_s, entry["from"_L1]}}},
            {u"firstTimestamp"_s, first},
            {u"lastTimestamp"_s, last},
            {u"count"_s, entry["count"_L1].toInt(1)}};
}

/// A permit, arrival or request is named after what it is of and who holds it, as the Go SDK does.
void completeChild(QJsonObject& metadata, QJsonObject& spec, const KindInfo& info, const QJsonObject& entry,
                   const Stored* parent, const QString& parentVersion)
{
    const QString of = entry["of"_L1].toString();
    const QString holder = entry["holder"_L1].toString();
    const QString field = info.parentLabel.toString();
    spec[field] = of;
    spec[u"holder"_s] = holder;
    if (entry.contains("priority"_L1)) {
        spec[u"priority"_s] = entry["priority"_L1];
    }
    QJsonObject labels = metadata.value("labels"_L1).toObject();
    labels[field] = of;
    metadata[u"labels"_s] = labels;
    if (!metadata.contains("name"_L1)) {
        metadata[u"name"_s] = of + u'-' + holder;
    }
    if (parent && info.kind != Kind::LeaseRequest && !entry["unowned"_L1].toBool()) {
        metadata[u"ownerReferences"_s] = QJsonArray{QJsonObject{{u"apiVersion"_s, parentVersion},
                                                                {u"kind"_s, kindInfo(*info.parent).name.toString()},
                                                                {u"name"_s, of},
                                                                {u"uid"_s, parent->uid()},
                                                                {u"controller"_s, true},
                                                                {u"blockOwnerDeletion"_s, true}}};
    }
}

} // namespace

QStringList Scenario::names()
{
    QStringList found;
    for (const QString& file : QDir(folder).entryList({u"*.yaml"_s}, QDir::Files, QDir::Name)) {
        found.append(file.chopped(5));
    }
    return found;
}

Result<Scenario> Scenario::read(const QString& name)
{
    QFile file(folder + u'/' + name + u".yaml"_s);
    if (!names().contains(name) || !file.open(QIODevice::ReadOnly)) {
        return fail(makeError(Error::Kind::Config, u"scenario "_s + name, u"there is no such scenario"_s,
                              u"choose one of: "_s + names().join(u", "_s)));
    }
    const auto document = yamlToJson(file.readAll());
    if (!document) {
        return wrong(name, document.error().message.kept);
    }
    const QJsonObject json = document->toObject();
    Scenario scenario;
    scenario.m_name = name;
    scenario.m_description = json["description"_L1].toString();
    scenario.m_namespaces = json["namespaces"_L1].toVariant().toStringList();
    scenario.m_pods = json["pods"_L1].toObject();
    scenario.m_objects = json["objects"_L1].toObject();
    const QJsonObject workers = json["workers"_L1].toObject();
    for (auto it = workers.begin(); it != workers.end(); ++it) {
        for (const QJsonValue& worker : it.value().toArray()) {
            scenario.m_workers.push_back(workerSpec(it.key(), worker.toObject()));
        }
    }
    return scenario;
}

Result<void> Scenario::plant(ObjectApi& api) const
{
    const QString longAgo = timeFromNow(api.now(), -std::chrono::hours(24 * 40));
    for (const QString& ns : QStringList{u"default"_s, u"kube-system"_s, u"konductor-system"_s} + m_namespaces) {
        api.plant(api.catalog().namespaces(), namespaceJson(ns, longAgo));
    }
    const QString thisNight = timeFromNow(api.now(), -std::chrono::hours(3));
    const Resource& pods = *api.catalog().byKind(u"v1"_s, u"Pod"_s);
    for (auto it = m_pods.begin(); it != m_pods.end(); ++it) {
        for (const QJsonValue& name : it.value().toArray()) {
            api.plant(pods, podJson(it.key(), name.toString(), thisNight));
        }
    }
    for (auto it = m_objects.begin(); it != m_objects.end(); ++it) {
        for (const QJsonValue& entry : it.value().toArray()) {
            if (const auto planted = plantObject(api, it.key(), entry.toObject()); !planted) {
                return planted;
            }
        }
    }
    return {};
}

Result<void> Scenario::plantObject(ObjectApi& api, const QString& ns, const QJsonObject& entry) const
{
    const QString kindName = entry["kind"_L1].toString();
    const Resource* resource = api.catalog().byKind({}, kindName);
    if (!resource || !resource->known) {
        return wrong(m_name, u"unknown kind \"%1\""_s.arg(kindName));
    }
    QJsonObject metadata{{u"namespace"_s, ns}, {u"labels"_s, entry["labels"_L1].toObject()}};
    if (entry.contains("name"_L1)) {
        metadata[u"name"_s] = entry["name"_L1];
    }
    const Duration age = span(entry["age"_L1].toString()).value_or(std::chrono::hours(3));
    metadata[u"creationTimestamp"_s] = timeFromNow(api.now(), -age);
    QJsonObject spec = entry["spec"_L1].toObject();
    const KindInfo& info = kindInfo(*resource->known);
    if (info.parent) {
        const Resource& parents = api.catalog().of(*info.parent);
        const StoredPtr parent = api.store().find(parents, ns, entry["of"_L1].toString());
        completeChild(metadata, spec, info, entry, parent.get(), parents.groupVersion());
    }
    QJsonObject object{{u"metadata"_s, metadata}, {u"spec"_s, spec}};
    if (entry.contains("status"_L1)) {
        object[u"status"_s] = resolved(entry["status"_L1], api.now());
    }
    const auto planted = api.plant(*resource, object);
    return planted ? plantEvents(api, *resource, **planted, entry["events"_L1].toArray())
                   : wrong(m_name, planted.error().message);
}

Result<void> Scenario::plantEvents(ObjectApi& api, const Resource& resource, const Stored& about,
                                   const QJsonArray& events) const
{
    for (qsizetype i = 0; i < events.size(); ++i) {
        const QJsonObject entry = events[i].toObject();
        const auto planted = api.plant(*api.catalog().byKind(u"v1"_s, u"Event"_s),
                                       eventJson(resource, about, i + 1, resolved(entry, api.now()).toObject()));
        if (!planted) {
            return wrong(m_name, planted.error().message);
        }
    }
    return {};
}

} // namespace konductor::sandbox
