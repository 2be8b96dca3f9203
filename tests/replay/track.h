// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/replay/trace.h"

#include "core/api/objectindex.h"

#include <map>

namespace konductor::test {

/// One event that one primitive's reconcile reads, is woken by, or wrote.
struct Step {
    const TraceEvent* event = nullptr;
    size_t position = 0; ///< Of the event in the trace.
    bool own = false; ///< A version of the primitive itself.
    bool wakes = false;
};

/// What happened around one primitive: what its reconcile sees after each step. The primitive need not exist: a work
/// queue knows names only, and its timers outlive an object.
class Track {
public:
    explicit Track(ObjectKey key) : m_key(std::move(key)), m_states(1) { }

    void add(const Step& step);

    const ObjectKey& key() const { return m_key; }
    const std::vector<Step>& steps() const { return m_steps; }
    /// What the operator can see after the first `count` steps.
    const ObjectIndex& state(size_t count) const { return m_states[count]; }
    /// How many steps had happened at that time.
    size_t stepsUntil(Timestamp time) const;
    /// The primitive, or null, after the first `count` steps.
    ObjectPtr primitive(size_t count) const { return m_states[count].find(m_key); }

private:
    ObjectKey m_key;
    std::vector<Step> m_steps;
    std::vector<ObjectIndex> m_states;
};

/// The tracks of everything in the trace that the operator reconciles.
std::map<ObjectKey, Track> tracksOf(const Trace& trace);

/// The primitive whose reconcile writes this object: by its label for permits, arrivals and requests.
std::optional<ObjectKey> writer(const Object& object);

} // namespace konductor::test
