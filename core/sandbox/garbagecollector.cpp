// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/garbagecollector.h"

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

/// Background deletion follows the owner's by this much.
constexpr std::chrono::milliseconds delay(20);

QStringList ownerUids(const Stored* object)
{
    QStringList uids;
    if (object) {
        for (const QJsonValue& owner : object->metadata()["ownerReferences"_L1].toArray()) {
            uids.append(owner.toObject()["uid"_L1].toString());
        }
    }
    return uids;
}

} // namespace

GarbageCollector::GarbageCollector(ObjectApi& api, Clock& clock) : m_api(api), m_clock(clock)
{
    m_api.store().subscribe([this](const StoreEvent& event) { observe(event); });
}

void GarbageCollector::observe(const StoreEvent& event)
{
    const Item item{event.resource, event.object->ns(), event.object->name()};
    if (event.type != StoreEvent::Type::Deleted) {
        m_alive.insert(event.object->uid(), 1);
        follow(item, event.before, event.object);
        if (!hasOwner(*event.object)) {
            schedule(item);
        }
        return;
    }
    m_alive.remove(event.object->uid());
    follow(item, event.before, nullptr);
    for (const Item& dependent : m_dependents.take(event.object->uid())) {
        schedule(dependent);
    }
    if (event.resource == m_api.catalog().namespaces().index) {
        for (const Resource& resource : m_api.catalog().all()) {
            const auto inside = m_api.store().at(resource, event.object->name(), m_api.store().version());
            for (const StoredPtr& object : *inside) {
                m_doomed.insert({resource.index, object->ns(), object->name()});
                schedule({resource.index, object->ns(), object->name()});
            }
        }
    }
}

void GarbageCollector::follow(const Item& item, const StoredPtr& before, const StoredPtr& after)
{
    const QStringList was = ownerUids(before.get());
    const QStringList is = ownerUids(after.get());
    if (was == is) {
        return;
    }
    for (const QString& uid : was) {
        const auto dependents = m_dependents.find(uid);
        if (dependents != m_dependents.end()) {
            dependents->erase(item);
            if (dependents->empty()) {
                m_dependents.erase(dependents);
            }
        }
    }
    for (const QString& uid : is) {
        m_dependents[uid].insert(item);
    }
}

bool GarbageCollector::hasOwner(const Stored& object) const
{
    const QStringList uids = ownerUids(&object);
    return uids.isEmpty()
        || std::any_of(uids.begin(), uids.end(), [this](const QString& uid) { return m_alive.contains(uid); });
}

void GarbageCollector::schedule(const Item& item)
{
    if (m_suspects.empty()) {
        m_timer = m_clock.after(delay, [this] { collect(); });
    }
    m_suspects.insert(item);
}

void GarbageCollector::collect()
{
    const auto suspects = std::exchange(m_suspects, {});
    const auto doomed = std::exchange(m_doomed, {});
    for (const Item& item : suspects) {
        const auto& [index, ns, name] = item;
        const Resource& resource = m_api.catalog().all()[index];
        const StoredPtr object = m_api.store().find(resource, ns, name);
        if (object && (doomed.contains(item) || !hasOwner(*object))) {
            m_api.remove(resource, ns, name, {object->uid(), {}, false, false});
        }
    }
}

} // namespace konductor::sandbox
