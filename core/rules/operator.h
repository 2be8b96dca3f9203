// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/operatormodel.h"

#include <QHash>
#include <QSet>

#include <set>
#include <vector>

namespace konductor::rules {

/// The operator as a work queue around reconcile(): whom a change wakes, timers, retries with growing pauses, the
/// resync every ten hours (semantics.md §2). It has no clock and no network: whoever drives it tells it what changed
/// and what time it is, asks for the writes that are due and makes them, in their order.
///
///     operator.observe(before, after, now);             // each change, its own writes' effects included
///     for (const Write& write : operator.due(now))      // when now ≥ nextWake()
///         if (!operator.isStopped(write) && !server.accepts(write)) operator.refused(write, now);
///
/// Not thread-safe. Copyable, so that a prediction can run ahead on a copy.
class Operator {
public:
    explicit Operator(TieBreak tieBreak = {});

    /// An object appeared (before null), changed, or vanished (after null). Everything that exists when an operator
    /// starts is observed as appearing.
    void observe(const ObjectPtr& before, const ObjectPtr& after, Timestamp now);

    /// Reconciles what is due and returns the writes. None of them has happened until it is observed.
    std::vector<Write> due(Timestamp now);

    /// When due() will next have something to look at; none: only a change can.
    std::optional<Timestamp> nextWake() const;

    /// A write of the last due() was refused or conflicted: its reconcile stops there and is tried again after 5 ms,
    /// doubled each time up to 1000 s, instead of at the timer it set; or at once when something changes.
    void refused(const Write& write, Timestamp now);

    /// Whether a write of the last due() is no longer to be made, because one before it in its reconcile was refused.
    bool isStopped(const Write& write) const { return m_stopped.contains(write.reconciled); }

    const ObjectIndex& objects() const { return m_objects; }

private:
    void enqueue(const ObjectKey& key, Timestamp now);
    void setTimer(const ObjectKey& key, Timestamp at);
    void dropTimer(const ObjectKey& key);
    void takeTimers(Timestamp now);
    void resync(Timestamp now);

    TieBreak m_tieBreak;
    ObjectIndex m_objects;
    std::vector<ObjectKey> m_queue;
    QHash<ObjectKey, Timestamp> m_queued; ///< Since when each key stands in the queue.
    QHash<ObjectKey, Timestamp> m_timers;
    std::set<std::pair<Timestamp, ObjectKey>> m_timeline; ///< The timers in order.
    QHash<ObjectKey, int> m_failures;
    QHash<ObjectKey, std::optional<Timestamp>> m_timersBefore; ///< Of what the last due() reconciled into writes.
    QSet<ObjectKey> m_stopped; ///< Reconciles of the last due() of which a write was refused.
    std::optional<Timestamp> m_resyncAt;
};

} // namespace konductor::rules
