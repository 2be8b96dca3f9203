// SPDX-License-Identifier: Apache-2.0
#include "tests/chaos/campaign.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::test {

/// Sessions that watch sandboxes through proxies that do harm. How to replay one: see Campaign.
class tst_SandboxChaos final : public QObject {
    Q_OBJECT
private slots:
    void sessionEqualsTheServerAfterEverySchedule()
    {
        Campaign campaign;
        for (int i = 0; i < 20; ++i) {
            // Servers differ in what they keep and how they cut lists: some force relists and several pages.
            sandbox::Sandbox::Options options;
            options.scenario = u"empty"_s;
            options.operatorRuns = options.workersRun = false;
            options.keptEvents = i % 2 == 0 ? 10'000 : 15;
            options.maxPage = i % 3 == 0 ? 0 : 4;
            const auto added = campaign.addSandbox(options);
            QVERIFY2(added, added ? "" : qPrintable(oneLine(added.error())));
        }
        QVERIFY(campaign.run(1'000, 8h));
    }
};

} // namespace konductor::test

QTEST_GUILESS_MAIN(konductor::test::tst_SandboxChaos)
#include "tst_sandboxchaos.moc"
