// SPDX-License-Identifier: Apache-2.0
#include "tests/core/rules/randomworld.h"

#include "core/rules/operator.h"

#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace std::chrono_literals;
using rules::Outcome;
using rules::Write;
using test::RandomWorld;

namespace {

/// Two outcomes as values, the writes in order of their keys.
std::map<ObjectKey, QJsonObject> written(const Outcome& outcome)
{
    std::map<ObjectKey, QJsonObject> writes;
    for (const Write& write : outcome.writes) {
        QJsonObject json = toJson(*write.object);
        json[u"deletes"_s] = write.type == Write::Type::Delete;
        json[u"refused"_s] = write.refusedBySchema;
        writes.emplace(write.key, json);
    }
    return writes;
}

template <class T> const T& primitive(const RandomWorld& random)
{
    return *random.world.objects.find<T>(random.key.ns, random.key.name);
}

bool isFirstSight(const RandomWorld& random)
{
    const ObjectPtr object = random.world.objects.find(random.key);
    const auto semaphore = as<Semaphore>(object);
    const auto once = as<Once>(object);
    return (semaphore && semaphore->status.phase == SemaphorePhase::Unset)
        || (once && once->status.phase == OncePhase::Unset);
}

} // namespace

/// What holds for the model whatever the objects are (RapidCheck; RC_PARAMS="seed=…" repeats a run).
class PropertiesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("RC_PARAMS")) {
            qputenv("RC_PARAMS", "max_success=2000");
        }
    }

    /// The real operator does the same: its own write wakes it and it finds nothing to do. Except for a semaphore seen
    /// for the first time, which it counts only then, and a once, which may expire then; and a refused write, which it
    /// tries for ever.
    void reconcileAfterItsOwnWritesWritesNothing()
    {
        QVERIFY(rc::check("idempotent", [] {
            RandomWorld random = RandomWorld::anything();
            if (isFirstSight(random)) {
                random.make(random.reconcile());
            }
            random.make(random.reconcile());
            const Outcome again = random.reconcile();
            RC_ASSERT((again.writes.size() <= 1));
            RC_ASSERT((again.writes.empty() || again.writes[0].refusedBySchema));
        }));
    }

    void outcomeDoesNotDependOnTheOrderInWhichObjectsCame()
    {
        QVERIFY(rc::check("order", [] {
            const RandomWorld random = RandomWorld::anything();
            std::vector<ObjectPtr> all;
            for (int kind = 0; kind < kindCount; ++kind) {
                random.world.objects.forEach(static_cast<Kind>(kind), [&](const ObjectPtr& o) { all.push_back(o); });
            }
            for (size_t i = all.size(); i > 1; --i) {
                std::swap(all[i - 1], all[static_cast<size_t>(RandomWorld::upTo(i - 1))]);
            }
            ObjectIndex shuffled;
            for (const ObjectPtr& object : all) {
                shuffled.insert(object);
            }
            const Outcome one = random.reconcile();
            const Outcome other = rules::reconcile(random.key, shuffled, random.world.now);
            RC_ASSERT((written(one) == written(other)));
            RC_ASSERT((one.wakeAt == other.wakeAt));
        }));
    }

    void reconcileWritesOnlyStatusOfItsPrimitiveAndItsLabelledChildren()
    {
        QVERIFY(rc::check("frame", [] {
            const RandomWorld random = RandomWorld::anything();
            for (const Write& write : random.reconcile().writes) {
                const ObjectPtr before = random.world.objects.find(write.key);
                RC_ASSERT((before != nullptr));
                RC_ASSERT((write.reconciled == random.key));
                RC_ASSERT((write.object->meta == before->meta));
                RC_ASSERT((specJson(*write.object) == specJson(*before)));
                if (write.key != random.key) {
                    const auto parent = kindInfo(write.key.kind).parent;
                    RC_ASSERT((parent == random.key.kind));
                    RC_ASSERT((write.key.ns == random.key.ns));
                    RC_ASSERT((before->meta.labels.values() == QStringList{random.key.name}));
                }
            }
        }));
    }

    void everyWriteChangesSomething()
    {
        QVERIFY(rc::check("no empty writes", [] {
            const RandomWorld random = RandomWorld::anything();
            for (const Write& write : random.reconcile().writes) {
                const bool same = statusJson(*write.object) == statusJson(*random.world.objects.find(write.key));
                RC_ASSERT((write.type == Write::Type::Delete || !same));
            }
        }));
    }

    void timerIsAlwaysAheadAndNeverFurtherThanTheOperatorLooks()
    {
        QVERIFY(rc::check("timers", [] {
            const RandomWorld random = RandomWorld::anything();
            const auto wakeAt = random.reconcile().wakeAt;
            const Kind kind = random.key.kind;
            RC_ASSERT((!wakeAt || *wakeAt > random.world.now));
            if (kind == Kind::Semaphore || kind == Kind::Barrier) {
                RC_ASSERT((!wakeAt || *wakeAt <= random.world.now + 1min));
            }
            RC_ASSERT((wakeAt || kind != Kind::Semaphore || isFirstSight(random)));
            RC_ASSERT((kind != Kind::Gate || !wakeAt || *wakeAt <= random.world.now + 30s));
            RC_ASSERT((!wakeAt || (kind != Kind::Once && kind != Kind::WaitGroup)));
        }));
    }

    void operatorComesToRestWhenEveryWriteIsMade()
    {
        QVERIFY(rc::check("settles", [] {
            RandomWorld random = RandomWorld::anything();
            rules::Operator op;
            for (int kind = 0; kind < kindCount; ++kind) {
                random.world.objects.forEach(static_cast<Kind>(kind),
                                             [&](const ObjectPtr& o) { op.observe(nullptr, o, random.world.now); });
            }
            for (int round = 0; round < 4; ++round) {
                for (const Write& write : op.due(random.world.now)) {
                    if (write.refusedBySchema) {
                        op.refused(write, random.world.now);
                        continue;
                    }
                    const ObjectPtr before = op.objects().find(write.key);
                    const bool deletes = write.type == Write::Type::Delete;
                    op.observe(before, deletes ? nullptr : write.object, random.world.now);
                }
            }
            RC_ASSERT((op.nextWake() > random.world.now));
        }));
    }

    void leaseGoesToOneOfTheHighestPriorityAndToAnyOfThem()
    {
        QVERIFY(rc::check("ties", [] {
            RandomWorld random = RandomWorld::around(Kind::Lease);
            std::set<QString> candidates;
            qint64 highest = -1;
            for (const auto& object : random.world.objects.sorted(Kind::LeaseRequest)) {
                const auto request = as<LeaseRequest>(object);
                const qint64 priority = request->spec.priority.value_or(0);
                if (request->meta.ns != random.key.ns || request->meta.labels.isEmpty() || priority < highest) {
                    continue;
                }
                candidates = priority > highest ? std::set<QString>() : candidates;
                highest = priority;
                candidates.insert(request->meta.name);
            }
            std::set<QString> winners;
            for (size_t tie = 0; tie < 6; ++tie) {
                random.world.tieBreak = [&](const std::vector<ObjectPtr>& equals) {
                    const size_t choice = std::min(tie, equals.size() - 1);
                    winners.insert(equals[choice]->meta.name);
                    return choice;
                };
                const Outcome outcome = random.reconcile();
                for (const Write& write : outcome.writes) {
                    const auto request = as<LeaseRequest>(write.object);
                    RC_ASSERT((!request || candidates.contains(request->meta.name)));
                }
            }
            RC_ASSERT((winners.empty() || winners == candidates));
        }));
    }

    void raisingTheWinnersPriorityKeepsItTheWinner()
    {
        QVERIFY(rc::check("priority", [] {
            RandomWorld random = RandomWorld::around(Kind::Lease);
            ObjectPtr winner;
            random.world.tieBreak = [&](const std::vector<ObjectPtr>& equals) {
                winner = equals.front();
                return size_t(0);
            };
            auto free = primitive<Lease>(random);
            free.status = {};
            random.world.add(free);
            random.world.add(test::World::makeChild<LeaseRequest>(u"more"_s, random.key.name, u"h9"_s));
            random.reconcile();
            auto raised = *as<LeaseRequest>(winner);
            raised.spec.priority = raised.spec.priority.value_or(0) + 1 + RandomWorld::upTo(3);
            random.world.add(raised);
            const QString name = winner->meta.name;
            random.reconcile();
            RC_ASSERT((winner->meta.name == name));
        }));
    }

    void semaphoreCountsOneMoreForOneMorePermitAndItsSumsAreRight()
    {
        QVERIFY(rc::check("semaphore", [] {
            RandomWorld random = RandomWorld::around(Kind::Semaphore);
            if (isFirstSight(random)) {
                random.make(random.reconcile());
            }
            const auto count = [&random] {
                RandomWorld after = random;
                const Outcome outcome = after.reconcile();
                for (const Write& write : outcome.writes) {
                    if (const auto semaphore = as<Semaphore>(write.object)) {
                        RC_ASSERT((write.refusedBySchema == (semaphore->status.available < 0)));
                        RC_ASSERT((semaphore->status.inUse + semaphore->status.available == semaphore->spec.permits));
                        return semaphore->status.inUse;
                    }
                }
                return primitive<Semaphore>(random).status.inUse;
            };
            const qint64 before = count();
            auto more = test::World::makeChild<Permit>(u"more"_s, random.key.name, u"h9"_s);
            more.status.expiresAt = RandomWorld::maybe() ? std::optional(random.world.now + 1s) : std::nullopt;
            random.world.add(more);
            RC_ASSERT((count() == before + 1));
            more.status.expiresAt = random.world.now - 1s;
            random.world.add(more);
            RC_ASSERT((count() == before));
        }));
    }

    void oneMoreArrivalNeverClosesABarrier()
    {
        QVERIFY(rc::check("barrier", [] {
            RandomWorld random = RandomWorld::around(Kind::Barrier);
            random.make(random.reconcile());
            const Barrier before = primitive<Barrier>(random);
            random.world.add(test::World::makeChild<Arrival>(u"more"_s, random.key.name, u"h9"_s));
            random.make(random.reconcile());
            const Barrier after = primitive<Barrier>(random);
            RC_ASSERT((after.status.arrived == before.status.arrived + 1));
            RC_ASSERT((!(before.status.phase == BarrierPhase::Open) || after.status.phase == BarrierPhase::Open));
            RC_ASSERT((!before.status.openedAt || after.status.openedAt == before.status.openedAt));
        }));
    }

    void oneMoreConditionThatHoldsNeverClosesAGate()
    {
        QVERIFY(rc::check("gate", [] {
            RandomWorld random = RandomWorld::around(Kind::Gate);
            random.make(random.reconcile());
            const bool wasOpen = primitive<Gate>(random).status.phase == GatePhase::Open;
            auto job = test::World::make<Job>(u"d0"_s);
            job.status.succeeded = 1;
            random.world.add(job);
            auto semaphore = test::World::make<Semaphore>(u"d0"_s);
            semaphore.status.available = 9;
            random.world.add(semaphore);
            random.make(random.reconcile());
            RC_ASSERT((!wasOpen || primitive<Gate>(random).status.phase == GatePhase::Open));
        }));
    }

    void whatHasExpiredStaysExpiredAsTimeGoesOn()
    {
        QVERIFY(rc::check("time", [] {
            RandomWorld random = RandomWorld::around(*rc::gen::element(Kind::Mutex, Kind::RWMutex, Kind::Once));
            const bool wrote = !random.reconcile().writes.empty();
            RandomWorld later = random;
            later.world.now += std::chrono::seconds(RandomWorld::upTo(60));
            RC_ASSERT((!wrote || !later.reconcile().writes.empty()));
            random.make(random.reconcile());
            random.world.now += std::chrono::seconds(RandomWorld::upTo(60));
            const Outcome after = random.reconcile();
            for (const Write& write : after.writes) {
                if (const auto mutex = as<Mutex>(write.object)) {
                    RC_ASSERT((mutex->status.phase == MutexPhase::Unlocked));
                }
            }
        }));
    }

    void wakingIsTheSameFromEitherSide()
    {
        QVERIFY(rc::check("wokenBy", [] {
            const RandomWorld random = RandomWorld::around(Kind::Semaphore);
            const auto a = std::make_shared<Permit>(random.permit(1));
            const auto b = std::make_shared<Permit>(random.permit(1));
            const auto sorted = [](std::vector<ObjectKey> keys) {
                std::sort(keys.begin(), keys.end());
                return keys;
            };
            RC_ASSERT((sorted(rules::wokenBy(a, b)) == sorted(rules::wokenBy(b, a))));
            RC_ASSERT((rules::wokenBy(a, a) == rules::wokenBy(nullptr, a)));
        }));
    }
};

QTEST_GUILESS_MAIN(PropertiesTest)
#include "tst_properties.moc"
