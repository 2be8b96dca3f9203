// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/asioclock.h"

#include <boost/asio/steady_timer.hpp>

namespace konductor::sandbox {

namespace {

struct PendingTimer {
    boost::asio::steady_timer timer;
    std::function<void()> callback;
};

} // namespace

Timestamp AsioClock::now() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::milliseconds AsioClock::monotonic() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

TimerHandle AsioClock::after(std::chrono::milliseconds delay, std::function<void()> callback)
{
    auto pending =
        std::make_shared<PendingTimer>(PendingTimer{boost::asio::steady_timer(m_loop, delay), std::move(callback)});
    pending->timer.async_wait([weak = std::weak_ptr(pending)](const boost::system::error_code& error) {
        const auto alive = weak.lock();
        if (alive && !error) {
            alive->callback();
        }
    });
    return TimerHandle(pending);
}

} // namespace konductor::sandbox
