// SPDX-License-Identifier: Apache-2.0
#include "core/insight/chronicle.h"
#include "tests/core/insight/make.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::insight;
using namespace konductor::test;

namespace {

const Timestamp now = at("2026-11-24T12:00:00Z");

template <class T, class Change> std::shared_ptr<const T> made(const QString& name, Change change)
{
    auto object = std::make_shared<T>();
    object->meta = meta(name);
    change(*object);
    return object;
}

ObjectPtr lease(const QString& holder)
{
    return made<Lease>(u"db"_s, [&](Lease& it) {
        it.status.holder = holder;
        it.status.phase = holder.isEmpty() ? LeasePhase::Available : LeasePhase::Held;
    });
}

ObjectPtr gate(GatePhase phase)
{
    return made<Gate>(u"release"_s, [&](Gate& it) { it.status.phase = phase; });
}

ObjectPtr permit(PermitPhase phase)
{
    auto object = std::make_shared<Permit>(childOf<Permit>(u"gpu"_s, u"gpu-1"_s, u"etl-3"_s));
    object->status.phase = phase;
    return object;
}

ObjectPtr lock(const QString& writer, const QStringList& readers)
{
    return made<RWMutex>(u"cfg"_s, [&](RWMutex& it) {
        it.status.writeHolder = writer;
        it.status.readHolders = readers;
    });
}

QString told(const ObjectPtr& before, const ObjectPtr& after)
{
    QStringList lines;
    for (const Event& event : eventsOf(before, after, now)) {
        lines.append(plainText(event.words, now));
    }
    return lines.join(u' ');
}

} // namespace

class ChronicleTest : public QObject {
    Q_OBJECT
private slots:
    void stepsBecomeSentences()
    {
        QCOMPARE(told(nullptr, lease({})), u"Lease db was created."_s);
        QCOMPARE(told(lease(u"a"_s), nullptr), u"Lease db was deleted."_s);
        QCOMPARE(told(lease({}), lease(u"a"_s)), u"a holds Lease db."_s);
        QCOMPARE(told(lease(u"a"_s), lease({})), u"a no longer holds Lease db."_s);
        QCOMPARE(told(lease(u"a"_s), lease(u"b"_s)), u"Lease db passed from a to b."_s);
        QCOMPARE(told(gate(GatePhase::Waiting), gate(GatePhase::Open)), u"Gate release is Open now."_s);
        QCOMPARE(told(nullptr, permit(PermitPhase::Unset)), QString());
        QCOMPARE(told(permit(PermitPhase::Unset), permit(PermitPhase::Granted)),
                 u"etl-3 has a permit of Semaphore gpu."_s);
        QCOMPARE(told(permit(PermitPhase::Granted), nullptr), u"etl-3 no longer has a permit of Semaphore gpu."_s);
        QCOMPARE(told(lock({}, {u"r"_s}), lock(u"w"_s, {})), u"w writes RWMutex cfg. r no longer reads RWMutex cfg."_s);
        QCOMPARE(told(nullptr, std::make_shared<Arrival>(childOf<Arrival>(u"x"_s, u"x-w"_s, u"w"_s))),
                 u"w arrived at Barrier x."_s);
        QCOMPARE(told(nullptr, std::make_shared<LeaseRequest>(childOf<LeaseRequest>(u"db"_s, u"db-b"_s, u"b"_s))),
                 u"b asks for Lease db."_s);
    }

    void whatNobodyLooksForIsNotTold()
    {
        QCOMPARE(told(lease(u"a"_s), lease(u"a"_s)), QString()); // a renewal
        QCOMPARE(told(gate(GatePhase::Waiting), gate(GatePhase::Waiting)), QString());
    }

    void failuresWeighMoreThanOpenings()
    {
        QVERIFY(eventsOf(gate(GatePhase::Waiting), gate(GatePhase::Failed), now).front().weight == Event::Weight::Bad);
        QVERIFY(eventsOf(gate(GatePhase::Waiting), gate(GatePhase::Open), now).front().weight == Event::Weight::Good);
    }

    void theNewestComeFirstAndTheOldestGo()
    {
        Chronicle chronicle(3);
        for (const QString& holder : {u"a"_s, u"b"_s, u"c"_s, u"d"_s}) {
            QVERIFY(chronicle.add(lease({}), lease(holder), now));
        }
        QVERIFY(!chronicle.add(lease(u"a"_s), lease(u"a"_s), now));
        QCOMPARE(chronicle.events().size(), size_t(3));
        QCOMPARE(plainText(chronicle.events().front().words, now), u"d holds Lease db."_s);
        QCOMPARE(chronicle.of({Kind::Lease, u"team-a"_s, u"db"_s}, 2).size(), size_t(2));
        QVERIFY(chronicle.of({Kind::Lease, u"team-b"_s, u"db"_s}, 2).empty());
    }
};

QTEST_GUILESS_MAIN(ChronicleTest)
#include "tst_chronicle.moc"
