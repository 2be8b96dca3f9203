// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/chaos/tunnel.h"

#include <QTcpServer>
#include <QThread>

#include <array>
#include <atomic>
#include <memory>

namespace konductor::test {

/// A proxy on a loopback port, on a thread of its own, that does harm to what passes: which, a seed decides. It is
/// byte-exact towards the client: it cuts inside frames, transfer codings and heads of messages alike.
class ChaosProxy {
public:
    ChaosProxy(Upstream upstream, quint64 seed);
    ~ChaosProxy();

    QUrl url() const;
    /// Whether requests from now on meet faults. What is under way stays as it is: a stalled stream remains stalled.
    void setFaults(bool on) { m_faults = on; }
    /// How many exchanges met each type so far.
    using Counts = std::array<std::atomic<int>, static_cast<size_t>(Fault::Type::ServerErrorEvent) + 1>;
    const Counts& counts() const { return m_counts; }

private:
    void accept();

    Upstream m_upstream;
    FaultPlan m_plan;
    std::atomic<bool> m_faults{true};
    Counts m_counts{};
    QThread m_thread;
    QTcpServer* m_server;
    quint16 m_port = 0;
};

} // namespace konductor::test
