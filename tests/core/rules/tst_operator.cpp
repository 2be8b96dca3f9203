// SPDX-License-Identifier: Apache-2.0
#include "core/rules/operator.h"

#include "tests/core/rules/world.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace std::chrono_literals;
using test::World;

class OperatorTest : public QObject {
    Q_OBJECT

private:
    static ObjectPtr lease(const QString& holder, std::optional<Timestamp> expiresAt)
    {
        auto made = std::make_shared<Lease>(World::make<Lease>(u"lock"_s));
        made->status.holder = holder;
        made->status.phase = holder.isEmpty() ? LeasePhase::Available : LeasePhase::Held;
        made->status.expiresAt = expiresAt;
        made->status.renewCount = 0;
        return made;
    }
    static ObjectPtr overCommitted()
    {
        auto made = std::make_shared<Semaphore>(World::make<Semaphore>(u"db"_s));
        made->spec.permits = 1;
        made->status = {1, 0, SemaphorePhase::Full};
        return made;
    }
    static ObjectPtr permit(const QString& name)
    {
        auto made = std::make_shared<Permit>(World::makeChild<Permit>(name, u"db"_s, name));
        made->status.phase = PermitPhase::Granted;
        return made;
    }
    const Timestamp m_now = World().now;

private slots:
    void changeIsDueAtOnce()
    {
        rules::Operator op;
        QVERIFY(!op.nextWake());
        const auto group = std::make_shared<WaitGroup>(World::make<WaitGroup>(u"g"_s));
        op.observe(nullptr, group, m_now);
        QCOMPARE(op.nextWake(), m_now);
        const auto writes = op.due(m_now);
        QCOMPARE(writes.size(), size_t(1));
        op.observe(group, writes[0].object, m_now);
        QVERIFY(op.due(m_now).empty());
    }
    void leaseIsTakenUpAtItsExpiryAndNotBefore()
    {
        rules::Operator op;
        op.observe(nullptr, lease(u"a"_s, m_now + 30s), m_now);
        QVERIFY(op.due(m_now).empty());
        QCOMPARE(op.nextWake(), m_now + 30s + 1ms);
        QVERIFY(op.due(m_now + 30s).empty());
        const auto writes = op.due(m_now + 30s + 1ms);
        QCOMPARE(writes.size(), size_t(1));
        QVERIFY(as<Lease>(writes[0].object)->status.phase == LeasePhase::Available);
    }
    void requestOnAFreeLeaseWaitsForTheTimer()
    {
        rules::Operator op;
        op.observe(nullptr, lease({}, {}), m_now);
        QVERIFY(op.due(m_now).empty());
        auto request = std::make_shared<LeaseRequest>(World::makeChild<LeaseRequest>(u"r"_s, u"lock"_s, u"a"_s));
        request->spec.lease = u"lock"_s;
        op.observe(nullptr, request, m_now + 1s);
        QVERIFY(op.due(m_now + 59s).empty());
        QCOMPARE(op.due(m_now + 60s).size(), size_t(2));
    }
    void refusedWriteIsTriedAgainWithGrowingPausesUpToAThousandSeconds()
    {
        rules::Operator op;
        op.observe(nullptr, overCommitted(), m_now);
        op.observe(nullptr, permit(u"a"_s), m_now);
        op.observe(nullptr, permit(u"b"_s), m_now);
        Timestamp now = m_now;
        auto pause = 0ms;
        for (const auto expected : {5ms, 10ms, 20ms, 40ms}) {
            const auto writes = op.due(now);
            QCOMPARE(writes.size(), size_t(1));
            QVERIFY(writes[0].refusedBySchema);
            op.refused(writes[0], now);
            pause = *op.nextWake() - now;
            QCOMPARE(pause, expected);
            now = *op.nextWake();
        }
        for (int i = 0; i < 20; ++i) {
            const auto writes = op.due(now);
            op.refused(writes.at(0), now);
            pause = *op.nextWake() - now;
            now = *op.nextWake();
        }
        QCOMPARE(pause, std::chrono::milliseconds(1'000'000));
        op.refused(op.due(now).at(0), now);
        QCOMPARE(op.nextWake(), now + 1000s);
        op.observe(nullptr, permit(u"c"_s), now + 1s);
        QCOMPARE(op.nextWake(), now + 1s);
    }
    void refusalIsForgottenOnceTheReconcileIsContent()
    {
        rules::Operator op;
        op.observe(nullptr, overCommitted(), m_now);
        op.observe(nullptr, permit(u"a"_s), m_now);
        const auto second = permit(u"b"_s);
        op.observe(nullptr, second, m_now);
        Timestamp now = m_now;
        for (int i = 0; i < 5; ++i) {
            const auto refused = op.due(now);
            op.refused(refused.at(0), now);
            now = *op.nextWake();
        }
        op.observe(second, nullptr, now);
        QVERIFY(op.due(now).empty()); // one permit on one: as its status says
        op.observe(nullptr, second, m_now + 1s);
        const auto writes = op.due(m_now + 1s);
        QCOMPARE(writes.size(), size_t(1));
        op.refused(writes[0], m_now + 1s);
        QCOMPARE(*op.nextWake(), m_now + 1s + 5ms);
    }
    void refusedPermitRetriesItsSemaphore()
    {
        rules::Operator op;
        auto semaphore = std::make_shared<Semaphore>(World::make<Semaphore>(u"db"_s));
        semaphore->spec.permits = 5;
        semaphore->status = {0, 5, SemaphorePhase::Ready};
        auto fresh = std::make_shared<Permit>(World::makeChild<Permit>(u"a"_s, u"db"_s, u"a"_s));
        op.observe(nullptr, semaphore, m_now);
        op.observe(nullptr, fresh, m_now);
        const auto writes = op.due(m_now);
        QCOMPARE(writes.front().key.kind, Kind::Permit);
        op.refused(writes.front(), m_now);
        QCOMPARE(op.nextWake(), m_now + 5ms);
        QVERIFY(op.due(m_now + 5ms).front().key == writes.front().key);
    }
    void refusedWriteStopsItsReconcileAndNoOther()
    {
        rules::Operator op;
        const auto fresh = [this](const QString& name) {
            auto made = std::make_shared<Permit>(World::makeChild<Permit>(name, u"db"_s, name));
            return ObjectPtr(made);
        };
        op.observe(nullptr, overCommitted(), m_now);
        op.observe(nullptr, fresh(u"a"_s), m_now);
        op.observe(nullptr, fresh(u"b"_s), m_now);
        op.observe(nullptr, std::make_shared<WaitGroup>(World::make<WaitGroup>(u"g"_s)), m_now);
        const auto writes = op.due(m_now);
        QCOMPARE(writes.size(), size_t(4)); // two permits, the semaphore, the wait group
        op.refused(writes[0], m_now);
        QVERIFY(op.isStopped(writes[1]) && op.isStopped(writes[2]));
        QVERIFY(!op.isStopped(writes[3]));
        QCOMPARE(op.due(m_now + 5ms).size(), size_t(3));
        QVERIFY(!op.isStopped(writes[1]));
    }
    void everythingIsLookedAtAgainAfterTenHours()
    {
        rules::Operator op;
        auto once = std::make_shared<Once>(World::make<Once>(u"o"_s));
        once->spec.ttl = 2h;
        once->status.phase = OncePhase::Pending;
        op.observe(nullptr, once, m_now);
        QVERIFY(op.due(m_now).empty());
        QCOMPARE(op.nextWake(), m_now + 10h);
        const auto writes = op.due(m_now + 10h);
        QCOMPARE(writes.size(), size_t(1));
        QCOMPARE(writes[0].type, rules::Write::Type::Delete);
    }
};

QTEST_GUILESS_MAIN(OperatorTest)
#include "tst_operator.moc"
