// SPDX-License-Identifier: Apache-2.0
#include "core/kube/watchturns.h"

#include <QTest>

#include <map>

using namespace konductor;
using namespace konductor::kube;
using namespace std::chrono_literals;

class TestWatchTurns : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void nobodyWaitsWhileThereIsRoom();
    void whoWaitsLongestIsNext();
    void aLongWatchGivesWayOnlyAfterItsTime();
    void aBriefWatchIsNotAsked();
    void aWaitingOneMayLeave();
    void everybodyGetsHisTurn();
    void nobodyIsCalledOnceItIsClosed();
    void whatIsBegunMayDropItsTurn();

private:
    struct Watcher {
        std::unique_ptr<WatchTurns::Turn> turn;
        int begun = 0;
        int asked = 0;
    };
    void take(int number)
    {
        Watcher& watcher = m_watchers[number];
        watcher.turn = m_turns->take([&watcher] { ++watcher.begun; }, [&watcher] { ++watcher.asked; });
    }
    bool hasBegun(int number) { return m_watchers.at(number).turn->hasBegun(); }
    void end(int number)
    {
        m_watchers.at(number).turn.reset();
        m_clock.advance(0ms);
    }

    ManualClock m_clock{Timestamp(std::chrono::hours(500'000))};
    std::shared_ptr<WatchTurns> m_turns;
    std::map<int, Watcher> m_watchers;
};

void TestWatchTurns::init()
{
    m_turns = std::make_shared<WatchTurns>(m_clock, 2);
}

void TestWatchTurns::cleanup()
{
    m_watchers.clear();
}

void TestWatchTurns::nobodyWaitsWhileThereIsRoom()
{
    take(1);
    take(2);
    QVERIFY(hasBegun(1) && hasBegun(2));
    QVERIFY(!m_turns->areScarce());
    m_clock.advance(10min);
    QCOMPARE(m_watchers[1].asked + m_watchers[2].asked, 0);
    QCOMPARE(m_watchers[1].begun, 0); // it knew at once
}

void TestWatchTurns::whoWaitsLongestIsNext()
{
    for (int number = 1; number <= 4; ++number) {
        take(number);
    }
    QVERIFY(m_turns->areScarce());
    QVERIFY(!hasBegun(3) && !hasBegun(4));
    end(2);
    QVERIFY(hasBegun(3) && !hasBegun(4));
    QCOMPARE(m_watchers[3].begun, 1);
    end(1);
    QVERIFY(hasBegun(4));
    QVERIFY(!m_turns->areScarce());
    QCOMPARE(m_turns->begun(), size_t{2});
}

void TestWatchTurns::aLongWatchGivesWayOnlyAfterItsTime()
{
    take(1);
    m_clock.advance(3s);
    take(2);
    take(3);
    m_clock.advance(1s);
    QCOMPARE(m_watchers[1].asked, 0);
    m_clock.advance(1s + 50ms);
    QCOMPARE(m_watchers[1].asked, 1);
    QCOMPARE(m_watchers[2].asked, 0);
    m_clock.advance(3s);
    QCOMPARE(m_watchers[1].asked, 1);
    QCOMPARE(m_watchers[2].asked, 1);
}

void TestWatchTurns::aBriefWatchIsNotAsked()
{
    for (int number = 1; number <= 4; ++number) {
        take(number);
    }
    end(1);
    QVERIFY(hasBegun(3) && m_turns->areScarce());
    m_clock.advance(1min);
    QCOMPARE(m_watchers[3].asked, 0);
    QCOMPARE(m_watchers[2].asked, 1);
}

void TestWatchTurns::aWaitingOneMayLeave()
{
    for (int number = 1; number <= 3; ++number) {
        take(number);
    }
    end(3);
    QVERIFY(!m_turns->areScarce());
    m_clock.advance(1min);
    QCOMPARE(m_watchers[1].asked, 0);
}

void TestWatchTurns::everybodyGetsHisTurn()
{
    constexpr int all = 50;
    for (int number = 0; number < all; ++number) {
        Watcher& watcher = m_watchers[number];
        std::function<void()> again = [this, number] { take(number); };
        watcher.turn = m_turns->take([&watcher] { ++watcher.begun; }, again);
    }
    for (int second = 0; second < 60; ++second) {
        m_clock.advance(1s);
        for (auto& [number, watcher] : m_watchers) {
            if (watcher.turn->hasBegun() && watcher.begun > 0) {
                take(number); // its time is over, and it comes again
            }
        }
    }
    for (const auto& [number, watcher] : m_watchers) {
        QVERIFY2(watcher.begun > 0, qPrintable(QString::number(number)));
    }
    QVERIFY(m_turns->begun() <= 2);
}

void TestWatchTurns::nobodyIsCalledOnceItIsClosed()
{
    for (int number = 1; number <= 3; ++number) {
        take(number);
    }
    m_turns->close();
    end(1);
    m_clock.advance(1min);
    QCOMPARE(m_watchers[3].begun, 0);
    QCOMPARE(m_watchers[2].asked, 0);
}

void TestWatchTurns::whatIsBegunMayDropItsTurn()
{
    take(1);
    take(2);
    Watcher& third = m_watchers[3];
    third.turn = m_turns->take([&third] { third.turn.reset(); }, [] {});
    take(4);
    end(1);
    QVERIFY(!third.turn);
    QVERIFY(hasBegun(4));
}

QTEST_GUILESS_MAIN(TestWatchTurns)
#include "tst_watchturns.moc"
