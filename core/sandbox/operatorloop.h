// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/operator.h"
#include "core/sandbox/objectapi.h"

namespace konductor::sandbox {

/// The operator of the sandbox: rules::Operator driven by the store's writes and real time, writing through the same
/// rules as every client.
class OperatorLoop {
public:
    OperatorLoop(ObjectApi& api, Clock& clock);

    /// Takes up what exists and begins. Before that it does nothing.
    void start();

private:
    void observe(const StoreEvent& event);
    void arm();
    void run();
    bool write(const rules::Write& write);

    ObjectApi& m_api;
    Clock& m_clock;
    rules::Operator m_operator;
    bool m_started = false;
    bool m_running = false;
    TimerHandle m_timer;
};

} // namespace konductor::sandbox
