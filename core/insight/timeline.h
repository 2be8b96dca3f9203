// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <QHash>

#include <optional>
#include <set>
#include <vector>

namespace konductor::insight {

/// At most one time a key, and the keys in the order of their times.
template <class Key> class Timeline {
public:
    void set(const Key& key, std::optional<Timestamp> at)
    {
        if (const auto old = m_times.constFind(key); old != m_times.constEnd()) {
            m_order.erase({*old, key});
            m_times.erase(old);
        }
        if (at) {
            m_times.insert(key, *at);
            m_order.insert({*at, key});
        }
    }
    std::optional<Timestamp> next() const
    {
        return m_order.empty() ? std::nullopt : std::optional(m_order.begin()->first);
    }
    /// Takes out what is due at `now`.
    std::vector<Key> takeDue(Timestamp now)
    {
        std::vector<Key> due;
        while (!m_order.empty() && m_order.begin()->first <= now) {
            due.push_back(m_order.begin()->second);
            set(Key(due.back()), std::nullopt);
        }
        return due;
    }
    void clear()
    {
        m_times.clear();
        m_order.clear();
    }

private:
    QHash<Key, Timestamp> m_times;
    std::set<std::pair<Timestamp, Key>> m_order;
};

} // namespace konductor::insight
