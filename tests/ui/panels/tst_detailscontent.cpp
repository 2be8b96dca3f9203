// SPDX-License-Identifier: Apache-2.0
#include "tests/core/insight/make.h"
#include "ui/panels/detailscontent.h"
#include "ui/widgets/errortext.h"

#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

namespace {
const Timestamp now = test::at("2026-11-24T10:47:00Z");

QString why(const DetailsContent& content)
{
    QStringList lines;
    for (const DetailsRow& row : content.why.rows) {
        lines.append(row.plainText());
    }
    return lines.join(u' ');
}

Lease heldLease()
{
    Lease lease;
    lease.meta = test::meta(u"db-migration"_s);
    lease.status.holder = u"worker-a"_s;
    lease.status.phase = LeasePhase::Held;
    lease.status.acquiredAt = test::at("2026-11-24T10:00:00Z");
    return lease;
}

LeaseRequest request(const QString& holder, qint64 priority)
{
    auto wish = test::childOf<LeaseRequest>(u"db-migration"_s, u"db-migration-"_s + holder, holder);
    wish.spec.priority = priority;
    return wish;
}
/// One of them of who holds it.
ObjectIndex leaseWithThreeRequests()
{
    ObjectIndex objects;
    test::put(objects, heldLease());
    test::put(objects, request(u"worker-a"_s, 20));
    test::put(objects, request(u"worker-c"_s, 0));
    test::put(objects, request(u"worker-b"_s, 10));
    return objects;
}

} // namespace

class TestDetailsContent final : public QObject {
    Q_OBJECT

private slots:
    void leaseWithoutTtlSaysThatItNeverExpiresAndWhoWaits()
    {
        ObjectIndex objects;
        test::put(objects, heldLease());
        test::put(objects, request(u"worker-b"_s, 10));
        test::put(objects, request(u"worker-c"_s, 0));
        const auto content = detailsOf(heldLease().key(), objects, now);
        QCOMPARE(why(content),
                 u"Held for 47 min by worker-a. The lease has no TTL, so it will never expire. "
                 "worker-b and worker-c wait."_s);
        QCOMPARE(content.why.tone, Tone::Bad);
    }

    void waitersStandInTheOrderOfTheGrant()
    {
        const ObjectIndex objects = leaseWithThreeRequests();
        const auto content = detailsOf(heldLease().key(), objects, now);
        const DetailsSection* waiting = content.section(u"Waiting");
        QVERIFY(waiting);
        QCOMPARE(waiting->rows.size(), size_t(3));
        QVERIFY(waiting->rows[0].plainText().startsWith(u"1 worker-b priority 10"));
        QVERIFY(waiting->rows[1].plainText().startsWith(u"2 worker-c priority 0"));
        QCOMPARE(waiting->rows[2].tone, Tone::Warning);
        QCOMPARE(waiting->rows[2].plainText(),
                 u"The request of worker-a still exists and would win again "
                 "(priority 20)."_s);
    }

    void aLeaseThatNeverExpiresIsFirstOfAllHandedOverToWhoIsNext()
    {
        const ObjectIndex objects = leaseWithThreeRequests();
        const auto actions = detailsOf(heldLease().key(), objects, now).actions;
        QCOMPARE(actions[0].text, u"Hand over to worker-b…"_s);
        QCOMPARE(actions[0].type, DetailsAction::Type::HandOver);
        QCOMPARE(actions[0].look, DetailsAction::Look::Primary);
        QCOMPARE(actions[1].type, DetailsAction::Type::Release);
        QCOMPARE(actions[1].look, DetailsAction::Look::Plain);
    }

    void aLeaseThatExpiresIsReleasedFirstAndWithoutWaitersNotHandedOver()
    {
        ObjectIndex objects;
        Lease lease = heldLease();
        lease.status.expiresAt = now + std::chrono::minutes(5);
        test::put(objects, lease);
        QCOMPARE(detailsOf(lease.key(), objects, now).actions.size(), size_t(2));
        test::put(objects, request(u"worker-b"_s, 10));
        const auto actions = detailsOf(lease.key(), objects, now).actions;
        QCOMPARE(actions[0].type, DetailsAction::Type::Release);
        QCOMPARE(actions[0].look, DetailsAction::Look::Plain); // nothing is wrong
        QCOMPARE(actions[1].type, DetailsAction::Type::HandOver);
        QCOMPARE(actions[1].look, DetailsAction::Look::Plain);
    }

    void aDurationIsToldInTheUnitInWhichItIsWhole()
    {
        using namespace std::chrono_literals;
        const auto ttl = [](std::optional<Duration> duration) {
            ObjectIndex objects;
            Lease lease = heldLease();
            lease.spec.ttl = duration;
            test::put(objects, lease);
            const DetailsContent content = detailsOf(lease.key(), objects, now);
            return content.section(u"Object"_s)->rows.front().value;
        };
        QCOMPARE(ttl(std::nullopt), u"none"_s);
        QCOMPARE(ttl(45s), u"45 s"_s);
        QCOMPARE(ttl(34min), u"34 min"_s);
        QCOMPARE(ttl(90s), u"1m30s"_s); // as it is written, before it is rounded
        QCOMPARE(ttl(90min), u"90 min"_s);
        QCOMPARE(ttl(4h), u"4 h"_s);
        QCOMPARE(ttl(72h), u"3 d"_s);
        QCOMPARE(ttl(0s), u"0s"_s);
    }

    void aLeaseThatWasTakenJustNowIsNotStuckBecauseSomebodyWaits()
    {
        ObjectIndex objects;
        Lease lease = heldLease();
        lease.status.acquiredAt = now - std::chrono::minutes(2);
        test::put(objects, lease);
        test::put(objects, request(u"worker-b"_s, 10));
        const DetailsContent content = detailsOf(lease.key(), objects, now);
        QCOMPARE(content.why.title, u"Why it is held"_s);
        QVERIFY(content.why.tone == Tone::Plain);
        QCOMPARE(content.actions[0].type, DetailsAction::Type::Release);
        QVERIFY(std::none_of(content.actions.begin(), content.actions.end(),
                             [](const auto& action) { return action.look == DetailsAction::Look::Primary; }));
    }

    void freeLeaseHasDisabledActionsThatSayWhy()
    {
        Lease lease;
        lease.meta = test::meta(u"free"_s);
        ObjectIndex objects;
        test::put(objects, lease);
        const auto content = detailsOf(lease.key(), objects, now);
        QCOMPARE(content.actions.size(), size_t(2));
        for (const DetailsAction& action : content.actions) {
            QCOMPARE(action.whyNot, u"Nobody holds this lease."_s);
        }
    }

    void readOnlyConnectionDisablesEachActionAndSaysSo()
    {
        ObjectIndex objects;
        test::put(objects, heldLease());
        const auto content = detailsOf(heldLease().key(), objects, now, true);
        QVERIFY(!content.actions.empty());
        for (const DetailsAction& action : content.actions) {
            QCOMPARE(action.whyNot, u"The connection is read-only."_s);
        }
    }

    void overCommittedSemaphoreCountsPermitsAndNotItsStatus()
    {
        Semaphore semaphore;
        semaphore.meta = test::meta(u"api-quota"_s);
        semaphore.spec.permits = 1;
        semaphore.status.inUse = 1;
        ObjectIndex objects;
        test::put(objects, semaphore);
        test::put(objects, test::childOf<Permit>(u"api-quota"_s, u"p1"_s, u"a"_s));
        test::put(objects, test::childOf<Permit>(u"api-quota"_s, u"p2"_s, u"b"_s));
        const auto content = detailsOf(semaphore.key(), objects, now);
        QCOMPARE(content.why.title, u"Why it is over-committed"_s);
        QVERIFY(why(content).startsWith(u"2 permits are held of 1."));
        QCOMPARE(content.section(u"Permits")->rows[0].bar, (DetailsBar{2, 1}));
        QCOMPARE(content.section(u"Permits")->rows[1].plainText(), u"The status says 1 in use; 2 permits count."_s);
    }

    void oneOfSomethingIsNotToldAsSeveral()
    {
        Semaphore semaphore;
        semaphore.meta = test::meta(u"api-quota"_s);
        semaphore.spec.permits = 1;
        ObjectIndex objects;
        test::put(objects, semaphore);
        test::put(objects, test::childOf<Permit>(u"api-quota"_s, u"p1"_s, u"a"_s));
        const auto content = detailsOf(semaphore.key(), objects, now);
        QVERIFY2(why(content).startsWith(u"Its one permit is held."), qPrintable(why(content)));
        QCOMPARE(content.section(u"Permits")->rows[1].plainText(), u"The status says 0 in use; 1 permit counts."_s);
    }

    void barrierTellsTheMissingAndOffersToArriveForThem()
    {
        Barrier barrier;
        barrier.meta = test::meta(u"extract"_s);
        barrier.spec.expected = 4;
        barrier.spec.quorum = 3;
        barrier.status.phase = BarrierPhase::Waiting;
        ObjectIndex objects;
        test::put(objects, barrier);
        test::put(objects, test::childOf<Arrival>(u"extract"_s, u"extract-a"_s, u"a"_s));
        const auto content = detailsOf(barrier.key(), objects, now);
        QVERIFY(why(content).startsWith(u"1 of 3 arrived; it waits for 2 more. It has no time-out."));
        QCOMPARE(content.actions[0].type, DetailsAction::Type::ArriveMissing);
        QCOMPARE(content.section(u"Arrivals")->rows[0].bar, (DetailsBar{1, 4, 3}));
    }

    void gateConditionLinksToWhatItWaitsForInItsNamespace()
    {
        Gate gate;
        gate.meta = test::meta(u"release"_s);
        gate.spec.conditions = {{u"Barrier"_s, u"extract"_s, u"etl"_s, u"Open"_s, {}},
                                {u"Mutex"_s, u"m"_s, {}, u"Unlocked"_s, {}}};
        gate.status.phase = GatePhase::Waiting;
        gate.status.conditionStatuses = {{u"Barrier"_s, u"extract"_s, false, u"Barrier is not open"_s},
                                         {u"Mutex"_s, u"m"_s, false, u"Unknown condition type"_s}};
        ObjectIndex objects;
        test::put(objects, gate);
        const auto content = detailsOf(gate.key(), objects, now);
        const auto& rows = content.section(u"Conditions: 0 of 2 met")->rows;
        QCOMPARE(rows[0].text[1].link, std::optional(ObjectKey{Kind::Barrier, u"etl"_s, u"extract"_s}));
        QVERIFY(rows[0].plainText().endsWith(u"Barrier is not open"));
        QVERIFY(rows[1].plainText().endsWith(u"the operator never evaluates this"));
        QVERIFY(why(content).contains(u"It can never open"));
    }

    void hostileHolderIsShownAsBoundedVisibleText()
    {
        Lease lease = heldLease();
        lease.status.holder = u"<b>x</b>\u001b[31m\u202e"_s + QString(1 << 20, u'a');
        ObjectIndex objects;
        test::put(objects, lease);
        const QString text = why(detailsOf(lease.key(), objects, now));
        QVERIFY(text.size() < 2000);
        QVERIFY(text.contains(u"<b>x</b>"));
        QVERIFY(!text.contains(QChar(0x1b)));
        QVERIFY(!text.contains(QChar(0x202e)));
    }

    void eachKindHasAReasonAndFacts_data()
    {
        QTest::addColumn<int>("kind");
        for (const Kind kind : konductorKinds) {
            QTest::newRow(qPrintable(kindInfo(kind).name.toString())) << int(kind);
        }
    }

    void eachKindHasAReasonAndFacts()
    {
        QFETCH(int, kind);
        ObjectIndex objects;
        ObjectKey key;
        withKind(Kind(kind), [&]<class T>(T object) {
            object.meta = test::meta(u"x"_s);
            object.problems = QStringList{u"status: not an object"_s};
            key = object.key();
            test::put(objects, object);
        });
        const auto content = detailsOf(key, objects, now);
        QVERIFY(!why(content).isEmpty());
        QVERIFY(content.section(u"Object"));
        QCOMPARE(content.section(u"What could not be read")->rows.size(), size_t(1));
    }

    void absentObjectSaysThatItIsNotThere()
    {
        const auto content = detailsOf({Kind::Lease, u"team-a"_s, u"none"_s}, ObjectIndex(), now);
        QVERIFY(content.gone);
        QVERIFY(content.actions.empty());
    }

    void errorSaysWhatHappenedToWhatAndWhatToDo()
    {
        const auto text = errorText(makeError(Error::Kind::Conflict, u"lease team-a/x"_s, {}));
        QCOMPARE(text.sentence,
                 u"It changed since you looked; nothing was overwritten (lease team-a/x). Look again, "
                 "then plan again."_s);
        QCOMPARE(text.offer, ErrorText::Offer::PlanAgain);
    }
};

QTEST_GUILESS_MAIN(TestDetailsContent)
#include "tst_detailscontent.moc"
