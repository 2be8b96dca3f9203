// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"

#include <QTest>

using namespace konductor;
using namespace std::chrono_literals;

class TestClock : public QObject {
    Q_OBJECT
private slots:
    void timersFireInTheOrderOfTheirTimes();
    void aTimerSetByATimerFiresInTheSameAdvance();
    void aDroppedHandleCancelsItsTimer();
    void aJumpOfTheWallClockFiresNothing();
    void theSystemClockCallsBack();
    void aSystemTimerCanBeDroppedFromItsOwnCallback();
};

void TestClock::timersFireInTheOrderOfTheirTimes()
{
    ManualClock clock{Timestamp{}};
    std::vector<std::pair<int, Timestamp>> fired;
    const auto late = clock.after(20ms, [&] { fired.emplace_back(2, clock.now()); });
    const auto early = clock.after(10ms, [&] { fired.emplace_back(1, clock.now()); });
    clock.advance(9ms);
    QVERIFY(fired.empty());
    clock.advance(100ms);
    QCOMPARE(fired.size(), size_t(2));
    QVERIFY(fired[0] == std::make_pair(1, Timestamp(10ms)));
    QVERIFY(fired[1] == std::make_pair(2, Timestamp(20ms)));
    QVERIFY(clock.now() == Timestamp(109ms));
}

void TestClock::aTimerSetByATimerFiresInTheSameAdvance()
{
    ManualClock clock{Timestamp{}};
    int fired = 0;
    TimerHandle second;
    const auto first = clock.after(10ms, [&] { second = clock.after(10ms, [&] { ++fired; }); });
    clock.advance(20ms);
    QCOMPARE(fired, 1);
}

void TestClock::aDroppedHandleCancelsItsTimer()
{
    ManualClock clock{Timestamp{}};
    int fired = 0;
    auto handle = clock.after(10ms, [&] { ++fired; });
    QVERIFY(handle.isPending());
    handle.cancel();
    clock.advance(1s);
    QCOMPARE(fired, 0);
}

void TestClock::aJumpOfTheWallClockFiresNothing()
{
    ManualClock clock{Timestamp{}};
    int fired = 0;
    const auto handle = clock.after(10ms, [&] { ++fired; });
    clock.jumpWallClock(1h);
    QCOMPARE(fired, 0);
    QVERIFY(clock.now() == Timestamp(1h));
    QCOMPARE(clock.monotonic(), 0ms);
}

void TestClock::theSystemClockCallsBack()
{
    SystemClock clock;
    int fired = 0;
    const auto handle = clock.after(1ms, [&] { ++fired; });
    QTRY_COMPARE(fired, 1);
}

void TestClock::aSystemTimerCanBeDroppedFromItsOwnCallback()
{
    SystemClock clock;
    int fired = 0;
    TimerHandle handle;
    handle = clock.after(1ms, [&] {
        handle.cancel();
        ++fired;
    });
    QTRY_COMPARE(fired, 1);
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
