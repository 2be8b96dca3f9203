// SPDX-License-Identifier: Apache-2.0
#include "core/api/objecttable.h"

#include <QHash>

#include <algorithm>
#include <bit>

namespace konductor {

namespace {

constexpr size_t smallest = 16;

bool isAt(const ObjectPtr& object, QStringView ns, QStringView name)
{
    return object->meta.name == name && object->meta.ns == ns;
}

} // namespace

size_t ObjectTable::home(QStringView ns, QStringView name) const
{
    return qHashMulti(0, ns, name) & (m_places.size() - 1);
}

size_t ObjectTable::search(QStringView ns, QStringView name) const
{
    size_t place = home(ns, name);
    while (m_places[place] && !isAt(m_places[place], ns, name)) {
        place = next(place);
    }
    return place;
}

const ObjectPtr& ObjectTable::find(QStringView ns, QStringView name) const
{
    static const ObjectPtr none;
    return m_places.empty() ? none : m_places[search(ns, name)];
}

ObjectPtr ObjectTable::insert(ObjectPtr object)
{
    reserve(m_count + 1);
    ObjectPtr& place = m_places[search(object->meta.ns, object->meta.name)];
    m_count += place ? 0 : 1;
    return std::exchange(place, std::move(object));
}

/// What was pushed aside by the object moves up, so that no search ends at its place too early.
ObjectPtr ObjectTable::remove(QStringView ns, QStringView name)
{
    if (m_places.empty()) {
        return nullptr;
    }
    size_t hole = search(ns, name);
    ObjectPtr removed = std::exchange(m_places[hole], nullptr);
    if (!removed) {
        return nullptr;
    }
    --m_count;
    const size_t mask = m_places.size() - 1;
    for (size_t place = next(hole); m_places[place]; place = next(place)) {
        const size_t wanted = home(m_places[place]->meta.ns, m_places[place]->meta.name);
        if (((place - wanted) & mask) >= ((place - hole) & mask)) {
            m_places[hole] = std::move(m_places[place]);
            hole = place;
        }
    }
    return removed;
}

void ObjectTable::clear()
{
    m_places = {};
    m_count = 0;
}

size_t ObjectTable::placesFor(size_t count)
{
    return std::bit_ceil(std::max(smallest, (count * 4 + 2) / 3));
}

void ObjectTable::reserve(size_t count)
{
    if (count * 4 > m_places.size() * 3) {
        growTo(placesFor(count));
    }
}

/// No two are equal, so nothing is compared, and they are moved: to count their users anew would touch each of them in
/// memory once more.
void ObjectTable::growTo(size_t places)
{
    auto before = std::exchange(m_places, std::vector<ObjectPtr>(places));
    for (ObjectPtr& object : before) {
        if (!object) {
            continue;
        }
        size_t place = home(object->meta.ns, object->meta.name);
        while (m_places[place]) {
            place = next(place);
        }
        m_places[place] = std::move(object);
    }
}

} // namespace konductor
