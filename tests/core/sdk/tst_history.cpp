// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/history.h"

#include <QTest>

using namespace konductor::test;
using What = Step::What;
using Primitive = Specification::Primitive;

/// The checker finds what must not be, and takes what may be.
class tst_History : public QObject {
    Q_OBJECT
private slots:
    void twoHoldersOneAfterTheOtherAreFine()
    {
        QVERIFY(isLinearizable({{0, What::Acquire, 0, 10}, {0, What::Release, 20, 30}, {1, What::Acquire, 5, 25}}, {}));
    }
    void twoHoldersAtOnceAreNot()
    {
        QVERIFY(
            !isLinearizable({{0, What::Acquire, 0, 10}, {1, What::Acquire, 5, 15}, {0, What::Release, 20, 30}}, {}));
    }
    void aSemaphoreOfTwoTakesTwoAndNotThree()
    {
        std::vector<Step> history{{0, What::Acquire, 0, 10}, {1, What::Acquire, 0, 10}};
        QVERIFY(isLinearizable(history, {Primitive::Semaphore, 2}));
        history.push_back({2, What::Acquire, 0, 10});
        QVERIFY(!isLinearizable(history, {Primitive::Semaphore, 2}));
    }
    void whatACrashedClientHeldMayEndAtAnyTimeSince()
    {
        std::vector<Step> history{
            {0, What::Acquire, 0, 10}, {0, What::Release, 20, Step::never}, {1, What::Acquire, 12, 40}};
        QVERIFY(isLinearizable(history, {}));
        history[1].invoked = 50; // it crashed only after the other had it
        QVERIFY(!isLinearizable(history, {}));
    }
    void anAcquireWithoutAnAnswerMayHaveHappenedOrNot()
    {
        QVERIFY(isLinearizable({{0, What::Acquire, 0, Step::never}, {1, What::Acquire, 5, 10}}, {}));
    }
    void readersShareAndWritersDoNot()
    {
        const Specification rwmutex{Primitive::RWMutex, 1};
        QVERIFY(isLinearizable({{0, What::AcquireShared, 0, 10}, {1, What::AcquireShared, 0, 10}}, rwmutex));
        QVERIFY(!isLinearizable({{0, What::AcquireShared, 0, 10}, {1, What::Acquire, 12, 20}}, rwmutex));
        QVERIFY(!isLinearizable({{0, What::Acquire, 0, 10}, {1, What::AcquireShared, 12, 20}}, rwmutex));
        QVERIFY(isLinearizable(
            {{0, What::AcquireShared, 0, 10}, {0, What::ReleaseShared, 11, 15}, {1, What::Acquire, 12, 20}}, rwmutex));
    }
    void aCounterThatForgetsAnAddIsFound()
    {
        const Specification counter{Primitive::Counter, 0};
        QVERIFY(isLinearizable({{0, What::Add, 0, 10, 1, 2}, {1, What::Add, 0, 10, 1, 1}}, counter));
        QVERIFY(!isLinearizable({{0, What::Add, 0, 10, 1, 1}, {1, What::Add, 0, 10, 1, 1}}, counter));
        QVERIFY(!isLinearizable({{0, What::Add, 0, 10, 1, 2}, {1, What::Add, 20, 30, 1, 1}}, counter));
    }
    void aOnceThatIsDoneTwiceIsFound()
    {
        const Specification once{Primitive::Once, 0};
        QVERIFY(isLinearizable({{0, What::Execute, 0, 10}, {1, What::SkipExecuted, 0, 10}}, once));
        QVERIFY(!isLinearizable({{0, What::Execute, 0, 10}, {1, What::Execute, 0, 10}}, once));
        QVERIFY(!isLinearizable({{1, What::SkipExecuted, 0, 10}, {0, What::Execute, 20, 30}}, once));
    }
};

QTEST_APPLESS_MAIN(tst_History)
#include "tst_history.moc"
