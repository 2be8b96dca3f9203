// SPDX-License-Identifier: Apache-2.0
#include "core/api/decoder.h"
#include "core/api/kinds.h"
#include "tests/core/sandbox/sandboxclient.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using sandbox::Sandbox;
using test::object;
using test::path;
using test::SandboxClient;

/// The operator at work in the sandbox, and the default scenario's planted problems.
class ScenarioTest : public QObject {
    Q_OBJECT

private:
    static std::unique_ptr<Sandbox> start(const QString& scenario, bool workers = false)
    {
        Sandbox::Options options;
        options.scenario = scenario;
        options.workersRun = workers;
        return std::move(*Sandbox::start(options));
    }
    template <class T>
    static std::shared_ptr<const T> fetch(SandboxClient& client, const QString& ns, const QString& name)
    {
        const auto decoded = decodeObject(client.get(objectPath(T::staticKind, ns, name)).json);
        return decoded ? as<T>(*decoded) : nullptr;
    }
    static QString objectPath(Kind kind, const QString& ns, const QString& name)
    {
        return path(ns, kindInfo(kind).plural.toString(), name);
    }

private slots:
    void operatorReactsWithinMilliseconds()
    {
        const auto sandbox = start(u"empty"_s);
        SandboxClient client(*sandbox);
        client.post(path(u"team-a"_s, u"waitgroups"_s), object(u"WaitGroup"_s, u"g"_s, {}));
        QTRY_VERIFY(fetch<WaitGroup>(client, u"team-a"_s, u"g"_s)->status.phase == WaitGroupPhase::Done);
    }
    void leaseGoesToARequestWhenTouched()
    {
        const auto sandbox = start(u"empty"_s);
        SandboxClient client(*sandbox);
        client.post(path(u"team-a"_s, u"leases"_s), object(u"Lease"_s, u"l"_s, {{u"ttl"_s, u"30s"_s}}));
        QTRY_VERIFY(fetch<Lease>(client, u"team-a"_s, u"l"_s)->status.phase == LeasePhase::Available);
        client.post(path(u"team-a"_s, u"leaserequests"_s),
                    object(u"LeaseRequest"_s, u"r"_s, {{u"lease"_s, u"l"_s}, {u"holder"_s, u"me"_s}},
                           {{u"labels"_s, QJsonObject{{u"lease"_s, u"l"_s}}}}));
        client.merge(path(u"team-a"_s, u"leases"_s, u"l"_s),
                     {{u"metadata"_s, QJsonObject{{u"annotations"_s, QJsonObject{{u"t"_s, u"1"_s}}}}}});
        QTRY_COMPARE(fetch<Lease>(client, u"team-a"_s, u"l"_s)->status.holder, u"me"_s);
        QVERIFY(fetch<LeaseRequest>(client, u"team-a"_s, u"r"_s)->status.phase == LeaseRequestPhase::Granted);
    }
    void withoutItsOperatorNothingReacts()
    {
        Sandbox::Options options;
        options.scenario = u"empty"_s;
        options.operatorRuns = false;
        const auto sandbox = std::move(*Sandbox::start(options));
        SandboxClient client(*sandbox);
        client.post(path(u"team-a"_s, u"waitgroups"_s), object(u"WaitGroup"_s, u"g"_s, {}));
        const auto reacted = [&] {
            return fetch<WaitGroup>(client, u"team-a"_s, u"g"_s)->status.phase != WaitGroupPhase::Unset;
        };
        QVERIFY(!QTest::qWaitFor(reacted, 50));
    }

    void plantedLeaseIsHeldForEverByAPodThatIsGone()
    {
        const auto sandbox = start(u"nightly-pipeline"_s);
        SandboxClient client(*sandbox);
        const auto lease = fetch<Lease>(client, u"team-a"_s, u"db-migration"_s);
        QCOMPARE(lease->status.holder, u"worker-a"_s);
        QVERIFY(!lease->spec.ttl && !lease->status.expiresAt);
        QCOMPARE(client.get(u"/api/v1/namespaces/team-a/pods/worker-a"_s).status, 404);
        QCOMPARE(client.get(u"/api/v1/namespaces/team-a/pods/worker-b"_s).status, 200);
        QCOMPARE(
            client.get(path(u"team-a"_s, u"leaserequests"_s) + u"?labelSelector=lease%3Ddb-migration"_s).names().size(),
            3);
    }
    void plantedSemaphoreStaysFrozenAtSixOnFive()
    {
        const auto sandbox = start(u"nightly-pipeline"_s);
        SandboxClient client(*sandbox);
        const auto moved = [&] {
            return fetch<Semaphore>(client, u"team-a"_s, u"api-quota"_s)->status
                != SemaphoreStatus{5, 0, SemaphorePhase::Full};
        };
        QVERIFY(!QTest::qWaitFor(moved, 200)); // the operator tries, and is refused
        const auto semaphore = fetch<Semaphore>(client, u"team-a"_s, u"api-quota"_s);
        QCOMPARE(semaphore->status, (SemaphoreStatus{5, 0, SemaphorePhase::Full}));
        QCOMPARE(client.get(path(u"team-a"_s, u"permits"_s) + u"?labelSelector=semaphore%3Dapi-quota"_s).names().size(),
                 6);
        client.remove(path(u"team-a"_s, u"permits"_s, u"api-quota-etl-9-2"_s));
        client.remove(path(u"team-a"_s, u"permits"_s, u"api-quota-etl-3"_s));
        QTRY_COMPARE(fetch<Semaphore>(client, u"team-a"_s, u"api-quota"_s)->status.inUse, 4);
    }
    void plantedGateWaitsForAMutex()
    {
        const auto sandbox = start(u"nightly-pipeline"_s);
        SandboxClient client(*sandbox);
        const auto gate = fetch<Gate>(client, u"team-a"_s, u"archive"_s);
        QVERIFY(gate->status.phase == GatePhase::Waiting);
        QCOMPARE(gate->status.conditionStatuses[0].message, u"Unknown condition type"_s);
    }
    void plantedHoldersWaitForEachOther()
    {
        const auto sandbox = start(u"nightly-pipeline"_s);
        SandboxClient client(*sandbox);
        QCOMPARE(fetch<Lease>(client, u"finance"_s, u"ledger-close"_s)->status.holder, u"ledger-2"_s);
        QCOMPARE(fetch<Lease>(client, u"finance"_s, u"fx-rates"_s)->status.holder, u"fx-loader-1"_s);
        QCOMPARE(fetch<LeaseRequest>(client, u"finance"_s, u"fx-rates-ledger-2"_s)->spec.holder, u"ledger-2"_s);
        QCOMPARE(fetch<LeaseRequest>(client, u"finance"_s, u"ledger-close-fx-loader-1"_s)->spec.holder,
                 u"fx-loader-1"_s);
    }
    void everyPrimitiveAppearsInThreeNamespaces()
    {
        const auto sandbox = start(u"nightly-pipeline"_s);
        SandboxClient client(*sandbox);
        int objects = 0;
        for (const Kind kind : konductorKinds) {
            const auto list = client.get(path({}, kindInfo(kind).plural.toString()));
            QVERIFY2(!list.names().isEmpty(), qPrintable(kindInfo(kind).plural.toString()));
            objects += static_cast<int>(list.names().size());
        }
        QVERIFY2(objects >= 55 && objects <= 75, qPrintable(QString::number(objects)));
    }
    void operatorChangesNothingOfWhatWasPlantedInConsistentStates()
    {
        // Every planted status is one the operator would have written: only first sights are filled in.
        const auto sandbox = start(u"nightly-pipeline"_s);
        SandboxClient client(*sandbox);
        QTRY_COMPARE(fetch<Gate>(client, u"team-a"_s, u"release"_s)->status.conditionStatuses.size(), size_t(4));
        const auto release = fetch<Gate>(client, u"team-a"_s, u"release"_s);
        QVERIFY(release->status.conditionStatuses[0].met && !release->status.conditionStatuses[3].met);
        QVERIFY(fetch<Barrier>(client, u"search"_s, u"snapshot"_s)->status.phase == BarrierPhase::Failed);
        QCOMPARE(fetch<Semaphore>(client, u"team-a"_s, u"db-connections"_s)->status.inUse, 4);
    }
    void workersKeepItAlive()
    {
        const auto sandbox = start(u"nightly-pipeline"_s, true);
        SandboxClient client(*sandbox);
        const QString before = client.get(path({}, u"permits"_s)).version();
        QTRY_VERIFY_WITH_TIMEOUT(client.get(path({}, u"permits"_s)).version().toLongLong() > before.toLongLong() + 5,
                                 20'000);
    }
};

QTEST_GUILESS_MAIN(ScenarioTest)
#include "tst_scenario.moc"
