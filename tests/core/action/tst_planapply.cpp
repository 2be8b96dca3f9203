// SPDX-License-Identifier: Apache-2.0
#include "core/action/bulkplan.h"
#include "core/action/mergepatch.h"
#include "core/action/planner.h"
#include "core/api/encoder.h"
#include "tests/core/action/plans.h"

#include <QJsonArray>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::action;
using namespace konductor::test;

namespace {

const Timestamp now = at("2026-11-24T12:00:00Z");

/// RFC 7396, section 2.
QJsonValue merged(const QJsonValue& target, const QJsonValue& patch)
{
    if (!patch.isObject()) {
        return patch;
    }
    QJsonObject result = target.toObject();
    const QJsonObject members = patch.toObject();
    for (auto member = members.begin(); member != members.end(); ++member) {
        if (member->isNull()) {
            result.remove(member.key());
        } else {
            result.insert(member.key(), merged(result.value(member.key()), *member));
        }
    }
    return result;
}

QJsonObject randomObject(std::mt19937& random, int depth)
{
    QJsonObject object;
    for (const QString& name : {u"a"_s, u"b"_s, u"c"_s}) {
        switch (random() % 5) {
        case 0:
            object.insert(name, static_cast<int>(random() % 3));
            break;
        case 1:
            object.insert(name, QJsonArray{static_cast<int>(random() % 2), QJsonObject{{u"x"_s, 1}}});
            break;
        case 2:
            if (depth > 0) {
                object.insert(name, randomObject(random, depth - 1));
            }
            break;
        default:
            break;
        }
    }
    return object;
}

ObjectIndex cluster()
{
    ObjectIndex objects;
    Gate archive;
    archive.meta = meta(u"archive"_s);
    archive.spec.conditions = {{u"Mutex"_s, u"tape"_s, {}, u"Unlocked"_s, {}},
                               {u"Barrier"_s, u"extract"_s, {}, u"Open"_s, {}}};
    put(objects, archive);
    Mutex tape;
    tape.meta = meta(u"tape"_s);
    tape.status.holder = u"a"_s;
    tape.status.phase = MutexPhase::Locked;
    put(objects, tape);
    Mutex idle;
    idle.meta = meta(u"idle"_s);
    put(objects, idle);
    return objects;
}

const ObjectKey archiveKey{Kind::Gate, u"team-a"_s, u"archive"_s};

QJsonObject readOf(const ObjectKey& key, const ObjectIndex& objects)
{
    return toJson(*objects.find(key));
}

QJsonObject with(QJsonObject object, const QString& member, const QJsonValue& value)
{
    object.insert(member, value);
    return object;
}

} // namespace

class tst_PlanApply : public QObject {
    Q_OBJECT
private slots:
    void aMergePatchMakesOneOfTheOther()
    {
        const unsigned seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int round = 0; round < 2000; ++round) {
            const QJsonObject from = randomObject(random, 3);
            const QJsonObject to = randomObject(random, 3);
            QCOMPARE(merged(from, mergePatch(from, to)).toObject(), to);
            QVERIFY(mergePatch(to, to).isEmpty());
        }
    }

    void onlyTheDifferenceIsWrittenAndGuarded()
    {
        const ObjectIndex objects = cluster();
        const QJsonObject before = readOf(archiveKey, objects);
        QJsonObject spec = before.value(u"spec"_s).toObject();
        QJsonArray conditions = spec.value(u"conditions"_s).toArray();
        conditions.removeFirst();
        spec.insert(u"conditions"_s, conditions);
        spec.insert(u"timeout"_s, u"2h"_s);
        const auto plan = planApply(archiveKey, before, with(before, u"spec"_s, spec), objects, now);
        QVERIFY2(plan, plan ? "" : qPrintable(oneLine(plan.error())));
        QCOMPARE(plan->title, u"Change gate archive: spec.conditions, spec.timeout"_s);
        QCOMPARE(plan->calls.size(), 1U);
        QVERIFY2(plan->calls.front().why.endsWith(u"spec.timeout none → 2h"_s), qPrintable(plan->calls.front().why));
        const QJsonObject body = plan->calls.front().body;
        QCOMPARE(body.value(u"spec"_s).toObject(),
                 (QJsonObject{{u"conditions"_s, conditions}, {u"timeout"_s, u"2h"_s}}));
        const QJsonObject guard = body.value(u"metadata"_s).toObject();
        QCOMPARE(guard.value(u"uid"_s).toString(), objects.find(archiveKey)->meta.uid.toString());
        QCOMPARE(guard.value(u"resourceVersion"_s).toString(),
                 objects.find(archiveKey)->meta.resourceVersion.toString());
    }

    void labelsCanBeAddedAndTakenAway()
    {
        const ObjectIndex objects = cluster();
        const QJsonObject before = readOf(archiveKey, objects);
        QJsonObject labelled = before.value(u"metadata"_s).toObject();
        labelled.insert(u"labels"_s, QJsonObject{{u"team"_s, u"a"_s}});
        const auto plan = planApply(archiveKey, before, with(before, u"metadata"_s, labelled), objects, now);
        QVERIFY(plan);
        QCOMPARE(plan->calls.front().body.value(u"metadata"_s).toObject().value(u"labels"_s).toObject(),
                 (QJsonObject{{u"team"_s, u"a"_s}}));
    }

    void foldedManagedFieldsAreNoChange()
    {
        const ObjectIndex objects = cluster();
        const QJsonObject after = readOf(archiveKey, objects);
        QJsonObject managed = after.value(u"metadata"_s).toObject();
        managed.insert(u"managedFields"_s, QJsonArray{QJsonObject{{u"manager"_s, u"m"_s}}});
        const auto plan = planApply(archiveKey, with(after, u"metadata"_s, managed), after, objects, now);
        QVERIFY(!plan);
        QVERIFY(plan.error().message.kept.contains(u"nothing is changed"_s));
    }

    void whatIsNotAPersonsIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("place");
        QTest::newRow("status") << u"status"_s << QJsonValue(QJsonObject{{u"phase"_s, u"Open"_s}}) << u"status"_s;
        QTest::newRow("kind") << u"kind"_s << QJsonValue(u"Lease"_s) << u"kind"_s;
        QTest::newRow("name") << u"metadata"_s
                              << QJsonValue(QJsonObject{{u"name"_s, u"other"_s}, {u"namespace"_s, u"team-a"_s}})
                              << u"metadata.name"_s;
        QTest::newRow("no spec") << u"spec"_s << QJsonValue(u"text"_s) << u"spec"_s;
    }
    void whatIsNotAPersonsIsRefusedWithItsPlace()
    {
        QFETCH(const QString, member);
        QFETCH(const QJsonValue, value);
        QFETCH(const QString, place);
        const ObjectIndex objects = cluster();
        const QJsonObject before = readOf(archiveKey, objects);
        const auto plan = planApply(archiveKey, before, with(before, member, value), objects, now);
        QVERIFY(!plan);
        QVERIFY2(plan.error().message.kept.contains(place), qPrintable(plan.error().message.kept));
    }

    void anEditOfAnOlderReadingIsRefused()
    {
        const ObjectIndex objects = cluster();
        QJsonObject before = readOf(archiveKey, objects);
        QJsonObject meta = before.value(u"metadata"_s).toObject();
        meta.insert(u"resourceVersion"_s, u"0"_s);
        before.insert(u"metadata"_s, meta);
        const auto plan =
            planApply(archiveKey, before, with(before, u"spec"_s, QJsonObject{{u"timeout"_s, u"1h"_s}}), objects, now);
        QVERIFY(!plan);
        QVERIFY(plan.error().message.kept.contains(u"changed since"_s));
    }

    void theSameForSeveralLeavesAloneWhatRefuses()
    {
        const ObjectIndex objects = cluster();
        const std::vector<ObjectKey> mutexes{{Kind::Mutex, u"team-a"_s, u"tape"_s},
                                             {Kind::Mutex, u"team-a"_s, u"idle"_s}};
        const auto release = planTargets(BulkVerb::Release, mutexes, objects, now);
        QVERIFY(release);
        QCOMPARE(release->items.size(), 1U);
        QCOMPARE(release->items.front().target.name, u"tape"_s);
        const auto remove = planTargets(BulkVerb::Delete, mutexes, objects, now);
        QVERIFY(remove);
        QCOMPARE(remove->items.size(), 2U);
        const auto look =
            planTargets(BulkVerb::LookAgain, {mutexes[0], {Kind::Mutex, u"team-a"_s, u"absent"_s}}, objects, now);
        QVERIFY(look);
        QCOMPARE(look->items.size(), 1U);
        QCOMPARE(look->left.size(), 1);
        QVERIFY(!planTargets(BulkVerb::Release, {mutexes[1]}, objects, now));
    }
};

QTEST_GUILESS_MAIN(tst_PlanApply)
#include "tst_planapply.moc"
