// SPDX-License-Identifier: Apache-2.0
#include "app/console/operatorwatch.h"

#include "core/live/clustermirror.h"
#include "core/live/operatorlook.h"
#include "core/snapshot/meaning.h"

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
    live::askOperator(m_session, m_namespace, this,
                      [this](const Result<live::OperatorHealth>& health) { answered(health); });
}

/// Without an answer the last one stands: the connection says for itself that it is gone.
void OperatorWatch::answered(const Result<live::OperatorHealth>& health)
{
    if (health) {
        const Timestamp now = m_session.mirror().serverTime(m_clock.now());
        emit looked(snapshot::operatorStateOf(*health, now));
    }
}

} // namespace konductor::app
