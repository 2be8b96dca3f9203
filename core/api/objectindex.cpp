// SPDX-License-Identifier: Apache-2.0
#include "core/api/objectindex.h"

#include "core/api/kinds.h"

#include <algorithm>

namespace konductor {

ObjectPtr ObjectIndex::insert(ObjectPtr object)
{
    ObjectPtr& place = of(object->kind)[object->key()];
    ObjectPtr before = std::exchange(place, object);
    const auto parent = parentKey(*object);
    if (before && parentKey(*before) == parent) {
        return before;
    }
    if (before) {
        unlink(before);
    }
    if (parent) {
        m_children[*parent].push_back(object->key());
    }
    return before;
}

ObjectPtr ObjectIndex::remove(const ObjectKey& key)
{
    ObjectPtr before = of(key.kind).take(key);
    if (before) {
        unlink(before);
    }
    return before;
}

void ObjectIndex::clear()
{
    for (Objects& objects : m_objects) {
        objects.clear();
    }
    m_children.clear();
}

ObjectPtr ObjectIndex::find(const ObjectKey& key) const
{
    return of(key.kind).value(key);
}

qsizetype ObjectIndex::count() const
{
    qsizetype total = 0;
    for (const Objects& objects : m_objects) {
        total += objects.size();
    }
    return total;
}

void ObjectIndex::forEach(Kind kind, const std::function<void(const ObjectPtr&)>& visit) const
{
    for (const ObjectPtr& object : of(kind)) {
        visit(object);
    }
}

std::vector<ObjectPtr> ObjectIndex::sorted(Kind kind) const
{
    const Objects& objects = of(kind);
    std::vector<ObjectPtr> all(objects.begin(), objects.end());
    std::sort(all.begin(), all.end(), [](const ObjectPtr& a, const ObjectPtr& b) { return a->key() < b->key(); });
    return all;
}

std::vector<ObjectPtr> ObjectIndex::children(const ObjectKey& parent) const
{
    std::vector<ObjectPtr> found;
    const auto keys = m_children.constFind(parent);
    if (keys == m_children.constEnd()) {
        return found;
    }
    found.reserve(keys->size());
    for (const ObjectKey& key : *keys) {
        found.push_back(find(key));
    }
    std::sort(found.begin(), found.end(),
              [](const ObjectPtr& a, const ObjectPtr& b) { return a->meta.name < b->meta.name; });
    return found;
}

void ObjectIndex::unlink(const ObjectPtr& object)
{
    const auto parent = parentKey(*object);
    if (!parent) {
        return;
    }
    const auto keys = m_children.find(*parent);
    if (keys == m_children.end()) {
        return;
    }
    // The order carries no meaning, so removal swaps with the last.
    const auto place = std::find(keys->begin(), keys->end(), object->key());
    if (place != keys->end()) {
        *place = std::move(keys->back());
        keys->pop_back();
    }
    if (keys->empty()) {
        m_children.erase(keys);
    }
}

} // namespace konductor
