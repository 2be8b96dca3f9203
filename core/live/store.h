// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objecttable.h"
#include "core/live/change.h"

#include <QHash>

#include <array>
#include <functional>
#include <vector>

namespace konductor::live {

/// The objects of one cluster as the streams tell them, and what changed since the last take(). Several changes of
/// one object become one (kube.md 1.55). Pure; lives on the engine's thread.
class Store {
public:
    /// Null when there is none.
    const ObjectPtr& find(const ObjectKey& key) const;
    qsizetype count(Kind kind) const { return of(kind).size(); }
    void forEach(Kind kind, const std::function<void(const ObjectPtr&)>& visit) const { of(kind).forEach(visit); }
    /// The same version of the same object as it is here already, or the given one: a list that repeats what is known
    /// then costs no second copy of it.
    ObjectPtr known(ObjectPtr object) const;

    /// An ADDED or MODIFIED event. An older version never overwrites a newer one (1.33), the same version is no
    /// change, the same name with a new uid is another object (1.14). The change carries `json`.
    void apply(const ObjectPtr& object, const QByteArray& json = {});
    /// A DELETED event with the object's last state. Nothing when another object lives in its place by now.
    void remove(const ObjectPtr& last, const QByteArray& json = {});
    /// A complete list of a kind in a namespace (everywhere when empty). It is the truth: what is absent is gone
    /// (finalStateUnknown), and lower versions are taken too, for they mean a server restored from a backup.
    void replace(Kind kind, const QString& ns, const std::vector<ObjectPtr>& items);

    bool hasChanges() const { return !m_pending.empty(); }
    std::vector<Change> take();

private:
    void note(const ObjectKey& key, const ObjectPtr& before, const ObjectPtr& after, bool finalStateUnknown = false,
              const QByteArray& json = {});

    void removeAbsent(ObjectTable& objects, const QString& ns, const std::vector<ObjectPtr>& items);
    template <class Key> size_t takePlace(QHash<Key, size_t>& places, const Key& key);
    ObjectTable& of(Kind kind) { return m_objects[static_cast<size_t>(kind)]; }
    const ObjectTable& of(Kind kind) const { return m_objects[static_cast<size_t>(kind)]; }

    std::array<ObjectTable, kindCount> m_objects;
    std::vector<Change> m_pending; ///< One may still be null on both sides, or change the uid.
    QHash<const Object*, size_t> m_places; ///< Where in m_pending the object's arrival is.
    QHash<ObjectKey, size_t> m_gonePlaces; ///< The same for what is gone.
};

} // namespace konductor::live
