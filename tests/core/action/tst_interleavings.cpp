// SPDX-License-Identifier: Apache-2.0
#include "core/action/executor.h"
#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/api/paths.h"
#include "core/kube/connection.h"
#include "core/sandbox/sandbox.h"
#include "tests/support/actionworld.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <rapidcheck.h>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::action;
using namespace konductor::test;

namespace {

/// What somebody else does between the preview and a write.
enum class Change { Touch, Holder, Spec, Delete, Recreate };
const std::vector<std::pair<Change, const char*>> changes{{Change::Touch, "touch"},
                                                          {Change::Holder, "holder"},
                                                          {Change::Spec, "spec"},
                                                          {Change::Delete, "delete"},
                                                          {Change::Recreate, "recreate"}};

kube::Request patchRequest(const ObjectKey& key, const QJsonObject& patch, QStringView subresource = {})
{
    kube::Request request;
    request.verb = kube::Verb::Patch;
    request.path = objectPath(key, subresource);
    request.contentType = "application/merge-patch+json";
    request.body = QJsonDocument(patch).toJson();
    return request;
}

/// Another holder in its status or spec; a touch where an object has none.
kube::Request holderRequest(const Object& object)
{
    const ObjectKey key = object.key();
    switch (object.kind) {
    case Kind::Lease:
    case Kind::Mutex:
        return patchRequest(key, {{u"status"_s, QJsonObject{{u"holder"_s, u"thief"_s}}}}, u"status");
    case Kind::RWMutex:
        return patchRequest(
            key, {{u"status"_s, QJsonObject{{u"writeHolder"_s, u"thief"_s}, {u"phase"_s, u"WriteLocked"_s}}}},
            u"status");
    case Kind::Once:
        return patchRequest(key, {{u"status"_s, QJsonObject{{u"executor"_s, u"thief"_s}}}}, u"status");
    case Kind::Permit:
    case Kind::Arrival:
    case Kind::LeaseRequest:
        return patchRequest(key, {{u"spec"_s, QJsonObject{{u"holder"_s, u"thief"_s}}}});
    default:
        return touchRequest(key, u"by another"_s);
    }
}

kube::Request specRequest(const Object& object)
{
    switch (object.kind) {
    case Kind::Semaphore:
        return patchRequest(object.key(), {{u"spec"_s, QJsonObject{{u"permits"_s, 9}}}});
    case Kind::Barrier:
        return patchRequest(object.key(), {{u"spec"_s, QJsonObject{{u"expected"_s, 9}}}});
    case Kind::Permit:
    case Kind::Arrival:
    case Kind::LeaseRequest:
        return holderRequest(object);
    default:
        return patchRequest(object.key(), {{u"spec"_s, QJsonObject{{u"ttl"_s, u"9h"_s}}}});
    }
}

std::vector<kube::Request> requestsFor(Change change, const Object& victim)
{
    switch (change) {
    case Change::Touch:
        return {touchRequest(victim.key(), u"by another"_s)};
    case Change::Holder:
        return {holderRequest(victim)};
    case Change::Spec:
        return victim.kind == Kind::Gate ? std::vector{touchRequest(victim.key(), u"by another"_s)}
                                         : std::vector{specRequest(victim)};
    case Change::Delete:
        return {deleteRequest(victim.key())};
    case Change::Recreate:
        return {deleteRequest(victim.key()), createRequest(victim)};
    }
    return {};
}

/// Evenly, whatever size RapidCheck has grown to.
size_t oneOf(size_t count)
{
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<size_t>(0, count));
}

/// One run of a plan with one injected change.
struct Course {
    kube::Connection* connection = nullptr;
    qsizetype atCall = 0;
    std::vector<kube::Request> injected;
    std::vector<ObjectKey> watched; ///< What the calls from `atCall` on would write.
    QStringList before; ///< Their uid and resource version just after the change.
    QStringList after;
    std::optional<Error> trouble;
    std::optional<Outcome> outcome;
    QObject bell; ///< Rings when there is an outcome.

    /// A spy, because qWaitFor() looks only every 10 ms.
    bool wait()
    {
        QSignalSpy done(&bell, &QObject::objectNameChanged);
        return outcome || done.wait(20'000);
    }
};

QCoro::Task<QStringList> versionsOf(kube::Connection* connection, std::vector<ObjectKey> keys)
{
    QStringList versions;
    for (const ObjectKey& key : keys) {
        kube::Request look;
        look.path = objectPath(key);
        const Result<kube::Response> response = co_await connection->send(look);
        const ObjectPtr object = response ? Decoder(key.kind).object(response->body).value_or(nullptr) : nullptr;
        versions.append(object ? object->meta.uid.toString() + u'/' + object->meta.resourceVersion.toString()
                               : u"absent"_s);
    }
    co_return versions;
}

QCoro::Task<void> inject(std::shared_ptr<Course> course, qsizetype call)
{
    if (call != course->atCall) {
        co_return;
    }
    for (const kube::Request& request : course->injected) {
        const Result<kube::Response> response = co_await course->connection->send(request);
        if (!response) {
            course->trouble = response.error();
        }
    }
    course->before = co_await versionsOf(course->connection, course->watched);
}

QCoro::Task<void> carryOut(std::shared_ptr<Course> course, Plan plan)
{
    const BeforeCall before = [course](qsizetype call) { return inject(course, call); };
    Outcome outcome = co_await makeCalls(*course->connection, plan, {}, before);
    course->after = co_await versionsOf(course->connection, course->watched);
    course->outcome = std::move(outcome);
    course->bell.setObjectName(u"done"_s);
}

} // namespace

class tst_Interleavings : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("RC_PARAMS")) {
            const QByteArray params =
                "max_success=1100 seed=" + QByteArray::number(QRandomGenerator::system()->generate());
            qputenv("RC_PARAMS", params);
        }
        qInfo("again with RC_PARAMS='%s'", qgetenv("RC_PARAMS").constData());
        sandbox::Sandbox::Options options;
        options.scenario = u"empty"_s;
        options.operatorRuns = false; // so that nobody but the plan and the injected change writes
        options.workersRun = false;
        m_sandbox = std::move(*sandbox::Sandbox::start(options));
        m_client = std::make_unique<Client>(m_sandbox->connectionSettings());
        m_connection = std::move(*kube::Connection::open(m_sandbox->connectionSettings(), m_clock));
    }

    /// Else the next test would prove nothing.
    void undisturbedPlansMakeAllTheirCalls()
    {
        for (const ActionCase& action : actionCases()) {
            const auto course = std::make_shared<Course>();
            course->connection = m_connection.get();
            course->atCall = -1;
            const Result<Plan> plan = prepare(action);
            QVERIFY2(plan.has_value(), plan ? "" : qPrintable(QLatin1String(action.name) + oneLine(plan.error())));
            carryOut(course, *plan);
            QVERIFY(course->wait());
            QVERIFY2(course->outcome->phase == Outcome::Phase::Done, action.name);
            QCOMPARE(course->outcome->callsMade, qsizetype(plan->calls.size()));
        }
    }

    void nothingIsWrittenOverAnInjectedChange()
    {
        std::map<std::string, int> done;
        int injected = 0;
        const bool held = rc::check("interleavings", [&] {
            const auto& cases = actionCases();
            const ActionCase& action = cases[oneOf(cases.size())];
            const Result<Plan> plan = prepare(action);
            RC_ASSERT(plan.has_value());
            const auto course = courseOf(*plan);
            carryOut(course, *plan);
            RC_ASSERT(course->wait());
            RC_ASSERT(!course->trouble);
            RC_ASSERT((course->outcome->phase == Outcome::Phase::Stopped));
            RC_ASSERT(course->outcome->callsMade == course->atCall);
            RC_ASSERT(course->before == course->after);
            RC_ASSERT(!course->outcome->explanation.isEmpty());
            ++done[action.name];
            ++injected;
        });
        QVERIFY(held);
        qInfo("%d injected interleavings over %d actions, no wrong write", injected, int(done.size()));
        if (!qgetenv("RC_PARAMS").contains("max_success=1 ")) {
            QVERIFY(injected >= 1000);
            QCOMPARE(done.size(), actionCases().size());
        }
    }

private:
    Result<Plan> prepare(const ActionCase& action)
    {
        const QString prefix = u"w%1"_s.arg(++m_round);
        ActionWorld world(*m_client);
        if (!world.make(action.scene, prefix)) {
            return fail(makeError(Error::Kind::Server, {}, world.trouble));
        }
        // Late enough for the time-outs of the scene to have passed.
        return action.plan(prefix, world.objects(), m_clock.now() + std::chrono::seconds(5));
    }

    /// One change to something that a call rests on, just before that call.
    std::shared_ptr<Course> courseOf(const Plan& plan)
    {
        const auto course = std::make_shared<Course>();
        course->connection = m_connection.get();
        course->atCall = qsizetype(oneOf(plan.calls.size()));
        const Call& call = plan.calls[size_t(course->atCall)];
        for (size_t i = size_t(course->atCall); i < plan.calls.size(); ++i) {
            course->watched.push_back(plan.calls[i].key);
        }
        std::vector<std::pair<ObjectPtr, bool>> victims;
        for (const Unchanged& other : call.unchanged) {
            victims.emplace_back(other.seen, other.statusMayMove);
        }
        if (call.seen) {
            victims.emplace_back(call.seen, false);
        }
        if (victims.empty()) { // a new object: another creates one of that name
            course->injected = {createRequest(**decodeObject(call.body))};
            return course;
        }
        const auto& [victim, statusMayMove] = victims[oneOf(victims.size())];
        Change change = changes[oneOf(changes.size())].first;
        if (statusMayMove && (change == Change::Touch || change == Change::Holder)) {
            change = Change::Spec; // the plan's own earlier calls move the rest
        }
        RC_TAG(std::string(changes[size_t(change)].second));
        course->injected = requestsFor(change, *victim);
        return course;
    }

    SystemClock m_clock;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    std::unique_ptr<Client> m_client;
    std::unique_ptr<kube::Connection> m_connection;
    int m_round = 0;
};

QTEST_GUILESS_MAIN(tst_Interleavings)
#include "tst_interleavings.moc"
