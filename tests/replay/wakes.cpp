// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/wakes.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

using std::chrono::milliseconds;

constexpr Timestamp never = Timestamp::max();

/// What the work queue may know of the name: when its one timer goes off, and how often in a row its writes were
/// refused.
struct World {
    Timestamp from = never;
    Timestamp to = never;
    int failures = 0;
};

/// One entry where the recording leaves no doubt.
using Worlds = std::vector<World>;

/// Joins what is nearly the same; bounds the number. The earliest timer first.
void tidy(Worlds& worlds)
{
    constexpr milliseconds near(50);
    constexpr size_t most = 24;
    const auto order = [](const World& a, const World& b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); };
    std::sort(worlds.begin(), worlds.end(), order);
    Worlds joined;
    for (const World& world : worlds) {
        const auto same = std::find_if(joined.begin(), joined.end(), [&](const World& other) {
            const bool overlap =
                world.from < never ? world.from - near <= other.to && other.from < never : world.from == other.from;
            return other.failures == world.failures && overlap;
        });
        if (same == joined.end() && joined.size() < most) {
            joined.push_back(world);
        } else {
            World& into = same == joined.end() ? joined.back() : *same;
            into.to = std::max(into.to, world.to);
        }
    }
    worlds = std::move(joined);
}

/// The pause before a refused write is tried again: 5 ms, doubled each time up to 1000 s.
milliseconds pauseAfter(int failures)
{
    constexpr milliseconds longest(1'000'000);
    const milliseconds pause = milliseconds(5) * (1LL << std::clamp(failures - 1, 0, 18));
    return std::min(longest, pause);
}

/// The earliest time the wake's reconcile can have read. A timer is never early.
Timestamp firstClock(const Wake& wake)
{
    return std::max(wake.notBefore, wake.byTimer ? wake.from : wake.from - Pace::early);
}

class WakeFinder {
public:
    WakeFinder(const Track& track, const Trace& trace, const Paces& paces)
        : m_track(track)
        , m_trace(trace)
        , m_paces(paces)
    {
    }

    std::vector<Wake> find()
    {
        size_t next = 0;
        size_t pause = 0;
        const auto& steps = m_track.steps();
        while (true) {
            const Timestamp change = next < steps.size() ? steps[next].event->time : never;
            const Timestamp start = pause < m_trace.pauses.size() ? m_trace.pauses[pause].to : never;
            const Timestamp timer = m_worlds.front().from;
            if (std::min({change, start, timer}) > m_trace.end) {
                return std::move(m_wakes);
            }
            if (timer <= std::min(change, start)) {
                fire();
            } else if (start <= change) {
                ++pause;
                m_worlds = {World()}; // its work queue is a new one
                wake({start, start + Pace::startUp, next, true, u"the start of an operator"_s});
            } else if (const Step& step = steps[next++]; step.wakes) {
                const TraceEvent& event = *step.event;
                wake({event.time, event.time, next, true, u"a change of "_s + toString(event.key)});
            }
        }
    }

private:
    /// The earliest timer goes off, in its world.
    void fire()
    {
        const World world = m_worlds.front();
        Worlds others(m_worlds.begin() + 1, m_worlds.end());
        const Wake wakeUp{world.from, world.to, m_track.stepsUntil(world.from), others.empty(), u"its timer"_s, true};
        m_worlds = {World{never, never, world.failures}};
        if (!wakeUp.certain && unmet(m_track, wakeUp, m_paces)) {
            m_worlds = std::move(others); // it did not go off
            return;
        }
        wake(wakeUp);
        m_worlds.insert(m_worlds.end(), others.begin(), others.end());
        tidy(m_worlds);
    }

    bool isStopped(Timestamp time) const
    {
        return std::any_of(m_trace.pauses.begin(), m_trace.pauses.end(),
                           [time](const Pause& pause) { return pause.from <= time && time < pause.to; });
    }

    void wake(Wake wake)
    {
        if (!isStopped(wake.from)) {
            reconcileAfter(wake);
            m_wakes.push_back(std::move(wake));
        }
    }

    /// Takes up the timers that the wake's reconcile may set, whichever of the possible states it sees.
    void reconcileAfter(const Wake& wake)
    {
        const Timestamp first = firstClock(wake);
        const Timestamp last = wake.to + Pace::usual;
        Worlds next;
        for (size_t count = wake.steps; count <= lastSeen(wake, last); ++count) {
            for (const Timestamp now : {first, wake.from, last}) {
                const rules::Outcome outcome = rules::reconcile(m_track.key(), m_track.state(count), now);
                for (const World& world : m_worlds) {
                    addOutcome(next, world, outcome, wake);
                }
            }
            tidy(next);
        }
        m_worlds = std::move(next);
    }

    void addOutcome(Worlds& next, const World& world, const rules::Outcome& outcome, const Wake& wake) const
    {
        World after;
        if (outcome.writes.empty() || !outcome.writes.back().refusedBySchema) {
            after.from = after.to = std::max(outcome.wakeAt.value_or(never), wake.from + milliseconds(1));
            if (after.from > wake.to + std::chrono::seconds(30) && after.from < never) {
                after.to += m_paces.at(m_track.key(), wake.from).backlog; // a minute after it, whenever that is
            }
            addTimer(next, world, after, wake);
            return;
        }
        // Two changes close together may be one reconcile; a timer that goes off is one of its own.
        const bool apart = wake.byTimer || m_wakes.empty() || m_wakes.back().to + Pace::usual < wake.from;
        for (int more = apart ? 1 : 0; more <= 1; ++more) {
            after.failures = world.failures + more;
            after.from = wake.from + pauseAfter(after.failures);
            after.to = wake.to + Pace::usual + pauseAfter(after.failures);
            addTimer(next, world, after, wake);
        }
    }

    /// Of two timers the work queue keeps the earlier; a failed reconcile's retry may have taken the old one.
    void addTimer(Worlds& next, const World& world, const World& after, const Wake& wake) const
    {
        next.push_back({std::min(world.from, after.from), std::min(world.to, after.to), after.failures});
        if (mayConflict(wake)) {
            next.push_back(after);
        }
    }

    /// Whether a reconcile at this wake may have seen an old version: a child's change, or a client's right after
    /// another one.
    bool mayConflict(const Wake& wake) const
    {
        int others = 0;
        for (size_t i = wake.steps; !wake.byTimer && i-- > 0;) {
            const Step& step = m_track.steps()[i];
            if (step.event->time < wake.from - Pace::early) {
                break;
            }
            others += !step.wakes || (step.own && step.event->byOperator) ? 0 : step.own ? 1 : 2;
        }
        return others > 1;
    }

    /// How many steps the wake's reconcile can have seen: what comes after the operator's next write of the primitive
    /// is seen by the reconcile that this write wakes.
    size_t lastSeen(const Wake& wake, Timestamp last) const
    {
        const size_t until = std::max(wake.steps, m_track.stepsUntil(last));
        for (size_t i = wake.steps; i < until; ++i) {
            const Step& step = m_track.steps()[i];
            if (step.own && step.event->byOperator) {
                return i;
            }
        }
        return until;
    }

    const Track& m_track;
    const Trace& m_trace;
    const Paces& m_paces;
    std::vector<Wake> m_wakes;
    Worlds m_worlds{World()};
};

} // namespace

bool anyOutcome(const ObjectKey& key, const ObjectIndex& objects, Timestamp now,
                const std::function<bool(const rules::Outcome&)>& visit)
{
    size_t ties = 1;
    for (size_t tie = 0; tie < ties; ++tie) {
        const auto choose = [tie, &ties](const std::vector<ObjectPtr>& equals) {
            ties = equals.size();
            return tie;
        };
        if (visit(rules::reconcile(key, objects, now, choose))) {
            return true;
        }
    }
    return false;
}

std::optional<Unmet> unmet(const Track& track, const Wake& wake, const Paces& paces)
{
    const auto& steps = track.steps();
    const Pace pace = paces.at(track.key(), wake.to);
    Timestamp last = wake.to + pace.bound;
    // A reconcile of many writes takes longer: each one that is there gives the next its time.
    for (size_t i = wake.steps; i < steps.size() && steps[i].event->time <= last; ++i) {
        if (steps[i].event->byOperator && !steps[i].own) {
            last = std::max(last, steps[i].event->time + pace.bound);
        }
    }
    const size_t until = std::max(wake.steps, track.stepsUntil(last));
    rules::Outcome due;
    for (size_t count = wake.steps; count <= until; ++count) {
        if (count > wake.steps && steps[count - 1].own) {
            return std::nullopt;
        }
        const Timestamp begin = count > wake.steps ? steps[count - 1].event->time : firstClock(wake);
        const Timestamp end = count < until ? steps[count].event->time : last;
        for (const Timestamp now : {begin, begin + (end - begin) / 2, end}) {
            const bool atRest = anyOutcome(track.key(), track.state(count), now, [&due](const rules::Outcome& outcome) {
                due = outcome;
                std::erase_if(due.writes, [](const rules::Write& write) { return write.refusedBySchema; });
                return due.writes.empty();
            });
            if (atRest) {
                return std::nullopt;
            }
        }
    }
    return Unmet{due.writes.front(), track.state(until).find(due.writes.front().key)};
}

std::vector<Wake> wakesOf(const Track& track, const Trace& trace, const Paces& paces)
{
    return WakeFinder(track, trace, paces).find();
}

} // namespace konductor::test
