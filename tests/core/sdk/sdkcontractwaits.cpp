// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/sdkcontract.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::test {

using sdk::Failure;
using sdk::failureOf;
using sdk::Options;

namespace {

sdk::Client::Task<void> nothing()
{
    co_return Result<void>();
}

sdk::Client::Task<void> failing()
{
    co_return fail(makeError(Error::Kind::Invalid, {}, u"it went wrong"_s));
}

sdk::Client::Task<void> note(std::shared_ptr<bool> done)
{
    *done = true;
    co_return Result<void>();
}

} // namespace

void SdkContract::barrierWaitReturnsWithTheOpeningArrival()
{
    QVERIFY(make(sdk::newBarrier(u"b-opens"_s, 2)));
    auto waiting = start(m_client->waitBarrier(u"b-opens"_s));
    VERIFY_RESULT(await(client(u"one"_s).arriveBarrier(u"b-opens"_s)));
    const auto arrival = as<Arrival>(fresh(Kind::Arrival, u"b-opens-one"_s));
    QVERIFY(arrival && arrival->controller() && arrival->meta.labels.value(u"barrier"_s) == u"b-opens");
    QVERIFY(!waiting.isDone());
    VERIFY_RESULT(await(client(u"two"_s).arriveBarrier(u"b-opens"_s)));
    VERIFY_RESULT(waiting.result());
}

void SdkContract::secondArrivalOfAHolderIsAConflict()
{
    QVERIFY(make(sdk::newBarrier(u"b-twice"_s, 2)));
    VERIFY_RESULT(await(m_client->arriveBarrier(u"b-twice"_s)));
    const auto again = await(m_client->arriveBarrier(u"b-twice"_s));
    QVERIFY(!again);
    QVERIFY(failureOf(again.error()) == Failure::Conflict);
}

void SdkContract::failedBarrierFailsTheWait()
{
    QVERIFY(make(sdk::newBarrier(u"b-fails"_s, 2, {.timeout = 1000ms})));
    const auto waited = await(m_client->waitBarrier(u"b-fails"_s, {.timeout = 15s}));
    QVERIFY(!waited);
    QVERIFY2(failureOf(waited.error()) == Failure::Conflict, qPrintable(words(waited.error())));
    QVERIFY(waited.error().message.kept.contains(u"0 of 2"));
}

void SdkContract::stepsStandBetweenTwoBarriers()
{
    QVERIFY(make(sdk::newBarrier(u"b-first"_s, 1)));
    QVERIFY(make(sdk::newBarrier(u"b-second"_s, 1)));
    const auto failed = await(m_client->withBarrier(u"b-first"_s, failing));
    QVERIFY(!failed && failed.error().message.kept == u"it went wrong");
    QCOMPARE(childrenOf(Kind::Arrival, u"b-first"_s), 0);

    const auto stepped = std::make_shared<bool>(false);
    auto both = start(m_client->waitAndArrive(u"b-first"_s, u"b-second"_s, [stepped] { return note(stepped); }));
    auto second = start(m_client->waitBarrier(u"b-second"_s));
    VERIFY_RESULT(await(m_client->withBarrier(u"b-first"_s, nothing)));
    VERIFY_RESULT(both.result());
    QVERIFY(*stepped);
    VERIFY_RESULT(second.result());
}

void SdkContract::gateOpensWithItsLastCondition()
{
    QVERIFY(make(sdk::newBarrier(u"g-barrier"_s, 1)));
    QVERIFY(make(sdk::newLease(u"g-lease"_s)));
    QVERIFY(make(sdk::newGate(u"g-opens"_s,
                              {{.type = u"Barrier"_s, .name = u"g-barrier"_s, .state = u"Open"_s},
                               {.type = u"Lease"_s, .name = u"g-lease"_s, .state = u"Available"_s}})));
    auto waiting = start(m_client->waitGate(u"g-opens"_s));
    auto lease = start(m_client->waitForConditions(u"g-opens"_s, {u"g-lease"_s}));
    VERIFY_RESULT(lease.result());
    QVERIFY(!waiting.isDone());
    const auto closed = await(m_client->checkGate(u"g-opens"_s));
    QVERIFY(closed && !*closed);
    VERIFY_RESULT(await(m_client->arriveBarrier(u"g-barrier"_s)));
    QElapsedTimer timer;
    timer.start();
    VERIFY_RESULT(waiting.result());
    QVERIFY2(timer.elapsed() < 5'000, "the operator itself looks every ten seconds: nobody touched the gate");
    const auto open = await(m_client->checkGate(u"g-opens"_s));
    QVERIFY(open && *open);
    const auto conditions = await(m_client->gateConditions(u"g-opens"_s));
    QVERIFY(conditions && conditions->size() == 2 && conditions->front().met);
    const auto unknown = await(m_client->waitForConditions(u"g-opens"_s, {u"nobody"_s}));
    QVERIFY(!unknown && failureOf(unknown.error()) == Failure::Conflict);
}

void SdkContract::waitingForTryingAndTimingOutAreToldApart_data()
{
    QTest::addColumn<Kind>("kind");
    for (const Kind kind : {Kind::Semaphore, Kind::Lease, Kind::Mutex, Kind::RWMutex}) {
        QTest::newRow(qPrintable(kindInfo(kind).name.toString())) << kind;
    }
}

void SdkContract::aTryIsMadeForTheHolderItIsGiven()
{
    QVERIFY(make(sdk::newMutex(u"tried"_s)));
    auto hold = await(client(u"own"_s).tryLockMutex(u"tried"_s, {.holder = u"somebody"_s}));
    VERIFY_RESULT(hold);
    QVERIFY(*hold && (*hold)->holder() == u"somebody");
    VERIFY_RESULT(await((*hold)->release()));
}

void SdkContract::waitingForTryingAndTimingOutAreToldApart()
{
    QFETCH(Kind, kind);
    const QString name = u"apart-%1"_s.arg(kindInfo(kind).singular);
    QVERIFY(make(kind == Kind::Semaphore   ? sdk::newSemaphore(name, 1)
                     : kind == Kind::Lease ? sdk::newLease(name)
                     : kind == Kind::Mutex ? sdk::newMutex(name)
                                           : sdk::newRWMutex(name)));
    const auto attempts = [&](auto acquire, auto tryAcquire) {
        auto first = await(acquire(client(u"first"_s), Options()));
        VERIFY_RESULT(first);
        const auto tried = await(tryAcquire(client(u"second"_s)));
        VERIFY_RESULT(tried);
        QVERIFY(!*tried);
        const auto late = await(acquire(client(u"second"_s), Options{.timeout = 150ms}));
        QVERIFY(!late);
        QVERIFY2(failureOf(late.error()) == Failure::TimedOut, qPrintable(words(late.error())));
        VERIFY_RESULT(await(first->release()));
        QVERIFY(isClean(kind, name));
        // Its watch sees the release a moment later, from the event loop: a try alone may end without turning that.
        decltype(await(tryAcquire(client(u"second"_s)))) second;
        QVERIFY(QTest::qWaitFor([&] {
            second = await(tryAcquire(client(u"second"_s)));
            return !second || *second;
        }));
        VERIFY_RESULT(second);
        QVERIFY(*second && (*second)->isHeld() && (*second)->holder() == u"second");
        VERIFY_RESULT(await((*second)->release()));
    };
    switch (kind) {
    case Kind::Semaphore:
        attempts([&](sdk::Client c, Options o) { return c.acquireSemaphore(name, o); },
                 [&](sdk::Client c) { return c.tryAcquireSemaphore(name); });
        break;
    case Kind::Lease:
        attempts([&](sdk::Client c, Options o) { return c.acquireLease(name, o); },
                 [&](sdk::Client c) { return c.tryAcquireLease(name); });
        break;
    case Kind::Mutex:
        attempts([&](sdk::Client c, Options o) { return c.lockMutex(name, o); },
                 [&](sdk::Client c) { return c.tryLockMutex(name); });
        break;
    default:
        attempts([&](sdk::Client c, Options o) { return c.lockWrite(name, o); },
                 [&](sdk::Client c) { return c.tryLockWrite(name); });
    }
    QVERIFY(isClean(kind, name));
}

void SdkContract::absentObjectIsNotFound()
{
    const auto permit = await(m_client->acquireSemaphore(u"nowhere"_s));
    QVERIFY(!permit && failureOf(permit.error()) == Failure::NotFound);
    const auto gate = await(m_client->waitGate(u"nowhere"_s));
    QVERIFY(!gate && failureOf(gate.error()) == Failure::NotFound);
    const auto once = await(m_client->doOnce(u"nowhere"_s, nothing));
    QVERIFY(!once && failureOf(once.error()) == Failure::NotFound);
    const auto elsewhere = await(m_client->withNamespace(u"no-such-namespace"_s).lockMutex(u"m"_s));
    QVERIFY(!elsewhere && failureOf(elsewhere.error()) == Failure::NotFound);
    const auto tooShort = await(m_client->lockMutex(u"nowhere"_s, {.ttl = 1s}));
    QVERIFY(!tooShort && failureOf(tooShort.error()) == Failure::Invalid);
}

void SdkContract::stoppedWaitIsCancelled()
{
    QVERIFY(make(sdk::newBarrier(u"b-stopped"_s, 1)));
    std::stop_source stop;
    auto waiting = start(m_client->waitBarrier(u"b-stopped"_s, {}, stop.get_token()));
    std::thread([&stop] { stop.request_stop(); }).join(); // from any thread
    QVERIFY(!waiting.result());
    QVERIFY(failureOf(waiting.result().error()) == Failure::Cancelled);
    const auto before = await(m_client->waitBarrier(u"b-stopped"_s, {}, stop.get_token()));
    QVERIFY(!before && failureOf(before.error()) == Failure::Cancelled);
}

void SdkContract::closedClientCancelsItsWaits()
{
    QVERIFY(make(sdk::newBarrier(u"b-closed"_s, 1)));
    auto own = std::make_unique<sdk::Client>(*m_connection, m_clock, sdk::Client::Config{.ns = u"default"_s});
    auto copy = std::make_unique<sdk::Client>(own->withHolder(u"other"_s));
    auto waiting = start(own->waitBarrier(u"b-closed"_s));
    own.reset();
    VERIFY_RESULT(await(copy->getObject(Kind::Barrier, u"b-closed"_s)));
    QVERIFY(!waiting.isDone());
    copy.reset();
    QVERIFY(!waiting.result());
    QVERIFY(failureOf(waiting.result().error()) == Failure::Cancelled);
}

void SdkContract::onceIsDoneOnce()
{
    QVERIFY(make(sdk::newOnce(u"o-once"_s)));
    const auto steps = std::make_shared<int>(0);
    std::vector<Started<bool>> started;
    for (int i = 0; i < 5; ++i) {
        started.push_back(start(client(u"w%1"_s.arg(i)).doOnce(u"o-once"_s, [steps] {
            ++*steps;
            return nothing();
        })));
    }
    int here = 0;
    for (auto& one : started) {
        VERIFY_RESULT(one.result());
        here += *one.result() ? 1 : 0;
    }
    QCOMPARE(*steps, 1);
    QCOMPARE(here, 1);
    const auto executed = await(m_client->isExecuted(u"o-once"_s));
    QVERIFY(executed && *executed);
}

void SdkContract::failedOnceIsPendingAgain()
{
    QVERIFY(make(sdk::newOnce(u"o-failed"_s)));
    const auto failed = await(m_client->doOnce(u"o-failed"_s, failing));
    QVERIFY(!failed && failed.error().message.kept == u"it went wrong");
    const auto done = await(m_client->doOnce(u"o-failed"_s, nothing));
    QVERIFY(done && *done);
}

void SdkContract::waitGroupIsDoneAtZero()
{
    QVERIFY(make(sdk::newWaitGroup(u"wg"_s)));
    const auto three = await(m_client->addWaitGroup(u"wg"_s, 3));
    VERIFY_RESULT(three);
    QCOMPARE(*three, 3);
    auto waiting = start(m_client->waitWaitGroup(u"wg"_s));
    std::vector<Started<qint64>> done;
    for (int i = 0; i < 3; ++i) { // at once: each counts
        QVERIFY(!waiting.isDone());
        done.push_back(start(m_client->doneWaitGroup(u"wg"_s)));
    }
    for (auto& one : done) {
        VERIFY_RESULT(one.result());
    }
    VERIFY_RESULT(waiting.result());
    const auto below = await(m_client->doneWaitGroup(u"wg"_s));
    QVERIFY(below && *below == 0);
    QVERIFY(as<WaitGroup>(fresh(Kind::WaitGroup, u"wg"_s))->status.phase == WaitGroupPhase::Done);
}

void SdkContract::objectsAreCreatedReadChangedAndDeleted()
{
    QVERIFY(make(sdk::newSemaphore(u"s-objects"_s, 2, {.ttl = 90s})));
    // The operator writes once to what is new, and would make what was read before that an older version.
    QTRY_COMPARE(as<Semaphore>(fresh(Kind::Semaphore, u"s-objects"_s))->status.phase, SemaphorePhase::Ready);
    const auto read = await(m_client->get<Semaphore>(u"s-objects"_s));
    VERIFY_RESULT(read);
    QCOMPARE((*read)->spec.permits, 2);
    QVERIFY((*read)->spec.ttl == Duration(90s));
    auto changed = std::make_shared<Semaphore>(**read);
    changed->spec.permits = 5;
    VERIFY_RESULT(await(m_client->update(changed)));
    changed->meta.resourceVersion = (*read)->meta.resourceVersion;
    const auto stale = await(m_client->update(changed));
    QVERIFY(!stale && failureOf(stale.error()) == Failure::Conflict);
    const auto all = await(m_client->list<Semaphore>());
    QVERIFY(all && std::any_of(all->begin(), all->end(), [](const auto& s) { return s->spec.permits == 5; }));
    VERIFY_RESULT(await(m_client->remove(Kind::Semaphore, u"s-objects"_s)));
    QVERIFY(!fresh(Kind::Semaphore, u"s-objects"_s));
}

} // namespace konductor::test
