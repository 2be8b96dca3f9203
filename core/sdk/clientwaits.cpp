// SPDX-License-Identifier: Apache-2.0
#include "core/api/child.h"
#include "core/sdk/client.h"
#include "core/sdk/ownchild.h"
#include "core/sdk/requests.h"
#include "core/sdk/statuschange.h"
#include "core/sdk/waits.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

QCoro::Task<Result<void>> arrive(Core core, ObjectKey key, QString holder, std::stop_token stop)
{
    const kube::Request barrierLookup = getRequest(key);
    const Result<ObjectPtr> barrier = co_await core->sendFor(Kind::Barrier, barrierLookup, stop);
    if (!barrier) {
        co_return fail(barrier.error());
    }
    Arrival arrival;
    arrival.meta = childMeta(Kind::Arrival, **barrier, childName(key.name, holder), true);
    markAsOwn(arrival.meta, *core);
    arrival.spec = {key.name, holder};
    const kube::Request creation = createRequest(arrival);
    const Result<ObjectPtr> created = co_await core->sendFor(Kind::Arrival, creation, stop);
    if (created) {
        co_return Result<void>();
    }
    if (created.error().kind == Error::Kind::AlreadyExists || isUnknownOutcome(created.error())) {
        // Sent twice by Qt, or carried out although the answer got lost.
        const kube::Request lookup = getRequest(arrival.key());
        const Result<ObjectPtr> there = co_await core->sendFor(Kind::Arrival, lookup, stop);
        if (there && isOwn(**there, arrival)) {
            co_return Result<void>();
        }
    }
    co_return fail(created.error());
}

QCoro::Task<Result<void>> doThenArrive(Core core, ObjectKey key, QString holder, Client::Step step,
                                       std::stop_token stop)
{
    Result<void> done = co_await step();
    if (!done) {
        co_return done;
    }
    done = co_await arrive(core, key, holder, stop);
    co_return done;
}

QCoro::Task<Result<void>> waitThenArrive(QCoro::Task<Result<void>> waiting, Core core, ObjectKey key, QString holder,
                                         Client::Step step, std::stop_token stop)
{
    Result<void> waited = co_await waiting;
    if (waited) {
        waited = co_await doThenArrive(core, key, holder, step, stop);
    }
    co_return waited;
}

QCoro::Task<Result<std::shared_ptr<const Gate>>> gateOf(Core core, ObjectKey key, std::stop_token stop)
{
    const kube::Request lookup = getRequest(key);
    const Result<ObjectPtr> object = co_await core->sendFor(Kind::Gate, lookup, stop);
    co_return object ? Result<std::shared_ptr<const Gate>>(as<Gate>(*object)) : fail(object.error());
}

QCoro::Task<Result<bool>> isOpen(Core core, ObjectKey key, std::stop_token stop)
{
    const auto gate = co_await gateOf(core, key, stop);
    co_return gate ? Result<bool>((*gate)->status.phase == GatePhase::Open) : fail(gate.error());
}

QCoro::Task<Result<std::vector<GateConditionStatus>>> conditionsOf(Core core, ObjectKey key, std::stop_token stop)
{
    const auto gate = co_await gateOf(core, key, stop);
    co_return gate ? Result<std::vector<GateConditionStatus>>((*gate)->status.conditionStatuses) : fail(gate.error());
}

} // namespace

Client::Task<void> Client::waitSemaphore(QString name, qint64 permits, Options options, Stop stop)
{
    return waitUntil(m_core, key(Kind::Semaphore, name), permitsAreFree(m_core, permits), options, std::move(stop));
}

Client::Task<void> Client::waitBarrier(QString name, Options options, Stop stop)
{
    return waitUntil(m_core, key(Kind::Barrier, name), barrierOpens(options.quorum), options, std::move(stop));
}

Client::Task<void> Client::arriveBarrier(QString name, Options options, Stop stop)
{
    return arrive(m_core, key(Kind::Barrier, name), holderOf(options), std::move(stop));
}

Client::Task<void> Client::withBarrier(QString name, Step step, Options options, Stop stop)
{
    return doThenArrive(m_core, key(Kind::Barrier, name), holderOf(options), std::move(step), std::move(stop));
}

Client::Task<void> Client::waitAndArrive(QString waitFor, QString arriveAt, Step step, Options options, Stop stop)
{
    return waitThenArrive(waitBarrier(std::move(waitFor), options, stop), m_core, key(Kind::Barrier, arriveAt),
                          holderOf(options), std::move(step), stop);
}

Client::Task<void> Client::waitLease(QString name, Options options, Stop stop)
{
    return waitUntil(m_core, key(Kind::Lease, name), leaseIsFree(), options, std::move(stop));
}

Client::Task<void> Client::waitGate(QString name, Options options, Stop stop)
{
    return waitUntil(m_core, key(Kind::Gate, name), gateOpens(), options, std::move(stop));
}

Client::Task<bool> Client::checkGate(QString name, Stop stop)
{
    return isOpen(m_core, key(Kind::Gate, name), std::move(stop));
}

Client::Task<std::vector<GateConditionStatus>> Client::gateConditions(QString name, Stop stop)
{
    return conditionsOf(m_core, key(Kind::Gate, name), std::move(stop));
}

Client::Task<void> Client::waitForConditions(QString gate, QStringList names, Options options, Stop stop)
{
    return waitUntil(m_core, key(Kind::Gate, gate), conditionsAreMet(std::move(names)), options, std::move(stop));
}

Client::Task<void> Client::waitWaitGroup(QString name, Options options, Stop stop)
{
    return waitUntil(m_core, key(Kind::WaitGroup, name), waitGroupIsDone(), options, std::move(stop));
}

} // namespace konductor::sdk
