// SPDX-License-Identifier: Apache-2.0
#include "core/rules/operator.h"

#include <algorithm>

namespace konductor::rules {

namespace {

constexpr std::chrono::hours resyncPeriod(10);
constexpr std::chrono::milliseconds firstPause(5);
constexpr std::chrono::milliseconds longestPause(1'000'000);

std::chrono::milliseconds pauseAfter(int failures)
{
    constexpr int doublings = 18; // 5 ms · 2¹⁸ is past the longest pause
    const std::chrono::milliseconds pause = firstPause * (1LL << std::min(failures - 1, doublings));
    return std::min(pause, longestPause);
}

} // namespace

Operator::Operator(TieBreak tieBreak) : m_tieBreak(std::move(tieBreak)) { }

void Operator::observe(const ObjectPtr& before, const ObjectPtr& after, Timestamp now)
{
    if (!m_resyncAt) {
        m_resyncAt = now + resyncPeriod;
    }
    if (after) {
        m_objects.insert(after);
    } else if (before) {
        m_objects.remove(before->key());
    }
    for (const ObjectKey& key : wokenBy(before, after)) {
        enqueue(key, now);
    }
}

std::vector<Write> Operator::due(Timestamp now)
{
    if (m_resyncAt && *m_resyncAt <= now) {
        resync(now);
    }
    takeTimers(now);
    std::vector<Write> writes;
    const std::vector<ObjectKey> queue = std::exchange(m_queue, {});
    m_queued.clear();
    m_timersBefore.clear();
    m_stopped.clear();
    for (const ObjectKey& key : queue) {
        Outcome outcome = reconcile(key, m_objects, now, m_tieBreak);
        if (outcome.writes.empty()) {
            m_failures.remove(key);
        } else {
            const auto timer = m_timers.constFind(key);
            m_timersBefore.insert(key, timer == m_timers.constEnd() ? std::nullopt : std::optional(*timer));
        }
        if (outcome.wakeAt) {
            setTimer(key, *outcome.wakeAt);
        }
        std::move(outcome.writes.begin(), outcome.writes.end(), std::back_inserter(writes));
    }
    return writes;
}

std::optional<Timestamp> Operator::nextWake() const
{
    std::optional<Timestamp> earliest = m_resyncAt;
    const auto consider = [&earliest](Timestamp time) { earliest = earliest ? std::min(*earliest, time) : time; };
    if (!m_timeline.empty()) {
        consider(m_timeline.begin()->first);
    }
    if (!m_queue.empty()) {
        consider(m_queued.value(m_queue.front()));
    }
    return earliest;
}

void Operator::refused(const Write& write, Timestamp now)
{
    const ObjectKey& key = write.reconciled;
    m_stopped.insert(key);
    // A reconcile that failed sets no timer of its own; one from before stays.
    if (m_timersBefore.contains(key)) {
        dropTimer(key);
        if (const auto before = m_timersBefore.take(key)) {
            setTimer(key, *before);
        }
    }
    const int failures = ++m_failures[key];
    setTimer(key, now + pauseAfter(failures));
}

void Operator::enqueue(const ObjectKey& key, Timestamp now)
{
    if (!m_queued.contains(key)) {
        m_queued.insert(key, now);
        m_queue.push_back(key);
    }
}

/// A key has one timer; as in the operator's work queue, the earlier of two stays.
void Operator::setTimer(const ObjectKey& key, Timestamp at)
{
    const auto existing = m_timers.constFind(key);
    if (existing != m_timers.constEnd()) {
        if (*existing <= at) {
            return;
        }
        dropTimer(key);
    }
    m_timers.insert(key, at);
    m_timeline.insert({at, key});
}

void Operator::dropTimer(const ObjectKey& key)
{
    const auto existing = m_timers.constFind(key);
    if (existing != m_timers.constEnd()) {
        m_timeline.erase({*existing, key});
        m_timers.erase(existing);
    }
}

void Operator::takeTimers(Timestamp now)
{
    while (!m_timeline.empty() && m_timeline.begin()->first <= now) {
        const ObjectKey key = m_timeline.begin()->second;
        m_timeline.erase(m_timeline.begin());
        m_timers.remove(key);
        enqueue(key, now);
    }
}

void Operator::resync(Timestamp now)
{
    m_resyncAt = now + resyncPeriod;
    for (const Kind kind : primitiveKinds) {
        m_objects.forEach(kind, [&](const ObjectPtr& object) { enqueue(object->key(), now); });
    }
}

} // namespace konductor::rules
