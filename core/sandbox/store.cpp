// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/store.h"

#include "core/base/json.h"

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

QJsonObject Stored::metadata() const
{
    return json["metadata"_L1].toObject();
}

QString Stored::ns() const
{
    return metadata()["namespace"_L1].toString();
}

QString Stored::name() const
{
    return metadata()["name"_L1].toString();
}

QString Stored::uid() const
{
    return metadata()["uid"_L1].toString();
}

Store::Store(const Catalog& catalog, size_t keptEvents)
    : m_catalog(catalog)
    , m_keptEvents(keptEvents)
    , m_objects(catalog.all().size())
{
    for (const Resource& resource : catalog.all()) {
        m_decoders.push_back(resource.known ? std::make_unique<Decoder>(*resource.known) : nullptr);
    }
}

quint64 Store::oldestVersion() const
{
    return m_events.empty() ? m_version : m_events.front().version - 1;
}

StoredPtr Store::find(const Resource& resource, const QString& ns, const QString& name) const
{
    const Objects& objects = m_objects[resource.index];
    const auto it = objects.find({ns, name});
    return it == objects.end() ? nullptr : it->second;
}

std::optional<std::vector<StoredPtr>> Store::at(const Resource& resource, const QString& ns, quint64 version) const
{
    if (version < oldestVersion()) {
        return std::nullopt;
    }
    // The present with the writes since then undone; going backwards, the oldest of them has the last word.
    Objects then;
    const Objects* objects = &m_objects[resource.index];
    if (version < m_version) {
        then = *objects;
        for (size_t i = m_events.size(); i > 0 && m_events[i - 1].version > version; --i) {
            const StoreEvent& event = m_events[i - 1];
            if (event.resource != resource.index) {
                continue;
            }
            const Place place{event.object->ns(), event.object->name()};
            if (event.before) {
                then[place] = event.before;
            } else {
                then.erase(place);
            }
        }
        objects = &then;
    }
    std::vector<StoredPtr> found;
    for (auto it = ns.isEmpty() ? objects->begin() : objects->lower_bound({ns, QString()});
         it != objects->end() && (ns.isEmpty() || it->first.first == ns); ++it) {
        found.push_back(it->second);
    }
    return found;
}

StoredPtr Store::put(const Resource& resource, QJsonObject json)
{
    const quint64 version = ++m_version;
    StoredPtr after = store(resource, std::move(json), version);
    StoredPtr& place = m_objects[resource.index][{after->ns(), after->name()}];
    StoredPtr before = std::exchange(place, after);
    const auto type = before ? StoreEvent::Type::Modified : StoreEvent::Type::Added;
    record({type, resource.index, version, std::move(before), after});
    return after;
}

void Store::remove(const Resource& resource, const StoredPtr& object)
{
    const quint64 version = ++m_version;
    m_objects[resource.index].erase({object->ns(), object->name()});
    record({StoreEvent::Type::Deleted, resource.index, version, object, store(resource, object->json, version)});
}

StoredPtr Store::imagine(const Resource& resource, QJsonObject json)
{
    const quint64 version = json.value("metadata"_L1).toObject()["resourceVersion"_L1].toString().toULongLong();
    return store(resource, std::move(json), version);
}

size_t Store::positionAfter(quint64 version) const
{
    // Versions are consecutive, so the position is a difference.
    if (m_events.empty() || version < m_events.front().version) {
        return 0;
    }
    return std::min(m_events.size(), static_cast<size_t>(version - m_events.front().version) + 1);
}

void Store::subscribe(std::function<void(const StoreEvent&)> observer)
{
    m_observers.push_back(std::move(observer));
}

StoredPtr Store::store(const Resource& resource, QJsonObject json, quint64 version)
{
    QJsonObject metadata = json.value("metadata"_L1).toObject();
    if (version > 0) {
        metadata[u"resourceVersion"_s] = QString::number(version);
    }
    json[u"metadata"_s] = metadata;
    json[u"kind"_s] = resource.kind;
    json[u"apiVersion"_s] = resource.groupVersion();
    auto stored = std::make_shared<Stored>();
    stored->bytes = compactJson(json);
    stored->json = std::move(json);
    if (const auto& decoder = m_decoders[resource.index]) {
        if (auto typed = decoder->object(stored->bytes)) {
            stored->typed = *typed;
        }
    }
    return stored;
}

void Store::record(StoreEvent event)
{
    m_events.push_back(std::move(event));
    if (m_events.size() > m_keptEvents) {
        m_events.pop_front();
    }
    // A copy: an observer may write, which moves the deque.
    const StoreEvent latest = m_events.back();
    for (const auto& observer : m_observers) {
        observer(latest);
    }
}

} // namespace konductor::sandbox
