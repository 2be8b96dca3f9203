// SPDX-License-Identifier: Apache-2.0
#include "core/base/backoff.h"

#include <QTest>

using namespace konductor;
using namespace std::chrono_literals;

class TestBackoff : public QObject {
    Q_OBJECT
private slots:
    void kube_1_46_pausesDoubleUpToThirtySeconds();
    void kube_1_46_jitterStretchesAPauseByUpToItself();
    void kube_1_46_twoHealthyMinutesResetIt();
    void resetStartsAnew();
};

void TestBackoff::kube_1_46_pausesDoubleUpToThirtySeconds()
{
    Backoff backoff({}, [] { return 0.0; });
    std::vector<long long> pauses;
    for (int i = 0; i < 8; ++i) {
        pauses.push_back(backoff.next(0ms).count());
    }
    QCOMPARE(pauses, (std::vector<long long>{800, 1600, 3200, 6400, 12800, 25600, 30000, 30000}));
    QCOMPARE(backoff.attempts(), 8);
}

void TestBackoff::kube_1_46_jitterStretchesAPauseByUpToItself()
{
    Backoff backoff({}, [] { return 0.5; });
    QCOMPARE(backoff.next(0ms), 1200ms);
}

void TestBackoff::kube_1_46_twoHealthyMinutesResetIt()
{
    Backoff backoff({}, [] { return 0.0; });
    backoff.next(0ms);
    QCOMPARE(backoff.next(119'999ms), 1600ms);
    QCOMPARE(backoff.next(119'999ms + 120'000ms), 800ms);
}

void TestBackoff::resetStartsAnew()
{
    Backoff backoff({}, [] { return 0.0; });
    backoff.next(0ms);
    backoff.next(0ms);
    backoff.reset();
    QCOMPARE(backoff.attempts(), 0);
    QCOMPARE(backoff.next(0ms), 800ms);
}

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
