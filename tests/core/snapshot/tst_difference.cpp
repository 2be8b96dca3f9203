// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/difference.h"

#include "core/api/decoder.h"
#include "tests/core/snapshot/samples.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;
using namespace konductor::test;

namespace {

Difference difference(const Snapshot& before, const Snapshot& after)
{
    return differenceOf(Meaning(before), Meaning(after));
}

QStringList words(const Difference& difference)
{
    QStringList texts;
    for (const Headline& headline : difference.headlines) {
        texts.append(headline.text);
    }
    return texts;
}

void setLease(Snapshot& snapshot, const QString& name, const QString& holder)
{
    Lease lease;
    lease.meta = meta(name);
    lease.status.holder = holder;
    lease.status.phase = holder.isEmpty() ? LeasePhase::Available : LeasePhase::Held;
    lease.status.acquiredAt = at("2026-11-24T11:59:00Z");
    put(snapshot.objects, lease);
}

Snapshot empty()
{
    Snapshot snapshot = sampleSnapshot();
    snapshot.objects.clear();
    snapshot.holders.clear();
    return snapshot;
}

HolderFact fact(const QString& name, insight::HolderVerdict::State state)
{
    return {{u"team-a"_s, name}, {state, std::nullopt}, {}};
}

/// Two leases, each holder waits for the other's.
void putDeadlock(Snapshot& snapshot)
{
    setLease(snapshot, u"x"_s, u"a"_s);
    setLease(snapshot, u"y"_s, u"b"_s);
    put(snapshot.objects, childOf<LeaseRequest>(u"x"_s, u"x-b"_s, u"b"_s));
    put(snapshot.objects, childOf<LeaseRequest>(u"y"_s, u"y-a"_s, u"a"_s));
}

} // namespace

class tst_Difference : public QObject {
    Q_OBJECT
private slots:
    /// The console writes values, konductor-inspect what the server sent: "1m30s" and "90s", with metadata.generation.
    void ofWhatWasSentAndWhatWasUnderstoodIsEmptyWhereTheVersionIsOne()
    {
        Decoder decoder(Kind::Lease);
        const QByteArray json = "{\"metadata\":{\"name\":\"db\",\"namespace\":\"a\",\"uid\":\"u\",\"generation\":3,"
                                "\"resourceVersion\":\"7\"},\"spec\":{\"ttl\":\"90s\"}}";
        Snapshot understood = empty();
        understood.objects.insert(*decoder.object(json));
        decoder.setKeepJson(true);
        Snapshot sent = empty();
        sent.objects.insert(*decoder.object(json));
        QVERIFY(difference(sent, understood).isEmpty());
        QVERIFY(difference(understood, sent).isEmpty());
        Snapshot later = empty();
        later.objects.insert(*decoder.object(QByteArray(json).replace("\"7\"", "\"8\"").replace("90s", "91s")));
        QVERIFY(!difference(understood, later).isEmpty());
    }

    void ofASnapshotAndItselfIsEmpty()
    {
        const Snapshot taken = sampleSnapshot();
        const Difference none = difference(taken, taken);
        QVERIFY(none.isEmpty());
        QVERIFY(none.headlines.empty());
        // Also when one of them went through a file.
        QVERIFY(difference(taken, readDocument(written(taken)).value()).isEmpty());
    }

    void leasesThatChangedHandsAreCounted()
    {
        Snapshot before = empty();
        Snapshot after = empty();
        for (const QString& name : {u"l1"_s, u"l2"_s, u"l3"_s}) {
            setLease(before, name, u"a"_s);
            setLease(after, name, u"b"_s);
        }
        setLease(before, u"free"_s, {});
        setLease(after, u"free"_s, u"a"_s);
        const QStringList told = words(difference(before, after));
        QVERIFY2(told.contains(u"3 leases changed hands"_s), qPrintable(told.join(u'\n')));
        QVERIFY2(told.contains(u"1 lease taken"_s), qPrintable(told.join(u'\n')));
    }

    void vanishedHoldersAreCounted()
    {
        using State = insight::HolderVerdict::State;
        Snapshot before = empty();
        Snapshot after = empty();
        before.holders = {fact(u"a"_s, State::Running), fact(u"b"_s, State::Running), fact(u"c"_s, State::Gone)};
        after.holders = {fact(u"a"_s, State::Gone), fact(u"b"_s, State::Finished), fact(u"c"_s, State::Running)};
        const QStringList told = words(difference(before, after));
        QVERIFY2(told.contains(u"2 holders vanished"_s), qPrintable(told.join(u'\n')));
        QVERIFY2(told.contains(u"1 holder came back"_s), qPrintable(told.join(u'\n')));
    }

    void aDeadlockThatEndedIsResolved()
    {
        Snapshot before = empty();
        putDeadlock(before);
        Snapshot after = before;
        after.objects.remove({Kind::LeaseRequest, u"team-a"_s, u"y-a"_s});
        const QStringList told = words(difference(before, after));
        QVERIFY2(told.contains(u"the deadlock is resolved"_s), qPrintable(told.join(u'\n')));
        QVERIFY(told.contains(u"1 lease request gone"_s));
        QVERIFY(words(difference(after, before)).contains(u"a new deadlock"_s));
    }

    void aDeadlockWhoseHoldsExpiredAndAreStillThereIsNotResolved()
    {
        Snapshot before = empty();
        putDeadlock(before);
        for (const QString& name : {u"x"_s, u"y"_s}) {
            Lease lease = *as<Lease>(before.objects.find({Kind::Lease, u"team-a"_s, name}));
            lease.status.expiresAt = before.serverTime + std::chrono::minutes(1);
            put(before.objects, lease);
        }
        Snapshot after = before;
        after.serverTime += std::chrono::minutes(10);
        const QStringList told = words(difference(before, after));
        QVERIFY2(told.join(u'\n').contains(u"newly stuck"_s), qPrintable(told.join(u'\n')));
        QVERIFY2(!told.join(u'\n').contains(u"resolved"_s), qPrintable(told.join(u'\n')));
    }

    void whatIsNewlyStuckIsTold()
    {
        Snapshot before = empty();
        Semaphore semaphore;
        semaphore.meta = meta(u"gpu"_s);
        semaphore.spec.permits = 1;
        semaphore.status.phase = SemaphorePhase::Ready;
        put(before.objects, semaphore);
        Snapshot after = before;
        put(after.objects, childOf<Permit>(u"gpu"_s, u"p1"_s, u"a"_s));
        put(after.objects, childOf<Permit>(u"gpu"_s, u"p2"_s, u"b"_s));
        const QStringList told = words(difference(before, after));
        QVERIFY2(told.contains(u"1 semaphore newly stuck"_s), qPrintable(told.join(u'\n')));
        QVERIFY2(told.contains(u"2 permits added"_s), qPrintable(told.join(u'\n')));
        QVERIFY(words(difference(after, before)).contains(u"1 semaphore no longer stuck"_s));
    }

    void whatTimeAloneMadeStuckIsADifferenceToo()
    {
        Snapshot before = empty();
        setLease(before, u"db"_s, u"a"_s);
        Lease lease = *as<Lease>(before.objects.find({Kind::Lease, u"team-a"_s, u"db"_s}));
        lease.status.expiresAt = before.serverTime + std::chrono::minutes(1);
        put(before.objects, lease);
        Snapshot after = before;
        QVERIFY(difference(before, after).isEmpty());
        after.serverTime += std::chrono::minutes(10);
        const Difference later = difference(before, after);
        QVERIFY(!later.isEmpty());
        QVERIFY(later.objects.empty());
        QCOMPARE(words(later), QStringList{u"1 lease newly stuck"_s});
    }

    void anOperatorThatStoppedIsToldWhereBothSidesLooked()
    {
        Snapshot before = empty();
        Snapshot after = before;
        after.operatorHealth = live::OperatorHealth{.presence = live::OperatorHealth::Presence::Present, .wanted = 1};
        QVERIFY(difference(before, after).isEmpty());
        before.operatorHealth = after.operatorHealth;
        before.operatorHealth->ready = 1;
        QCOMPARE(words(difference(before, after)), QStringList{u"the operator is no longer at work"_s});
        QCOMPARE(words(difference(after, before)), QStringList{u"the operator is at work again"_s});
    }

    void kindsThatWentOutOfSightAreTold()
    {
        Snapshot after = empty();
        after.visibility[Kind::Gate].state = Visibility::State::Forbidden;
        const Difference lost = difference(empty(), after);
        QVERIFY(!lost.isEmpty());
        QCOMPARE(words(lost), QStringList{u"gates no longer visible"_s});
    }

    void fieldsAreComparedOneByOneUnknownOnesToo()
    {
        Snapshot before = empty();
        Snapshot after = empty();
        before.objects.insert(asSent(leaseAsSent, Kind::Lease));
        after.objects.insert(
            asSent(QByteArray(leaseAsSent).replace("1.50", "1.75").replace("hunter2", "hunter3"), Kind::Lease));
        const Difference changed = difference(before, after);
        QCOMPARE(changed.objects.size(), size_t(1));
        QCOMPARE(changed.objects[0].fields.size(), size_t(1));
        QCOMPARE(changed.objects[0].fields[0].path, u"/spec/newField/deep/0"_s);
        QCOMPARE(changed.objects[0].fields[0].before.toDouble(), 1.5);
        QCOMPARE(changed.objects[0].fields[0].after.toDouble(), 1.75);
        QCOMPARE(readablePath(changed.objects[0].fields[0].path), u"spec.newField.deep[0]"_s);
    }

    void namesWithSlashesAndTildesKeepTheirPath()
    {
        const QJsonObject before{{u"a/b~c"_s, QJsonObject{{u"d"_s, 1}}}};
        const QJsonObject after{{u"a/b~c"_s, QJsonObject{{u"d"_s, 2}}}, {u""_s, QJsonValue::Null}};
        const auto changes = fieldChanges(before, after);
        QCOMPARE(changes.size(), size_t(2));
        QCOMPARE(changes[1].path, u"/a~1b~0c/d"_s);
        QCOMPARE(withChanges(before, changes), after);
        QCOMPARE(readablePath(changes[1].path), u"[a/b~c].d"_s);
    }

    void aDifferenceThatDoesNotFitIsRefused()
    {
        Snapshot after = empty();
        setLease(after, u"l"_s, u"a"_s);
        const Difference added = difference(empty(), after);
        QVERIFY(withDifference(empty(), added).has_value());
        QVERIFY(!withDifference(after, added).has_value());
    }

    void theDocumentSaysWhetherTheyDiffer()
    {
        Snapshot after = empty();
        setLease(after, u"l"_s, u"a"_s);
        const QJsonObject json = differenceJson(difference(empty(), after));
        QVERIFY(json["differs"_L1].toBool());
        QCOMPARE(json["objects"_L1][0]["change"_L1].toString(), u"added"_s);
        QCOMPARE(json["objects"_L1][0]["object"_L1]["status"_L1]["holder"_L1].toString(), u"a"_s);
        QVERIFY(!differenceJson(difference(after, after))["differs"_L1].toBool());
    }
};

QTEST_GUILESS_MAIN(tst_Difference)
#include "tst_difference.moc"
