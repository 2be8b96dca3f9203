// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/contest.h"
#include "tests/core/sdk/processcontest.h"
#include "tests/support/clusteroperator.h"
#include "tests/support/realcluster.h"

using namespace Qt::StringLiterals;

namespace konductor::test {

/// Killed and paused client processes on the real API server, with the project's rules as its operator.
class tst_SdkProcesses final : public QObject {
    Q_OBJECT
private slots:
    void killedAndPausedProcessesKeepExclusionAndLeaveNothing()
    {
        auto cluster = RealCluster::start(qEnvironmentVariable("KONDUCTOR_TESTCLUSTER"));
        VERIFY_RESULT(cluster);
        const QString kubeconfig = (*cluster)->kubeconfig();
        const auto settings = settingsOf(kubeconfig);
        VERIFY_RESULT(settings);
        ClusterOperator theOperator(*settings);
        QTRY_VERIFY_WITH_TIMEOUT(theOperator.isRunning(), 20'000);
        const QString failures = runProcessContests(*settings, kubeconfig, scheduleSeed(), scheduleCount(4));
        QVERIFY2(failures.isEmpty(), qPrintable(failures));
    }
};

} // namespace konductor::test

int main(int argc, char* argv[])
{
    return konductor::test::runOnRealCluster<konductor::test::tst_SdkProcesses>(argc, argv);
}
#include "tst_sdkprocesses.moc"
