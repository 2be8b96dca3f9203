// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/decoder.h"
#include "core/sandbox/resource.h"

#include <deque>
#include <functional>
#include <map>

namespace konductor::sandbox {

/// One version of one object: its JSON, the bytes that every answer repeats, and its typed value where the program
/// has one. Immutable.
struct Stored {
    QJsonObject json;
    QByteArray bytes;
    ObjectPtr typed;

    QString ns() const;
    QString name() const;
    QString uid() const;
    QJsonObject metadata() const;
};
using StoredPtr = std::shared_ptr<const Stored>;

/// One write, as watches see it.
struct StoreEvent {
    enum class Type { Added, Modified, Deleted };
    Type type = Type::Added;
    size_t resource = 0;
    quint64 version = 0;
    StoredPtr before; ///< Null for Added.
    StoredPtr object; ///< Deleted: the last state, with the version of the deletion.
};

/// The objects, the one counter of versions, and the last writes, which watches, consistent pages and exact lists
/// read. It knows no rules: see ObjectApi. One thread only.
class Store {
public:
    using Place = std::pair<QString, QString>; ///< namespace, name
    using Objects = std::map<Place, StoredPtr>;

    Store(const Catalog& catalog, size_t keptEvents);

    quint64 version() const { return m_version; }
    /// Watches and pages older than this have expired.
    quint64 oldestVersion() const;

    StoredPtr find(const Resource& resource, const QString& ns, const QString& name) const;
    const Objects& objects(const Resource& resource) const { return m_objects[resource.index]; }
    /// The objects as they were at `version`, in the order of their places; nothing when that is no longer known.
    /// `ns` empty: of all namespaces.
    std::optional<std::vector<StoredPtr>> at(const Resource& resource, const QString& ns, quint64 version) const;

    /// Gives the object the next version and puts it in its place.
    StoredPtr put(const Resource& resource, QJsonObject json);
    void remove(const Resource& resource, const StoredPtr& object);
    /// A Stored that is not stored: what a dry run answers with.
    StoredPtr imagine(const Resource& resource, QJsonObject json);

    /// The first kept event after `version`, by position; events() holds them in order.
    const std::deque<StoreEvent>& events() const { return m_events; }
    size_t positionAfter(quint64 version) const;

    /// Called after each write. Subscriptions last as long as the store.
    void subscribe(std::function<void(const StoreEvent&)> observer);

private:
    StoredPtr store(const Resource& resource, QJsonObject json, quint64 version);
    void record(StoreEvent event);

    const Catalog& m_catalog;
    size_t m_keptEvents;
    quint64 m_version = 1;
    std::vector<Objects> m_objects;
    std::vector<std::unique_ptr<Decoder>> m_decoders; ///< By resource; null where there is no typed value.
    std::deque<StoreEvent> m_events;
    std::vector<std::function<void(const StoreEvent&)>> m_observers;
};

} // namespace konductor::sandbox
