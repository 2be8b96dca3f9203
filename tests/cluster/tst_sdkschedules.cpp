// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/contest.h"
#include "tests/support/clusteroperator.h"
#include "tests/support/realcluster.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace konductor::test {

/// The random schedules of the client library on the real API server, with the project's rules as its operator.
class tst_SdkSchedules final : public QObject {
    Q_OBJECT
private slots:
    void everyScheduleKeepsExclusionServesAllAndLeavesNothing()
    {
        auto cluster = RealCluster::start(qEnvironmentVariable("KONDUCTOR_TESTCLUSTER"));
        VERIFY_RESULT(cluster);
        const auto settings = settingsOf((*cluster)->kubeconfig());
        VERIFY_RESULT(settings);
        ClusterOperator theOperator(*settings);
        QTRY_VERIFY_WITH_TIMEOUT(theOperator.isRunning(), 20'000);
        const int schedules = scheduleCount(60);
        const Campaign campaign = runSchedules(*settings, scheduleSeed(), schedules);
        QVERIFY2(campaign.failure.isEmpty(), qPrintable(campaign.failure));
        QVERIFY(campaign.acquisitions > schedules);
    }
};

} // namespace konductor::test

int main(int argc, char* argv[])
{
    return konductor::test::runOnRealCluster<konductor::test::tst_SdkSchedules>(argc, argv);
}
#include "tst_sdkschedules.moc"
