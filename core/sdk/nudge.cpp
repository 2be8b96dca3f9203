// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/nudge.h"

namespace konductor::sdk {

using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds firstPause = 60ms;
constexpr std::chrono::milliseconds longestPause = 10s;
constexpr int growth = 3;
} // namespace

Nudge::Nudge(Clock& clock, std::chrono::milliseconds grace, std::function<void()> touch)
    : m_clock(clock)
    , m_grace(grace)
    , m_pause(firstPause)
    , m_touch(std::move(touch))
{
}

void Nudge::tell(bool overdue)
{
    if (!overdue) {
        m_timer.cancel();
        m_pause = firstPause;
    } else if (!m_timer.isPending()) {
        m_grace == 0ms ? now() : arm(m_grace);
    }
}

void Nudge::now()
{
    arm(m_pause);
    m_pause = std::min(m_pause * growth, longestPause);
    m_touch();
}

void Nudge::arm(std::chrono::milliseconds wait)
{
    m_timer = m_clock.after(wait, [this] { now(); });
}

} // namespace konductor::sdk
