// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/sandbox.h"
#include "tests/chaos/schedule.h"

namespace konductor::test {

/// Many schedules, some at once, each on one of a few servers. KONDUCTOR_CHAOS_SEED is the first schedule's seed (the
/// n-th has seed + n), KONDUCTOR_CHAOS_SCHEDULES how many there are; with both, one schedule is run again.
class Campaign final : public QObject {
    Q_OBJECT
public:
    /// A seed always meets the same sort of server: the one whose number is its remainder.
    Result<void> addServer(const kube::ConnectionSettings& settings);
    Result<void> addSandbox(sandbox::Sandbox::Options options);

    /// Runs `count` schedules unless the environment says otherwise. True when all of them ended well; what was wrong
    /// is printed with its seed.
    bool run(quint64 count, std::chrono::milliseconds limit);

private:
    /// A server and the schedules that run on it one after another.
    struct Lane {
        std::unique_ptr<sandbox::Sandbox> box;
        std::unique_ptr<kube::Connection> direct;
        Upstream upstream;
        std::unique_ptr<Schedule> schedule;
    };
    void begin(Lane& lane, quint64 seed);
    void finished(Lane& lane, const QStringList& wrong);
    void report() const;

    SystemClock m_clock;
    std::vector<std::unique_ptr<Lane>> m_lanes;
    quint64 m_end = 0;
    quint64 m_done = 0;
    qint64 m_changes = 0;
    std::array<int, std::tuple_size_v<ChaosProxy::Counts>> m_faults{};
    QStringList m_wrong;
};

} // namespace konductor::test
