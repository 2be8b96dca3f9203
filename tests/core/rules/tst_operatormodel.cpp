// SPDX-License-Identifier: Apache-2.0
#include "tests/core/rules/world.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace std::chrono_literals;
using rules::Write;
using test::World;

/// Semantics.md §2, a slot a sentence.
class OperatorModelTest : public QObject {
    Q_OBJECT

private:
    static Permit permit(const QString& name)
    {
        auto made = World::makeChild<Permit>(name, u"db"_s, name);
        made.spec.semaphore = u"db"_s;
        return made;
    }
    static Semaphore semaphore(qint64 permits, qint64 inUse)
    {
        auto made = World::make<Semaphore>(u"db"_s);
        made.spec.permits = permits;
        made.status.inUse = inUse;
        made.status.available = permits - inUse;
        made.status.phase = inUse < permits ? SemaphorePhase::Ready : SemaphorePhase::Full;
        return made;
    }
    static Arrival arrival(const QString& name, const QString& holder)
    {
        auto made = World::makeChild<Arrival>(name, u"extract"_s, holder);
        made.spec.barrier = u"extract"_s;
        return made;
    }
    static Barrier barrier(qint64 expected)
    {
        auto made = World::make<Barrier>(u"extract"_s);
        made.spec.expected = expected;
        return made;
    }
    static LeaseRequest request(const QString& holder, std::optional<qint64> priority = {})
    {
        auto made = World::makeChild<LeaseRequest>(u"lock-"_s + holder, u"lock"_s, holder);
        made.spec.lease = u"lock"_s;
        made.spec.priority = priority;
        return made;
    }
    static Lease lease(LeasePhase phase, const QString& holder = {})
    {
        auto made = World::make<Lease>(u"lock"_s);
        made.status.phase = phase;
        made.status.holder = holder;
        made.status.renewCount = 0;
        return made;
    }
    static Gate gate(const GateCondition& condition)
    {
        auto made = World::make<Gate>(u"release"_s);
        made.spec.conditions = {condition};
        return made;
    }

private slots:
    // Semaphore
    void semaphoreAtFirstSightIsReadyWhateverPermitsExist()
    {
        World world;
        auto fresh = World::make<Semaphore>(u"db"_s);
        fresh.spec.permits = 3;
        world.add(fresh);
        world.add(permit(u"a"_s));
        const auto after = world.after<Semaphore>(u"db"_s);
        QCOMPARE(after.status.available, 3);
        QCOMPARE(after.status.inUse, 0);
        QVERIFY(after.status.phase == SemaphorePhase::Ready);
    }
    void semaphoreGrantsEveryCountingPermitWithoutACap()
    {
        World world;
        world.add(semaphore(1, 0));
        for (const auto& name : {u"a"_s, u"b"_s, u"c"_s}) {
            world.add(permit(name));
        }
        int granted = 0;
        for (const Write& write : world.reconcile<Semaphore>(u"db"_s).writes) {
            if (const auto written = as<Permit>(write.object)) {
                QVERIFY(written->status.phase == PermitPhase::Granted);
                QVERIFY(!written->status.acquiredAt);
                QVERIFY(!written->status.expiresAt);
                ++granted;
            }
        }
        QCOMPARE(granted, 3);
    }
    void semaphoreOverCommittedIsRefusedBySchemaAndFreezes()
    {
        World world;
        world.add(semaphore(1, 1));
        world.add(permit(u"a"_s));
        world.add(permit(u"b"_s));
        const auto writes = world.reconcile<Semaphore>(u"db"_s).writes;
        QCOMPARE(writes.back().key.kind, Kind::Semaphore);
        QVERIFY(writes.back().refusedBySchema);
        QCOMPARE(world.after<Semaphore>(u"db"_s).status, semaphore(1, 1).status);
    }
    void permitExpiredInThePastDoesNotCount()
    {
        World world;
        world.add(semaphore(2, 2));
        auto expired = permit(u"a"_s);
        expired.status.expiresAt = world.now - 1s;
        world.add(expired);
        auto living = permit(u"b"_s);
        living.status.expiresAt = world.now + 1s;
        world.add(living);
        QCOMPARE(world.after<Semaphore>(u"db"_s).status.inUse, 1);
    }
    void permitIsCountedByItsLabelNotItsSpec()
    {
        World world;
        world.add(semaphore(5, 0));
        auto other = permit(u"a"_s);
        other.spec.semaphore = u"elsewhere"_s;
        world.add(other);
        auto unlabelled = permit(u"b"_s);
        unlabelled.meta.labels.clear();
        world.add(unlabelled);
        QCOMPARE(world.after<Semaphore>(u"db"_s).status.inUse, 1);
    }
    void semaphoreLooksAgainAfterTenSecondsWhenCountsChangedElseAfterAMinute()
    {
        World world;
        world.add(semaphore(2, 1));
        QCOMPARE(world.reconcile<Semaphore>(u"db"_s).wakeAt, world.now + 10s);
        world.add(semaphore(2, 0));
        QCOMPARE(world.reconcile<Semaphore>(u"db"_s).wakeAt, world.now + 60s);
    }

    // Barrier
    void barrierOpensWhenTheExpectedNumberArrived()
    {
        World world;
        world.add(barrier(2));
        world.add(arrival(u"a"_s, u"w1"_s));
        QVERIFY(world.after<Barrier>(u"extract"_s).status.phase == BarrierPhase::Waiting);
        world.add(arrival(u"b"_s, u"w1"_s)); // the same holder counts twice
        const auto open = world.after<Barrier>(u"extract"_s);
        QVERIFY(open.status.phase == BarrierPhase::Open);
        QCOMPARE(open.status.arrived, 2);
        QCOMPARE(open.status.arrivals, (QStringList{u"w1"_s, u"w1"_s}));
        QCOMPARE(open.status.openedAt, world.now);
    }
    void barrierNeedsItsQuorumWhereItHasOne()
    {
        World world;
        auto quorum = barrier(3);
        quorum.spec.quorum = 1;
        world.add(quorum);
        world.add(arrival(u"a"_s, u"w1"_s));
        QVERIFY(world.after<Barrier>(u"extract"_s).status.phase == BarrierPhase::Open);
    }
    void barrierClosesAgainWithoutItsArrivalsAndKeepsOpenedAt()
    {
        World world;
        auto open = barrier(1);
        open.status = {1, {u"w1"_s}, world.now - 1min, BarrierPhase::Open};
        world.add(open);
        const auto closed = world.after<Barrier>(u"extract"_s);
        QVERIFY(closed.status.phase == BarrierPhase::Waiting);
        QCOMPARE(closed.status.openedAt, world.now - 1min);
    }
    void barrierPastItsTimeoutFailsWhenShortAndCannotOpen()
    {
        World world;
        auto late = barrier(1);
        late.spec.timeout = 10min;
        late.status.phase = BarrierPhase::Waiting;
        world.add(late);
        QVERIFY(world.after<Barrier>(u"extract"_s).status.phase == BarrierPhase::Failed);
        world.add(arrival(u"a"_s, u"w1"_s));
        const auto after = world.after<Barrier>(u"extract"_s);
        QVERIFY(after.status.phase == BarrierPhase::Waiting); // as it was
        QCOMPARE(after.status.arrived, 1);
    }
    void barrierHasATimerOnlyWithATimeoutAndOnlyWhileWaiting()
    {
        World world;
        world.add(barrier(1));
        QVERIFY(!world.reconcile<Barrier>(u"extract"_s).wakeAt);
        auto timed = barrier(1);
        timed.spec.timeout = 61min; // created an hour ago
        world.add(timed);
        QCOMPARE(world.reconcile<Barrier>(u"extract"_s).wakeAt, world.now + 1min);
        world.add(arrival(u"a"_s, u"w1"_s));
        QVERIFY(!world.reconcile<Barrier>(u"extract"_s).wakeAt);
    }
    void barrierStillWaitingPastItsTimeoutHasNoTimer()
    {
        World world;
        auto late = barrier(1);
        late.spec.timeout = 10min; // created an hour ago
        late.status = {1, {u"w1"_s}, {}, BarrierPhase::Waiting};
        world.add(late);
        world.add(arrival(u"a"_s, u"w1"_s));
        const auto outcome = world.reconcile<Barrier>(u"extract"_s);
        QVERIFY(outcome.writes.empty());
        QVERIFY(!outcome.wakeAt);
    }
    void barrierIsNotWrittenWhenOnlyTheHoldersDiffer()
    {
        World world;
        auto waiting = barrier(2);
        waiting.status = {1, {u"old"_s}, {}, BarrierPhase::Waiting};
        world.add(waiting);
        world.add(arrival(u"a"_s, u"new"_s));
        QVERIFY(world.reconcile<Barrier>(u"extract"_s).writes.empty());
    }

    // Lease
    void leaseGoesToTheHighestPriorityAndTheRequestIsGrantedFirst()
    {
        World world;
        auto free = lease(LeasePhase::Available);
        free.spec.ttl = 30s;
        world.add(free);
        world.add(request(u"low"_s));
        world.add(request(u"high"_s, 5));
        world.now += 400ms;
        const auto writes = world.reconcile<Lease>(u"lock"_s).writes;
        QCOMPARE(writes.size(), size_t(2));
        QVERIFY(as<LeaseRequest>(writes[0].object)->status.phase == LeaseRequestPhase::Granted);
        const auto held = world.after<Lease>(u"lock"_s);
        QCOMPARE(held.status.holder, u"high"_s);
        QVERIFY(held.status.phase == LeasePhase::Held);
        QCOMPARE(held.status.acquiredAt, world.now - 400ms);
        QCOMPARE(held.status.expiresAt, world.now - 400ms + 30s);
        QCOMPARE(held.status.renewCount, 0);
    }
    void leaseTieGoesToAnyOfTheBest()
    {
        World world;
        world.add(lease(LeasePhase::Available));
        world.add(request(u"a"_s, 1));
        world.add(request(u"b"_s, 1));
        world.add(request(u"c"_s));
        world.tieBreak = [](const auto& best) { return best.size() - 1; };
        QCOMPARE(world.after<Lease>(u"lock"_s).status.holder, u"b"_s);
    }
    void leaseWithoutTtlNeverExpires()
    {
        World world;
        world.add(lease(LeasePhase::Available));
        world.add(request(u"a"_s));
        QVERIFY(!world.after<Lease>(u"lock"_s).status.expiresAt);
        QCOMPARE(world.reconcile<Lease>(u"lock"_s).wakeAt, world.now + 1min);
    }
    void leaseHeldIsNotFreedByTheLossOfItsRequest()
    {
        World world;
        world.add(lease(LeasePhase::Held, u"a"_s));
        QVERIFY(world.reconcile<Lease>(u"lock"_s).writes.empty());
    }
    void leaseExpiredIsClearedAndAGrantedRequestCompetesAgain()
    {
        World world;
        auto held = lease(LeasePhase::Held, u"dead"_s);
        held.status.acquiredAt = world.now - 1h;
        held.status.expiresAt = world.now - 1s;
        world.add(held);
        const auto freed = world.after<Lease>(u"lock"_s);
        QVERIFY(freed.status.phase == LeasePhase::Available);
        QVERIFY(freed.status.holder.isEmpty() && !freed.status.acquiredAt && !freed.status.expiresAt);
        auto granted = request(u"dead"_s, 9);
        granted.status.phase = LeaseRequestPhase::Granted;
        world.add(granted);
        world.add(request(u"heir"_s, 5));
        QCOMPARE(world.after<Lease>(u"lock"_s).status.holder, u"dead"_s);
    }
    void leaseTimerIsAtItsExpiry()
    {
        World world;
        auto held = lease(LeasePhase::Held, u"a"_s);
        held.status.expiresAt = world.now + 90s;
        world.add(held);
        QCOMPARE(world.reconcile<Lease>(u"lock"_s).wakeAt, world.now + 90s + 1ms);
    }

    // Gate
    void gateCombinationsThatCanBeMetAreFour_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("met");
        QTest::addColumn<QString>("message");
        QTest::newRow("job complete") << u"Job"_s << u"Complete"_s << true << u"Job completed successfully"_s;
        QTest::newRow("job failed") << u"Job"_s << u"Failed"_s << false << u"Job not in required state"_s;
        QTest::newRow("barrier open") << u"Barrier"_s << u"Open"_s << true << u"Barrier is open"_s;
        QTest::newRow("barrier closed") << u"Barrier"_s << u"Closed"_s << false << u"Barrier is not open"_s;
        QTest::newRow("lease available") << u"Lease"_s << u"Available"_s << true << u"Lease is available"_s;
        QTest::newRow("lease acquired") << u"Lease"_s << u"Acquired"_s << false << u"Lease is not available"_s;
        QTest::newRow("mutex unlocked") << u"Mutex"_s << u"Unlocked"_s << false << u"Unknown condition type"_s;
        QTest::newRow("once done") << u"Once"_s << u"Done"_s << false << u"Unknown condition type"_s;
        QTest::newRow("wait group zero") << u"WaitGroup"_s << u"Zero"_s << false << u"Unknown condition type"_s;
        QTest::newRow("gate open") << u"Gate"_s << u"Open"_s << false << u"Unknown condition type"_s;
        QTest::newRow("semaphore without value")
            << u"Semaphore"_s << QString() << false << u"Semaphore does not have required permits"_s;
    }
    void gateCombinationsThatCanBeMetAreFour()
    {
        QFETCH(QString, type);
        QFETCH(QString, state);
        World world;
        auto job = World::make<Job>(u"x"_s);
        job.status.succeeded = 1;
        auto open = World::make<Barrier>(u"x"_s);
        open.status.phase = BarrierPhase::Open;
        auto free = World::make<Lease>(u"x"_s);
        free.status.phase = LeasePhase::Available;
        world.add(job);
        world.add(open);
        world.add(free);
        world.add(World::make<Semaphore>(u"x"_s));
        world.add(gate({type, u"x"_s, {}, state, {}}));
        const auto after = world.after<Gate>(u"release"_s);
        QTEST(after.status.conditionStatuses[0].met, "met");
        QTEST(after.status.conditionStatuses[0].message, "message");
        QCOMPARE(after.status.phase == GatePhase::Open, after.status.conditionStatuses[0].met);
    }
    void gateSemaphoreConditionComparesAvailable()
    {
        World world;
        world.add(semaphore(5, 3));
        world.add(gate({u"Semaphore"_s, u"db"_s, {}, {}, 2}));
        QVERIFY(world.after<Gate>(u"release"_s).status.phase == GatePhase::Open);
        world.add(gate({u"Semaphore"_s, u"db"_s, {}, {}, 3}));
        QVERIFY(world.after<Gate>(u"release"_s).status.phase == GatePhase::Waiting);
    }
    void gateLooksInTheNamespaceTheConditionNames()
    {
        World world;
        auto free = World::make<Lease>(u"x"_s);
        free.meta.ns = u"search"_s;
        free.status.phase = LeasePhase::Available;
        world.add(free);
        world.add(gate({u"Lease"_s, u"x"_s, {}, u"Available"_s, {}}));
        QCOMPARE(world.after<Gate>(u"release"_s).status.conditionStatuses[0].message, u"Lease not found"_s);
        world.add(gate({u"Lease"_s, u"x"_s, u"search"_s, u"Available"_s, {}}));
        QVERIFY(world.after<Gate>(u"release"_s).status.phase == GatePhase::Open);
    }
    void gateFailsPastItsTimeoutHasThenNoTimerAndCanStillOpen()
    {
        World world;
        auto timed = gate({u"Lease"_s, u"x"_s, {}, u"Available"_s, {}});
        timed.spec.timeout = 30min;
        world.add(timed);
        QVERIFY(world.after<Gate>(u"release"_s).status.phase == GatePhase::Failed);
        QVERIFY(!world.reconcile<Gate>(u"release"_s).wakeAt);
        auto free = World::make<Lease>(u"x"_s);
        free.status.phase = LeasePhase::Available;
        world.add(free);
        QVERIFY(world.after<Gate>(u"release"_s).status.phase == GatePhase::Open);
    }
    void gateOpenGoesBackToWaitingWhenAConditionNoLongerHolds()
    {
        World world;
        auto open = gate({u"Lease"_s, u"x"_s, {}, u"Available"_s, {}});
        open.status.phase = GatePhase::Open;
        open.status.openedAt = world.now - 5min;
        world.add(open);
        const auto after = world.after<Gate>(u"release"_s);
        QVERIFY(after.status.phase == GatePhase::Waiting);
        QCOMPARE(after.status.openedAt, world.now - 5min);
    }
    void gateTimerIsTenSecondsOrATenthOfWhatRemains_data()
    {
        QTest::addColumn<int>("timeoutSeconds"); // since creation, one hour ago; 0: none
        QTest::addColumn<int>("seconds");
        QTest::newRow("no timeout") << 0 << 10;
        QTest::newRow("100 s remain") << 3700 << 10;
        QTest::newRow("5 s remain: not below 1 s") << 3605 << 1;
        QTest::newRow("an hour remains: not above 30 s") << 7200 << 30;
    }
    void gateTimerIsTenSecondsOrATenthOfWhatRemains()
    {
        QFETCH(int, timeoutSeconds);
        QFETCH(int, seconds);
        World world;
        auto waiting = gate({u"Job"_s, u"x"_s, {}, u"Complete"_s, {}});
        if (timeoutSeconds > 0) {
            waiting.spec.timeout = std::chrono::seconds(timeoutSeconds);
        }
        world.add(waiting);
        QCOMPARE(world.reconcile<Gate>(u"release"_s).wakeAt, world.now + std::chrono::seconds(seconds));
    }

    // Mutex, RWMutex, Once, WaitGroup
    void mutexExpiresIntoUnlocked()
    {
        World world;
        auto locked = World::make<Mutex>(u"m"_s);
        locked.status = {u"a"_s, world.now - 1min, world.now - 1s, MutexPhase::Locked};
        world.add(locked);
        QCOMPARE(world.after<Mutex>(u"m"_s).status, (MutexStatus{{}, {}, {}, MutexPhase::Unlocked}));
    }
    void mutexWithoutHolderBecomesUnlockedAndOneWithAHolderKeepsItsPhase()
    {
        World world;
        auto odd = World::make<Mutex>(u"m"_s);
        odd.status.phase = MutexPhase::Locked;
        world.add(odd);
        QVERIFY(world.after<Mutex>(u"m"_s).status.phase == MutexPhase::Unlocked);
        odd.status.holder = u"a"_s;
        odd.status.phase = MutexPhase::Unlocked;
        world.add(odd);
        QVERIFY(world.reconcile<Mutex>(u"m"_s).writes.empty());
    }
    void rwMutexPhaseFollowsItsHoldersAndExpiryClearsThem()
    {
        World world;
        auto read = World::make<RWMutex>(u"m"_s);
        read.status.readHolders = {u"a"_s, u"b"_s};
        world.add(read);
        QVERIFY(world.after<RWMutex>(u"m"_s).status.phase == RWMutexPhase::ReadLocked);
        read.status.writeHolder = u"c"_s;
        world.add(read);
        QVERIFY(world.after<RWMutex>(u"m"_s).status.phase == RWMutexPhase::WriteLocked);
        read.status.expiresAt = world.now - 1s;
        world.add(read);
        QCOMPARE(world.after<RWMutex>(u"m"_s).status, (RWMutexStatus{{}, {}, {}, {}, RWMutexPhase::Unlocked}));
    }
    void onceExpiredIsDeletedButHasNoTimer()
    {
        World world;
        auto once = World::make<Once>(u"o"_s);
        once.spec.ttl = 2h; // created an hour ago
        world.add(once);
        QVERIFY(world.after<Once>(u"o"_s).status.phase == OncePhase::Pending);
        QVERIFY(!world.reconcile<Once>(u"o"_s).wakeAt);
        once.spec.ttl = 30min;
        once.status.phase = OncePhase::Pending;
        world.add(once);
        const auto writes = world.reconcile<Once>(u"o"_s).writes;
        QCOMPARE(writes.size(), size_t(1));
        QCOMPARE(writes[0].type, Write::Type::Delete);
    }
    void onceExecutedHasThePhaseExecuted()
    {
        World world;
        auto once = World::make<Once>(u"o"_s);
        once.status.executed = true;
        once.status.phase = OncePhase::Pending;
        world.add(once);
        QVERIFY(world.after<Once>(u"o"_s).status.phase == OncePhase::Executed);
    }
    void waitGroupIsDoneAtZeroOrBelow()
    {
        World world;
        auto group = World::make<WaitGroup>(u"g"_s);
        group.status.counter = 1;
        world.add(group);
        QVERIFY(world.after<WaitGroup>(u"g"_s).status.phase == WaitGroupPhase::Waiting);
        group.status.counter = -1;
        world.add(group);
        QVERIFY(world.after<WaitGroup>(u"g"_s).status.phase == WaitGroupPhase::Done);
    }

    // Who is woken
    void permitWakesItsControllerSemaphoreAndARequestWakesNobody()
    {
        const auto owned = std::make_shared<Permit>(permit(u"a"_s));
        QVERIFY(rules::wokenBy(nullptr, owned) == (std::vector<ObjectKey>{{Kind::Semaphore, u"team-a"_s, u"db"_s}}));
        auto loose = permit(u"a"_s);
        loose.meta.ownerReferences.clear();
        QVERIFY(rules::wokenBy(nullptr, std::make_shared<Permit>(loose)).empty());
        QVERIFY(rules::wokenBy(nullptr, std::make_shared<LeaseRequest>(request(u"a"_s))).empty());
    }
};

QTEST_GUILESS_MAIN(OperatorModelTest)
#include "tst_operatormodel.moc"
