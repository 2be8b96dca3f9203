// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/privatefile.h"
#include "core/snapshot/snapshot.h"
#include "tests/core/insight/make.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;
using namespace konductor::test;

namespace {

Snapshot sample()
{
    Snapshot snapshot;
    snapshot.context = u"prod"_s;
    snapshot.server = u"https://example.org:6443"_s;
    snapshot.takenAt = at("2026-11-24T12:00:05Z");
    snapshot.serverTime = at("2026-11-24T12:00:00Z");
    snapshot.uncertainty = std::chrono::milliseconds(600);
    for (const Kind kind : konductorKinds) {
        snapshot.visibility[kind].state = Visibility::State::Complete;
    }
    Semaphore semaphore;
    semaphore.meta = meta(u"gpu"_s);
    semaphore.meta.annotations.insert(u"note"_s, u"hunter2"_s);
    semaphore.spec.permits = 1;
    put(snapshot.objects, semaphore);
    auto permit = childOf<Permit>(u"gpu"_s, u"gpu-1"_s, u"a"_s);
    permit.status.expiresAt = at("2026-11-24T12:01:30Z");
    put(snapshot.objects, permit);
    put(snapshot.objects, childOf<Permit>(u"gpu"_s, u"gpu-2"_s, u"b"_s));
    Lease lease;
    lease.meta = meta(u"db"_s);
    lease.status.holder = u"a"_s;
    put(snapshot.objects, lease);
    put(snapshot.objects, childOf<LeaseRequest>(u"db"_s, u"db-b"_s, u"b"_s));
    return snapshot;
}

QJsonObject firstOf(const QJsonObject& json, QLatin1StringView kind)
{
    return json["kinds"_L1].toObject()[kind].toObject()["items"_L1].toArray().first().toObject();
}

} // namespace

class tst_Snapshot : public QObject {
    Q_OBJECT
private slots:
    void saysWhenWhereAndInWhichShape()
    {
        const QJsonObject json = toJson(sample());
        QCOMPARE(json["schema"_L1].toString(), u"konductor.io/snapshot/v1"_s);
        QCOMPARE(json["context"_L1].toString(), u"prod"_s);
        QCOMPARE(json["takenAt"_L1].toObject(),
                 (QJsonObject{{u"local"_s, u"2026-11-24T12:00:05Z"_s},
                              {u"server"_s, u"2026-11-24T12:00:00Z"_s},
                              {u"uncertaintySeconds"_s, 0.6}}));
        QCOMPARE(json["kinds"_L1].toObject().size(), 11);
        QVERIFY(json["notVisible"_L1].toArray().isEmpty());
    }

    void holdersCarryTheirRemainingTimeByTheServersClock()
    {
        const QJsonObject gpu = firstOf(toJson(sample()), "Semaphore"_L1);
        const QJsonArray holders = gpu["holders"_L1].toArray();
        QCOMPARE(holders.size(), 2);
        QCOMPARE(holders[0]["holder"_L1].toString(), u"a"_s);
        QCOMPARE(holders[0]["remainingSeconds"_L1].toInt(), 90);
        QVERIFY(holders[1]["remainingSeconds"_L1].isNull());
        QCOMPARE(gpu["counts"_L1].toObject(),
                 (QJsonObject{{u"permits"_s, 1}, {u"held"_s, 2}, {u"expired"_s, 0}, {u"overCommitted"_s, true}}));
    }

    void waitersStandApartInGrantOrder()
    {
        const QJsonObject db = firstOf(toJson(sample()), "Lease"_L1);
        QCOMPARE(db["holders"_L1].toArray().size(), 1);
        QCOMPARE(db["waiters"_L1].toArray().first()["holder"_L1].toString(), u"b"_s);
        QCOMPARE(db["grantOrder"_L1].toArray().size(), 1);
    }

    void whatWasNotVisibleIsNamedWithItsReason()
    {
        Snapshot snapshot = sample();
        snapshot.visibility[Kind::Gate] = {Visibility::State::Forbidden, u"may not list gates"_s, {}};
        snapshot.visibility[Kind::Mutex] = {Visibility::State::Outdated, u"connection lost"_s,
                                            at("2026-11-24T11:00:00Z")};
        const QJsonArray hidden = toJson(snapshot)["notVisible"_L1].toArray();
        QCOMPARE(hidden.size(), 2);
        QCOMPARE(
            hidden[0].toObject(),
            (QJsonObject{{u"kind"_s, u"Gate"_s}, {u"state"_s, u"forbidden"_s}, {u"why"_s, u"may not list gates"_s}}));
        QCOMPARE(hidden[1]["since"_L1].toString(), u"2026-11-24T11:00:00Z"_s);
    }

    void annotationsAreLeftOut() { QVERIFY(!QJsonDocument(toJson(sample())).toJson().contains("hunter2")); }

    void clocksNeverComparedAreSaidToBeSo()
    {
        Snapshot snapshot = sample();
        snapshot.uncertainty.reset();
        QVERIFY(toJson(snapshot)["takenAt"_L1]["uncertaintySeconds"_L1].isNull());
    }

    void fileIsForItsOwnerOnlyAndReplacedWhole()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"s.json"_s);
        QFile wide(path);
        QVERIFY(wide.open(QIODevice::WriteOnly));
        wide.write("old");
        wide.close();
        wide.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);

        QVERIFY(writePrivateFile(path, "new").has_value());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("new"));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFileInfo(path).permissions() & others));
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
    }

    void unwritablePlaceIsAnError()
    {
        const auto result = writePrivateFile(u"/nonexistent/dir/s.json"_s, "x");
        QVERIFY(!result);
        QVERIFY(result.error().subject.contains(u"/nonexistent/dir/s.json"_s));
    }
};

QTEST_GUILESS_MAIN(tst_Snapshot)
#include "tst_snapshot.moc"
