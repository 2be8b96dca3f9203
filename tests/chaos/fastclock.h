// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

namespace konductor::test {

/// The machine's clocks with spans that pass `speed` times faster, so that pauses and time-outs of minutes are run
/// through for real within a test. The wall clock keeps its pace: it is compared with the server's.
class FastClock final : public Clock {
public:
    explicit FastClock(int speed) : m_speed(speed) { }

    Timestamp now() const override { return m_clock.now(); }
    std::chrono::milliseconds monotonic() const override
    {
        const auto real = std::chrono::steady_clock::now().time_since_epoch();
        return std::chrono::floor<std::chrono::milliseconds>(real * m_speed);
    }
    TimerHandle after(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        // Rounded up: a timer that fires early would find that its time has not come.
        return m_clock.after((delay + std::chrono::milliseconds(m_speed - 1)) / m_speed, std::move(callback));
    }

private:
    int m_speed;
    SystemClock m_clock;
};

} // namespace konductor::test
