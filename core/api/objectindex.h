// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objecttable.h"

#include <QHash>
#include <QSet>

#include <array>
#include <functional>
#include <vector>

namespace konductor {

/// The objects of one cluster by place, with the children of each primitive at hand. A plain value container: the
/// live store, the window's mirror, the operator rules, insight, snapshots and the sandbox all look things up here.
/// Not thread-safe; copying shares the objects.
class ObjectIndex {
public:
    /// Puts the object in its place and returns what stood there before (null if nothing did).
    ObjectPtr insert(ObjectPtr object);
    /// Takes the object out and returns it (null if there was none).
    ObjectPtr remove(const ObjectKey& key);
    void clear();
    /// Makes room for so many of a kind, where it is known that they will come.
    void reserve(Kind kind, qsizetype count) { of(kind).reserve(static_cast<size_t>(count)); }

    ObjectPtr find(const ObjectKey& key) const;
    template <class T> std::shared_ptr<const T> find(const QString& ns, const QString& name) const
    {
        return as<T>(find(ObjectKey{T::staticKind, ns, name}));
    }

    qsizetype count(Kind kind) const { return of(kind).size(); }
    qsizetype count() const;

    /// Visits the objects of a kind, in no particular order. The index must not change meanwhile.
    void forEach(Kind kind, const std::function<void(const ObjectPtr&)>& visit) const;
    /// The objects of a kind, sorted by namespace and name.
    std::vector<ObjectPtr> sorted(Kind kind) const;
    /// Permits, arrivals or requests whose *spec* names this primitive, sorted by name.
    std::vector<ObjectPtr> children(const ObjectKey& parent) const;
    /// The same as their own type: `children<Permit>(semaphoreKey)`.
    template <class T> std::vector<std::shared_ptr<const T>> children(const ObjectKey& parent) const
    {
        std::vector<std::shared_ptr<const T>> typed;
        for (const ObjectPtr& child : children(parent)) {
            if (auto object = as<T>(child)) {
                typed.push_back(std::move(object));
            }
        }
        return typed;
    }

private:
    ObjectTable& of(Kind kind) { return m_objects[static_cast<size_t>(kind)]; }
    const ObjectTable& of(Kind kind) const { return m_objects[static_cast<size_t>(kind)]; }
    void unlink(const ObjectPtr& object);

    std::array<ObjectTable, kindCount> m_objects;
    /// The children's names: their kind follows from the parent's, and they live in its namespace.
    QHash<ObjectKey, QSet<QString>> m_children;
};

} // namespace konductor
