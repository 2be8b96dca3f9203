// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/sdkcontract.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::test {

using sdk::Failure;
using sdk::failureOf;
using sdk::Options;

namespace {

Timestamp longAgo()
{
    return std::chrono::floor<std::chrono::seconds>(SystemClock().now()) - 1h;
}

std::shared_ptr<konductor::Permit> plainPermit(const Object& semaphore, const QString& name)
{
    auto permit = std::make_shared<konductor::Permit>();
    permit->meta.name = name;
    permit->meta.labels.insert(u"semaphore"_s, semaphore.meta.name);
    permit->meta.ownerReferences.append(
        OwnerReference{u"sync.konductor.io/v1"_s, u"Semaphore"_s, semaphore.meta.name, semaphore.meta.uid, true, true});
    permit->spec = {semaphore.meta.name, u"go-pod"_s, std::nullopt};
    return permit;
}

sdk::Client::Task<void> look(bool* held, const sdk::Hold* hold)
{
    *held = hold->isHeld();
    co_return Result<void>();
}

sdk::Client::Task<void> failing()
{
    co_return fail(makeError(Error::Kind::Invalid, {}, u"it went wrong"_s));
}

} // namespace

void SdkContract::uncontendedPermitTakesTwoWritesAndLooksLikeTheGoSdks()
{
    QVERIFY(make(sdk::newSemaphore(u"s-writes"_s, 2, {.ttl = 30s})));
    VERIFY_RESULT(await(m_client->waitSemaphore(u"s-writes"_s, 2)));
    const quint64 before = m_client->writesSent();
    auto permit = await(m_client->acquireSemaphore(u"s-writes"_s));
    VERIFY_RESULT(permit);
    QCOMPARE(m_client->writesSent() - before, 2);
    QVERIFY(permit->isHeld());
    const auto object = as<konductor::Permit>(fresh(Kind::Permit, permit->object().name));
    QVERIFY(object);
    QCOMPARE(object->spec.semaphore, u"s-writes"_s);
    QCOMPARE(object->spec.holder, u"me"_s);
    QVERIFY(object->spec.ttl == Duration(30s));
    QCOMPARE(object->meta.labels.value(u"semaphore"_s), u"s-writes"_s);
    QVERIFY(object->controller() && object->controller()->kind == u"Semaphore"
            && object->controller()->blockOwnerDeletion);
    QVERIFY(object->status.acquiredAt && object->status.expiresAt == permit->expiresAt());
    QVERIFY(object->status.phase == PermitPhase::Granted);
    VERIFY_RESULT(await(permit->release()));
    QVERIFY(!permit->isHeld());
    QVERIFY(!fresh(Kind::Permit, object->meta.name));
}

void SdkContract::noMorePermitsThanTheSemaphoreHasAndWaitersAreServedInOrder()
{
    QVERIFY(make(sdk::newSemaphore(u"s-order"_s, 2)));
    auto first = await(m_client->acquireSemaphore(u"s-order"_s));
    auto second = await(m_client->acquireSemaphore(u"s-order"_s));
    VERIFY_RESULT(first);
    VERIFY_RESULT(second);
    QVERIFY(first->object() != second->object());
    std::vector<Started<sdk::Permit>> waiting;
    for (int i = 0; i < 3; ++i) {
        waiting.push_back(start(client(u"w%1"_s.arg(i)).acquireSemaphore(u"s-order"_s)));
        QTRY_COMPARE(std::count_if(waiting.begin(), waiting.end(), [](auto& w) { return w.isDone(); }), 0);
        const auto queued = [&] { return fresh(Kind::Semaphore, u"s-order"_s)->meta.annotations.size() > i; };
        QTRY_VERIFY(queued());
    }
    QCOMPARE(childrenOf(Kind::Permit, u"s-order"_s), 2);
    VERIFY_RESULT(await(first->release()));
    VERIFY_RESULT(waiting[0].result());
    QVERIFY(!waiting[1].isDone() && !waiting[2].isDone());
    VERIFY_RESULT(await(second->release()));
    VERIFY_RESULT(waiting[1].result());
    QVERIFY(!waiting[2].isDone());
    VERIFY_RESULT(await(waiting[0].result()->release()));
    VERIFY_RESULT(waiting[2].result());
    VERIFY_RESULT(await(waiting[1].result()->release()));
    VERIFY_RESULT(await(waiting[2].result()->release()));
    QVERIFY(isClean(Kind::Semaphore, u"s-order"_s));
}

void SdkContract::permitsOfOthersCount()
{
    const ObjectPtr semaphore = make(sdk::newSemaphore(u"s-others"_s, 1));
    QVERIFY(semaphore && make(plainPermit(*semaphore, u"s-others-go-pod-1795514579608302438"_s)));
    const auto full = await(m_client->tryAcquireSemaphore(u"s-others"_s));
    VERIFY_RESULT(full);
    QVERIFY(!*full);
    auto waiting = start(m_client->acquireSemaphore(u"s-others"_s));
    VERIFY_RESULT(await(m_client->remove(Kind::Permit, u"s-others-go-pod-1795514579608302438"_s)));
    VERIFY_RESULT(waiting.result());
    VERIFY_RESULT(await(waiting.result()->release()));
}

void SdkContract::expiredPermitIsTakenOver()
{
    QVERIFY(make(sdk::newSemaphore(u"s-expired"_s, 1)));
    auto dead = await(m_client->acquireSemaphore(u"s-expired"_s));
    VERIFY_RESULT(dead);
    QSignalSpy lost(dead->events(), &sdk::HoldSignals::lost);
    auto waiting = start(client(u"heir"_s).acquireSemaphore(u"s-expired"_s));
    VERIFY_RESULT(patchStatus(Kind::Permit, dead->object().name, {{u"expiresAt"_s, formatTimestamp(longAgo())}}));
    VERIFY_RESULT(waiting.result());
    QTRY_COMPARE(lost.size(), 1);
    QVERIFY(!dead->isHeld());
    QVERIFY(waiting.result()->isHeld());
    const auto back = await(dead->release());
    QVERIFY(!back && failureOf(back.error()) == Failure::Lost);
    VERIFY_RESULT(await(waiting.result()->release()));
}

void SdkContract::deletedPermitIsLostAtOnce()
{
    QVERIFY(make(sdk::newSemaphore(u"s-deleted"_s, 1)));
    auto permit = await(m_client->acquireSemaphore(u"s-deleted"_s));
    VERIFY_RESULT(permit);
    const std::stop_token token = permit->lostToken();
    QSignalSpy lost(permit->events(), &sdk::HoldSignals::lost);
    VERIFY_RESULT(await(m_client->remove(Kind::Permit, permit->object().name)));
    QTRY_COMPARE(lost.size(), 1);
    QVERIFY(token.stop_requested());
    QVERIFY(permit->loss() && permit->loss()->kind == Error::Kind::Lost);
}

void SdkContract::holdRenewsItself()
{
    QVERIFY(make(sdk::newSemaphore(u"s-renews"_s, 1)));
    QVERIFY(make(sdk::newMutex(u"m-renews"_s)));
    QVERIFY(make(sdk::newLease(u"l-renews"_s)));
    const Options brief{.ttl = 3s};
    auto permit = await(m_client->acquireSemaphore(u"s-renews"_s, brief));
    auto lock = await(m_client->lockMutex(u"m-renews"_s, brief));
    auto lease = await(m_client->acquireLease(u"l-renews"_s, brief));
    VERIFY_RESULT(permit);
    VERIFY_RESULT(lock);
    VERIFY_RESULT(lease);
    const std::array first{*permit->expiresAt(), *lock->expiresAt(), *lease->expiresAt()};
    const auto all = [&] {
        return permit->expiresAt() > first[0] + 2s && lock->expiresAt() > first[1] + 2s
            && lease->expiresAt() > first[2] + 2s;
    };
    QTRY_VERIFY_WITH_TIMEOUT(all(), 15'000);
    QVERIFY(permit->isHeld() && lock->isHeld() && lease->isHeld());
    QVERIFY(as<Lease>(fresh(Kind::Lease, u"l-renews"_s))->status.renewCount.value_or(0) >= 2);
    VERIFY_RESULT(await(permit->release()));
    VERIFY_RESULT(await(lock->release()));
    VERIFY_RESULT(await(lease->release()));
}

void SdkContract::uncontendedLockTakesOneWrite()
{
    QVERIFY(make(sdk::newMutex(u"m-writes"_s, {.ttl = 30s})));
    QVERIFY(make(sdk::newRWMutex(u"rw-writes"_s)));
    const auto dealtWith = [this](Kind kind, const QString& name) { return !phaseText(*fresh(kind, name)).isEmpty(); };
    QTRY_VERIFY(dealtWith(Kind::Mutex, u"m-writes"_s)); // else the operator's first write makes ours conflict
    QTRY_VERIFY(dealtWith(Kind::RWMutex, u"rw-writes"_s));
    const quint64 before = m_client->writesSent();
    auto mutex = await(m_client->lockMutex(u"m-writes"_s));
    auto reader = await(m_client->lockRead(u"rw-writes"_s));
    VERIFY_RESULT(mutex);
    VERIFY_RESULT(reader);
    QCOMPARE(m_client->writesSent() - before, 2);
    const MutexStatus status = as<Mutex>(fresh(Kind::Mutex, u"m-writes"_s))->status;
    QCOMPARE(status.holder, u"me"_s);
    QVERIFY(status.phase == MutexPhase::Locked && status.lockedAt && status.expiresAt);
    VERIFY_RESULT(await(mutex->release()));
    VERIFY_RESULT(await(reader->release()));
    const MutexStatus after = as<Mutex>(fresh(Kind::Mutex, u"m-writes"_s))->status;
    QVERIFY(after.holder.isEmpty() && !after.expiresAt && after.phase == MutexPhase::Unlocked);
}

void SdkContract::lockedMutexGoesToWhoWaitsLongest()
{
    QVERIFY(make(sdk::newMutex(u"m-order"_s)));
    auto lock = await(m_client->lockMutex(u"m-order"_s));
    VERIFY_RESULT(lock);
    std::vector<Started<sdk::MutexLock>> waiting;
    for (int i = 0; i < 4; ++i) {
        waiting.push_back(start(client(u"w%1"_s.arg(i)).lockMutex(u"m-order"_s)));
        const auto queued = [&] { return fresh(Kind::Mutex, u"m-order"_s)->meta.annotations.size() > i; };
        QTRY_VERIFY(queued());
    }
    VERIFY_RESULT(await(lock->release()));
    for (size_t i = 0; i < waiting.size(); ++i) {
        VERIFY_RESULT(waiting[i].result());
        QVERIFY(i + 1 == waiting.size() || !waiting[i + 1].isDone());
        QCOMPARE(as<Mutex>(fresh(Kind::Mutex, u"m-order"_s))->status.holder, u"w%1"_s.arg(i));
        VERIFY_RESULT(await(waiting[i].result()->release()));
    }
    QVERIFY(isClean(Kind::Mutex, u"m-order"_s));
}

void SdkContract::mutexTakenAwayIsLost()
{
    QVERIFY(make(sdk::newMutex(u"m-taken"_s)));
    auto lock = await(m_client->lockMutex(u"m-taken"_s));
    VERIFY_RESULT(lock);
    QSignalSpy lost(lock->events(), &sdk::HoldSignals::lost);
    VERIFY_RESULT(patchStatus(Kind::Mutex, u"m-taken"_s,
                              {{u"holder"_s, u"somebody"_s}, {u"lockedAt"_s, formatTimestamp(m_clock.now())}}));
    QTRY_COMPARE(lost.size(), 1);
    const auto back = await(lock->release());
    QVERIFY(!back && failureOf(back.error()) == Failure::Lost);
    QCOMPARE(as<Mutex>(fresh(Kind::Mutex, u"m-taken"_s))->status.holder, u"somebody"_s);
}

void SdkContract::readersShareAndAWaitingWriterIsNotPassed()
{
    QVERIFY(make(sdk::newRWMutex(u"rw"_s)));
    auto one = await(client(u"r1"_s).lockRead(u"rw"_s));
    auto two = await(client(u"r2"_s).lockRead(u"rw"_s));
    VERIFY_RESULT(one);
    VERIFY_RESULT(two);
    QCOMPARE(as<RWMutex>(fresh(Kind::RWMutex, u"rw"_s))->status.readHolders, (QStringList{u"r1"_s, u"r2"_s}));
    auto writer = start(client(u"w"_s).lockWrite(u"rw"_s));
    QTRY_VERIFY(!fresh(Kind::RWMutex, u"rw"_s)->meta.annotations.isEmpty());
    auto late = start(client(u"r3"_s).lockRead(u"rw"_s, {.timeout = 30s}));
    QTRY_COMPARE(fresh(Kind::RWMutex, u"rw"_s)->meta.annotations.size(), 2);
    VERIFY_RESULT(await(one->release()));
    VERIFY_RESULT(await(two->release()));
    VERIFY_RESULT(writer.result());
    QCOMPARE(as<RWMutex>(fresh(Kind::RWMutex, u"rw"_s))->status.writeHolder, u"w"_s);
    VERIFY_RESULT(await(writer.result()->release()));
    VERIFY_RESULT(late.result());
    VERIFY_RESULT(await(late.result()->release()));
    QVERIFY(isClean(Kind::RWMutex, u"rw"_s));
}

void SdkContract::freeLeaseIsGrantedAtOnce()
{
    QVERIFY(make(sdk::newLease(u"l-free"_s, {.ttl = 90s})));
    VERIFY_RESULT(await(m_client->waitLease(u"l-free"_s)));
    QElapsedTimer timer;
    timer.start();
    auto lease = await(m_client->acquireLease(u"l-free"_s));
    VERIFY_RESULT(lease);
    QVERIFY2(timer.elapsed() < 5'000, "the operator itself looks every minute: nobody touched the lease");
    QTRY_COMPARE(childrenOf(Kind::LeaseRequest, u"l-free"_s), 0);
    QCOMPARE(as<Lease>(fresh(Kind::Lease, u"l-free"_s))->status.holder, u"me"_s);
    VERIFY_RESULT(await(lease->release()));
    VERIFY_RESULT(await(m_client->waitLease(u"l-free"_s, {.timeout = 5s})));
}

void SdkContract::leaseGoesToTheHighestPriorityThatWaits()
{
    QVERIFY(make(sdk::newLease(u"l-priority"_s)));
    auto held = await(m_client->acquireLease(u"l-priority"_s));
    VERIFY_RESULT(held);
    auto low = start(client(u"low"_s).acquireLease(u"l-priority"_s, {.priority = 1}));
    auto high = start(client(u"high"_s).acquireLease(u"l-priority"_s, {.priority = 9}));
    QTRY_COMPARE(childrenOf(Kind::LeaseRequest, u"l-priority"_s), 2);
    const auto request = as<LeaseRequest>(fresh(Kind::LeaseRequest, u"l-priority-high"_s));
    QVERIFY(request && request->spec.priority == 9 && request->meta.ownerReferences.isEmpty());
    QVERIFY(!low.isDone() && !high.isDone());
    VERIFY_RESULT(await(held->release()));
    VERIFY_RESULT(high.result());
    QVERIFY(!low.isDone());
    VERIFY_RESULT(await(high.result()->release()));
    VERIFY_RESULT(low.result());
    VERIFY_RESULT(await(low.result()->release()));
    QVERIFY(isClean(Kind::Lease, u"l-priority"_s));
}

void SdkContract::deadRequestDoesNotWin()
{
    const ObjectPtr lease = make(sdk::newLease(u"l-dead"_s));
    QVERIFY(lease);
    auto request = std::make_shared<LeaseRequest>();
    request->meta.name = u"l-dead-ghost"_s;
    request->meta.labels.insert(u"lease"_s, u"l-dead"_s);
    request->meta.annotations.insert(u"client.konductor.io/until"_s, formatTimestamp(longAgo()));
    request->spec = {u"l-dead"_s, u"ghost"_s, 100, std::nullopt};
    QVERIFY(make(request));
    auto held = await(m_client->acquireLease(u"l-dead"_s, {.timeout = 15s}));
    VERIFY_RESULT(held);
    QVERIFY(!fresh(Kind::LeaseRequest, u"l-dead-ghost"_s));
    VERIFY_RESULT(await(held->release()));
}

void SdkContract::leaseWithoutTtlGetsAnExpiry()
{
    QVERIFY(make(sdk::newLease(u"l-nottl"_s)));
    auto held = await(m_client->acquireLease(u"l-nottl"_s, {.ttl = 5s}));
    VERIFY_RESULT(held);
    const LeaseStatus status = as<Lease>(fresh(Kind::Lease, u"l-nottl"_s))->status;
    QVERIFY(status.expiresAt && *status.expiresAt <= m_clock.now() + 8s);
    VERIFY_RESULT(await(held->release()));
}

void SdkContract::fencingTokensGrow()
{
    QVERIFY(make(sdk::newMutex(u"m-fence"_s)));
    QVERIFY(make(sdk::newSemaphore(u"s-fence"_s, 1)));
    QString mutexToken = u"1"_s;
    QString permitToken = u"1"_s;
    for (int i = 0; i < 3; ++i) {
        auto lock = await(m_client->lockMutex(u"m-fence"_s));
        auto permit = await(m_client->acquireSemaphore(u"s-fence"_s));
        VERIFY_RESULT(lock);
        VERIFY_RESULT(permit);
        QVERIFY(compareResourceVersions(lock->fencingToken(), mutexToken) > 0);
        QVERIFY(compareResourceVersions(permit->fencingToken(), permitToken) > 0);
        mutexToken = lock->fencingToken();
        permitToken = permit->fencingToken();
        VERIFY_RESULT(await(lock->release()));
        VERIFY_RESULT(await(permit->release()));
    }
}

void SdkContract::workUnderAHoldReleasesItOnEveryWayOut()
{
    QVERIFY(make(sdk::newSemaphore(u"s-with"_s, 1)));
    QVERIFY(make(sdk::newRWMutex(u"rw-with"_s)));
    bool held = false;
    VERIFY_RESULT(
        await(m_client->withSemaphore(u"s-with"_s, [&held](const sdk::Hold& hold) { return look(&held, &hold); })));
    QVERIFY(held);
    QCOMPARE(childrenOf(Kind::Permit, u"s-with"_s), 0);
    const auto failed = await(m_client->withSemaphore(u"s-with"_s, [](const sdk::Hold&) { return failing(); }));
    QVERIFY(!failed && failed.error().message.kept == u"it went wrong");
    QCOMPARE(childrenOf(Kind::Permit, u"s-with"_s), 0);
    held = false;
    VERIFY_RESULT(
        await(m_client->withWriteLock(u"rw-with"_s, [&held](const sdk::Hold& hold) { return look(&held, &hold); })));
    QVERIFY(held);
    QVERIFY(as<RWMutex>(fresh(Kind::RWMutex, u"rw-with"_s))->status.writeHolder.isEmpty());
}

void SdkContract::droppedHoldIsReleased()
{
    QVERIFY(make(sdk::newSemaphore(u"s-dropped"_s, 1)));
    {
        auto permit = await(m_client->acquireSemaphore(u"s-dropped"_s));
        VERIFY_RESULT(permit);
        sdk::Permit moved = std::move(*permit);
        QVERIFY(moved.isHeld() && !permit->isHeld());
    }
    QVERIFY(isClean(Kind::Semaphore, u"s-dropped"_s));
}

} // namespace konductor::test
