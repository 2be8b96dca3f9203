// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/sandbox.h"
#include "tests/core/sdk/contest.h"
#include "tests/core/sdk/processcontest.h"

#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace konductor::test {

/// Clients that are processes, killed and paused for longer than their holds last. KONDUCTOR_SDK_SEED and
/// KONDUCTOR_SDK_SCHEDULES run one again.
class tst_Processes final : public QObject {
    Q_OBJECT
private slots:
    void killedAndPausedProcessesKeepExclusionAndLeaveNothing()
    {
        sandbox::Sandbox::Options options;
        options.scenario = u"empty"_s;
        auto sandbox = sandbox::Sandbox::start(options);
        VERIFY_RESULT(sandbox);
        const QTemporaryDir dir;
        QFile kubeconfig(dir.filePath(u"kubeconfig"_s));
        QVERIFY(kubeconfig.open(QIODevice::WriteOnly));
        kubeconfig.write((*sandbox)->kubeconfig());
        kubeconfig.close();
        const QString failures = runProcessContests((*sandbox)->connectionSettings(), kubeconfig.fileName(),
                                                    scheduleSeed(), scheduleCount(8));
        QVERIFY2(failures.isEmpty(), qPrintable(failures));
    }
};

} // namespace konductor::test

QTEST_GUILESS_MAIN(konductor::test::tst_Processes)
#include "tst_processes.moc"
