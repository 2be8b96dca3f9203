// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/scenario.h"
#include "core/sandbox/worker.h"

namespace konductor::sandbox {

/// The workers of a scenario, each on its own timer. The same seed gives each of them the same course.
class Crew {
public:
    Crew(ObjectApi& api, Clock& clock, const std::vector<WorkerSpec>& specs, quint64 seed);

private:
    struct Member {
        std::unique_ptr<Worker> worker;
        TimerHandle timer;
    };
    void add(std::unique_ptr<Worker> worker, std::chrono::milliseconds start);
    void step(Member& member);

    Clock& m_clock;
    std::vector<std::unique_ptr<Member>> m_members;
};

} // namespace konductor::sandbox
