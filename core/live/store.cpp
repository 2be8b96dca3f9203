// SPDX-License-Identifier: Apache-2.0
#include "core/live/store.h"

#include <QSet>

namespace konductor::live {

void Store::apply(const ObjectPtr& object)
{
    const ObjectPtr before = m_objects.find(object->key());
    if (before) {
        const auto order = compareResourceVersions(object->meta.resourceVersion, before->meta.resourceVersion);
        const bool sameVersion = order == 0 || object->meta.resourceVersion == before->meta.resourceVersion;
        if (order < 0 || (sameVersion && object->meta.uid == before->meta.uid)) {
            return;
        }
    }
    m_objects.insert(object);
    note(object->key(), before, object);
}

void Store::remove(const ObjectPtr& last)
{
    const ObjectKey key = last->key();
    const ObjectPtr before = m_objects.find(key);
    if (!before || before->meta.uid != last->meta.uid) {
        return;
    }
    m_objects.remove(key);
    note(key, before, nullptr);
}

void Store::replace(Kind kind, const QString& ns, const std::vector<ObjectPtr>& items)
{
    QSet<ObjectKey> present;
    present.reserve(static_cast<qsizetype>(items.size()));
    for (const ObjectPtr& item : items) {
        present.insert(item->key());
    }
    std::vector<ObjectKey> gone;
    m_objects.forEach(kind, [&](const ObjectPtr& object) {
        if ((ns.isEmpty() || object->meta.ns == ns) && !present.contains(object->key())) {
            gone.push_back(object->key());
        }
    });
    for (const ObjectKey& key : gone) {
        note(key, m_objects.remove(key), nullptr, true);
    }
    for (const ObjectPtr& item : items) {
        const ObjectPtr before = m_objects.find(item->key());
        if (!before || before->meta.uid != item->meta.uid
            || before->meta.resourceVersion != item->meta.resourceVersion) {
            m_objects.insert(item);
            note(item->key(), before, item);
        }
    }
}

void Store::note(const ObjectKey& key, const ObjectPtr& before, const ObjectPtr& after, bool finalStateUnknown)
{
    const auto place = m_places.constFind(key);
    if (place == m_places.constEnd()) {
        m_places.insert(key, m_pending.size());
        m_pending.push_back({before, after, finalStateUnknown});
        return;
    }
    Pending& pending = m_pending[*place];
    pending.after = after;
    pending.finalStateUnknown = finalStateUnknown;
}

std::vector<Change> Store::take()
{
    std::vector<Change> changes;
    changes.reserve(m_pending.size());
    for (const Pending& pending : m_pending) {
        const auto& [before, after, unknown] = pending;
        if (before == after) {
            continue; // came and went in between
        }
        if (before && after && before->meta.uid != after->meta.uid) {
            changes.push_back({before, nullptr, true});
            changes.push_back({nullptr, after, false});
        } else {
            changes.push_back({before, after, !after && unknown});
        }
    }
    m_pending.clear();
    m_places.clear();
    return changes;
}

} // namespace konductor::live
