// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/objectapi.h"

#include <QHash>

#include <set>

namespace konductor::sandbox {

/// Deletes, a moment later, what has lost its last owner, and what lived in a deleted namespace.
class GarbageCollector {
public:
    GarbageCollector(ObjectApi& api, Clock& clock);

private:
    using Item = std::tuple<size_t, QString, QString>; ///< resource, namespace, name

    void observe(const StoreEvent& event);
    void follow(const Item& item, const StoredPtr& before, const StoredPtr& after);
    void schedule(const Item& item);
    void collect();
    bool hasOwner(const Stored& object) const;

    ObjectApi& m_api;
    Clock& m_clock;
    QHash<QString, std::set<Item>> m_dependents; ///< By the owner's uid.
    QHash<QString, int> m_alive; ///< uids that exist.
    std::set<Item> m_suspects;
    std::set<Item> m_doomed; ///< Of a deleted namespace: no owner saves them.
    TimerHandle m_timer;
};

} // namespace konductor::sandbox
