// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/api/paths.h"
#include "core/live/clustermirror.h"
#include "tests/cluster/clustercontract.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(konductor::Kind)

namespace konductor::test {

namespace {

const QString ns = u"default"_s;

QJsonObject ownedBy(const ObjectPtr& owner)
{
    const KindInfo& info = kindInfo(owner->kind);
    return {{u"apiVersion"_s, QString(info.group.toString() + u"/"_s + info.version.toString())},
            {u"kind"_s, info.name.toString()},
            {u"name"_s, owner->meta.name},
            {u"uid"_s, owner->meta.uid.toString()},
            {u"controller"_s, true}};
}

} // namespace

/// A primitive of the kind with one hold by "worker-a".
void ClusterContract::prepareHold(Kind kind, const QString& name, bool write)
{
    const ObjectKey key{kind, ns, name};
    QVERIFY(create(key, kind == Kind::Semaphore ? QJsonObject{{u"permits"_s, 2}} : QJsonObject{{u"ttl"_s, u"1h"_s}}));
    const auto status = [&](const ObjectKey& of, QJsonObject fields) {
        return patch(of, {{u"status"_s, fields}}, u"status");
    };
    if (kind == Kind::Semaphore) {
        QTRY_VERIFY(seen(key));
        const ObjectKey permit{Kind::Permit, ns, name + u"-p"_s};
        QVERIFY(create(permit, {{u"semaphore"_s, name}, {u"holder"_s, u"worker-a"_s}}, ownedBy(seen(key))));
        QVERIFY(status(permit, {{u"phase"_s, u"Granted"_s}}));
        QTRY_VERIFY(seen(permit));
        QTRY_COMPARE(as<Semaphore>(seen(key))->status.inUse, qint64(1));
    } else if (kind == Kind::Lease) {
        QVERIFY(create({Kind::LeaseRequest, ns, name + u"-r"_s}, {{u"lease"_s, name}, {u"holder"_s, u"worker-a"_s}}));
        // A request does not wake its lease (semantics.md §2); a touch does.
        QVERIFY(patch(key, {{u"metadata"_s, QJsonObject{{u"annotations"_s, QJsonObject{{u"touched"_s, u"1"_s}}}}}}));
        QTRY_VERIFY(seen(key) && as<Lease>(seen(key))->status.holder == u"worker-a"_s);
    } else if (kind == Kind::Mutex) {
        QVERIFY(status(key, {{u"phase"_s, u"Locked"_s}, {u"holder"_s, u"worker-a"_s}}));
        QTRY_VERIFY(seen(key) && as<Mutex>(seen(key))->status.holder == u"worker-a"_s);
    } else {
        QVERIFY(
            status(key,
                   write ? QJsonObject{{u"phase"_s, u"WriteLocked"_s}, {u"writeHolder"_s, u"worker-a"_s}}
                         : QJsonObject{{u"phase"_s, u"ReadLocked"_s}, {u"readHolders"_s, QJsonArray{u"worker-a"_s}}}));
        QTRY_VERIFY(seen(key)
                    && as<RWMutex>(seen(key))->status.phase
                        == (write ? RWMutexPhase::WriteLocked : RWMutexPhase::ReadLocked));
    }
}

void ClusterContract::everyActionDoesWhatItsPlanSays_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("write");
    QTest::addColumn<bool>("expires");
    for (const bool expires : {false, true}) {
        const auto row = [&](const char* what, Kind kind, bool write) {
            QTest::newRow(QByteArray((expires ? "expire " : "release ") + QByteArray(what)).constData())
                << kind << write << expires;
        };
        row("permit", Kind::Semaphore, false);
        row("lease", Kind::Lease, false);
        row("mutex", Kind::Mutex, false);
        row("read lock", Kind::RWMutex, false);
        row("write lock", Kind::RWMutex, true);
    }
}

void ClusterContract::everyActionDoesWhatItsPlanSays()
{
    QFETCH(Kind, kind);
    QFETCH(bool, write);
    QFETCH(bool, expires);
    const QString name = QString::fromUtf8(QTest::currentDataTag()).replace(u' ', u'-');
    prepareHold(kind, name, write);
    if (QTest::currentTestFailed()) {
        return;
    }
    const action::HoldRef hold{{kind, ns, name}, u"worker-a"_s, {}};
    const ObjectIndex& objects = m_session->mirror().objects();
    const auto plan =
        expires ? action::planForceExpire(hold, objects, now()) : action::planRelease(hold, objects, now());
    QVERIFY2(plan, plan ? "" : qPrintable(oneLine(plan.error())));
    const QJsonObject before = get(objectPath(plan->calls.back().key));
    const auto tried = carryOut(*plan, true);
    QVERIFY(tried && tried->phase == action::Outcome::Phase::Accepted);
    QVERIFY(!before.isEmpty());
    QCOMPARE(get(objectPath(plan->calls.back().key)), before);
    const auto done = carryOut(*plan);
    QVERIFY(done);
    QVERIFY2(done->phase == action::Outcome::Phase::Done,
             qPrintable(done->error ? oneLine(*done->error) : done->explanation.kept));
    QVERIFY(plan->reached(objects));
}

void ClusterContract::stalePlanIsRefusedAndWritesNothing()
{
    const ObjectKey key{Kind::Mutex, ns, u"stale"_s};
    prepareHold(Kind::Mutex, key.name, false);
    const auto plan = action::planRelease({key, u"worker-a"_s, {}}, m_session->mirror().objects(), now());
    QVERIFY(plan);
    QVERIFY(patch(key, {{u"metadata"_s, QJsonObject{{u"annotations"_s, QJsonObject{{u"t"_s, u"1"_s}}}}}}));
    const QJsonObject before = get(objectPath(key));
    const auto outcome = carryOut(*plan);
    QVERIFY(outcome && outcome->phase == action::Outcome::Phase::Stopped && outcome->error);
    QVERIFY(outcome->error->kind == Error::Kind::Conflict);
    QCOMPARE(outcome->callsMade, qsizetype(0));
    QCOMPARE(get(objectPath(key)), before);
}

void ClusterContract::arrivalWithoutOwnerCountsOnceTheBarrierIsTouched()
{
    const ObjectKey key{Kind::Barrier, ns, u"unowned"_s};
    QVERIFY(create(key, {{u"expected"_s, 3}}));
    QTRY_VERIFY(seen(key) && as<Barrier>(seen(key))->status.phase == BarrierPhase::Waiting);
    QVERIFY(create({Kind::Arrival, ns, u"unowned-1"_s}, {{u"barrier"_s, key.name}, {u"holder"_s, u"one"_s}}));
    QTRY_VERIFY(seen({Kind::Arrival, ns, u"unowned-1"_s}));
    // An action on another barrier goes all the way through the operator meanwhile.
    const ObjectKey other{Kind::Barrier, ns, u"owned"_s};
    QVERIFY(create(other, {{u"expected"_s, 2}}));
    QTRY_VERIFY(seen(other) && as<Barrier>(seen(other))->status.phase == BarrierPhase::Waiting);
    const auto plan = action::planArriveMissing(other, {u"a"_s, u"b"_s}, m_session->mirror().objects(), now());
    QVERIFY(plan);
    const auto tried = carryOut(*plan, true);
    QVERIFY(tried && tried->phase == action::Outcome::Phase::Accepted);
    QCOMPARE(get(collectionPath(Kind::Arrival, ns))["items"_L1].toArray().size(), 1);
    const auto done = carryOut(*plan);
    QVERIFY(done && done->phase == action::Outcome::Phase::Done);
    QCOMPARE(as<Barrier>(seen(key))->status.arrived, qint64(0));
    QVERIFY(patch(key, {{u"metadata"_s, QJsonObject{{u"annotations"_s, QJsonObject{{u"t"_s, u"1"_s}}}}}}));
    QTRY_COMPARE(as<Barrier>(seen(key))->status.arrived, qint64(1));
}

void ClusterContract::expiredLeaseGoesToTheNextRequest()
{
    const ObjectKey key{Kind::Lease, ns, u"next"_s};
    prepareHold(Kind::Lease, key.name, false);
    QVERIFY(create({Kind::LeaseRequest, ns, u"next-2"_s}, {{u"lease"_s, key.name}, {u"holder"_s, u"worker-b"_s}}));
    QTRY_VERIFY(seen({Kind::LeaseRequest, ns, u"next-2"_s}));
    const auto plan = action::planForceExpire({key, u"worker-a"_s, {}}, m_session->mirror().objects(), now());
    QVERIFY(plan);
    const auto done = carryOut(*plan);
    QVERIFY(done && done->phase == action::Outcome::Phase::Done);
    QTRY_COMPARE(as<Lease>(seen(key))->status.holder, u"worker-b"_s);
}

void ClusterContract::overcommitmentFreezesTheStatus()
{
    const ObjectKey key{Kind::Semaphore, ns, u"frozen"_s};
    prepareHold(Kind::Semaphore, key.name, false);
    const QJsonValue before = get(objectPath(key))["status"_L1];
    for (const QString& name : {u"frozen-2"_s, u"frozen-3"_s}) {
        const ObjectKey permit{Kind::Permit, ns, name};
        QVERIFY(create(permit, {{u"semaphore"_s, key.name}, {u"holder"_s, name}}));
        QVERIFY(patch(permit, {{u"status"_s, QJsonObject{{u"phase"_s, u"Granted"_s}}}}, u"status"));
    }
    // Touched only now, so that no reconcile saw two of three.
    QVERIFY(patch(key, {{u"metadata"_s, QJsonObject{{u"annotations"_s, QJsonObject{{u"t"_s, u"1"_s}}}}}}));
    prepareHold(Kind::Lease, u"meanwhile"_s, false);
    QCOMPARE(get(objectPath(key))["status"_L1], before);
}

void ClusterContract::gateOpensAfterItsBarrier()
{
    const ObjectKey barrier{Kind::Barrier, ns, u"gated"_s};
    const ObjectKey gate{Kind::Gate, ns, u"gate"_s};
    QVERIFY(create(barrier, {{u"expected"_s, 1}}));
    const QJsonObject condition{{u"type"_s, u"Barrier"_s}, {u"name"_s, u"gated"_s}, {u"state"_s, u"Open"_s}};
    QVERIFY(create(gate, {{u"conditions"_s, QJsonArray{condition}}}));
    QTRY_VERIFY(seen(gate) && as<Gate>(seen(gate))->status.phase == GatePhase::Waiting);
    const auto plan = action::planArrive(barrier, u"one"_s, m_session->mirror().objects(), now());
    QVERIFY(plan);
    const auto done = carryOut(*plan);
    QVERIFY(done && done->phase == action::Outcome::Phase::Done);
    QTRY_VERIFY_WITH_TIMEOUT(as<Gate>(seen(gate))->status.phase == GatePhase::Open, 15'000);
}

void ClusterContract::hostileHolderIsKeptAsItIs()
{
    const QString holder = u"<b>x</b>\u202Ey & \"z\""_s;
    const ObjectKey key{Kind::Permit, ns, u"hostile"_s};
    QVERIFY(create(key, {{u"semaphore"_s, u"none"_s}, {u"holder"_s, holder}}));
    QTRY_VERIFY(seen(key));
    QCOMPARE(as<Permit>(seen(key))->spec.holder, holder);
}

void ClusterContract::inspectListsWhatTheServerHas()
{
    QProcess inspect;
    inspect.start(QStringLiteral(KONDUCTOR_BIN_DIR "/konductor-inspect"),
                  {u"--kubeconfig"_s, m_kubeconfig, u"list"_s, u"-o"_s, u"json"_s, u"-A"_s});
    QTRY_VERIFY_WITH_TIMEOUT(inspect.state() == QProcess::NotRunning, 30'000);
    QVERIFY2(inspect.exitCode() == 0, inspect.readAllStandardError().constData());
    QHash<QString, QJsonObject> listed;
    for (const QJsonValue& item :
         QJsonDocument::fromJson(inspect.readAllStandardOutput()).object()["items"_L1].toArray()) {
        listed.insert(item["metadata"_L1]["uid"_L1].toString(), item.toObject());
    }
    qsizetype count = 0;
    for (const Kind kind : konductorKinds) {
        for (const QJsonValue& item : get(collectionPath(kind, {}))["items"_L1].toArray()) {
            QCOMPARE(listed.value(item["metadata"_L1]["uid"_L1].toString()), item.toObject());
            ++count;
        }
    }
    QVERIFY(count > 0);
    QCOMPARE(listed.size(), count);
}

} // namespace konductor::test
