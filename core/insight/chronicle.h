// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/sentence.h"

#include <deque>
#include <memory>

namespace konductor::insight {

/// Something that happened to a primitive, as a person would tell it: "Lease db passed from worker-a to worker-b."
struct Event {
    enum class Weight : quint8 { Plain, Good, Bad };
    Timestamp time; ///< When it was seen, server time.
    ObjectKey key; ///< The primitive; of a permit, arrival or request its parent.
    Sentence words;
    Weight weight = Weight::Plain;

    friend bool operator==(const Event&, const Event&) = default;
};

/// What one step of an object from `before` to `after` (one of them may be null) means; nothing for renewals,
/// counters that only follow members, and what no person looks for. Pure.
std::vector<Event> eventsOf(const std::shared_ptr<const Object>& before, const std::shared_ptr<const Object>& after,
                            Timestamp now);

/// The latest events, newest first, bounded. Kubernetes keeps none for these objects (semantics.md), so a console
/// knows what it saw itself.
class Chronicle {
public:
    explicit Chronicle(size_t most = 2'000) : m_most(most) { }

    /// True when something was added.
    bool add(const std::shared_ptr<const Object>& before, const std::shared_ptr<const Object>& after, Timestamp now);
    void clear() { m_events.clear(); }
    /// How many were ever added: tells a reader how many at the front are new to it.
    quint64 total() const { return m_total; }
    const std::deque<Event>& events() const { return m_events; }
    std::vector<Event> of(const ObjectKey& key, size_t most) const;

private:
    size_t m_most;
    quint64 m_total = 0;
    std::deque<Event> m_events;
};

} // namespace konductor::insight
