// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/livesession.h"
#include "tests/chaos/chaosproxy.h"
#include "tests/chaos/driver.h"
#include "tests/chaos/witness.h"

#include <QStringList>

namespace konductor::test {

/// One schedule of the chaos test: a session that watches an API server through a proxy that does harm, while a
/// driver writes at the server; then quiet, and the comparison.
class Schedule final : public QObject {
    Q_OBJECT
public:
    /// `direct` reaches the server past the proxy and must outlive the schedule.
    Schedule(kube::Connection& direct, Upstream upstream, quint64 seed);
    ~Schedule() override;

    void start();
    quint64 seed() const { return m_seed; }
    const ChaosProxy& proxy() const { return m_proxy; }
    qint64 changes() const { return m_witness.changes(); }

signals:
    /// What was wrong; empty is good. Emitted once.
    void ended(const QStringList& faults);

private:
    QCoro::Task<QStringList> run();
    QCoro::Task<QStringList> compare();
    QCoro::Task<Result<void>> look();
    QStringList differences() const;
    QStringList offences() const;
    QString states() const;

    quint64 m_seed;
    Driver m_driver;
    ChaosProxy m_proxy;
    live::LiveSession m_session;
    Witness m_witness;
    std::map<Kind, std::vector<ObjectPtr>> m_truth; ///< As the server listed it last.
};

} // namespace konductor::test
