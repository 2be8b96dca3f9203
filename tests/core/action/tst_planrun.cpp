// SPDX-License-Identifier: Apache-2.0
#include "core/action/planner.h"
#include "core/action/planrun.h"
#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/api/paths.h"
#include "core/kube/connection.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"
#include "core/sandbox/sandbox.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::action;

namespace {

struct Answer {
    std::optional<Result<kube::Response>> response;
    std::atomic<bool> ready = false;
};

QCoro::Task<void> ask(kube::Connection& connection, kube::Request request, std::shared_ptr<Answer> answer)
{
    Result<kube::Response> response = co_await connection.send(request);
    answer->response = std::move(response);
    answer->ready = true;
}

/// A sandbox whose scenario stands still, and a session on it.
struct World {
    std::unique_ptr<sandbox::Sandbox> sandbox;
    std::unique_ptr<live::LiveSession> session;
    SystemClock clock;

    explicit World(bool operatorRuns = true)
    {
        sandbox::Sandbox::Options options;
        options.workersRun = false;
        options.operatorRuns = operatorRuns;
        sandbox = std::move(*sandbox::Sandbox::start(options));
        session = std::make_unique<live::LiveSession>(sandbox->connectionSettings(), live::LiveOptions());
    }
    const ObjectIndex& objects() const { return session->mirror().objects(); }
    Timestamp now() const { return session->mirror().serverTime(clock.now()); }

    /// Sends a request of its own, as another client would; waits for the answer.
    Result<kube::Response> send(const kube::Request& request)
    {
        auto answer = std::make_shared<Answer>();
        session->post([=](kube::Connection* connection) { ask(*connection, request, answer); });
        if (!QTest::qWaitFor([&] { return answer->ready.load(); }, 5000)) {
            return fail(makeError(Error::Kind::Timeout, {}, {}));
        }
        return *answer->response;
    }
    ObjectPtr fresh(const ObjectKey& key)
    {
        kube::Request request;
        request.path = objectPath(key);
        const auto response = send(request);
        return response ? Decoder(key.kind).object(response->body).value_or(nullptr) : nullptr;
    }
    std::optional<Outcome> carryOut(const Plan& plan, bool dry = false)
    {
        PlanRun run(*session, plan, clock);
        QSignalSpy spy(&run, &PlanRun::finished);
        dry ? run.dryRun() : run.start();
        if (spy.isEmpty() && !spy.wait(15'000)) {
            return std::nullopt;
        }
        return spy.front().front().value<Outcome>();
    }
};

HoldRef holdOf(Kind kind, const QString& ns, const QString& name, const QString& holder = {})
{
    return {{kind, ns, name}, holder, {}};
}

const HoldRef lease = holdOf(Kind::Lease, u"team-a"_s, u"db-migration"_s);
const std::vector<HoldRef> heldInTheScenario{
    lease,
    holdOf(Kind::Mutex, u"team-a"_s, u"tape"_s),
    holdOf(Kind::RWMutex, u"finance"_s, u"rates-table"_s),
    holdOf(Kind::Semaphore, u"team-a"_s, u"db-connections"_s, u"etl-1"_s),
};

kube::Request touch(const ObjectKey& key, int round)
{
    kube::Request request;
    request.verb = kube::Verb::Patch;
    request.path = objectPath(key);
    request.contentType = "application/merge-patch+json";
    request.body = uR"({"metadata":{"annotations":{"touched":"%1"}}})"_s.arg(round).toUtf8();
    return request;
}

kube::Request removal(const ObjectKey& key)
{
    kube::Request request;
    request.verb = kube::Verb::Delete;
    request.path = objectPath(key);
    return request;
}

kube::Request creation(const Object& object)
{
    QJsonObject json = toJson(object);
    json.remove(u"status"_s);
    json.insert(u"metadata"_s, QJsonObject{{u"name"_s, object.meta.name}, {u"namespace"_s, object.meta.ns}});
    kube::Request request;
    request.verb = kube::Verb::Post;
    request.path = collectionPath(object.kind, object.meta.ns);
    request.contentType = "application/json";
    request.body = QJsonDocument(json).toJson();
    return request;
}

} // namespace

class tst_PlanRun : public QObject {
    Q_OBJECT
private slots:
    void effectIsSeenByTheWatch_data()
    {
        QTest::addColumn<int>("hold");
        QTest::addColumn<bool>("expires");
        for (int i = 0; i < int(heldInTheScenario.size()); ++i) {
            const QByteArray kind = kindInfo(heldInTheScenario[size_t(i)].target.kind).singular.toUtf8();
            QTest::newRow(("release " + kind).constData()) << i << false;
            QTest::newRow(("expire " + kind).constData()) << i << true;
        }
    }
    void effectIsSeenByTheWatch()
    {
        QFETCH(int, hold);
        QFETCH(bool, expires);
        World world;
        QTRY_VERIFY(world.session->isSettled());
        const HoldRef& ref = heldInTheScenario[size_t(hold)];
        const auto plan = expires ? planForceExpire(ref, world.objects(), world.now())
                                  : planRelease(ref, world.objects(), world.now());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(oneLine(plan.error())));

        const auto tried = world.carryOut(*plan, true);
        QVERIFY(tried.has_value());
        QVERIFY(tried->phase == Outcome::Phase::Accepted);
        for (const Call& call : plan->calls) {
            QCOMPARE(world.fresh(call.key)->meta.resourceVersion, call.seen->meta.resourceVersion);
        }

        const auto outcome = world.carryOut(*plan);
        QVERIFY(outcome.has_value());
        QVERIFY2(outcome->phase == Outcome::Phase::Done, qPrintable(outcome->explanation.kept));
        QCOMPARE(outcome->callsMade, qsizetype(plan->calls.size()));
        QVERIFY(plan->reached(world.objects()));
    }

    void arrivalOpensTheBarrier()
    {
        World world;
        QTRY_VERIFY(world.session->isSettled());
        const ObjectKey key{Kind::Barrier, u"team-a"_s, u"extract"_s};
        const auto plan = planArrive(key, u"worker-c"_s, world.objects(), world.now());
        QVERIFY(plan.has_value());
        const auto outcome = world.carryOut(*plan);
        QVERIFY(outcome && outcome->phase == Outcome::Phase::Done);
        QVERIFY(as<Barrier>(world.objects().find(key))->status.phase == BarrierPhase::Open);

        // The same plan again: the barrier is no longer the one it was made from.
        const auto again = world.carryOut(*plan);
        QVERIFY(again && again->phase == Outcome::Phase::Stopped);
        QVERIFY(again->error->kind == Error::Kind::Conflict);
        QVERIFY2(again->explanation.kept.contains(u"status.arrived"_s), qPrintable(again->explanation.kept));
    }

    void nothingIsWrittenOverWhatChanged()
    {
        World world(false); // no operator, so that nobody but the plan could write
        QTRY_VERIFY(world.session->isSettled());
        QRandomGenerator random(4);
        int stopped = 0;
        for (int round = 0; round < 40; ++round) {
            const HoldRef& ref = heldInTheScenario[random.bounded(quint32(heldInTheScenario.size()))];
            const bool expires = random.bounded(2) == 1;
            const auto plan = expires ? planForceExpire(ref, world.objects(), world.now())
                                      : planRelease(ref, world.objects(), world.now());
            if (!plan) {
                continue; // an earlier round's re-creation left nothing held
            }
            const Call& changed = plan->calls.back();
            const auto touched = world.send(touch(changed.key, round));
            QVERIFY(touched.has_value());
            if (random.bounded(4) == 0) { // another object under the same name
                QVERIFY(world.send(removal(changed.key)).has_value());
                QVERIFY(world.send(creation(*Decoder(changed.key.kind).object(touched->body).value())).has_value());
            }
            const ObjectPtr before = world.fresh(changed.key);

            const auto outcome = world.carryOut(*plan);
            QVERIFY(outcome && outcome->phase == Outcome::Phase::Stopped);
            const ObjectPtr after = world.fresh(changed.key);
            QCOMPARE(after != nullptr, before != nullptr);
            QVERIFY(!outcome->explanation.isEmpty());
            QVERIFY(before && after);
            QCOMPARE(after->meta.uid, before->meta.uid);
            QCOMPARE(after->meta.resourceVersion, before->meta.resourceVersion);
            QTRY_VERIFY(sameInMirror(world, changed.key, after));
            ++stopped;
        }
        QVERIFY2(stopped >= 8, qPrintable(QString::number(stopped)));
    }

    void silenceOfTheOperatorIsExplained()
    {
        World world(false);
        QTRY_VERIFY(world.session->isSettled());
        const auto plan = planForceExpire(lease, world.objects(), world.now());
        QVERIFY(plan.has_value());
        PlanRun run(*world.session, *plan, world.clock);
        run.setPatience(std::chrono::milliseconds(300));
        QSignalSpy spy(&run, &PlanRun::finished);
        run.start();
        QVERIFY(spy.wait(10'000));
        const Outcome outcome = spy.front().front().value<Outcome>();
        QVERIFY(outcome.phase == Outcome::Phase::NoReaction);
        QCOMPARE(outcome.callsMade, qsizetype(2));
        QVERIFY2(outcome.explanation.kept.contains(u"it may be down"_s), qPrintable(outcome.explanation.kept));
    }

    void deletedRunStaysSilentAndHarmless()
    {
        World world;
        QTRY_VERIFY(world.session->isSettled());
        const auto plan = planRelease(lease, world.objects(), world.now());
        auto run = std::make_unique<PlanRun>(*world.session, *plan, world.clock);
        run->start();
        run.reset();
        // The engine is still well: another request gets its answer.
        QVERIFY(world.fresh(lease.target) != nullptr);
    }

private:
    static bool sameInMirror(const World& world, const ObjectKey& key, const ObjectPtr& object)
    {
        const ObjectPtr seen = world.objects().find(key);
        if (!seen || !object) {
            return !seen && !object;
        }
        return compareResourceVersions(seen->meta.resourceVersion, object->meta.resourceVersion) >= 0;
    }
};

QTEST_GUILESS_MAIN(tst_PlanRun)
#include "tst_planrun.moc"
