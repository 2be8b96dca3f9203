// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <functional>
#include <list>
#include <memory>

namespace konductor::kube {

/// Who may have a watch open now. Each costs a TCP connection, and each five of them a thread of Qt's (ManagerPool). A
/// cluster that is seen namespace by namespace can want thousands, more than a desktop's 1,024 open files. Up to `most`
/// nobody notices; beyond that they take turns: who has had his time makes room for who waits longest.
///
/// Lives on the connection's thread; turns keep it. What it calls may take and drop turns.
class WatchTurns final : public std::enable_shared_from_this<WatchTurns> {
public:
    /// Enough for eleven kinds in sixty namespaces, where the process may open as many files.
    static constexpr size_t mostWatches = 700;
    /// How long a watch begun while others wait should last: then it ends in an orderly way, and its connection serves
    /// the next one.
    static constexpr std::chrono::seconds shortestTurn{8};
    static constexpr std::chrono::seconds longestTurn{12};
    /// A watch begun when nobody waited would last for minutes: it is asked to give way after this time.
    static constexpr std::chrono::milliseconds patience{5'000};

    WatchTurns(Clock& clock, size_t most) : m_clock(clock), m_most(most) { }
    WatchTurns(const WatchTurns&) = delete;
    WatchTurns& operator=(const WatchTurns&) = delete;

    /// A place among those that watch, or in the queue for it; given up when it is gone.
    class Turn {
    public:
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        bool hasBegun() const { return m_begun; }

    private:
        friend class WatchTurns;
        explicit Turn(std::shared_ptr<WatchTurns> turns) : m_turns(std::move(turns)) { }
        std::shared_ptr<WatchTurns> m_turns;
        std::function<void()> m_begin;
        std::function<void()> m_giveWay;
        std::chrono::milliseconds m_since{0};
        bool m_begun = false;
        bool m_brief = false; ///< Begun while others waited: it ends by itself.
        std::list<Turn*>::iterator m_place;
    };
    /// Where it has not begun at once, `begin` is called from the event loop when it does. `giveWay` may be called once
    /// after that, if nobody waited when it began: the turn is to be dropped soon.
    std::unique_ptr<Turn> take(std::function<void()> begin, std::function<void()> giveWay);

    /// The connection goes away: nobody is called any more.
    void close();

    /// Whether somebody waits for a place.
    bool areScarce() const { return !m_waiting.empty(); }
    size_t begun() const { return m_begun.size(); }

    /// What the limit of open files of this process allows, at most mostWatches. Leaves a quarter of them to the rest.
    static size_t affordable();

private:
    void pump();
    void pumpIn(std::chrono::milliseconds wait);
    void askOldestToGiveWay();

    Clock& m_clock;
    size_t m_most;
    std::list<Turn*> m_begun; ///< Longest first.
    std::list<Turn*> m_waiting; ///< Longest first.
    TimerHandle m_pump;
    bool m_closed = false;
};

} // namespace konductor::kube
