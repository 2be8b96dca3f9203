// SPDX-License-Identifier: Apache-2.0
#include "app/console/operatorwatch.h"

#include "core/live/clustermirror.h"
#include "core/live/operatorlook.h"

namespace konductor::app {

namespace {
constexpr std::chrono::minutes between{1};
} // namespace

OperatorWatch::OperatorWatch(live::LiveSession& session, Clock& clock, QString ns)
    : m_session(session)
    , m_clock(clock)
    , m_namespace(std::move(ns))
{
    connect(&session, &live::LiveSession::settled, this, &OperatorWatch::look);
}

void OperatorWatch::look()
{
    m_timer = m_clock.after(between, [this] { look(); });
    m_session.post([self = QPointer<OperatorWatch>(this), ns = m_namespace](kube::Connection* connection) {
        if (connection) {
            ask(*connection, ns, self);
        }
    });
}

/// On the engine's thread.
QCoro::Task<void> OperatorWatch::ask(kube::Connection& connection, QString ns, QPointer<OperatorWatch> self)
{
    const Result<live::OperatorHealth> health = co_await live::lookAtOperator(connection, ns);
    if (self) {
        QMetaObject::invokeMethod(
            self, [self, health] { self->answered(health); }, Qt::QueuedConnection);
    }
}

/// Without an answer the last one stands: the connection says for itself that it is gone.
void OperatorWatch::answered(const Result<live::OperatorHealth>& health)
{
    if (health) {
        const Timestamp now = m_session.mirror().serverTime(m_clock.now());
        emit looked({health->problems(now), health->facts(now), health->isCertain()});
    }
}

} // namespace konductor::app
