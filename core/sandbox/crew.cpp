// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/crew.h"

namespace konductor::sandbox {

namespace {

/// The first steps spread over this long, so that a scenario does not begin with a jolt.
constexpr quint64 startSpreadMs = 15'000;

} // namespace

Crew::Crew(ObjectApi& api, Clock& clock, const std::vector<WorkerSpec>& specs, quint64 seed) : m_clock(clock)
{
    std::mt19937_64 random(seed);
    const auto start = [&random] {
        return std::chrono::milliseconds(500 + static_cast<qint64>(random() % startSpreadMs));
    };
    for (const WorkerSpec& spec : specs) {
        if (auto worker = makeRoundWorker(api, spec, random())) {
            add(std::move(worker), start());
            continue;
        }
        for (const QString& holder : spec.holders) {
            add(makeHoldWorker(api, spec, holder, random()), start());
        }
    }
}

void Crew::add(std::unique_ptr<Worker> worker, std::chrono::milliseconds start)
{
    if (!worker) {
        return;
    }
    m_members.push_back(std::make_unique<Member>(Member{std::move(worker), {}}));
    Member& member = *m_members.back();
    member.timer = m_clock.after(start, [this, &member] { step(member); });
}

void Crew::step(Member& member)
{
    const std::chrono::milliseconds pause = member.worker->step();
    member.timer = m_clock.after(pause, [this, &member] { step(member); });
}

} // namespace konductor::sandbox
