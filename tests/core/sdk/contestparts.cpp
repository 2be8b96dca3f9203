// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/contestparts.h"

#include "core/sdk/objects.h"

#include <QCoro/QCoroSignal>
#include <QTimer>

using namespace std::chrono_literals;

namespace konductor::test {

namespace {

template <class T> QCoro::Task<Result<std::shared_ptr<sdk::Hold>>> shared(sdk::Client::Task<T> acquiring)
{
    Result<T> hold = co_await acquiring;
    if (!hold) {
        co_return fail(hold.error());
    }
    co_return std::shared_ptr<sdk::Hold>(std::make_shared<T>(std::move(*hold)));
}

} // namespace

qint64 microsecondsNow()
{
    return std::chrono::steady_clock::now().time_since_epoch() / 1us;
}

QCoro::Task<void> pauseFor(int milliseconds)
{
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(milliseconds);
    co_await qCoro(&timer, &QTimer::timeout);
}

QCoro::Task<Result<std::shared_ptr<sdk::Hold>>> acquireAny(sdk::Client client, Kind kind, QString name, bool sharedHold,
                                                           sdk::Options options, std::stop_token stop)
{
    switch (kind) {
    case Kind::Semaphore:
        return shared(client.acquireSemaphore(name, options, stop));
    case Kind::Lease:
        return shared(client.acquireLease(name, options, stop));
    case Kind::Mutex:
        return shared(client.lockMutex(name, options, stop));
    default:
        return sharedHold ? shared(client.lockRead(name, options, stop))
                          : shared(client.lockWrite(name, options, stop));
    }
}

ObjectPtr newPrimitive(Kind kind, const QString& name, qint64 permits)
{
    return kind == Kind::Semaphore ? sdk::newSemaphore(name, permits)
        : kind == Kind::Lease      ? sdk::newLease(name)
        : kind == Kind::Mutex      ? sdk::newMutex(name)
                                   : sdk::newRWMutex(name);
}

} // namespace konductor::test
