// SPDX-License-Identifier: Apache-2.0
#include "core/rules/operator.h"

#include "tests/core/rules/world.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace std::chrono_literals;
using rules::Write;
using test::World;

/// Semantics.md §2: what wakes the operator and what does not, seen through its work queue.
class WakeupsTest : public QObject {
    Q_OBJECT

private:
    const Timestamp m_now = World().now;
    rules::Operator m_operator;

    template <class T> static std::shared_ptr<T> make(const QString& name)
    {
        return std::make_shared<T>(World::make<T>(name));
    }
    template <class T> static std::shared_ptr<T> child(const QString& parent, bool owned)
    {
        auto made = std::make_shared<T>(World::makeChild<T>(u"child"_s, parent, u"h1"_s));
        if (!owned) {
            made->meta.ownerReferences.clear();
        }
        return made;
    }
    static std::shared_ptr<Semaphore> semaphore()
    {
        auto made = make<Semaphore>(u"db"_s);
        made->spec.permits = 2;
        made->status = {0, 2, SemaphorePhase::Ready};
        return made;
    }
    static std::shared_ptr<Barrier> barrier()
    {
        auto made = make<Barrier>(u"extract"_s);
        made->spec.expected = 1;
        made->status.phase = BarrierPhase::Waiting;
        return made;
    }
    static std::shared_ptr<Gate> gate()
    {
        auto made = make<Gate>(u"release"_s);
        made->spec.conditions = {{u"Barrier"_s, u"extract"_s, {}, u"Open"_s, {}}};
        return made;
    }

    /// Lets the object appear and makes what is due, until nothing is.
    void settle(const ObjectPtr& object, Timestamp at)
    {
        m_operator.observe(nullptr, object, at);
        makeDue(at);
    }
    void makeDue(Timestamp at)
    {
        for (auto writes = m_operator.due(at); !writes.empty(); writes = m_operator.due(at)) {
            for (const Write& write : writes) {
                const ObjectPtr before = m_operator.objects().find(write.key);
                m_operator.observe(before, write.type == Write::Type::Delete ? nullptr : write.object, at);
            }
        }
    }
    template <class T> std::shared_ptr<const T> found(const QString& name) const
    {
        return m_operator.objects().find<T>(u"team-a"_s, name);
    }
    /// The object with another annotation: a touch.
    template <class T> void touch(const QString& name, Timestamp at)
    {
        const auto before = found<T>(name);
        auto after = std::make_shared<T>(*before);
        after->meta.annotations[u"touched"_s] = formatTimestamp(at);
        m_operator.observe(before, after, at);
    }

private slots:
    void init() { m_operator = rules::Operator(); }

    void specStatusAndMetadataOfThePrimitiveEachWakeIt()
    {
        const auto before = make<WaitGroup>(u"g"_s);
        auto spec = std::make_shared<WaitGroup>(*before);
        spec->spec.ttl = 1min;
        auto status = std::make_shared<WaitGroup>(*before);
        status->status.counter = 2;
        auto metadata = std::make_shared<WaitGroup>(*before);
        metadata->meta.annotations[u"a"_s] = u"b"_s;
        for (const ObjectPtr& after : {ObjectPtr(spec), ObjectPtr(status), ObjectPtr(metadata)}) {
            QVERIFY(rules::wokenBy(before, after) == std::vector<ObjectKey>{before->key()});
        }
    }
    void arrivalWakesItsControllerBarrierWhenItComesChangesAndGoes()
    {
        const ObjectPtr owned = child<Arrival>(u"extract"_s, true);
        const std::vector<ObjectKey> woken{{Kind::Barrier, u"team-a"_s, u"extract"_s}};
        QVERIFY(rules::wokenBy(nullptr, owned) == woken);
        QVERIFY(rules::wokenBy(owned, owned) == woken);
        QVERIFY(rules::wokenBy(owned, nullptr) == woken);
    }
    void ownerThatIsNoControllerOrOfAnotherGroupWakesNobody()
    {
        auto plain = child<Permit>(u"db"_s, true);
        plain->meta.ownerReferences[0].controller = false;
        QVERIFY(rules::wokenBy(nullptr, plain).empty());
        auto foreign = child<Permit>(u"db"_s, true);
        foreign->meta.ownerReferences[0].apiVersion = u"konductor.io/v1"_s;
        QVERIFY(rules::wokenBy(nullptr, foreign).empty());
    }
    void leaseRequestWakesNobodyThoughItNamesTheLeaseAsController()
    {
        QVERIFY(rules::wokenBy(nullptr, child<LeaseRequest>(u"lock"_s, true)).empty());
    }
    void whatAGateDependsOnDoesNotWakeIt()
    {
        settle(barrier(), m_now);
        settle(gate(), m_now);
        settle(child<Arrival>(u"extract"_s, true), m_now + 1s);
        QVERIFY(found<Barrier>(u"extract"_s)->status.phase == BarrierPhase::Open);
        QVERIFY(found<Gate>(u"release"_s)->status.phase == GatePhase::Waiting);
        makeDue(m_now + 9s);
        QVERIFY(found<Gate>(u"release"_s)->status.phase == GatePhase::Waiting);
        makeDue(m_now + 10s);
        QVERIFY(found<Gate>(u"release"_s)->status.phase == GatePhase::Open);
    }
    void touchMakesAGateLookAgainAtOnce()
    {
        settle(barrier(), m_now);
        settle(gate(), m_now);
        settle(child<Arrival>(u"extract"_s, true), m_now + 1s);
        touch<Gate>(u"release"_s, m_now + 2s);
        makeDue(m_now + 2s);
        QVERIFY(found<Gate>(u"release"_s)->status.phase == GatePhase::Open);
    }
    void handWrittenGatePhaseIsUndoneByTheReconcileItCauses()
    {
        settle(gate(), m_now);
        const auto waiting = found<Gate>(u"release"_s);
        auto forged = std::make_shared<Gate>(*waiting);
        forged->status.phase = GatePhase::Open;
        m_operator.observe(waiting, forged, m_now + 1s);
        QCOMPARE(m_operator.nextWake(), m_now + 1s);
        makeDue(m_now + 1s);
        QVERIFY(found<Gate>(u"release"_s)->status.phase == GatePhase::Waiting);
    }
    void permitWithoutOwnerIsNoticedOnlyAtTheTimer()
    {
        settle(semaphore(), m_now);
        settle(child<Permit>(u"db"_s, false), m_now + 1s);
        QCOMPARE(found<Semaphore>(u"db"_s)->status.inUse, 0);
        makeDue(m_now + 59s);
        QVERIFY(found<Permit>(u"child"_s)->status.phase == PermitPhase::Unset);
        makeDue(m_now + 60s);
        QCOMPARE(found<Semaphore>(u"db"_s)->status.inUse, 1);
        QVERIFY(found<Permit>(u"child"_s)->status.phase == PermitPhase::Granted);
    }
    void permitWithOwnerIsGrantedAtOnce()
    {
        settle(semaphore(), m_now);
        settle(child<Permit>(u"db"_s, true), m_now + 1s);
        QVERIFY(found<Permit>(u"child"_s)->status.phase == PermitPhase::Granted);
    }
    void arrivalWithoutOwnerIsNotCountedUntilTheBarrierIsTouched()
    {
        settle(barrier(), m_now);
        settle(child<Arrival>(u"extract"_s, false), m_now + 1s);
        makeDue(m_now + 9h);
        QCOMPARE(found<Barrier>(u"extract"_s)->status.arrived, 0);
        touch<Barrier>(u"extract"_s, m_now + 9h);
        makeDue(m_now + 9h);
        QCOMPARE(found<Barrier>(u"extract"_s)->status.arrived, 1);
    }
    void touchedFreeLeaseIsGrantedAtOnce()
    {
        settle(make<Lease>(u"lock"_s), m_now);
        settle(child<LeaseRequest>(u"lock"_s, false), m_now + 1s);
        QVERIFY(found<Lease>(u"lock"_s)->status.holder.isEmpty());
        touch<Lease>(u"lock"_s, m_now + 2s);
        makeDue(m_now + 2s);
        QCOMPARE(found<Lease>(u"lock"_s)->status.holder, u"h1"_s);
    }
    void expiredOnceStaysUntilItIsTouched()
    {
        auto once = make<Once>(u"o"_s);
        once->spec.ttl = 61min; // created an hour ago
        settle(once, m_now);
        makeDue(m_now + 9h);
        QVERIFY(found<Once>(u"o"_s) != nullptr);
        touch<Once>(u"o"_s, m_now + 9h);
        makeDue(m_now + 9h);
        QVERIFY(found<Once>(u"o"_s) == nullptr);
    }
    void expiredOnceGoesWhenAnOperatorStarts()
    {
        auto once = make<Once>(u"o"_s);
        once->spec.ttl = 30min;
        once->status.phase = OncePhase::Pending;
        rules::Operator started;
        started.observe(nullptr, once, m_now);
        QCOMPARE(started.due(m_now).at(0).type, Write::Type::Delete);
    }
    void earlierOfTwoTimersStays()
    {
        settle(semaphore(), m_now); // a minute
        settle(child<Permit>(u"db"_s, true), m_now + 1s); // counts change: ten seconds, then its own write: a minute
        QCOMPARE(m_operator.nextWake(), m_now + 11s);
        QVERIFY(m_operator.due(m_now + 11s).empty());
        QCOMPARE(m_operator.nextWake(), m_now + 71s);
    }
};

QTEST_GUILESS_MAIN(WakeupsTest)
#include "tst_wakeups.moc"
