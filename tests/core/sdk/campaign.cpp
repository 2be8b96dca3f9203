// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/contest.h"

#include <QDateTime>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

constexpr qsizetype atOnce = 12;

using Running = std::vector<std::unique_ptr<Contest>>;

void takeOver(Running& running, Campaign& campaign)
{
    for (const auto& contest : running) {
        if (contest->isOver()) {
            campaign.acquisitions += contest->acquisitions();
            campaign.accidents += contest->accidents();
            campaign.failure = campaign.failure.isEmpty() ? contest->failure() : campaign.failure;
        }
    }
    std::erase_if(running, [](const auto& contest) { return contest->isOver(); });
}

} // namespace

Campaign runSchedules(const kube::ConnectionSettings& settings, quint64 seed, int schedules)
{
    std::printf("%d schedules from seed %llu\n", schedules, static_cast<unsigned long long>(seed));
    std::fflush(stdout);
    Campaign campaign;
    Running running;
    int begun = 0;
    while ((begun < schedules && campaign.failure.isEmpty()) || !running.empty()) {
        while (begun < schedules && campaign.failure.isEmpty() && std::ssize(running) < atOnce) {
            running.push_back(std::make_unique<Contest>(settings, seed + static_cast<quint64>(begun++)));
            running.back()->start();
        }
        const auto over = [&running] {
            return std::any_of(running.begin(), running.end(), [](const auto& contest) { return contest->isOver(); });
        };
        if (!QTest::qWaitFor(over, 120'000)) {
            campaign.failure = running.front()->title() + u" does not end"_s;
            for (auto& contest : running) {
                std::ignore = contest.release(); // what it waits for may still come back to it
            }
            return campaign;
        }
        takeOver(running, campaign);
    }
    std::printf("%d holds, %d accidents\n", campaign.acquisitions, campaign.accidents);
    return campaign;
}

int scheduleCount(int otherwise)
{
    bool given = false;
    const int value = qEnvironmentVariableIntValue("KONDUCTOR_SDK_SCHEDULES", &given);
    return given ? value : otherwise;
}

quint64 scheduleSeed()
{
    bool given = false;
    const quint64 seed = qEnvironmentVariable("KONDUCTOR_SDK_SEED").toULongLong(&given);
    return given ? seed : static_cast<quint64>(QDateTime::currentSecsSinceEpoch() % 1'000'000);
}

} // namespace konductor::test
