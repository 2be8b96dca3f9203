// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/sandbox.h"
#include "tests/core/sdk/contest.h"

using namespace Qt::StringLiterals;

namespace konductor::test {

/// Many random schedules of many clients: never more holders than there may be, everybody served, nothing left. With
/// the printed seed one runs again: KONDUCTOR_SDK_SEED=42 KONDUCTOR_SDK_SCHEDULES=1.
class tst_Schedules final : public QObject {
    Q_OBJECT
private slots:
    void everyScheduleKeepsExclusionServesAllAndLeavesNothing()
    {
        sandbox::Sandbox::Options options;
        options.scenario = u"empty"_s;
        auto sandbox = sandbox::Sandbox::start(options);
        VERIFY_RESULT(sandbox);
        const int schedules = scheduleCount(500);
        const quint64 seed = scheduleSeed();
        const Campaign campaign = runSchedules((*sandbox)->connectionSettings(), seed, schedules);
        QVERIFY2(campaign.failure.isEmpty(), qPrintable(campaign.failure));
        QVERIFY(campaign.acquisitions > schedules);
        QVERIFY(schedules < 50 || campaign.accidents > schedules / 6);
    }

    void countersAndOncesAreLinearizable()
    {
        sandbox::Sandbox::Options options;
        options.scenario = u"empty"_s;
        auto sandbox = sandbox::Sandbox::start(options);
        VERIFY_RESULT(sandbox);
        std::vector<sdk::Client> clients;
        for (int i = 0; i < 4; ++i) {
            auto client = sdk::Client::open((*sandbox)->connectionSettings(), {.ns = u"default"_s});
            VERIFY_RESULT(client);
            clients.push_back(client->withHolder(u"client-%1"_s.arg(i)));
        }
        for (int round = 0; round < 10; ++round) {
            const QString name = u"round-%1"_s.arg(round);
            VERIFY_RESULT(await(clients.front().create(sdk::newWaitGroup(name))));
            VERIFY_RESULT(await(clients.front().create(sdk::newOnce(name))));
            std::vector<Step> counting;
            std::vector<Step> doing;
            std::vector<Started<qint64>> counted;
            std::vector<Started<bool>> done;
            for (int i = 0; i < 12; ++i) {
                sdk::Client& client = clients[static_cast<size_t>(i % 4)];
                counting.push_back(
                    {i % 4, Step::What::Add, microseconds(Moment::clock::now()), Step::never, i % 3 ? 2 : -1});
                counted.push_back(test::start(client.addWaitGroup(name, counting.back().argument)));
                doing.push_back({i % 4, Step::What::Execute, microseconds(Moment::clock::now())});
                done.push_back(test::start(client.doOnce(name, nothing)));
            }
            for (size_t i = 0; i < counted.size(); ++i) {
                VERIFY_RESULT(counted[i].result());
                counting[i].result = *counted[i].result();
                counting[i].returned = microseconds(counted[i].endedAt());
                VERIFY_RESULT(done[i].result());
                doing[i].what = *done[i].result() ? Step::What::Execute : Step::What::SkipExecuted;
                doing[i].returned = microseconds(done[i].endedAt());
            }
            QVERIFY2(isLinearizable(counting, {Specification::Primitive::Counter, 0}), qPrintable(toString(counting)));
            QVERIFY2(isLinearizable(doing, {Specification::Primitive::Once, 0}), qPrintable(toString(doing)));
        }
    }

private:
    using Moment = std::chrono::steady_clock::time_point;
    static qint64 microseconds(Moment moment) { return moment.time_since_epoch() / std::chrono::microseconds(1); }
    static sdk::Client::Task<void> nothing() { co_return Result<void>(); }
};

} // namespace konductor::test

QTEST_GUILESS_MAIN(konductor::test::tst_Schedules)
#include "tst_schedules.moc"
