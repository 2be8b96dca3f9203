// SPDX-License-Identifier: Apache-2.0
#include "core/kube/watchturns.h"

#include "core/base/openfiles.h"

#include <algorithm>
#include <utility>

namespace konductor::kube {

using namespace std::chrono_literals;

namespace {
/// Between two who are asked to give way: each makes a new connection.
constexpr std::chrono::milliseconds pace = 20ms;
} // namespace

WatchTurns::Turn::~Turn()
{
    if (!m_begun) {
        m_turns->m_waiting.erase(m_place);
        return;
    }
    m_turns->m_begun.erase(m_place);
    if (m_turns->areScarce()) {
        m_turns->pumpIn(0ms);
    }
}

std::unique_ptr<WatchTurns::Turn> WatchTurns::take(std::function<void()> begin, std::function<void()> giveWay)
{
    std::unique_ptr<Turn> turn(new Turn(shared_from_this()));
    turn->m_begin = std::move(begin);
    turn->m_giveWay = std::move(giveWay);
    turn->m_begun = !areScarce() && m_begun.size() < m_most;
    turn->m_since = m_clock.monotonic();
    std::list<Turn*>& where = turn->m_begun ? m_begun : m_waiting;
    turn->m_place = where.insert(where.end(), turn.get());
    if (!turn->m_begun && !m_pump.isPending()) {
        pumpIn(pace);
    }
    return turn;
}

void WatchTurns::close()
{
    m_closed = true;
    m_pump.cancel();
}

void WatchTurns::pumpIn(std::chrono::milliseconds wait)
{
    if (!m_closed) {
        m_pump = m_clock.after(wait, [this] { pump(); });
    }
}

void WatchTurns::pump()
{
    m_pump.cancel();
    while (areScarce() && m_begun.size() < m_most) {
        Turn* next = m_waiting.front();
        m_begun.splice(m_begun.end(), m_waiting, next->m_place);
        next->m_begun = true;
        next->m_brief = areScarce();
        next->m_since = m_clock.monotonic();
        const std::function<void()> begin = std::exchange(next->m_begin, nullptr);
        begin(); // may drop it
    }
    if (areScarce()) {
        askOldestToGiveWay();
    }
    if (areScarce() && !m_pump.isPending()) {
        pumpIn(pace);
    }
}

void WatchTurns::askOldestToGiveWay()
{
    const auto lasting = std::find_if(m_begun.begin(), m_begun.end(),
                                      [](const Turn* turn) { return !turn->m_brief && turn->m_giveWay; });
    if (lasting != m_begun.end() && m_clock.monotonic() - (*lasting)->m_since >= patience) {
        const std::function<void()> giveWay = std::exchange((*lasting)->m_giveWay, nullptr);
        giveWay();
    }
}

size_t WatchTurns::affordable()
{
    // A watch is a socket, and a fifth of what a thread of Qt's opens to be woken.
    const size_t files = openFileLimit();
    return std::clamp<size_t>((files - files / 4) / 2, 11, mostWatches);
}

} // namespace konductor::kube
