// SPDX-License-Identifier: Apache-2.0
#include "core/insight/hold.h"
#include "core/insight/semaphoreusage.h"
#include "tests/core/insight/make.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::insight;
using namespace konductor::test;

namespace {
const Timestamp now = at("2026-11-24T12:00:00Z");

QStringList holders(const std::vector<Hold>& holds)
{
    QStringList names;
    for (const Hold& hold : holds) {
        names.append(hold.holder);
    }
    return names;
}

LeaseRequest request(const QString& holder, std::optional<qint64> priority)
{
    auto made = childOf<LeaseRequest>(u"db"_s, u"db-"_s + holder, holder);
    made.spec.priority = priority;
    return made;
}
} // namespace

class tst_Hold : public QObject {
    Q_OBJECT
private slots:
    void permitCountsUntilItsExpiryIsPast_data()
    {
        QTest::addColumn<QString>("expiresAt");
        QTest::addColumn<bool>("counts");
        QTest::newRow("never expires") << QString() << true;
        QTest::newRow("in the future") << u"2026-11-24T12:00:01Z"_s << true;
        QTest::newRow("exactly now") << u"2026-11-24T12:00:00Z"_s << true;
        QTest::newRow("a second ago") << u"2026-11-24T11:59:59Z"_s << false;
    }
    void permitCountsUntilItsExpiryIsPast()
    {
        QFETCH(QString, expiresAt);
        QFETCH(bool, counts);
        ObjectIndex objects;
        auto permit = childOf<Permit>(u"gpu"_s, u"gpu-1"_s, u"worker"_s);
        if (!expiresAt.isEmpty()) {
            permit.status.expiresAt = parseTimestamp(expiresAt).value();
        }
        put(objects, permit);
        Semaphore semaphore;
        semaphore.meta = meta(u"gpu"_s);
        semaphore.spec.permits = 2;
        put(objects, semaphore);

        const auto holds = holdsOf(semaphore.key(), objects, now);
        QCOMPARE(holds.size(), counts ? 1U : 0U);
        const SemaphoreUsage usage = usageOf(semaphore, objects, now);
        QCOMPARE(usage, (SemaphoreUsage{2, counts ? 1 : 0, counts ? 0 : 1}));
        if (counts) {
            QVERIFY(holds[0].via == permit.key());
            QCOMPARE(holds[0].since, permit.meta.creationTimestamp);
            QCOMPARE(holds[0].until, permit.status.expiresAt);
        }
    }

    void unlabelledPermitIsNoHold()
    {
        ObjectIndex objects;
        auto permit = childOf<Permit>(u"gpu"_s, u"gpu-1"_s, u"worker"_s);
        permit.meta.labels.clear();
        put(objects, permit);
        QVERIFY(holdsOf({Kind::Semaphore, u"team-a"_s, u"gpu"_s}, objects, now).empty());
    }

    void holdsStandInOrderOfTime()
    {
        ObjectIndex objects;
        auto late = childOf<Permit>(u"gpu"_s, u"gpu-a"_s, u"late"_s);
        late.status.acquiredAt = at("2026-11-24T11:00:00Z");
        auto early = childOf<Permit>(u"gpu"_s, u"gpu-b"_s, u"early"_s);
        early.status.acquiredAt = at("2026-11-24T10:30:00Z");
        auto unknown = childOf<Permit>(u"gpu"_s, u"gpu-c"_s, u"unknown"_s);
        unknown.meta.creationTimestamp.reset();
        put(objects, late);
        put(objects, unknown);
        put(objects, early);
        QCOMPARE(holders(holdsOf({Kind::Semaphore, u"team-a"_s, u"gpu"_s}, objects, now)),
                 (QStringList{u"early"_s, u"late"_s, u"unknown"_s}));
    }

    void overCommittedSemaphoreShowsEveryPermit()
    {
        ObjectIndex objects;
        for (int i = 0; i < 4; ++i) {
            put(objects, childOf<Permit>(u"gpu"_s, u"gpu-%1"_s.arg(i), u"w%1"_s.arg(i)));
        }
        Semaphore semaphore;
        semaphore.meta = meta(u"gpu"_s);
        semaphore.spec.permits = 2;
        QVERIFY(usageOf(semaphore, objects, now).overCommitted());
        QCOMPARE(holdsOf(semaphore.key(), objects, now).size(), 4U);
    }

    void leaseShowsItsHolderThenWaitersInGrantOrder()
    {
        ObjectIndex objects;
        Lease lease;
        lease.meta = meta(u"db"_s);
        lease.status.holder = u"a"_s;
        lease.status.phase = LeasePhase::Held;
        lease.status.acquiredAt = at("2026-11-24T11:00:00Z");
        put(objects, lease);
        auto own = request(u"a"_s, 9);
        own.status.phase = LeaseRequestPhase::Granted;
        put(objects, own);
        put(objects, request(u"low"_s, std::nullopt));
        put(objects, request(u"high"_s, 5));
        auto stale = request(u"stale"_s, 7);
        stale.status.phase = LeaseRequestPhase::Granted;
        put(objects, stale);

        const auto holds = holdsOf(lease.key(), objects, now);
        QCOMPARE(holders(holds), (QStringList{u"a"_s, u"high"_s, u"low"_s}));
        QCOMPARE(holds[0].mode, Hold::Mode::Lease);
        QVERIFY(!holds[0].via);
        QVERIFY(holds[1].waits());
        QVERIFY(holds[1].via == (ObjectKey{Kind::LeaseRequest, u"team-a"_s, u"db-high"_s}));
    }

    void grantOrderMarksTiesAndTheHoldersOwnRequest()
    {
        ObjectIndex objects;
        Lease lease;
        lease.meta = meta(u"db"_s);
        lease.status.holder = u"b"_s;
        put(objects, lease);
        put(objects, request(u"b"_s, 1));
        put(objects, request(u"a"_s, 1));
        put(objects, request(u"c"_s, 3));
        put(objects, request(u"d"_s, 0));
        put(objects, request(u"e"_s, std::nullopt));

        const auto order = grantOrder(lease.key(), objects);
        QStringList names;
        QList<bool> tied;
        QList<bool> own;
        for (const QueuedRequest& queued : order) {
            names.append(specHolder(*queued.request));
            tied.append(queued.tied);
            own.append(queued.ofHolder);
        }
        QCOMPARE(names, (QStringList{u"c"_s, u"a"_s, u"b"_s, u"d"_s, u"e"_s}));
        QCOMPARE(tied, (QList<bool>{false, true, true, true, true}));
        QCOMPARE(own, (QList<bool>{false, false, true, false, false}));
    }

    void readersAndWriterOfARwMutexAreEntries()
    {
        ObjectIndex objects;
        RWMutex mutex;
        mutex.meta = meta(u"cfg"_s);
        mutex.status.readHolders = {u"r1"_s, u"r2"_s, u"r1"_s};
        put(objects, mutex);
        const auto holds = holdsOf(mutex.key(), objects, now);
        QCOMPARE(holders(holds), (QStringList{u"r1"_s, u"r1"_s, u"r2"_s}));
        QCOMPARE(holds[0].mode, Hold::Mode::Read);

        mutex.status = {};
        mutex.status.writeHolder = u"w"_s;
        put(objects, mutex);
        const auto writer = holdsOf(mutex.key(), objects, now);
        QCOMPARE(writer.size(), 1U);
        QCOMPARE(writer[0].mode, Hold::Mode::Write);
    }

    void mutexArrivalAndOnceNameTheirHolder()
    {
        ObjectIndex objects;
        Mutex mutex;
        mutex.meta = meta(u"m"_s);
        mutex.status.holder = u"h"_s;
        mutex.status.expiresAt = at("2026-11-24T12:10:00Z");
        put(objects, mutex);
        QCOMPARE(holdsOf(mutex.key(), objects, now).at(0).until, mutex.status.expiresAt);

        Once once;
        once.meta = meta(u"o"_s);
        put(objects, once);
        QVERIFY(holdsOf(once.key(), objects, now).empty());
        once.status.executed = true;
        once.status.executor = u"x"_s;
        put(objects, once);
        QCOMPARE(holdsOf(once.key(), objects, now).at(0).mode, Hold::Mode::Execution);

        put(objects, childOf<Arrival>(u"b"_s, u"b-x"_s, u"x"_s));
        QCOMPARE(holdsOf({Kind::Barrier, u"team-a"_s, u"b"_s}, objects, now).at(0).mode, Hold::Mode::Arrival);
    }

    void gatesWaitGroupsAndAbsentObjectsHaveNoHolders()
    {
        ObjectIndex objects;
        Gate gate;
        gate.meta = meta(u"g"_s);
        put(objects, gate);
        QVERIFY(holdsOf(gate.key(), objects, now).empty());
        QVERIFY(holdsOf({Kind::WaitGroup, u"team-a"_s, u"w"_s}, objects, now).empty());
        QVERIFY(holdsOf({Kind::Lease, u"team-a"_s, u"none"_s}, objects, now).empty());
    }
};

QTEST_GUILESS_MAIN(tst_Hold)
#include "tst_hold.moc"
