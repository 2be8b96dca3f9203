// SPDX-License-Identifier: Apache-2.0
#include "core/live/store.h"

#include <algorithm>

namespace konductor::live {

namespace {

bool sameVersion(const Object& a, const Object& b)
{
    return a.meta.uid == b.meta.uid && a.meta.resourceVersion == b.meta.resourceVersion;
}

/// The same name under a new uid (kube.md 1.14).
bool isAnotherObject(const Change& change)
{
    return change.before && change.after && change.before->meta.uid != change.after->meta.uid;
}

} // namespace

const ObjectPtr& Store::find(const ObjectKey& key) const
{
    return of(key.kind).find(key.ns, key.name);
}

ObjectPtr Store::known(ObjectPtr object) const
{
    const ObjectPtr& here = of(object->kind).find(object->meta.ns, object->meta.name);
    return here && sameVersion(*here, *object) ? here : object;
}

void Store::apply(const ObjectPtr& object, const QByteArray& json)
{
    ObjectTable& objects = of(object->kind);
    const ObjectPtr before = objects.find(object->meta.ns, object->meta.name);
    if (before) {
        const auto order = compareResourceVersions(object->meta.resourceVersion, before->meta.resourceVersion);
        if (order < 0 || sameVersion(*object, *before)) {
            return;
        }
    }
    objects.insert(object);
    note(object->key(), before, object, false, json);
}

void Store::remove(const ObjectPtr& last, const QByteArray& json)
{
    const ObjectPtr before = find(last->key());
    if (!before || before->meta.uid != last->meta.uid) {
        return;
    }
    of(last->kind).remove(last->meta.ns, last->meta.name);
    note(last->key(), before, nullptr, false, json);
}

void Store::replace(Kind kind, const QString& ns, const std::vector<ObjectPtr>& items)
{
    ObjectTable& objects = of(kind);
    removeAbsent(objects, ns, items);
    if (objects.size() == 0) {
        m_pending.reserve(m_pending.size() + items.size()); // all are news
    }
    for (const ObjectPtr& item : items) {
        const ObjectPtr before = objects.find(item->meta.ns, item->meta.name);
        if (!before || !sameVersion(*before, *item)) {
            objects.insert(item);
            note(item->key(), before, item);
        }
    }
}

void Store::removeAbsent(ObjectTable& objects, const QString& ns, const std::vector<ObjectPtr>& items)
{
    if (objects.size() == 0) {
        return;
    }
    ObjectTable present;
    for (const ObjectPtr& item : items) {
        present.insert(item);
    }
    std::vector<ObjectPtr> gone;
    objects.forEach([&](const ObjectPtr& object) {
        if ((ns.isEmpty() || object->meta.ns == ns) && !present.find(object->meta.ns, object->meta.name)) {
            gone.push_back(object);
        }
    });
    for (const ObjectPtr& object : gone) {
        objects.remove(object->meta.ns, object->meta.name);
        note(object->key(), object, nullptr, true);
    }
}

/// Where the change of what is found under `key` is pending; behind the end when nothing is.
template <class Key> size_t Store::takePlace(QHash<Key, size_t>& places, const Key& key)
{
    const auto found = places.constFind(key);
    if (found == places.constEnd()) {
        return m_pending.size();
    }
    const size_t place = *found;
    places.erase(found);
    return place;
}

void Store::note(const ObjectKey& key, const ObjectPtr& before, const ObjectPtr& after, bool finalStateUnknown,
                 const QByteArray& json)
{
    const size_t place = before ? takePlace<const Object*>(m_places, before.get()) : takePlace(m_gonePlaces, key);
    if (place == m_pending.size()) {
        m_pending.push_back({before, after, finalStateUnknown, json});
    } else {
        m_pending[place].after = after;
        m_pending[place].finalStateUnknown = finalStateUnknown;
        m_pending[place].json = json;
    }
    if (after) {
        m_places.insert(after.get(), place);
    } else {
        m_gonePlaces.insert(key, place);
    }
}

std::vector<Change> Store::take()
{
    std::vector<Change> changes = std::exchange(m_pending, {});
    m_places = {};
    m_gonePlaces = {};
    std::erase_if(changes, [](const Change& change) { return change.before == change.after; }); // came and went
    for (Change& change : changes) {
        change.finalStateUnknown = !change.after && change.finalStateUnknown;
    }
    if (std::none_of(changes.begin(), changes.end(), isAnotherObject)) {
        return changes;
    }
    std::vector<Change> split;
    for (const Change& change : changes) {
        if (isAnotherObject(change)) {
            split.push_back({change.before, nullptr, true});
            split.push_back({nullptr, change.after, false, change.json});
        } else {
            split.push_back(change);
        }
    }
    return split;
}

} // namespace konductor::live
