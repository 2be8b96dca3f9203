// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/live/change.h"

#include <QHash>

#include <vector>

namespace konductor::live {

/// The objects of one cluster as the streams tell them, and what changed since the last take(). Several changes of
/// one object become one (kube.md 1.55). Pure; lives on the engine's thread.
class Store {
public:
    const ObjectIndex& objects() const { return m_objects; }

    /// An ADDED or MODIFIED event. An older version never overwrites a newer one (1.33), the same version is no
    /// change, the same name with a new uid is another object (1.14).
    void apply(const ObjectPtr& object);
    /// A DELETED event with the object's last state. Nothing when another object lives in its place by now.
    void remove(const ObjectPtr& last);
    /// A complete list of a kind in a namespace (everywhere when empty). It is the truth: what is absent is gone
    /// (finalStateUnknown), and lower versions are taken too, for they mean a server restored from a backup.
    void replace(Kind kind, const QString& ns, const std::vector<ObjectPtr>& items);

    bool hasChanges() const { return !m_pending.empty(); }
    std::vector<Change> take();

private:
    struct Pending {
        ObjectPtr before;
        ObjectPtr after;
        bool finalStateUnknown = false;
    };
    void note(const ObjectKey& key, const ObjectPtr& before, const ObjectPtr& after, bool finalStateUnknown = false);

    ObjectIndex m_objects;
    std::vector<Pending> m_pending;
    QHash<ObjectKey, size_t> m_places;
};

} // namespace konductor::live
