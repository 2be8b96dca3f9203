// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/acquire.h"
#include "core/sdk/client.h"

#include <type_traits>

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

Error timeOut(const ObjectKey& key)
{
    return makeError(Error::Kind::Timeout, toString(key), u"it is not free"_s);
}

template <class T> QCoro::Task<Result<T>> held(QCoro::Task<AcquiredHold> acquiring, ObjectKey key)
{
    AcquiredHold acquired = co_await acquiring;
    if (!acquired) {
        co_return fail(acquired.error());
    }
    if (!*acquired) {
        co_return fail(timeOut(key)); // looked at once only
    }
    co_return Result<T>(makeHold<T>(std::move(*acquired)));
}

template <class T> QCoro::Task<Result<std::optional<T>>> heldIfFree(QCoro::Task<AcquiredHold> acquiring)
{
    AcquiredHold acquired = co_await acquiring;
    if (!acquired) {
        co_return fail(acquired.error());
    }
    std::optional<T> hold;
    if (*acquired) {
        hold.emplace(makeHold<T>(std::move(*acquired)));
    }
    co_return Result<std::optional<T>>(std::move(hold));
}

/// Releases on every way out, and tells a loss also when the work did not mind.
template <class T> QCoro::Task<Result<void>> under(QCoro::Task<Result<T>> acquiring, Client::Work work)
{
    Result<T> hold = co_await acquiring;
    if (!hold) {
        co_return fail(hold.error());
    }
    Result<void> done = co_await work(*hold);
    const Result<void> released = co_await hold->release();
    co_return done ? released : done;
}

Options once(Options options)
{
    options.timeout = std::chrono::milliseconds(0);
    return options;
}

} // namespace

Client::Task<Permit> Client::acquireSemaphore(QString name, Options options, Stop stop)
{
    const ObjectKey at = key(Kind::Semaphore, name);
    return held<Permit>(acquirePermit(m_core, at, holderOf(options), options, std::move(stop)), at);
}

Client::Task<std::optional<Permit>> Client::tryAcquireSemaphore(QString name, Options options, Stop stop)
{
    return heldIfFree<Permit>(
        acquirePermit(m_core, key(Kind::Semaphore, name), holderOf(options), once(options), std::move(stop)));
}

Client::Task<void> Client::withSemaphore(QString name, Work work, Options options, Stop stop)
{
    return under(acquireSemaphore(std::move(name), std::move(options), std::move(stop)), std::move(work));
}

Client::Task<LeaseHold> Client::acquireLease(QString name, Options options, Stop stop)
{
    const ObjectKey at = key(Kind::Lease, name);
    return held<LeaseHold>(sdk::acquireLease(m_core, at, holderOf(options), options, std::move(stop)), at);
}

Client::Task<std::optional<LeaseHold>> Client::tryAcquireLease(QString name, Options options, Stop stop)
{
    return heldIfFree<LeaseHold>(
        sdk::acquireLease(m_core, key(Kind::Lease, name), holderOf(options), once(options), std::move(stop)));
}

Client::Task<void> Client::withLease(QString name, Work work, Options options, Stop stop)
{
    return under(acquireLease(std::move(name), std::move(options), std::move(stop)), std::move(work));
}

Client::Task<MutexLock> Client::lockMutex(QString name, Options options, Stop stop)
{
    const ObjectKey at = key(Kind::Mutex, name);
    return held<MutexLock>(acquireMutex(m_core, at, holderOf(options), options, std::move(stop)), at);
}

Client::Task<std::optional<MutexLock>> Client::tryLockMutex(QString name, Options options, Stop stop)
{
    return heldIfFree<MutexLock>(
        acquireMutex(m_core, key(Kind::Mutex, name), holderOf(options), once(options), std::move(stop)));
}

Client::Task<void> Client::withMutex(QString name, Work work, Options options, Stop stop)
{
    return under(lockMutex(std::move(name), std::move(options), std::move(stop)), std::move(work));
}

Client::Task<ReadLock> Client::lockRead(QString name, Options options, Stop stop)
{
    const ObjectKey at = key(Kind::RWMutex, name);
    return held<ReadLock>(acquireRead(m_core, at, holderOf(options), options, std::move(stop)), at);
}

Client::Task<std::optional<ReadLock>> Client::tryLockRead(QString name, Options options, Stop stop)
{
    return heldIfFree<ReadLock>(
        acquireRead(m_core, key(Kind::RWMutex, name), holderOf(options), once(options), std::move(stop)));
}

Client::Task<void> Client::withReadLock(QString name, Work work, Options options, Stop stop)
{
    return under(lockRead(std::move(name), std::move(options), std::move(stop)), std::move(work));
}

Client::Task<WriteLock> Client::lockWrite(QString name, Options options, Stop stop)
{
    const ObjectKey at = key(Kind::RWMutex, name);
    return held<WriteLock>(acquireWrite(m_core, at, holderOf(options), options, std::move(stop)), at);
}

Client::Task<std::optional<WriteLock>> Client::tryLockWrite(QString name, Options options, Stop stop)
{
    return heldIfFree<WriteLock>(
        acquireWrite(m_core, key(Kind::RWMutex, name), holderOf(options), once(options), std::move(stop)));
}

Client::Task<void> Client::withWriteLock(QString name, Work work, Options options, Stop stop)
{
    return under(lockWrite(std::move(name), std::move(options), std::move(stop)), std::move(work));
}

} // namespace konductor::sdk
