// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/export.h"
#include "core/base/time.h"

#include <functional>
#include <memory>

namespace konductor {

/// Cancels its timer when destroyed. Movable, so that a member holds at most one pending timer.
class TimerHandle {
public:
    TimerHandle() = default;
    explicit TimerHandle(std::shared_ptr<void> alive) : m_alive(std::move(alive)) { }
    void cancel() { m_alive.reset(); }
    bool isPending() const { return m_alive != nullptr; }

private:
    std::shared_ptr<void> m_alive;
};

/// Time, injected (design decision 7). A clock belongs to the thread that uses it.
class KONDUCTOR_EXPORT Clock {
public:
    virtual ~Clock() = default;

    /// Wall clock in UTC. May jump; never use it to measure a span.
    virtual Timestamp now() const = 0;
    /// Never goes back; its zero has no meaning.
    virtual std::chrono::milliseconds monotonic() const = 0;
    /// Calls `callback` once, from the thread's event loop, after `delay`; not if the handle is gone by then.
    [[nodiscard]] virtual TimerHandle after(std::chrono::milliseconds delay, std::function<void()> callback) = 0;
};

/// The machine's clocks and Qt's timers.
class KONDUCTOR_EXPORT SystemClock final : public Clock {
public:
    Timestamp now() const override;
    std::chrono::milliseconds monotonic() const override;
    TimerHandle after(std::chrono::milliseconds delay, std::function<void()> callback) override;
};

/// A clock that moves only when told. Timers fire inside advance(), in order of their time.
class KONDUCTOR_EXPORT ManualClock final : public Clock {
public:
    explicit ManualClock(Timestamp start);
    ~ManualClock() override;

    Timestamp now() const override;
    std::chrono::milliseconds monotonic() const override;
    TimerHandle after(std::chrono::milliseconds delay, std::function<void()> callback) override;

    /// Moves both clocks forward and fires what becomes due, each at its own time.
    void advance(std::chrono::milliseconds by);
    /// The wall clock alone jumps, as after a suspend or an NTP step.
    void jumpWallClock(std::chrono::milliseconds by);

private:
    struct Timers;
    Timestamp m_now;
    std::chrono::milliseconds m_monotonic{0};
    std::unique_ptr<Timers> m_timers;
};

} // namespace konductor
