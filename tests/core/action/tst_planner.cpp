// SPDX-License-Identifier: Apache-2.0
#include "core/action/planner.h"
#include "core/action/prediction.h"
#include "tests/core/action/plans.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::action;
using namespace konductor::test;

namespace {

const Timestamp now = at("2026-11-24T12:00:00Z");
const QString ns = u"team-a"_s;

OwnerReference ownedBy(QStringView kind, const QString& name)
{
    return {u"sync.konductor.io/v1"_s, kind.toString(), name, u"uid-"_s + name, true, true};
}

/// Semaphore gpu 2 permits (a, b); barrier nightly 1 of 2; lease db held by a, asked for by a, b, c; mutex m held by h;
/// rwmutex cfg read by r1, r2, r1; rwmutex w written by w.
ObjectIndex cluster()
{
    ObjectIndex objects;
    Semaphore gpu;
    gpu.meta = meta(u"gpu"_s);
    gpu.spec.permits = 2;
    gpu.status = {2, 0, SemaphorePhase::Full};
    put(objects, gpu);
    for (const QString& holder : {u"a"_s, u"b"_s}) {
        auto permit = childOf<Permit>(u"gpu"_s, u"gpu-"_s + holder, holder);
        permit.status.phase = PermitPhase::Granted;
        permit.meta.ownerReferences = {ownedBy(u"Semaphore", u"gpu"_s)};
        put(objects, permit);
    }
    Barrier nightly;
    nightly.meta = meta(u"nightly"_s);
    nightly.spec.expected = 2;
    nightly.status.arrived = 1;
    nightly.status.arrivals = {u"x"_s};
    nightly.status.phase = BarrierPhase::Waiting;
    put(objects, nightly);
    put(objects, childOf<Arrival>(u"nightly"_s, u"nightly-x"_s, u"x"_s));
    Lease db;
    db.meta = meta(u"db"_s);
    db.status.holder = u"a"_s;
    db.status.phase = LeasePhase::Held;
    db.status.acquiredAt = at("2026-11-24T11:00:00Z");
    db.status.renewCount = 0;
    put(objects, db);
    put(objects, request(u"a"_s, 9));
    put(objects, request(u"b"_s, 5));
    put(objects, request(u"c"_s, 1));
    Mutex m;
    m.meta = meta(u"m"_s);
    m.status.holder = u"h"_s;
    m.status.phase = MutexPhase::Locked;
    put(objects, m);
    RWMutex cfg;
    cfg.meta = meta(u"cfg"_s);
    cfg.status.readHolders = {u"r1"_s, u"r2"_s, u"r1"_s};
    cfg.status.phase = RWMutexPhase::ReadLocked;
    put(objects, cfg);
    RWMutex w;
    w.meta = meta(u"w"_s);
    w.status.writeHolder = u"w"_s;
    w.status.phase = RWMutexPhase::WriteLocked;
    put(objects, w);
    return objects;
}

Result<Plan> planned(const QString& verb, Kind kind, const QString& name, const QString& holder,
                     const ObjectIndex& objects)
{
    const ObjectKey key{kind, ns, name};
    if (verb == "arrive"_L1) {
        return planArrive(key, holder, objects, now);
    }
    const HoldRef hold{key, holder, {}};
    return verb == "release"_L1 ? planRelease(hold, objects, now) : planForceExpire(hold, objects, now);
}

} // namespace

class tst_Planner : public QObject {
    Q_OBJECT
private slots:
    void writesExactlyWhatWorks_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("holder");
        QTest::addColumn<QString>("calls");
        const auto row = [](const char* title, const char* verb, Kind kind, const char* name, const char* holder,
                            const QString& calls) {
            QTest::newRow(title) << QString::fromLatin1(verb) << kind << QString::fromLatin1(name)
                                 << QString::fromLatin1(holder) << calls;
        };
        row("arrive", "arrive", Kind::Barrier, "nightly", "y",
            uR"(Create nightly-y {"apiVersion":"sync.konductor.io/v1","kind":"Arrival","metadata":{"labels":{"barrier":"nightly"},)"
            R"("name":"nightly-y","namespace":"team-a","ownerReferences":[{"apiVersion":"sync.konductor.io/v1",)"
            R"("blockOwnerDeletion":true,"controller":true,"kind":"Barrier","name":"nightly","uid":"uid-nightly"}]},)"
            R"("spec":{"barrier":"nightly","holder":"y"}})"_s);
        const auto guard = [](const QString& name) {
            return uR"({"resourceVersion":"100","uid":"uid-%1"})"_s.arg(name);
        };
        const auto removal = [&](const QString& name) {
            return uR"(Delete %1 {"apiVersion":"v1","kind":"DeleteOptions","preconditions":%2})"_s.arg(name,
                                                                                                       guard(name));
        };
        const auto patch = [&](const QString& name, const QString& status) {
            return uR"(PatchStatus %1 {"metadata":%2,"status":%3})"_s.arg(name, guard(name), status);
        };
        const QString past = uR"({"expiresAt":"2026-11-24T11:59:00Z"})"_s;
        row("release permit", "release", Kind::Semaphore, "gpu", "b", removal(u"gpu-b"_s));
        row("expire permit", "expire", Kind::Semaphore, "gpu", "b", patch(u"gpu-b"_s, past));
        row("release lease", "release", Kind::Lease, "db", "a",
            removal(u"db-a"_s) + u'\n'
                + patch(u"db"_s, uR"({"acquiredAt":null,"expiresAt":null,"holder":null,"phase":"Available"})"_s));
        row("release lease, holder not named", "release", Kind::Lease, "db", "",
            removal(u"db-a"_s) + u'\n'
                + patch(u"db"_s, uR"({"acquiredAt":null,"expiresAt":null,"holder":null,"phase":"Available"})"_s));
        row("expire lease", "expire", Kind::Lease, "db", "a", removal(u"db-a"_s) + u'\n' + patch(u"db"_s, past));
        row("release mutex", "release", Kind::Mutex, "m", "h",
            patch(u"m"_s, uR"({"expiresAt":null,"holder":null,"lockedAt":null,"phase":"Unlocked"})"_s));
        row("expire mutex", "expire", Kind::Mutex, "m", "h", patch(u"m"_s, past));
        row("release one read entry", "release", Kind::RWMutex, "cfg", "r1",
            patch(u"cfg"_s, uR"({"phase":"ReadLocked","readHolders":["r2","r1"]})"_s));
        row("expire readers", "expire", Kind::RWMutex, "cfg", "r2", patch(u"cfg"_s, past));
        row("release write lock", "release", Kind::RWMutex, "w", "",
            patch(u"w"_s, uR"({"expiresAt":null,"lockedAt":null,"phase":"Unlocked","writeHolder":null})"_s));
        row("expire write lock", "expire", Kind::RWMutex, "w", "w", patch(u"w"_s, past));
    }
    void writesExactlyWhatWorks()
    {
        QFETCH(QString, verb);
        QFETCH(Kind, kind);
        QFETCH(QString, name);
        QFETCH(QString, holder);
        QFETCH(QString, calls);
        const ObjectIndex objects = cluster();
        const auto plan = planned(verb, kind, name, holder, objects);
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(oneLine(plan.error())));
        QCOMPARE(written(*plan), calls);
        QVERIFY(!plan->title.isEmpty());
        QVERIFY(!plan->button.isEmpty());
        QVERIFY(!plan->consequences.isEmpty());
        QVERIFY(!plan->expectation.isEmpty());
        // Not reached before, reached by what the rules say will follow.
        QVERIFY(!plan->reached(objects));
        QVERIFY(plan->reached(predict(plan->calls, plan->target, objects, now).after));
    }

    void stateRefuses_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("holder");
        QTest::addColumn<int>("error");
        QTest::addColumn<QString>("says");
        const int invalid = int(Error::Kind::Invalid);
        const int absent = int(Error::Kind::NotFound);
        QTest::newRow("arrived already") << u"arrive"_s << Kind::Barrier << u"nightly"_s << u"x"_s << invalid
                                         << u"already arrived"_s;
        QTest::newRow("no holder") << u"arrive"_s << Kind::Barrier << u"nightly"_s << QString() << invalid
                                   << u"1 to 253"_s;
        QTest::newRow("long holder") << u"arrive"_s << Kind::Barrier << u"nightly"_s << QString(254, u'x') << invalid
                                     << u"1 to 253"_s;
        QTest::newRow("no such barrier") << u"arrive"_s << Kind::Barrier << u"none"_s << u"x"_s << absent
                                         << u"no such"_s;
        QTest::newRow("another's lease") << u"release"_s << Kind::Lease << u"db"_s << u"b"_s << invalid
                                         << u"held by a, not by b"_s;
        QTest::newRow("another's mutex") << u"expire"_s << Kind::Mutex << u"m"_s << u"b"_s << invalid
                                         << u"held by h, not by b"_s;
        QTest::newRow("no permit of the holder")
            << u"release"_s << Kind::Semaphore << u"gpu"_s << u"z"_s << invalid << u"z holds no permit"_s;
        QTest::newRow("which permit") << u"release"_s << Kind::Semaphore << u"gpu"_s << QString() << invalid
                                      << u"2 permits"_s;
        QTest::newRow("which reader") << u"release"_s << Kind::RWMutex << u"cfg"_s << QString() << invalid
                                      << u"readers hold it"_s;
        QTest::newRow("not a reader") << u"release"_s << Kind::RWMutex << u"cfg"_s << u"z"_s << invalid
                                      << u"z does not hold it"_s;
        QTest::newRow("a gate") << u"release"_s << Kind::Gate << u"g"_s << QString() << invalid
                                << u"not held by anybody"_s;
        QTest::newRow("no such lease") << u"expire"_s << Kind::Lease << u"none"_s << QString() << absent
                                       << u"no such"_s;
    }
    void stateRefuses()
    {
        QFETCH(QString, verb);
        QFETCH(Kind, kind);
        QFETCH(QString, name);
        QFETCH(QString, holder);
        QFETCH(int, error);
        QFETCH(QString, says);
        ObjectIndex objects = cluster();
        Gate gate;
        gate.meta = meta(u"g"_s);
        put(objects, gate);
        const auto plan = planned(verb, kind, name, holder, objects);
        QVERIFY(!plan);
        QCOMPARE(int(plan.error().kind), error);
        QVERIFY2(plan.error().message.kept.contains(says), qPrintable(plan.error().message.kept));
    }

    void freeObjectsCannotBeReleased()
    {
        ObjectIndex objects;
        Lease lease;
        lease.meta = meta(u"db"_s);
        put(objects, lease);
        Mutex mutex;
        mutex.meta = meta(u"m"_s);
        put(objects, mutex);
        RWMutex rw;
        rw.meta = meta(u"cfg"_s);
        put(objects, rw);
        Semaphore semaphore;
        semaphore.meta = meta(u"gpu"_s);
        put(objects, semaphore);
        for (const ObjectKey& key : {lease.key(), mutex.key(), rw.key(), semaphore.key()}) {
            for (const auto& plan :
                 {planRelease({key, {}, {}}, objects, now), planForceExpire({key, {}, {}}, objects, now)}) {
                QVERIFY(!plan);
                QVERIFY(plan.error().kind == Error::Kind::Invalid);
            }
        }
    }

    void missingArrivalsAreMadeUpToTheNumberMissing()
    {
        ObjectIndex objects = cluster();
        const ObjectKey key{Kind::Barrier, ns, u"nightly"_s};
        const auto plan = planArriveMissing(key, {u"p"_s, u"q"_s}, objects, now);
        QVERIFY(plan.has_value());
        QCOMPARE(plan->calls.size(), 1U);
        QCOMPARE(plan->calls[0].key.name, u"nightly-p"_s);
        QCOMPARE(plan->consequences.front(), u"The barrier opens: 2 of 2 arrived."_s);
        QVERIFY(!planArriveMissing(key, {u"p"_s, u"p"_s}, objects, now));
        QVERIFY(!planArriveMissing(key, {}, objects, now));

        objects = withCallsMade(plan->calls, objects, now);
        QVERIFY(!planArriveMissing(key, {u"r"_s}, objects, now));
    }

    void arrivalPastTheTimeoutWarns()
    {
        ObjectIndex objects = cluster();
        auto late = *objects.find<Barrier>(ns, u"nightly"_s);
        late.spec.timeout = std::chrono::hours(1);
        late.status.phase = BarrierPhase::Failed;
        put(objects, late);
        const auto plan = planArrive(late.key(), u"y"_s, objects, now);
        QVERIFY(plan.has_value());
        QVERIFY(plan->warnings.front().contains(u"can no longer open"_s));
        QVERIFY(plan->consequences.front().contains(u"stays Failed"_s));
        QVERIFY(plan->reached(predict(plan->calls, plan->target, objects, now).after));
    }

    void nextHolderIsPredicted()
    {
        ObjectIndex objects = cluster();
        const HoldRef hold{{Kind::Lease, ns, u"db"_s}, u"a"_s, {}};
        QVERIFY(planRelease(hold, objects, now)->consequences.front().startsWith(u"b gets the lease at once"_s));
        put(objects, request(u"d"_s, 5));
        const auto tied = planForceExpire(hold, objects, now);
        QVERIFY(tied->consequences.front().startsWith(u"One of b, d gets the lease"_s));
        QCOMPARE(tied->expectation, u"b or d holds the lease"_s);
        for (const QString& other : {u"b"_s, u"c"_s, u"d"_s}) {
            objects.remove({Kind::LeaseRequest, ns, u"db-"_s + other});
        }
        QCOMPARE(planRelease(hold, objects, now)->consequences.front(),
                 u"The lease becomes Available: nobody has asked for it."_s);
    }

    void handoverCountsOnlyWithANewHolder()
    {
        ObjectIndex objects = cluster();
        const auto plan = planRelease({{Kind::Lease, ns, u"db"_s}, u"a"_s, {}}, objects, now);
        // Our own write is not yet the operator's reaction.
        QVERIFY(!plan->reached(withCallsMade(plan->calls, objects, now)));
    }

    void aLeaseGivenAnewToItsHolderWithinTheSameSecondWasReleased()
    {
        ObjectIndex objects = cluster();
        const HoldRef hold{{Kind::Lease, ns, u"db"_s}, u"a"_s, {}};
        const auto release = planRelease(hold, objects, now);
        const auto expiry = planForceExpire(hold, objects, now);
        Lease anew = *objects.find<Lease>(ns, u"db"_s);
        anew.meta.resourceVersion = u"4711"_s;
        put(objects, anew);
        QVERIFY(release->reached(objects));
        QVERIFY(!expiry->reached(objects)); // there, another version with the same hold is its own write
    }

    void frozenSemaphoreIsSaidToStayFrozen()
    {
        ObjectIndex objects = cluster();
        for (const QString& holder : {u"c"_s, u"d"_s}) {
            auto permit = childOf<Permit>(u"gpu"_s, u"gpu-"_s + holder, holder);
            permit.status.phase = PermitPhase::Granted;
            permit.meta.ownerReferences = {ownedBy(u"Semaphore", u"gpu"_s)};
            put(objects, permit);
        }
        const auto plan = planRelease({{Kind::Semaphore, ns, u"gpu"_s}, u"c"_s, {}}, objects, now);
        QVERIFY(plan->consequences.front().contains(u"stays frozen until 1 more"_s));
        QVERIFY(plan->reached(predict(plan->calls, plan->target, objects, now).after));
    }

    void unownedPermitIsNoticedLate()
    {
        ObjectIndex objects = cluster();
        auto permit = *objects.find<Permit>(ns, u"gpu-a"_s);
        permit.meta.ownerReferences.clear();
        put(objects, permit);
        const auto plan = planRelease({{Kind::Semaphore, ns, u"gpu"_s}, u"a"_s, {}}, objects, now);
        QVERIFY(plan->consequences.last().contains(u"within 1 min"_s));
        QVERIFY(plan->warnings.last().contains(u"no controller owner reference"_s));
    }

    void waitingGateLooksByItself()
    {
        ObjectIndex objects = cluster();
        Gate gate;
        gate.meta = meta(u"go"_s);
        gate.spec.conditions = {{u"Barrier"_s, u"nightly"_s, {}, u"Open"_s, {}}};
        gate.status.phase = GatePhase::Waiting;
        put(objects, gate);
        const ObjectKey barrier{Kind::Barrier, ns, u"nightly"_s};
        QCOMPARE(planArrive(barrier, u"y"_s, objects, now)->consequences.last(),
                 u"Gate go is not woken by this; it looks within 10 s and then opens."_s);
        gate.spec.timeout = std::chrono::minutes(1);
        gate.status.phase = GatePhase::Failed;
        put(objects, gate);
        QVERIFY(planArrive(barrier, u"y"_s, objects, now)->consequences.last().contains(u"has no timer"_s));
    }

    void lastReaderClearsTheTimes()
    {
        ObjectIndex objects = cluster();
        auto cfg = *objects.find<RWMutex>(ns, u"cfg"_s);
        cfg.status.readHolders = {u"r1"_s};
        put(objects, cfg);
        const auto plan = planRelease({cfg.key(), {}, {}}, objects, now);
        QCOMPARE(
            body(plan->calls[0]),
            QByteArray(
                R"({"metadata":{"resourceVersion":"100","uid":"uid-cfg"},"status":{"expiresAt":null,"lockedAt":null,)"
                R"("phase":"Unlocked","readHolders":null}})"));
    }

    void expiringOneReaderWarnsOfAll()
    {
        const auto plan = planForceExpire({{Kind::RWMutex, ns, u"cfg"_s}, u"r1"_s, {}}, cluster(), now);
        QVERIFY(plan->warnings.front().contains(u"all 3 readers lose the lock"_s));
    }

    void permitIsChosenByNameElseTheOldest()
    {
        ObjectIndex objects = cluster();
        auto second = childOf<Permit>(u"gpu"_s, u"gpu-0"_s, u"a"_s);
        second.status.acquiredAt = at("2026-11-24T11:30:00Z");
        put(objects, second);
        const ObjectKey gpu{Kind::Semaphore, ns, u"gpu"_s};
        QCOMPARE(planRelease({gpu, u"a"_s, {}}, objects, now)->calls[0].key.name, u"gpu-a"_s);
        QCOMPARE(planRelease({gpu, u"a"_s, u"gpu-0"_s}, objects, now)->calls[0].key.name, u"gpu-0"_s);
        QCOMPARE(planRelease({gpu, {}, u"gpu-0"_s}, objects, now)->calls[0].key.name, u"gpu-0"_s);
        QVERIFY(!planRelease({gpu, u"b"_s, u"gpu-0"_s}, objects, now));
        QVERIFY(planRelease({gpu, {}, u"none"_s}, objects, now).error().kind == Error::Kind::NotFound);
    }

    void expiredPermitCanBeRemovedButNotExpired()
    {
        ObjectIndex objects = cluster();
        auto permit = *objects.find<Permit>(ns, u"gpu-a"_s);
        permit.status.expiresAt = now - std::chrono::seconds(1);
        put(objects, permit);
        const HoldRef hold{{Kind::Semaphore, ns, u"gpu"_s}, {}, u"gpu-a"_s};
        QVERIFY(!planForceExpire(hold, objects, now));
        QVERIFY(planRelease(hold, objects, now).has_value());
    }

    void statusWithoutAPhaseGetsOne()
    {
        ObjectIndex objects = cluster();
        auto permit = *objects.find<Permit>(ns, u"gpu-a"_s);
        permit.status = {};
        put(objects, permit);
        const auto plan = planForceExpire({{Kind::Semaphore, ns, u"gpu"_s}, u"a"_s, {}}, objects, now);
        QCOMPARE(plan->calls[0].body["status"_L1].toObject()["phase"_L1].toString(), u"Granted"_s);
    }

    void hostileHoldersStayText()
    {
        ObjectIndex objects = cluster();
        auto mutex = *objects.find<Mutex>(ns, u"m"_s);
        mutex.status.holder = u"%1 <b>x</b> %2\n'; rm -rf /"_s;
        put(objects, mutex);
        const auto plan = planRelease({mutex.key(), {}, {}}, objects, now);
        QVERIFY(plan->title.endsWith(mutex.status.holder));
        QVERIFY(plan->warnings.last().startsWith(mutex.status.holder));
    }
};

QTEST_GUILESS_MAIN(tst_Planner)
#include "tst_planner.moc"
