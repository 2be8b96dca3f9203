// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sandbox/sandboxclient.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using sandbox::Sandbox;
using test::Answered;
using test::object;
using test::path;
using test::SandboxClient;

/// Creating, changing and deleting, without an operator in between.
class WritesTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<SandboxClient> m_client;

    const QString m_semaphores = path(u"team-a"_s, u"semaphores"_s);
    const QString m_db = path(u"team-a"_s, u"semaphores"_s, u"db"_s);
    const QString m_dbStatus = path(u"team-a"_s, u"semaphores"_s, u"db"_s, u"status"_s);

    Answered createDb(qint64 permits = 3)
    {
        return m_client->post(m_semaphores, object(u"Semaphore"_s, u"db"_s, {{u"permits"_s, permits}}));
    }
    static QJsonObject metadata(const Answered& answered) { return answered.json["metadata"_L1].toObject(); }
    static QJsonObject status(qint64 inUse, qint64 available)
    {
        return {{u"status"_s, QJsonObject{{u"inUse"_s, inUse}, {u"available"_s, available}, {u"phase"_s, u"Ready"_s}}}};
    }

private slots:
    void init()
    {
        Sandbox::Options options;
        options.scenario = u"empty"_s;
        options.operatorRuns = false;
        m_sandbox = std::move(*Sandbox::start(options));
        m_client = std::make_unique<SandboxClient>(*m_sandbox);
    }
    void cleanup()
    {
        m_client.reset();
        m_sandbox.reset();
    }

    void createFillsInMetadataAndIgnoresStatus()
    {
        QJsonObject body = object(u"Semaphore"_s, u"db"_s, {{u"permits"_s, 3}});
        body[u"status"_s] = QJsonObject{{u"phase"_s, u"Full"_s}};
        const auto created = m_client->post(m_semaphores, body);
        QCOMPARE(created.status, 201);
        QVERIFY(!created.json.contains("status"_L1));
        QCOMPARE(metadata(created)["generation"_L1].toInt(), 1);
        QCOMPARE(metadata(created)["namespace"_L1].toString(), u"team-a"_s);
        QCOMPARE(metadata(created)["uid"_L1].toString().size(), 36);
        QVERIFY(!metadata(created)["creationTimestamp"_L1].toString().isEmpty());
        QCOMPARE(m_client->get(m_db).json, created.json);
    }
    void createTwiceIsAlreadyExists()
    {
        createDb();
        const auto again = createDb();
        QCOMPARE(again.status, 409);
        QCOMPARE(again.reason(), u"AlreadyExists"_s);
        QCOMPARE(again.message(), u"semaphores.sync.konductor.io \"db\" already exists"_s);
    }
    void createWithGenerateNameMakesDistinctNames()
    {
        const QJsonObject body = object(u"Semaphore"_s, {}, {{u"permits"_s, 1}}, {{u"generateName"_s, u"db-"_s}});
        const QString one = metadata(m_client->post(m_semaphores, body))["name"_L1].toString();
        const QString two = metadata(m_client->post(m_semaphores, body))["name"_L1].toString();
        QVERIFY(one.startsWith(u"db-"_s) && one.size() == 8);
        QVERIFY(one != two);
    }
    void createIsRefused_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        const QJsonObject spec{{u"permits"_s, 1}};
        QTest::newRow("unknown namespace")
            << path(u"nowhere"_s, u"semaphores"_s) << object(u"Semaphore"_s, u"db"_s, spec) << 404 << u"NotFound"_s;
        QTest::newRow("no namespace in the path")
            << path({}, u"semaphores"_s) << object(u"Semaphore"_s, u"db"_s, spec) << 405 << u"MethodNotAllowed"_s;
        QTest::newRow("another kind") << m_semaphores << object(u"Lease"_s, u"db"_s, spec) << 400 << u"BadRequest"_s;
        QTest::newRow("another namespace in the object")
            << m_semaphores << object(u"Semaphore"_s, u"db"_s, spec, {{u"namespace"_s, u"default"_s}}) << 400
            << u"BadRequest"_s;
        QTest::newRow("no name") << m_semaphores << object(u"Semaphore"_s, {}, spec) << 422 << u"Invalid"_s;
        QTest::newRow("bad name") << m_semaphores << object(u"Semaphore"_s, u"Not_A_Name"_s, spec) << 422
                                  << u"Invalid"_s;
        QTest::newRow("no permits") << m_semaphores << object(u"Semaphore"_s, u"db"_s, {}) << 422 << u"Invalid"_s;
        QTest::newRow("bad ttl") << m_semaphores << object(u"Semaphore"_s, u"db"_s, {{u"permits"_s, u"many"_s}}) << 422
                                 << u"Invalid"_s;
    }
    void createIsRefused()
    {
        QFETCH(QString, where);
        QFETCH(QJsonObject, body);
        const auto refused = m_client->post(where, body);
        QTEST(refused.status, "code");
        QTEST(refused.reason(), "reason");
        QCOMPARE(m_client->get(path({}, u"semaphores"_s)).names(), QStringList());
    }
    void invalidObjectNamesFieldAndCauseLikeARealServer()
    {
        const auto refused = createDb(0);
        QCOMPARE(refused.message(),
                 u"Semaphore.sync.konductor.io \"db\" is invalid: spec.permits: Invalid value: 0: spec.permits "
                 "in body should be greater than or equal to 1"_s);
        const QJsonObject cause = refused.json["details"_L1].toObject()["causes"_L1].toArray().first().toObject();
        QCOMPARE(cause["field"_L1].toString(), u"spec.permits"_s);
        QCOMPARE(cause["reason"_L1].toString(), u"FieldValueInvalid"_s);
    }
    void unknownFieldIsPrunedWithAWarningOrRefusedWhenStrict()
    {
        const QJsonObject body = object(u"Semaphore"_s, u"db"_s, {{u"permits"_s, 1}, {u"colour"_s, u"red"_s}});
        const auto strict = m_client->post(m_semaphores + u"?fieldValidation=Strict"_s, body);
        QCOMPARE(strict.status, 400);
        QVERIFY(strict.message().contains(u"strict decoding error: unknown field \"spec.colour\""_s));
        const auto created = m_client->post(m_semaphores, body);
        QCOMPARE(created.status, 201);
        QVERIFY(!created.json["spec"_L1].toObject().contains("colour"_L1));
        QVERIFY(created.header("Warning").contains("spec.colour"));
    }
    void dryRunAnswersAndChangesNothing()
    {
        const auto dry =
            m_client->post(m_semaphores + u"?dryRun=All"_s, object(u"Semaphore"_s, u"db"_s, {{u"permits"_s, 3}}));
        QCOMPARE(dry.status, 201);
        QCOMPARE(m_client->get(m_db).status, 404);
        createDb();
        QCOMPARE(m_client->merge(m_db + u"?dryRun=All"_s, {{u"spec"_s, QJsonObject{{u"permits"_s, 9}}}})
                     .json["spec"_L1]
                     .toObject()["permits"_L1]
                     .toInt(),
                 9);
        QCOMPARE(m_client->remove(m_db + u"?dryRun=All"_s).status, 200);
        QCOMPARE(m_client->get(m_db).json["spec"_L1].toObject()["permits"_L1].toInt(), 3);
        QCOMPARE(m_client->merge(m_db + u"?dryRun=Some"_s, {}).status, 422);
    }

    void updateNeedsTheCurrentVersion()
    {
        const auto created = createDb();
        QJsonObject body = created.json;
        body[u"spec"_s] = QJsonObject{{u"permits"_s, 4}};
        QCOMPARE(m_client->put(m_db, body).status, 200);
        const auto stale = m_client->put(m_db, body);
        QCOMPARE(stale.status, 409);
        QCOMPARE(stale.reason(), u"Conflict"_s);
        QVERIFY(stale.message().startsWith(
            u"Operation cannot be fulfilled on semaphores.sync.konductor.io \"db\": the object has been modified"_s));
        QJsonObject meta = metadata(created);
        meta.remove(u"resourceVersion"_s);
        body[u"metadata"_s] = meta;
        QCOMPARE(m_client->put(m_db, body).status, 422);
    }
    void specAndStatusAreWrittenApart()
    {
        createDb();
        QCOMPARE(m_client->merge(m_dbStatus, status(1, 2)).status, 200);
        QJsonObject both = status(3, 0);
        both[u"spec"_s] = QJsonObject{{u"permits"_s, 7}};
        const auto throughMain = m_client->merge(m_db, both);
        QCOMPARE(throughMain.json["spec"_L1].toObject()["permits"_L1].toInt(), 7);
        QCOMPARE(throughMain.json["status"_L1].toObject()["inUse"_L1].toInt(), 1);
        both[u"spec"_s] = QJsonObject{{u"permits"_s, 8}};
        const auto throughStatus = m_client->merge(m_dbStatus, both);
        QCOMPARE(throughStatus.json["spec"_L1].toObject()["permits"_L1].toInt(), 7);
        QCOMPARE(throughStatus.json["status"_L1].toObject()["inUse"_L1].toInt(), 3);
    }
    void generationRisesWithTheSpecOnly()
    {
        createDb();
        m_client->merge(m_dbStatus, status(1, 2));
        const auto labelled =
            m_client->merge(m_db, {{u"metadata"_s, QJsonObject{{u"labels"_s, QJsonObject{{u"a"_s, u"b"_s}}}}}});
        QCOMPARE(metadata(labelled)["generation"_L1].toInt(), 1);
        const auto raised = m_client->merge(m_db, {{u"spec"_s, QJsonObject{{u"permits"_s, 9}}}});
        QCOMPARE(metadata(raised)["generation"_L1].toInt(), 2);
        QCOMPARE(metadata(raised)["uid"_L1], metadata(labelled)["uid"_L1]);
    }
    void patchThatChangesNothingMakesNoVersion()
    {
        const auto created = createDb();
        QCOMPARE(m_client->merge(m_db, {{u"spec"_s, QJsonObject{{u"permits"_s, 3}}}}).version(), created.version());
    }
    void patchIsGuardedByVersionAndUid()
    {
        const auto created = createDb();
        m_client->merge(m_dbStatus, status(1, 2));
        QJsonObject guarded = status(2, 1);
        guarded[u"metadata"_s] = QJsonObject{{u"resourceVersion"_s, created.version()}};
        QCOMPARE(m_client->merge(m_dbStatus, guarded).reason(), u"Conflict"_s);
        guarded[u"metadata"_s] = QJsonObject{{u"uid"_s, u"11111111-1111-4111-8111-111111111111"_s}};
        QCOMPARE(m_client->merge(m_dbStatus, guarded).reason(), u"Conflict"_s);
        guarded[u"metadata"_s] = QJsonObject{{u"uid"_s, metadata(created)["uid"_L1]}};
        QCOMPARE(m_client->merge(m_dbStatus, guarded).status, 200);
    }
    void mergePatchRemovesWithNullAndJsonPatchTests()
    {
        const QString mutex = path(u"team-a"_s, u"mutexes"_s, u"m"_s);
        m_client->post(path(u"team-a"_s, u"mutexes"_s), object(u"Mutex"_s, u"m"_s, {{u"ttl"_s, u"30s"_s}}));
        m_client->merge(mutex + u"/status"_s,
                        {{u"status"_s, QJsonObject{{u"holder"_s, u"a"_s}, {u"phase"_s, u"Locked"_s}}}});
        const auto cleared =
            m_client->merge(mutex + u"/status"_s,
                            {{u"status"_s, QJsonObject{{u"holder"_s, QJsonValue::Null}, {u"phase"_s, u"Unlocked"_s}}}});
        QVERIFY(!cleared.json["status"_L1].toObject().contains("holder"_L1));
        const QByteArray type = "application/json-patch+json";
        const QByteArray wrong =
            R"([{"op":"test","path":"/spec/ttl","value":"1h"},{"op":"remove","path":"/spec/ttl"}])";
        QCOMPARE(m_client->sendRaw("PATCH", mutex, wrong, type).status, 422);
        const QByteArray right =
            R"([{"op":"test","path":"/spec/ttl","value":"30s"},{"op":"replace","path":"/spec/ttl","value":"1m"}])";
        QCOMPARE(m_client->sendRaw("PATCH", mutex, right, type).json["spec"_L1].toObject()["ttl"_L1].toString(),
                 u"1m"_s);
    }
    void unsupportedPatchAndBodyTypesGet415()
    {
        createDb();
        QCOMPARE(m_client->sendRaw("PATCH", m_db, "{}", "application/strategic-merge-patch+json").status, 415);
        QCOMPARE(m_client->sendRaw("POST", m_semaphores, "x", "application/vnd.kubernetes.protobuf").status, 415);
        QCOMPARE(m_client->sendRaw("POST", m_semaphores, "{", "application/json").status, 400);
        QCOMPARE(m_client->get(m_db, "application/vnd.kubernetes.protobuf").status, 406);
    }
    void statusTheSchemaRefusesLeavesTheObjectAlone()
    {
        createDb();
        m_client->merge(m_dbStatus, status(3, 0));
        QCOMPARE(m_client->merge(m_dbStatus, status(4, -1)).reason(), u"Invalid"_s);
        QCOMPARE(m_client->get(m_db).json["status"_L1].toObject()["inUse"_L1].toInt(), 3);
    }

    void deleteIsGuardedByPreconditions()
    {
        const auto created = createDb();
        const auto precondition = [](const QString& field, const QString& value) {
            return QJsonObject{{u"preconditions"_s, QJsonObject{{field, value}}}};
        };
        QCOMPARE(m_client->remove(m_db, precondition(u"uid"_s, u"other"_s)).reason(), u"Conflict"_s);
        QCOMPARE(m_client->remove(m_db, precondition(u"resourceVersion"_s, u"1"_s)).reason(), u"Conflict"_s);
        const auto removed = m_client->remove(m_db, precondition(u"resourceVersion"_s, created.version()));
        QCOMPARE(removed.status, 200);
        QCOMPARE(removed.json["status"_L1].toString(), u"Success"_s);
        QCOMPARE(m_client->remove(m_db).status, 404);
    }
    void deleteWithAFinalizerWaitsForItsRemoval()
    {
        m_client->post(
            m_semaphores,
            object(u"Semaphore"_s, u"db"_s, {{u"permits"_s, 1}}, {{u"finalizers"_s, QJsonArray{u"x.io/y"_s}}}));
        QCOMPARE(m_client->remove(m_db).status, 200);
        QVERIFY(metadata(m_client->get(m_db)).contains("deletionTimestamp"_L1));
        m_client->merge(m_db, {{u"metadata"_s, QJsonObject{{u"finalizers"_s, QJsonValue::Null}}}});
        QCOMPARE(m_client->get(m_db).status, 404);
    }
    void deleteOfAnOwnerTakesItsDependentsAlong()
    {
        const auto owner = createDb();
        const QJsonObject reference{{u"apiVersion"_s, u"sync.konductor.io/v1"_s},
                                    {u"kind"_s, u"Semaphore"_s},
                                    {u"name"_s, u"db"_s},
                                    {u"uid"_s, metadata(owner)["uid"_L1]},
                                    {u"controller"_s, true}};
        const QString permit = path(u"team-a"_s, u"permits"_s, u"p"_s);
        QCOMPARE(m_client
                     ->post(path(u"team-a"_s, u"permits"_s),
                            object(u"Permit"_s, u"p"_s, {{u"semaphore"_s, u"db"_s}, {u"holder"_s, u"h"_s}},
                                   {{u"ownerReferences"_s, QJsonArray{reference}}}))
                     .status,
                 201);
        m_client->remove(m_db);
        QTRY_COMPARE(m_client->get(permit).status, 404);
    }
    void orphaningDeleteLeavesTheDependents()
    {
        const auto owner = createDb();
        const QJsonObject reference{{u"apiVersion"_s, u"sync.konductor.io/v1"_s},
                                    {u"kind"_s, u"Semaphore"_s},
                                    {u"name"_s, u"db"_s},
                                    {u"uid"_s, metadata(owner)["uid"_L1]}};
        const QString permit = path(u"team-a"_s, u"permits"_s, u"p"_s);
        m_client->post(path(u"team-a"_s, u"permits"_s),
                       object(u"Permit"_s, u"p"_s, {{u"semaphore"_s, u"db"_s}, {u"holder"_s, u"h"_s}},
                              {{u"ownerReferences"_s, QJsonArray{reference}}}));
        m_client->remove(m_db, {{u"propagationPolicy"_s, u"Orphan"_s}});
        QTRY_VERIFY(!metadata(m_client->get(permit)).contains("ownerReferences"_L1));
        QCOMPARE(m_client->get(permit).status, 200);
    }
    void deleteCollectionTakesWhatTheSelectorMatches()
    {
        for (const auto& name : {u"a"_s, u"b"_s, u"c"_s}) {
            m_client->post(m_semaphores,
                           object(u"Semaphore"_s, name, {{u"permits"_s, 1}},
                                  {{u"labels"_s, QJsonObject{{u"keep"_s, name == u"c"_s ? u"yes"_s : u"no"_s}}}}));
        }
        QCOMPARE(m_client->remove(m_semaphores + u"?labelSelector=keep%3Dno"_s).names(), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(m_client->get(m_semaphores).names(), QStringList{u"c"_s});
    }
    void wrongMethodGets405()
    {
        createDb();
        QCOMPARE(m_client->send("POST", m_db, {}).status, 405);
        QCOMPARE(m_client->send("PUT", m_semaphores, {}).status, 405);
        QCOMPARE(m_client->sendRaw("DELETE", m_dbStatus, {}, "application/json").status, 405);
    }
    void versionsRiseByOneCounterOverAllKinds()
    {
        const qint64 first = createDb().version().toLongLong();
        const auto lease = m_client->post(path(u"team-a"_s, u"leases"_s), object(u"Lease"_s, u"l"_s, {}));
        QCOMPARE(lease.version().toLongLong(), first + 1);
    }
    void absurdTextIsKeptAsItIs()
    {
        const QString holder = u"<b>x</b>\u202e\u0007"_s + QString(1'000'000, u'y');
        const auto created =
            m_client->post(path(u"team-a"_s, u"permits"_s),
                           object(u"Permit"_s, u"p"_s, {{u"semaphore"_s, u"db"_s}, {u"holder"_s, holder}}));
        QCOMPARE(created.status, 201);
        QCOMPARE(
            m_client->get(path(u"team-a"_s, u"permits"_s, u"p"_s)).json["spec"_L1].toObject()["holder"_L1].toString(),
            holder);
    }
};

QTEST_GUILESS_MAIN(WritesTest)
#include "tst_writes.moc"
