// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/operation.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

Operation::Operation(Clock& clock, std::optional<std::chrono::milliseconds> timeout, std::stop_token caller,
                     std::stop_token client)
    : m_clock(clock)
    , m_caller(std::move(caller), Stopper{this})
    , m_client(std::move(client), Stopper{this})
{
    if (timeout && *timeout > std::chrono::milliseconds::zero()) {
        m_deadline = m_clock.after(*timeout, [this] { end(Cause::TimedOut); });
    }
}

Operation::~Operation() = default;

Error Operation::error(const Spoken& subject) const
{
    return m_cause == Cause::TimedOut ? makeError(Error::Kind::Timeout, subject, u"not within the time allowed"_s)
                                      : makeError(Error::Kind::Cancelled, subject, u"stopped"_s);
}

void Operation::end(Cause cause)
{
    Cause none = Cause::None;
    if (m_cause.compare_exchange_strong(none, cause)) {
        QMetaObject::invokeMethod(this, &Operation::wake, Qt::QueuedConnection);
        std::stop_source stop = m_stop; // aborting a request may end the coroutine that owns this
        stop.request_stop();
    }
}

void Operation::ring()
{
    if (!std::exchange(m_rung, true)) {
        QMetaObject::invokeMethod(this, &Operation::wake, Qt::QueuedConnection);
    }
}

void Operation::ringIn(std::chrono::milliseconds wait)
{
    m_ring = m_clock.after(std::max(wait, std::chrono::milliseconds(1)), [this] { ring(); });
}

void Operation::wake()
{
    if (m_rung || isOver()) {
        if (const std::coroutine_handle<> waiting = std::exchange(m_waiting, {})) {
            waiting.resume();
        }
    }
}

} // namespace konductor::sdk
