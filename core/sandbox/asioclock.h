// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <boost/asio/io_context.hpp>

namespace konductor::sandbox {

/// The machine's clocks, with timers on an Asio loop: the sandbox's thread has no Qt event loop.
class AsioClock final : public Clock {
public:
    explicit AsioClock(boost::asio::io_context& loop) : m_loop(loop) { }

    Timestamp now() const override;
    std::chrono::milliseconds monotonic() const override;
    TimerHandle after(std::chrono::milliseconds delay, std::function<void()> callback) override;

private:
    boost::asio::io_context& m_loop;
};

} // namespace konductor::sandbox
