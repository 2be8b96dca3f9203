// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <functional>

namespace konductor::sdk {

/// Private to core/sdk: makes the operator look where it would not by itself (semantics.md §4). Told again and again
/// whether the operator has something to write and has not; touches after a grace, and again with growing pauses while
/// that lasts, because the operator's own view may be behind.
class Nudge {
public:
    /// `grace`: how long the operator may take by itself. `touch` writes to the object.
    Nudge(Clock& clock, std::chrono::milliseconds grace, std::function<void()> touch);

    void tell(bool overdue);
    /// Touches at once: something happened that the operator cannot have seen.
    void now();

private:
    void arm(std::chrono::milliseconds wait);

    Clock& m_clock;
    std::chrono::milliseconds m_grace;
    std::chrono::milliseconds m_pause;
    std::function<void()> m_touch;
    TimerHandle m_timer;
};

} // namespace konductor::sdk
