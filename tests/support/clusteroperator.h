// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/live/livesession.h"
#include "core/rules/operator.h"

#include <QObject>

#include <deque>
#include <memory>

namespace konductor::test {

/// The project's rules as the operator of any API server: what a session sees wakes them, what they decide is written
/// with the resourceVersion it was decided at. Starts by itself when every kind has been listed.
class ClusterOperator final : public QObject {
    Q_OBJECT
public:
    explicit ClusterOperator(const kube::ConnectionSettings& settings, QObject* parent = nullptr);
    ~ClusterOperator() override;

    bool isRunning() const { return m_started; }
    /// How many writes the server refused.
    int refusals() const { return m_refusals; }

private:
    void begin();
    void observe(const live::ChangeBatch& batch);
    void arm();
    void run();
    void writeNext();
    void answered(bool accepted);
    Timestamp now();

    SystemClock m_clock;
    live::LiveSession m_session;
    std::unique_ptr<kube::Connection> m_connection;
    rules::Operator m_operator;
    std::deque<rules::Write> m_writes; ///< Decided, not yet answered; the first one is under way.
    TimerHandle m_timer;
    int m_refusals = 0;
    bool m_started = false;
};

} // namespace konductor::test
