// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <vector>

namespace konductor {

/// Objects of one kind by namespace and name, in two words a place: the key is read from the object itself. Open
/// addressing with linear probing, at most three quarters full. Not thread-safe; copying shares the objects.
class ObjectTable {
public:
    /// Null when nothing is there.
    const ObjectPtr& find(QStringView ns, QStringView name) const;
    /// Puts the object in its place and returns what stood there before.
    ObjectPtr insert(ObjectPtr object);
    ObjectPtr remove(QStringView ns, QStringView name);
    void clear();
    /// Makes room for so many at once: growing while they come goes through all that are there already, which takes
    /// tens of milliseconds where there are a hundred thousand.
    void reserve(size_t count);

    qsizetype size() const { return static_cast<qsizetype>(m_count); }

    /// Visits the objects in no particular order. The table must not change meanwhile.
    template <class F> void forEach(F&& visit) const
    {
        for (const ObjectPtr& object : m_places) {
            if (object) {
                visit(object);
            }
        }
    }

private:
    size_t home(QStringView ns, QStringView name) const;
    size_t next(size_t place) const { return (place + 1) & (m_places.size() - 1); }
    /// Where the object is, or the empty place where it would go. There must be one.
    size_t search(QStringView ns, QStringView name) const;
    static size_t placesFor(size_t count);
    void growTo(size_t places);

    std::vector<ObjectPtr> m_places; ///< A power of two, or none.
    size_t m_count = 0;
};

} // namespace konductor
