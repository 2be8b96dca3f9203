// SPDX-License-Identifier: Apache-2.0
#include "tests/core/rules/randomworld.h"

namespace konductor::test {

void RandomWorld::addSemaphore()
{
    auto made = World::make<Semaphore>(key.name);
    made.spec.permits = 1 + upTo(2);
    if (maybe()) {
        made.status.phase = phase({SemaphorePhase::Ready, SemaphorePhase::Full});
        made.status.inUse = upTo(3);
        made.status.available = upTo(3);
    }
    place(made);
    for (int i = upTo(4); i > 0; --i) {
        world.add(permit(i));
    }
}

void RandomWorld::addBarrier()
{
    auto made = World::make<Barrier>(key.name);
    made.spec.expected = 1 + upTo(2);
    made.spec.quorum =
        maybe() ? std::optional<qint64>(1 + upTo(static_cast<int>(made.spec.expected) - 1)) : std::nullopt;
    made.spec.timeout = sinceCreation();
    made.status.phase = phase({BarrierPhase::Unset, BarrierPhase::Waiting, BarrierPhase::Open, BarrierPhase::Failed});
    made.status.arrived = upTo(3);
    made.status.openedAt = nearNow();
    place(made);
    for (int i = upTo(4); i > 0; --i) {
        world.add(arrival(i));
    }
}

void RandomWorld::addLease()
{
    auto made = World::make<Lease>(key.name);
    made.spec.ttl = fromNow();
    made.status.phase = phase({LeasePhase::Unset, LeasePhase::Available, LeasePhase::Held, LeasePhase::Expired});
    made.status.holder = maybe() ? holder() : QString();
    made.status.acquiredAt = nearNow();
    made.status.expiresAt = nearNow();
    made.status.renewCount = maybe() ? std::optional<qint64>(upTo(2)) : std::nullopt;
    place(made);
    for (int i = upTo(4); i > 0; --i) {
        world.add(request(i));
    }
}

void RandomWorld::addGate()
{
    auto made = World::make<Gate>(key.name);
    constexpr std::array types{u"Job", u"Semaphore", u"Barrier", u"Lease", u"Gate", u"Mutex"};
    constexpr std::array states{u"Complete", u"Failed", u"Open", u"Closed", u"Available", u"Acquired"};
    for (int i = 1 + upTo(2); i > 0; --i) {
        const auto pick = [](const auto& from) {
            return QString::fromUtf16(from[static_cast<size_t>(upTo(from.size() - 1))]);
        };
        const auto value = maybe() ? std::optional<qint64>(upTo(2)) : std::nullopt;
        made.spec.conditions.push_back({pick(types), QStringLiteral("d%1").arg(upTo(1)), {}, pick(states), value});
    }
    made.spec.timeout = sinceCreation();
    made.status.phase = phase({GatePhase::Unset, GatePhase::Waiting, GatePhase::Open, GatePhase::Failed});
    made.status.openedAt = nearNow();
    place(made);
    auto job = World::make<Job>(QStringLiteral("d0"));
    job.status.succeeded = upTo(1);
    auto semaphore = World::make<Semaphore>(QStringLiteral("d0"));
    semaphore.status.available = upTo(2);
    auto barrier = World::make<Barrier>(QStringLiteral("d0"));
    barrier.status.phase = phase({BarrierPhase::Waiting, BarrierPhase::Open});
    auto lease = World::make<Lease>(QStringLiteral("d0"));
    lease.status.phase = phase({LeasePhase::Held, LeasePhase::Available});
    world.add(job);
    world.add(semaphore);
    world.add(barrier);
    world.add(lease);
}

void RandomWorld::addPrimitive(Kind kind)
{
    if (kind == Kind::Semaphore) {
        addSemaphore();
    } else if (kind == Kind::Barrier) {
        addBarrier();
    } else if (kind == Kind::Lease) {
        addLease();
    } else if (kind == Kind::Gate) {
        addGate();
    } else if (kind == Kind::Mutex) {
        auto made = World::make<Mutex>(key.name);
        made.status = {maybe() ? holder() : QString(), nearNow(), nearNow(),
                       phase({MutexPhase::Unset, MutexPhase::Locked})};
        place(made);
    } else if (kind == Kind::RWMutex) {
        auto made = World::make<RWMutex>(key.name);
        made.status.writeHolder = maybe() ? holder() : QString();
        made.status.readHolders = maybe() ? QStringList{holder(), holder()} : QStringList();
        made.status.expiresAt = nearNow();
        place(made);
    } else if (kind == Kind::Once) {
        auto made = World::make<Once>(key.name);
        made.spec.ttl = sinceCreation();
        made.status.executed = maybe();
        made.status.phase = phase({OncePhase::Unset, OncePhase::Pending, OncePhase::Executed});
        place(made);
    } else {
        auto made = World::make<WaitGroup>(key.name);
        made.status.counter = upTo(3) - 1;
        made.status.phase = phase({WaitGroupPhase::Unset, WaitGroupPhase::Waiting, WaitGroupPhase::Done});
        place(made);
    }
}

} // namespace konductor::test
