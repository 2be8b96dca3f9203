// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/acquire.h"
#include "core/sdk/contend.h"
#include "core/sdk/lockview.h"
#include "core/sdk/statuschange.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

using Mode = LockView::Mode;
using Taken = std::shared_ptr<HoldState>;

/// One attempt, and then one hold: whose, since when, and the object as last known.
struct Lock {
    Core core;
    ObjectKey key;
    QString holder;
    Mode mode = Mode::Exclusive;
    std::chrono::milliseconds ttl{0};
    Timestamp since;
    ObjectPtr latest;
    HoldState::Lasting lasting;
    qsizetype entriesBefore = -1; ///< Of our holder, when a shared lock was tried.
    bool releasing = false;

    bool isOurs(const Object& object) const { return LockView::of(object).isOf(holder, mode, since); }
    Error lost(const QString& why) const { return makeError(Error::Kind::Lost, toString(key), why); }
};
using LockPtr = std::shared_ptr<Lock>;

bool isNewer(const ObjectPtr& a, const ObjectPtr& b)
{
    return compareResourceVersions(a->meta.resourceVersion, b->meta.resourceVersion) > 0;
}

/// Of what the watch shows and what our own writes returned, the newer.
ObjectPtr freshest(const Lock& lock, const ObjectPtr& seen)
{
    const bool usable = seen && lock.latest && seen->meta.uid == lock.latest->meta.uid && isNewer(seen, lock.latest);
    return usable ? seen : lock.latest;
}

bool wroteAlready(const Lock& lock, const Object& object)
{
    if (lock.mode == Mode::Exclusive) {
        return lock.isOurs(object);
    }
    const LockView view = LockView::of(object);
    return view.mode == Mode::Shared && view.holders.count(lock.holder) > lock.entriesBefore;
}

void setLasting(Lock& lock, const LockView& view)
{
    lock.lasting = view.expiresAt ? HoldState::lastingUntil(*lock.core, *view.expiresAt) : HoldState::Lasting();
}

StatusChange::Decision decideLock(const LockPtr& lock, const Object& object, bool& tried)
{
    if (std::exchange(tried, true) && wroteAlready(*lock, object)) {
        return QJsonObject();
    }
    const LockView view = LockView::of(object, lock->core->earliestServerTime());
    if (!view.admits(lock->mode)) {
        return StatusChange::NotNow();
    }
    const HoldState::Lasting wanted = HoldState::lastingFrom(*lock->core, lock->ttl);
    const LockView locked = view.lockedBy(lock->holder, lock->mode, lock->since, *wanted.expiresAt);
    lock->entriesBefore = view.mode == Mode::Shared ? view.holders.count(lock->holder) : 0;
    setLasting(*lock, locked);
    return locked.patch(object.kind);
}

StatusChange::Decision decideRenewal(const LockPtr& lock, const Object& object)
{
    if (!lock->isOurs(object)) {
        return lock->lost(u"somebody took it away, or it had expired"_s);
    }
    const HoldState::Lasting wanted = HoldState::lastingFrom(*lock->core, lock->ttl);
    const LockView renewed = LockView::of(object).renewedUntil(*wanted.expiresAt);
    setLasting(*lock, renewed);
    return renewed.patch(object.kind);
}

StatusChange::Decision decideUnlock(const LockPtr& lock, const Object& object)
{
    if (!lock->isOurs(object)) {
        return lock->releasing ? StatusChange::Decision(QJsonObject())
                               : lock->lost(u"it was no longer held when it was to be given back"_s);
    }
    lock->releasing = true;
    return LockView::of(object).without(lock->holder).patch(object.kind);
}

Error asLoss(const Lock& lock, const Error& error)
{
    return error.kind == Error::Kind::NotFound ? lock.lost(u"it was deleted"_s) : error;
}

QCoro::Task<Result<HoldState::Lasting>> renewLock(LockPtr lock, std::stop_token stop)
{
    StatusChange change{lock->key, lock->latest, [lock](const Object& object) { return decideRenewal(lock, object); }};
    const Result<ObjectPtr> after = co_await changeStatus(lock->core, std::move(change), std::move(stop));
    if (!after) {
        co_return fail(asLoss(*lock, after.error()));
    }
    lock->latest = *after;
    co_return lock->lasting;
}

QCoro::Task<Result<void>> unlock(LockPtr lock, std::stop_token stop)
{
    StatusChange change{lock->key, lock->latest, [lock](const Object& object) { return decideUnlock(lock, object); }};
    const Result<ObjectPtr> after = co_await changeStatus(lock->core, std::move(change), std::move(stop));
    co_return after ? Result<void>() : fail(asLoss(*lock, after.error()));
}

/// Nobody waits for the lock any more, or the answer to the locking write got lost: if it was carried out, the lock
/// must not stay.
QCoro::Task<void> unlockBehind(LockPtr lock, std::shared_ptr<void> /*work*/)
{
    StatusChange change{lock->key, nullptr, [lock](const Object& object) -> StatusChange::Decision {
                            if (!wroteAlready(*lock, object)) {
                                return StatusChange::NotNow();
                            }
                            return decideUnlock(lock, object);
                        }};
    const Result<ObjectPtr> done = co_await changeStatus(lock->core, std::move(change), {});
    Q_UNUSED(done) // it expires by itself
}

HoldState::Kind kindOf(const LockPtr& lock)
{
    return {
        [lock](std::stop_token stop) { return renewLock(lock, std::move(stop)); },
        [lock](std::stop_token stop) { return unlock(lock, std::move(stop)); },
        [lock](const ObjectWatch& watch) -> std::optional<QString> {
            const ObjectPtr seen = watch.object();
            if (!seen || seen->meta.uid != lock->latest->meta.uid) {
                return u"it was deleted"_s;
            }
            lock->latest = freshest(*lock, seen);
            return lock->isOurs(*lock->latest) ? std::nullopt
                                               : std::optional(u"somebody took it away, or it had expired"_s);
        },
    };
}

QCoro::Task<Result<Taken>> takeLock(Lock wish, Options options, std::shared_ptr<ObjectWatch> watch,
                                    std::stop_token stop)
{
    const auto lock = std::make_shared<Lock>(std::move(wish));
    lock->ttl = ttlOf(options, lockTtl(*watch->object()));
    lock->since = lock->core->uniqueServerTime();
    lock->latest = watch->object();
    const auto tried = std::make_shared<bool>(false);
    const auto takeBack = [lock] { unlockBehind(lock, lock->core->workInBackground()); };
    StatusChange change{lock->key, lock->latest,
                        [lock, tried](const Object& object) { return decideLock(lock, object, *tried); }, takeBack};
    const Result<ObjectPtr> after = co_await changeStatus(lock->core, std::move(change), std::move(stop));
    if (!after) {
        co_return fail(after.error());
    }
    if (!*after) {
        co_return Taken();
    }
    lock->latest = *after;
    const HoldState::Facts facts{lock->key, lock->key, lock->holder, (*after)->meta.resourceVersion.toString(),
                                 lock->ttl};
    co_return HoldState::begin(lock->core, watch, facts, kindOf(lock), lock->lasting);
}

Contest::View look(const ObjectWatch& watch, const ClientCore& core, Mode mode)
{
    const ObjectPtr object = watch.object();
    const LockView view = LockView::of(*object, core.earliestServerTime());
    const bool free = view.admits(mode);
    return {
        .free = free ? 1 : 0, .freeForAll = view.holders.isEmpty(), .changesAt = free ? std::nullopt : view.expiresAt};
}

QCoro::Task<AcquiredHold> acquire(Core core, ObjectKey key, QString holder, Mode mode, Options options,
                                  std::stop_token stop)
{
    Lock wish;
    wish.core = core;
    wish.key = key;
    wish.holder = std::move(holder);
    wish.mode = mode;
    Contest contest;
    contest.key = key;
    contest.exclusive = mode == Mode::Exclusive;
    contest.look = [core, mode](const ObjectWatch& watch) { return look(watch, *core, mode); };
    contest.take = [wish, options](std::shared_ptr<ObjectWatch> watch, qsizetype, std::stop_token token) {
        return takeLock(wish, options, std::move(watch), std::move(token));
    };
    return contend(std::move(core), std::move(contest), std::move(options), std::move(stop));
}

} // namespace

QCoro::Task<AcquiredHold> acquireMutex(Core core, ObjectKey mutex, QString holder, Options options,
                                       std::stop_token stop)
{
    return acquire(std::move(core), std::move(mutex), std::move(holder), Mode::Exclusive, std::move(options),
                   std::move(stop));
}

QCoro::Task<AcquiredHold> acquireRead(Core core, ObjectKey mutex, QString holder, Options options, std::stop_token stop)
{
    return acquire(std::move(core), std::move(mutex), std::move(holder), Mode::Shared, std::move(options),
                   std::move(stop));
}

QCoro::Task<AcquiredHold> acquireWrite(Core core, ObjectKey mutex, QString holder, Options options,
                                       std::stop_token stop)
{
    return acquire(std::move(core), std::move(mutex), std::move(holder), Mode::Exclusive, std::move(options),
                   std::move(stop));
}

} // namespace konductor::sdk
