// SPDX-License-Identifier: Apache-2.0
#include "tests/core/rules/world.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace std::chrono_literals;
using rules::Write;
using test::World;

/// Semantics.md §2: what the operator never does, and what it leaves as it is.
class ReconcilersTest : public QObject {
    Q_OBJECT

private:
    static Permit permit(int number)
    {
        return World::makeChild<Permit>(u"p%1"_s.arg(number), u"db"_s, u"h%1"_s.arg(number));
    }
    static Semaphore semaphore(qint64 permits, const SemaphoreStatus& status)
    {
        auto made = World::make<Semaphore>(u"db"_s);
        made.spec.permits = permits;
        made.status = status;
        return made;
    }
    static LeaseRequest request(const QString& holder)
    {
        return World::makeChild<LeaseRequest>(u"lock-"_s + holder, u"lock"_s, holder);
    }
    static Lease freeLease()
    {
        auto made = World::make<Lease>(u"lock"_s);
        made.status.phase = LeasePhase::Available;
        made.status.renewCount = 0;
        return made;
    }
    static Gate gate(const QString& type, const QString& state)
    {
        auto made = World::make<Gate>(u"release"_s);
        made.spec.conditions = {{type, u"x"_s, {}, state, {}}};
        return made;
    }

private slots:
    // Semaphore
    void semaphoreCountsAreItsPermitsAndWhatRemains()
    {
        World world;
        world.add(semaphore(2, {0, 2, SemaphorePhase::Ready}));
        world.add(permit(1));
        QCOMPARE(world.after<Semaphore>(u"db"_s).status, (SemaphoreStatus{1, 1, SemaphorePhase::Ready}));
        world.add(permit(2));
        QCOMPARE(world.after<Semaphore>(u"db"_s).status, (SemaphoreStatus{2, 0, SemaphorePhase::Full}));
    }
    void semaphoreGrantsADeniedPermitToo()
    {
        World world;
        world.add(semaphore(2, {1, 1, SemaphorePhase::Ready}));
        auto denied = permit(1);
        denied.status.phase = PermitPhase::Denied;
        world.add(denied);
        const auto writes = world.reconcile<Semaphore>(u"db"_s).writes;
        QCOMPARE(writes.size(), size_t(1));
        QVERIFY(as<Permit>(writes[0].object)->status.phase == PermitPhase::Granted);
    }
    void semaphoreLeavesAnExpiredPermitAsItIsAndDeletesNone()
    {
        World world;
        world.add(semaphore(2, {0, 2, SemaphorePhase::Ready}));
        auto expired = permit(1);
        expired.status.phase = PermitPhase::Granted;
        expired.status.expiresAt = world.now - 1s;
        world.add(expired);
        QVERIFY(world.reconcile<Semaphore>(u"db"_s).writes.empty());
    }
    void permitTtlOfItsSpecIsIgnored()
    {
        World world;
        auto limited = semaphore(2, {0, 2, SemaphorePhase::Ready});
        limited.spec.ttl = 1s;
        world.add(limited);
        auto old = permit(1); // an hour old
        old.spec.ttl = 1s;
        world.add(old);
        QCOMPARE(world.after<Semaphore>(u"db"_s).status.inUse, 1);
    }
    void sixPermitsOnThreeAreAllGrantedWhileTheStatusIsFrozen()
    {
        World world;
        world.add(semaphore(3, {3, 0, SemaphorePhase::Full}));
        for (int i = 1; i <= 6; ++i) {
            world.add(permit(i));
        }
        const auto writes = world.reconcile<Semaphore>(u"db"_s).writes;
        QCOMPARE(writes.size(), size_t(7));
        QVERIFY(writes.back().refusedBySchema);
        QCOMPARE(as<Semaphore>(writes.back().object)->status.available, -3);
        for (size_t i = 0; i < 6; ++i) {
            QVERIFY(as<Permit>(writes[i].object)->status.phase == PermitPhase::Granted);
        }
    }
    void loweringPermitsBelowTheNumberInUseFreezesTheStatus()
    {
        World world;
        world.add(semaphore(1, {2, 1, SemaphorePhase::Ready})); // was 3
        for (int i = 1; i <= 2; ++i) {
            auto granted = permit(i);
            granted.status.phase = PermitPhase::Granted;
            world.add(granted);
        }
        const auto writes = world.reconcile<Semaphore>(u"db"_s).writes;
        QCOMPARE(writes.size(), size_t(1));
        QVERIFY(writes[0].refusedBySchema);
    }

    // Barrier
    void barrierKeepsTheTimeOfItsFirstOpening()
    {
        World world;
        auto closed = World::make<Barrier>(u"extract"_s);
        closed.spec.expected = 1;
        closed.status = {0, {}, world.now - 5min, BarrierPhase::Waiting};
        world.add(closed);
        world.add(World::makeChild<Arrival>(u"a"_s, u"extract"_s, u"w1"_s));
        const auto open = world.after<Barrier>(u"extract"_s);
        QVERIFY(open.status.phase == BarrierPhase::Open);
        QCOMPARE(open.status.openedAt, world.now - 5min);
    }
    void arrivalIsNeverWritten()
    {
        World world;
        auto waiting = World::make<Barrier>(u"extract"_s);
        waiting.spec.expected = 2;
        world.add(waiting);
        world.add(World::makeChild<Arrival>(u"a"_s, u"extract"_s, u"w1"_s));
        for (const Write& write : world.reconcile<Barrier>(u"extract"_s).writes) {
            QCOMPARE(write.key.kind, Kind::Barrier);
        }
        const ObjectKey arrival{Kind::Arrival, u"team-a"_s, u"a"_s};
        QVERIFY(rules::reconcile(arrival, world.objects, world.now).writes.empty());
    }

    // Lease
    void leaseWithoutHolderIsAvailable()
    {
        World world;
        auto odd = freeLease();
        odd.status.phase = LeasePhase::Held;
        world.add(odd);
        QVERIFY(world.after<Lease>(u"lock"_s).status.phase == LeasePhase::Available);
    }
    void leaseOfNoLengthNeverExpires()
    {
        World world;
        auto lease = freeLease();
        lease.spec.ttl = Duration::zero();
        world.add(lease);
        world.add(request(u"a"_s));
        QVERIFY(!world.after<Lease>(u"lock"_s).status.expiresAt);
    }
    void leaseOfLessThanASecondMayHaveExpiredWhenWrittenAndHasThenNoTimer()
    {
        World world;
        auto free = freeLease();
        free.spec.ttl = 200ms;
        world.add(free);
        world.add(request(u"a"_s));
        world.now += 300ms;
        QCOMPARE(world.after<Lease>(u"lock"_s).status.expiresAt, world.now - 300ms); // cut to whole seconds
        QVERIFY(!world.reconcile<Lease>(u"lock"_s).wakeAt);
        world.now += 500ms;
        QCOMPARE(world.after<Lease>(u"lock"_s).status.expiresAt, world.now + 200ms);
        QCOMPARE(world.reconcile<Lease>(u"lock"_s).wakeAt, world.now + 201ms);
    }
    void requestsThatLoseAreLeftAsTheyAre()
    {
        World world;
        world.add(freeLease());
        world.add(request(u"a"_s));
        auto high = request(u"b"_s);
        high.spec.priority = 1;
        world.add(high);
        for (const Write& write : world.reconcile<Lease>(u"lock"_s).writes) {
            QVERIFY(write.key.name != u"lock-a"_s);
            QVERIFY(write.type == Write::Type::UpdateStatus);
        }
    }
    void requestTtlLeasePriorityAndRenewCountAreNeverUsed()
    {
        World plain;
        plain.add(freeLease());
        plain.add(request(u"a"_s));
        World other = plain;
        auto lease = freeLease();
        lease.spec.priority = 7;
        lease.status.renewCount = 4;
        other.add(lease);
        auto limited = request(u"a"_s);
        limited.spec.ttl = 1s;
        other.add(limited);
        QCOMPARE(other.after<Lease>(u"lock"_s).status, plain.after<Lease>(u"lock"_s).status);
        auto held = lease;
        held.status.holder = u"a"_s;
        held.status.phase = LeasePhase::Held;
        other.add(held);
        QVERIFY(other.reconcile<Lease>(u"lock"_s).writes.empty()); // nobody renews, the count stays
    }

    // Gate
    void gateKeepsTheTimeOfItsFirstOpeningAndHasNoTimerWhileOpen()
    {
        World world;
        auto waiting = gate(u"Lease"_s, u"Available"_s);
        waiting.status.phase = GatePhase::Waiting;
        waiting.status.openedAt = world.now - 5min;
        world.add(waiting);
        auto free = freeLease();
        free.meta.name = u"x"_s;
        world.add(free);
        const auto open = world.after<Gate>(u"release"_s);
        QVERIFY(open.status.phase == GatePhase::Open);
        QCOMPARE(open.status.openedAt, world.now - 5min);
        QVERIFY(!world.reconcile<Gate>(u"release"_s).wakeAt);
    }
    void gateOpensOnlyWhenAllConditionsHold()
    {
        World world;
        auto two = gate(u"Job"_s, u"Complete"_s);
        two.spec.conditions.push_back({u"Lease"_s, u"x"_s, {}, u"Available"_s, {}});
        world.add(two);
        auto job = World::make<Job>(u"x"_s);
        job.status.succeeded = 1;
        world.add(job);
        QVERIFY(world.after<Gate>(u"release"_s).status.phase == GatePhase::Waiting);
        auto free = freeLease();
        free.meta.name = u"x"_s;
        world.add(free);
        QVERIFY(world.after<Gate>(u"release"_s).status.phase == GatePhase::Open);
    }
    void gateSaysWhatIsNotFound_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("state");
        QTest::newRow("job") << u"Job"_s << u"Complete"_s;
        QTest::newRow("semaphore") << u"Semaphore"_s << QString();
        QTest::newRow("barrier") << u"Barrier"_s << u"Open"_s;
        QTest::newRow("lease") << u"Lease"_s << u"Available"_s;
    }
    void gateSaysWhatIsNotFound()
    {
        QFETCH(QString, type);
        QFETCH(QString, state);
        World world;
        world.add(gate(type, state));
        const auto status = world.after<Gate>(u"release"_s).status.conditionStatuses.at(0);
        QCOMPARE(status.message, type + u" not found"_s);
        QCOMPARE(status.type, type);
        QCOMPARE(status.name, u"x"_s);
        QVERIFY(!status.met);
    }
    void jobIsCompleteOnlyWithASuccess()
    {
        World world;
        world.add(gate(u"Job"_s, u"Complete"_s));
        world.add(World::make<Job>(u"x"_s));
        QCOMPARE(world.after<Gate>(u"release"_s).status.conditionStatuses[0].message, u"Job not in required state"_s);
    }

    // Mutex, RWMutex, Once, WaitGroup
    void mutexesAreTakenUpAtTheirExpiryAndElseHaveNoTimer()
    {
        World world;
        auto mutex = World::make<Mutex>(u"m"_s);
        mutex.status = {u"a"_s, world.now, world.now + 30s, MutexPhase::Locked};
        world.add(mutex);
        QCOMPARE(world.reconcile<Mutex>(u"m"_s).wakeAt, world.now + 30s + 1ms);
        auto rw = World::make<RWMutex>(u"m"_s);
        rw.status.readHolders = QStringList{u"a"_s};
        rw.status.expiresAt = world.now + 30s;
        world.add(rw);
        QCOMPARE(world.reconcile<RWMutex>(u"m"_s).wakeAt, world.now + 30s + 1ms);
        mutex.status.expiresAt.reset();
        world.add(mutex);
        QVERIFY(!world.reconcile<Mutex>(u"m"_s).wakeAt);
    }
    void mutexTtlOfItsSpecIsNotWrittenAsExpiry()
    {
        World world;
        auto mutex = World::make<Mutex>(u"m"_s);
        mutex.spec.ttl = 1min;
        mutex.status = {u"a"_s, world.now - 1h, {}, MutexPhase::Locked};
        world.add(mutex);
        QVERIFY(world.reconcile<Mutex>(u"m"_s).writes.empty());
    }
    void onceAtFirstSightIsPendingEvenIfExecutedOrExpired()
    {
        World world;
        auto once = World::make<Once>(u"o"_s);
        once.spec.ttl = 30min;
        once.status.executed = true;
        world.add(once);
        const auto first = world.after<Once>(u"o"_s);
        QVERIFY(first.status.phase == OncePhase::Pending);
        QVERIFY(!first.status.executed);
        world.add(first);
        QCOMPARE(world.reconcile<Once>(u"o"_s).writes.at(0).type, Write::Type::Delete);
    }
    void onceThatIsBeingDeletedIsNotDeletedAgain()
    {
        World world;
        auto once = World::make<Once>(u"o"_s);
        once.spec.ttl = 30min;
        once.status.phase = OncePhase::Pending;
        once.meta.deletionTimestamp = world.now - 1min;
        world.add(once);
        QVERIFY(world.reconcile<Once>(u"o"_s).writes.empty());
    }
    void waitGroupIsWrittenOnlyWhenItsPhaseDiffersAndItsTtlIsNeverUsed()
    {
        World world;
        auto group = World::make<WaitGroup>(u"g"_s);
        group.spec.ttl = 1s; // created an hour ago
        group.status.counter = 2;
        group.status.phase = WaitGroupPhase::Waiting;
        world.add(group);
        QVERIFY(world.reconcile<WaitGroup>(u"g"_s).writes.empty());
        QVERIFY(!world.reconcile<WaitGroup>(u"g"_s).wakeAt);
        group.status.phase = WaitGroupPhase::Done;
        world.add(group);
        QCOMPARE(world.reconcile<WaitGroup>(u"g"_s).writes.size(), size_t(1));
    }
};

QTEST_GUILESS_MAIN(ReconcilersTest)
#include "tst_reconcilers.moc"
