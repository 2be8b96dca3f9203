// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QObject>

#include <atomic>
#include <coroutine>
#include <optional>
#include <stop_token>

namespace konductor::sdk {

/// Private to core/sdk: one call under way. Joins the caller's stop token, the client's and the time-out into one, and
/// is the bell that its coroutine sleeps on. Lives on the client's thread, owned by the coroutine; tokens may be
/// stopped on any thread.
class Operation final : public QObject {
    Q_OBJECT
public:
    Operation(Clock& clock, std::optional<std::chrono::milliseconds> timeout, std::stop_token caller,
              std::stop_token client);
    ~Operation() override;

    /// For requests: stopped when the operation is over.
    std::stop_token token() const { return m_stop.get_token(); }
    bool isOver() const { return m_cause != Cause::None; }
    /// Why it is over: Timeout or Cancelled.
    Error error(const Spoken& subject) const;

    /// Something changed: the coroutine looks again. Remembered until it does.
    void ring();
    /// Rings by itself; a later call replaces it.
    void ringIn(std::chrono::milliseconds wait);

    /// `Operation::Next next{operation.get()}; co_await next;` goes on from the event loop at the next ring, or when
    /// the operation is over.
    struct Next {
        Operation* operation;
        bool await_ready() const noexcept { return operation->m_rung || operation->isOver(); }
        void await_suspend(std::coroutine_handle<> waiting) const { operation->m_waiting = waiting; }
        void await_resume() const { operation->m_rung = false; }
    };

private:
    enum class Cause { None, TimedOut, Cancelled };
    void end(Cause cause);
    void wake();

    struct Stopper {
        Operation* operation;
        void operator()() const { operation->end(Cause::Cancelled); }
    };
    Clock& m_clock;
    std::stop_source m_stop;
    std::atomic<Cause> m_cause = Cause::None;
    bool m_rung = false;
    std::coroutine_handle<> m_waiting;
    TimerHandle m_deadline;
    TimerHandle m_ring;
    std::stop_callback<Stopper> m_caller; // last: a stop may call back while the rest is made
    std::stop_callback<Stopper> m_client;
};

} // namespace konductor::sdk
