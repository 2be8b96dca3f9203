// SPDX-License-Identifier: Apache-2.0
#include "core/api/objectindex.h"

#include "core/api/kinds.h"

#include <algorithm>

namespace konductor {

namespace {

std::optional<Kind> childKind(Kind parent)
{
    const auto found = std::find_if(konductorKinds.begin(), konductorKinds.end(),
                                    [parent](Kind kind) { return kindInfo(kind).parent == parent; });
    return found == konductorKinds.end() ? std::nullopt : std::optional(*found);
}

} // namespace

ObjectPtr ObjectIndex::insert(ObjectPtr object)
{
    ObjectPtr before = of(object->kind).insert(object);
    const auto parent = parentKey(*object);
    if (before && parentKey(*before) == parent) {
        return before;
    }
    if (before) {
        unlink(before);
    }
    if (parent) {
        m_children[*parent].insert(object->meta.name);
    }
    return before;
}

ObjectPtr ObjectIndex::remove(const ObjectKey& key)
{
    ObjectPtr before = of(key.kind).remove(key.ns, key.name);
    if (before) {
        unlink(before);
    }
    return before;
}

void ObjectIndex::clear()
{
    for (ObjectTable& objects : m_objects) {
        objects.clear();
    }
    m_children.clear();
}

ObjectPtr ObjectIndex::find(const ObjectKey& key) const
{
    return of(key.kind).find(key.ns, key.name);
}

qsizetype ObjectIndex::count() const
{
    qsizetype total = 0;
    for (const ObjectTable& objects : m_objects) {
        total += objects.size();
    }
    return total;
}

void ObjectIndex::forEach(Kind kind, const std::function<void(const ObjectPtr&)>& visit) const
{
    of(kind).forEach(visit);
}

std::vector<ObjectPtr> ObjectIndex::sorted(Kind kind) const
{
    std::vector<ObjectPtr> all;
    all.reserve(static_cast<size_t>(count(kind)));
    forEach(kind, [&](const ObjectPtr& object) { all.push_back(object); });
    std::sort(all.begin(), all.end(), [](const ObjectPtr& a, const ObjectPtr& b) {
        const int c = a->meta.ns.compare(b->meta.ns);
        return (c != 0 ? c : a->meta.name.compare(b->meta.name)) < 0;
    });
    return all;
}

std::vector<ObjectPtr> ObjectIndex::children(const ObjectKey& parent) const
{
    std::vector<ObjectPtr> found;
    const auto names = m_children.constFind(parent);
    const auto kind = childKind(parent.kind);
    if (names == m_children.constEnd() || !kind) {
        return found;
    }
    found.reserve(static_cast<size_t>(names->size()));
    for (const QString& name : *names) {
        found.push_back(of(*kind).find(parent.ns, name));
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
    const auto names = m_children.find(*parent);
    if (names == m_children.end()) {
        return;
    }
    names->remove(object->meta.name);
    if (names->isEmpty()) {
        m_children.erase(names);
    }
}

} // namespace konductor
