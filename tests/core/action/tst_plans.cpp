// SPDX-License-Identifier: Apache-2.0
#include "core/action/bulkplan.h"
#include "core/action/newobject.h"
#include "core/action/planmend.h"
#include "core/action/planner.h"
#include "core/action/prediction.h"
#include "tests/core/action/plans.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::action;
using namespace konductor::test;

namespace {

const Timestamp now = at("2026-11-24T12:00:00Z");
const QString ns = u"team-a"_s;

ObjectKey key(Kind kind, const QString& name)
{
    return {kind, ns, name};
}

/// Lease db held by a (priority 9), asked for by b (5) and c (1); barrier late, Failed with 1 of 2; gate go, Failed,
/// waits for it; once init executed by a; wait group wg at 3; semaphore gpu with 2 permits of a; rwmutex cfg read
/// twice by a.
ObjectIndex cluster()
{
    ObjectIndex objects;
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
    Barrier late;
    late.meta = meta(u"late"_s);
    late.spec = {2, std::nullopt, std::chrono::hours(1)};
    late.status.arrived = 1;
    late.status.arrivals = {u"x"_s};
    late.status.phase = BarrierPhase::Failed;
    put(objects, late);
    put(objects, childOf<Arrival>(u"late"_s, u"late-x"_s, u"x"_s));
    Gate go;
    go.meta = meta(u"go"_s);
    go.spec.conditions = {{u"Barrier"_s, u"late"_s, {}, u"Open"_s, {}}};
    go.spec.timeout = std::chrono::minutes(30);
    go.status.phase = GatePhase::Failed;
    go.status.conditionStatuses = {{u"Barrier"_s, u"late"_s, false, u"Barrier is not open"_s}};
    put(objects, go);
    Once init;
    init.meta = meta(u"init"_s);
    init.status = {true, u"a"_s, at("2026-11-24T11:00:00Z"), OncePhase::Executed};
    put(objects, init);
    WaitGroup wg;
    wg.meta = meta(u"wg"_s);
    wg.status = {3, WaitGroupPhase::Waiting};
    put(objects, wg);
    Semaphore gpu;
    gpu.meta = meta(u"gpu"_s);
    gpu.spec.permits = 2;
    gpu.status = {2, 0, SemaphorePhase::Full};
    put(objects, gpu);
    for (const QString& name : {u"gpu-1"_s, u"gpu-2"_s}) {
        auto permit = childOf<Permit>(u"gpu"_s, name, u"a"_s);
        permit.status.phase = PermitPhase::Granted;
        permit.meta.ownerReferences = {{u"sync.konductor.io/v1"_s, u"Semaphore"_s, u"gpu"_s, u"uid-gpu"_s, true, true}};
        put(objects, permit);
    }
    RWMutex cfg;
    cfg.meta = meta(u"cfg"_s);
    cfg.status.readHolders = {u"a"_s, u"r"_s, u"a"_s};
    cfg.status.phase = RWMutexPhase::ReadLocked;
    put(objects, cfg);
    return objects;
}

QString guard(const QString& name)
{
    return uR"("resourceVersion":"100","uid":"uid-%1")"_s.arg(name);
}

QString removal(const QString& name)
{
    return uR"(Delete %1 {"apiVersion":"v1","kind":"DeleteOptions","preconditions":{%2}})"_s.arg(name, guard(name));
}

QString specPatch(const QString& name, const QString& spec)
{
    return uR"(Patch %1 {"metadata":{%2},"spec":%3})"_s.arg(name, guard(name), spec);
}

QString statusPatch(const QString& name, const QString& status)
{
    return uR"(PatchStatus %1 {"metadata":{%2},"status":%3})"_s.arg(name, guard(name), status);
}

QString touched(const QString& name)
{
    return uR"(Patch %1 {"metadata":{"annotations":{"konductor-console/looked-again":"2026-11-24T12:00:00Z/100"},%2}})"_s
        .arg(name, guard(name));
}

/// Each plan by the name of its row.
Result<Plan> planned(const QString& what, const ObjectIndex& objects)
{
    const QHash<QString, std::function<Result<Plan>()>> plans{
        {u"hand over"_s, [&] { return planHandOver(key(Kind::Lease, u"db"_s), u"c"_s, objects, now); }},
        {u"hand over to the first"_s, [&] { return planHandOver(key(Kind::Lease, u"db"_s), u"b"_s, objects, now); }},
        {u"cancel"_s, [&] { return planCancelRequest(key(Kind::LeaseRequest, u"db-b"_s), objects, now); }},
        {u"priority"_s,
         [&] {
             return planEdit(key(Kind::LeaseRequest, u"db-c"_s), {{u"priority"_s, u"7"_s}}, objects, now);
         }},
        {u"resize"_s,
         [&] {
             return planEdit(key(Kind::Semaphore, u"gpu"_s), {{u"permits"_s, u"4"_s}}, objects, now);
         }},
        {u"quorum"_s,
         [&] {
             return planEdit(key(Kind::Barrier, u"late"_s), {{u"quorum"_s, u"1"_s}}, objects, now);
         }},
        {u"no time-out"_s,
         [&] {
             return planEdit(key(Kind::Barrier, u"late"_s), {{u"timeout"_s, {}}}, objects, now);
         }},
        {u"ttl"_s,
         [&] {
             return planEdit(key(Kind::Lease, u"db"_s), {{u"ttl"_s, u"5m"_s}}, objects, now);
         }},
        {u"look again"_s, [&] { return planLookAgain(key(Kind::Barrier, u"late"_s), objects, now); }},
        {u"rescue barrier"_s, [&] { return planRescue(key(Kind::Barrier, u"late"_s), {}, objects, now); }},
        {u"rescue gate"_s, [&] { return planRescue(key(Kind::Gate, u"go"_s), std::chrono::hours(4), objects, now); }},
        {u"reset"_s, [&] { return planReset(key(Kind::Once, u"init"_s), objects, now); }},
        {u"add"_s, [&] { return planCount(key(Kind::WaitGroup, u"wg"_s), CountChange::Add, 2, objects, now); }},
        {u"done"_s, [&] { return planCount(key(Kind::WaitGroup, u"wg"_s), CountChange::Done, 9, objects, now); }},
        {u"set"_s, [&] { return planCount(key(Kind::WaitGroup, u"wg"_s), CountChange::Set, 1, objects, now); }},
        {u"withdraw"_s, [&] { return planWithdraw(key(Kind::Barrier, u"late"_s), u"x"_s, {}, objects, now); }},
        {u"delete lease"_s, [&] { return planDelete(key(Kind::Lease, u"db"_s), objects, now); }},
    };
    return plans.value(what)();
}

} // namespace

class tst_Plans : public QObject {
    Q_OBJECT
private slots:
    void oneObjectHangsAndSeveralHang()
    {
        ObjectIndex objects;
        Barrier sync;
        sync.meta = meta(u"sync"_s);
        put(objects, sync);
        const auto title = [&] { return planDelete(sync.key(), objects, now)->title; };
        for (const QString& who : {u"x"_s, u"y"_s}) {
            Arrival arrival = childOf<Arrival>(u"sync"_s, u"sync-"_s + who, who);
            arrival.meta.ownerReferences.clear();
            put(objects, arrival);
            QVERIFY2(title().endsWith(who == u"x"_s ? u"sync and 1 object that hangs on it"_s
                                                    : u"sync and 2 objects that hang on it"_s),
                     qPrintable(title()));
        }
    }

    void writesExactlyWhatWorks_data()
    {
        QTest::addColumn<QString>("calls");
        const QString past = uR"({"expiresAt":"2026-11-24T11:59:00Z"})"_s;
        QTest::newRow("hand over") << specPatch(u"db-c"_s, uR"({"priority":6})"_s) + u'\n' + removal(u"db-a"_s) + u'\n'
                + statusPatch(u"db"_s, past);
        QTest::newRow("hand over to the first") << removal(u"db-a"_s) + u'\n' + statusPatch(u"db"_s, past);
        QTest::newRow("cancel") << removal(u"db-b"_s);
        QTest::newRow("priority") << specPatch(u"db-c"_s, uR"({"priority":7})"_s);
        QTest::newRow("resize") << specPatch(u"gpu"_s, uR"({"permits":4})"_s);
        QTest::newRow("quorum") << specPatch(u"late"_s, uR"({"quorum":1})"_s);
        QTest::newRow("no time-out") << specPatch(u"late"_s, uR"({"timeout":null})"_s);
        QTest::newRow("ttl") << specPatch(u"db"_s, uR"({"ttl":"5m"})"_s);
        QTest::newRow("look again") << touched(u"late"_s);
        QTest::newRow("rescue barrier") << specPatch(u"late"_s, uR"({"timeout":null})"_s);
        QTest::newRow("rescue gate") << specPatch(u"go"_s, uR"({"timeout":"4h0m0s"})"_s);
        QTest::newRow("reset") << statusPatch(
            u"init"_s, uR"({"executed":false,"executedAt":null,"executor":null,"phase":"Pending"})"_s);
        QTest::newRow("add") << statusPatch(u"wg"_s, uR"({"counter":5,"phase":"Waiting"})"_s);
        QTest::newRow("done") << statusPatch(u"wg"_s, uR"({"counter":0,"phase":"Done"})"_s);
        QTest::newRow("set") << statusPatch(u"wg"_s, uR"({"counter":1,"phase":"Waiting"})"_s);
        QTest::newRow("withdraw") << removal(u"late-x"_s);
        QTest::newRow("delete lease")
            << uR"(Delete db {"apiVersion":"v1","kind":"DeleteOptions","preconditions":{%1},)"_s.arg(guard(u"db"_s))
                + uR"("propagationPolicy":"Background"})"_s + u'\n' + removal(u"db-a"_s) + u'\n' + removal(u"db-b"_s)
                + u'\n' + removal(u"db-c"_s);
    }
    void writesExactlyWhatWorks()
    {
        QFETCH(QString, calls);
        const ObjectIndex objects = cluster();
        const auto plan = planned(QString::fromLatin1(QTest::currentDataTag()), objects);
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(oneLine(plan.error())));
        QCOMPARE(written(*plan), calls);
        QVERIFY(!plan->title.isEmpty() && !plan->button.isEmpty() && !plan->expectation.isEmpty());
        QVERIFY(!preconditionsOf(*plan).isEmpty());
        QVERIFY(!rightsOf(*plan).empty());
        QVERIFY(!plan->reached(objects));
        QVERIFY(plan->reached(predict(plan->calls, plan->target, objects, now).after));
    }

    void consequencesAreToldFromTheRules_data()
    {
        QTest::addColumn<QString>("says");
        QTest::newRow("hand over") << u"c gets the lease at once; the lease has no TTL, so it never expires."_s;
        QTest::newRow("cancel") << u"a keeps the lease; this hold never expires; c is next."_s;
        QTest::newRow("resize") << u"2 of 4 permits in use, 2 free"_s;
        QTest::newRow("no time-out") << u"The barrier stays closed: 1 of 2 arrived, 1 missing."_s;
        QTest::newRow("rescue gate") << u"The gate becomes Waiting."_s;
        QTest::newRow("reset") << u"The once is Pending"_s;
        QTest::newRow("done") << u"The counter is 0; those that wait go on."_s;
        QTest::newRow("delete lease") << u"lease team-a/db is gone."_s;
    }
    void consequencesAreToldFromTheRules()
    {
        QFETCH(QString, says);
        const auto plan = planned(QString::fromLatin1(QTest::currentDataTag()), cluster());
        QVERIFY(plan.has_value());
        QVERIFY2(plan->consequences.join(u'\n').contains(says), qPrintable(plan->consequences.join(u'\n')));
    }

    void whatOnlySeemsToWorkIsSaid()
    {
        const ObjectIndex objects = cluster();
        QVERIFY(planned(u"ttl"_s, objects)->warnings.join(u' ').contains(u"at the next grant"_s));
        QVERIFY(planned(u"rescue gate"_s, objects)->warnings.join(u' ').contains(u"undoes it at once"_s));
        QVERIFY(planned(u"delete lease"_s, objects)->warnings.join(u' ').contains(u"no fencing"_s));
        const auto priority = planned(u"priority"_s, objects);
        QVERIFY(priority->warnings.join(u' ').contains(u"takes the lease from nobody"_s));
        const auto small = planEdit(key(Kind::Semaphore, u"gpu"_s), {{u"permits"_s, u"1"_s}}, objects, now);
        QVERIFY(small->warnings.join(u' ').contains(u"stays frozen"_s));
        const auto ofHolder = planCancelRequest(key(Kind::LeaseRequest, u"db-a"_s), objects, now);
        QVERIFY(ofHolder->warnings.join(u' ').contains(u"does not free it"_s));
    }

    void stateRefuses()
    {
        const ObjectIndex objects = cluster();
        const auto says = [](const Result<Plan>& plan, const QString& words) {
            return !plan && plan.error().message.kept.contains(words);
        };
        const ObjectKey db = key(Kind::Lease, u"db"_s);
        QVERIFY(says(planHandOver(db, u"a"_s, objects, now), u"holds it already"_s));
        QVERIFY(says(planHandOver(db, u"z"_s, objects, now), u"has not asked for it"_s));
        QVERIFY(says(planEdit(db, {{u"permits"_s, u"3"_s}}, objects, now), u"not a value of its spec"_s));
        QVERIFY(says(planEdit(db, {{u"ttl"_s, u"soon"_s}}, objects, now), u"not a duration"_s));
        QVERIFY(says(planEdit(db, {{u"ttl"_s, {}}}, objects, now), u"so already"_s));
        const ObjectKey late = key(Kind::Barrier, u"late"_s);
        QVERIFY(says(planEdit(late, {{u"quorum"_s, u"3"_s}}, objects, now), u"more than the 2 expected"_s));
        QVERIFY(says(planEdit(late, {{u"expected"_s, {}}}, objects, now), u"cannot be taken away"_s));
        QVERIFY(says(planEdit(late, {{u"expected"_s, u"0"_s}}, objects, now), u"must be 1"_s));
        QVERIFY(says(planRescue(late, std::chrono::minutes(5), objects, now), u"has passed already"_s));
        QVERIFY(says(planRescue(db, {}, objects, now), u"only barriers and gates"_s));
        QVERIFY(says(planWithdraw(late, u"y"_s, {}, objects, now), u"has not arrived"_s));
        QVERIFY(says(planLookAgain(key(Kind::LeaseRequest, u"db-b"_s), objects, now), u"does not look at it"_s));
        const ObjectKey wg = key(Kind::WaitGroup, u"wg"_s);
        QVERIFY(says(planCount(wg, CountChange::Set, 3, objects, now), u"is 3 already"_s));
        QVERIFY(says(planCount(wg, CountChange::Add, 0, objects, now), u"not a number to count by"_s));
        QVERIFY(planReset(key(Kind::Once, u"none"_s), objects, now).error().kind == Error::Kind::NotFound);
    }

    void gateWhoseConditionsHoldIsOnlyTouched()
    {
        ObjectIndex objects = cluster();
        auto late = *objects.find<Barrier>(ns, u"late"_s);
        late.status.phase = BarrierPhase::Open;
        put(objects, late);
        const auto plan = planRescue(key(Kind::Gate, u"go"_s), {}, objects, now);
        QVERIFY(plan.has_value());
        QCOMPARE(written(*plan), touched(u"go"_s));
        QVERIFY(plan->consequences.contains(u"The gate becomes Open."_s));
    }

    void expiredOnceIsCollectedByATouch()
    {
        ObjectIndex objects = cluster();
        auto init = *objects.find<Once>(ns, u"init"_s);
        init.spec.ttl = std::chrono::minutes(10);
        put(objects, init);
        const auto plan = planLookAgain(init.key(), objects, now);
        QVERIFY(plan->consequences.front().startsWith(u"The once is deleted"_s));
        QVERIFY(plan->reached(predict(plan->calls, plan->target, objects, now).after));
    }

    void newObjectsGetLabelAndOwner()
    {
        const ObjectIndex objects = cluster();
        const auto manifest =
            manifestOf(key(Kind::Permit, u"gpu-3"_s), {{u"semaphore"_s, u"gpu"_s}, {u"holder"_s, u"b"_s}});
        QVERIFY(manifest.has_value());
        const auto plan = planCreate(*manifest, objects, now);
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(oneLine(plan.error())));
        const QJsonObject made = plan->calls.front().body.value(u"metadata"_s).toObject();
        QCOMPARE(made.value(u"labels"_s).toObject().value(u"semaphore"_s).toString(), u"gpu"_s);
        QCOMPARE(made.value(u"ownerReferences"_s).toArray().at(0).toObject().value(u"uid"_s).toString(), u"uid-gpu"_s);
        QVERIFY(plan->warnings.join(u' ').contains(u"All 2 permits are held"_s));
        QVERIFY(plan->reached(predict(plan->calls, plan->target, objects, now).after));
    }

    void templatesOfEveryKindCanBeCreated()
    {
        ObjectIndex objects;
        for (const Kind kind : konductorKinds) {
            SpecValues values;
            for (const FormField& field : formFields(kind)) {
                values.emplace_back(field.name,
                                    field.name == "conditions"_L1                 ? u"Barrier/b=Open,Semaphore/s>=2"_s
                                        : field.required && field.value.isEmpty() ? u"x"_s
                                                                                  : field.value);
            }
            const auto manifest = manifestOf(key(kind, u"new"_s), values);
            QVERIFY2(manifest.has_value(), manifest ? "" : qPrintable(oneLine(manifest.error())));
            const auto plan = planCreate(*manifest, objects, now);
            QVERIFY2(plan.has_value(), plan ? "" : qPrintable(oneLine(plan.error())));
        }
    }

    void fieldsTheServerWouldDropAreRefused()
    {
        QJsonObject manifest = *manifestOf(key(Kind::Lease, u"new"_s), {{u"ttl"_s, u"5m"_s}});
        manifest.insert(u"spec"_s, QJsonObject{{u"duration"_s, u"5m"_s}});
        QVERIFY(planCreate(manifest, {}, now).error().message.kept.contains(u"spec.duration is no field of a lease"_s));
        manifest.insert(u"apiVersion"_s, u"konductor.io/v1"_s);
        QVERIFY(planCreate(manifest, {}, now).error().kind == Error::Kind::Invalid);
        QVERIFY(!manifestOf(key(Kind::Gate, u"g"_s), {{u"conditions"_s, u"Barrier extract"_s}}));
        QVERIFY(!manifestOf(key(Kind::Arrival, u"g"_s), {{u"barrier"_s, u"b"_s}}));
    }

    void everythingOfAHolderIsOnePlanAnObject()
    {
        const ObjectIndex objects = cluster();
        const auto bulk = planHolder(Plan::Verb::Release, u"a"_s, {}, objects, now);
        QVERIFY(bulk.has_value());
        QStringList titles;
        for (const Plan& plan : bulk->items) {
            titles.append(plan.title);
        }
        QCOMPARE(titles,
                 (QStringList{u"Release permit gpu-1 of semaphore gpu held by a"_s,
                              u"Release permit gpu-2 of semaphore gpu held by a"_s, u"Release lease db held by a"_s,
                              u"Release read lock of rwmutex cfg held by a"_s}));
        QCOMPARE(written(bulk->items.back()),
                 statusPatch(u"cfg"_s, uR"({"phase":"ReadLocked","readHolders":["r"]})"_s));
        QVERIFY(!planHolder(Plan::Verb::Release, u"nobody"_s, {}, objects, now));
        QVERIFY(!planHolder(Plan::Verb::Release, u"a"_s, {u"team-b"_s}, objects, now));
    }

    void findingsAreMendedOnceEach()
    {
        const ObjectIndex objects = cluster();
        const auto finding = [](insight::Mend::Type type, const ObjectKey& target, const QString& holder = {}) {
            insight::Finding found;
            found.rule = u"rule"_s;
            found.subject = target;
            found.mend = {type, target, holder, {}};
            return found;
        };
        using Type = insight::Mend::Type;
        const std::vector<insight::Finding> findings{
            finding(Type::Release, key(Kind::Lease, u"db"_s), u"a"_s),
            finding(Type::Expire, key(Kind::Lease, u"db"_s), u"a"_s), // the same lease: once is enough
            finding(Type::Edit, key(Kind::Barrier, u"late"_s)),
            finding(Type::Edit, key(Kind::Semaphore, u"gpu"_s)),
            finding(Type::Delete, key(Kind::Permit, u"gpu-1"_s)),
            finding(Type::None, key(Kind::Gate, u"go"_s))};
        const auto bulk = planMendAll(findings, objects, now);
        QVERIFY(bulk.has_value());
        QStringList titles;
        for (const Plan& plan : bulk->items) {
            titles.append(plan.title);
        }
        QCOMPARE(titles,
                 (QStringList{u"Release lease db held by a"_s, u"Rescue barrier late"_s,
                              u"Release permit gpu-1 of semaphore gpu held by a"_s}));
        QCOMPARE(bulk->left.size(), 2);
        QVERIFY(!planMendAll({finding(Type::None, key(Kind::Gate, u"go"_s))}, objects, now));
    }

    void callsOnOthersRestOnTheirPrimitive()
    {
        const auto plan = planned(u"hand over"_s, cluster());
        QCOMPARE(plan->calls[0].unchanged.size(), 1U);
        QCOMPARE(plan->calls[1].unchanged.front().seen->meta.name, u"db"_s);
        QVERIFY(preconditionsOf(*plan).join(u'\n').contains(u"held by a"_s));
        QStringList rights;
        for (const Right& right : rightsOf(*plan)) {
            rights.append(toString(right));
        }
        QCOMPARE(rights,
                 (QStringList{u"patch leaserequests.sync.konductor.io in team-a"_s,
                              u"get leases.sync.konductor.io in team-a"_s,
                              u"delete leaserequests.sync.konductor.io in team-a"_s,
                              u"patch leases.sync.konductor.io/status in team-a"_s}));
        QCOMPARE(rightsOf(*plan).back().question(),
                 u"kubectl auth can-i patch leases.sync.konductor.io --subresource=status -n team-a"_s);
    }
};

QTEST_GUILESS_MAIN(tst_Plans)
#include "tst_plans.moc"
