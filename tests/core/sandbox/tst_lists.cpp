// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sandbox/sandboxclient.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using sandbox::Sandbox;
using test::object;
using test::path;
using test::SandboxClient;

/// Lists, pages and watches, without an operator in between.
class ListsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<SandboxClient> m_client;
    const QString m_leases = path({}, u"leases"_s);

    void start(int keptEvents = 10'000)
    {
        Sandbox::Options options;
        options.scenario = u"empty"_s;
        options.operatorRuns = false;
        options.keptEvents = keptEvents;
        m_sandbox = std::move(*Sandbox::start(options));
        m_client = std::make_unique<SandboxClient>(*m_sandbox);
    }
    QString addLease(const QString& name, const QString& ns = u"team-a"_s, const QJsonObject& labels = {})
    {
        return m_client->post(path(ns, u"leases"_s), object(u"Lease"_s, name, {}, {{u"labels"_s, labels}})).version();
    }
    static QString nameIn(const QJsonObject& frame)
    {
        return frame["object"_L1].toObject()["metadata"_L1].toObject()["name"_L1].toString();
    }

private slots:
    void init() { start(); }
    void cleanup()
    {
        m_client.reset();
        m_sandbox.reset();
    }

    void listIsOfOneOrAllNamespacesInOrder()
    {
        addLease(u"b"_s);
        addLease(u"a"_s);
        addLease(u"c"_s, u"default"_s);
        QCOMPARE(m_client->get(m_leases).names(), (QStringList{u"c"_s, u"a"_s, u"b"_s}));
        QCOMPARE(m_client->get(path(u"team-a"_s, u"leases"_s)).names(), (QStringList{u"a"_s, u"b"_s}));
        const auto list = m_client->get(path(u"nowhere"_s, u"leases"_s));
        QCOMPARE(list.status, 200);
        QCOMPARE(list.json["kind"_L1].toString(), u"LeaseList"_s);
    }
    void selectorsChoose_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("equals") << u"labelSelector=app%3Detl"_s << QStringList{u"a"_s};
        QTest::newRow("not equals, absent included") << u"labelSelector=app!%3Detl"_s << QStringList{u"b"_s, u"c"_s};
        QTest::newRow("in") << u"labelSelector=app+in+%28etl%2Cweb%29"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("notin") << u"labelSelector=app%20notin%20%28web%29"_s << QStringList{u"a"_s, u"c"_s};
        QTest::newRow("exists") << u"labelSelector=app"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("not exists") << u"labelSelector=!app"_s << QStringList{u"c"_s};
        QTest::newRow("two terms") << u"labelSelector=app,tier%3D1"_s << QStringList{u"b"_s};
        QTest::newRow("by name") << u"fieldSelector=metadata.name%3Dc"_s << QStringList{u"c"_s};
    }
    void selectorsChoose()
    {
        QFETCH(QString, query);
        addLease(u"a"_s, u"team-a"_s, {{u"app"_s, u"etl"_s}});
        addLease(u"b"_s, u"team-a"_s, {{u"app"_s, u"web"_s}, {u"tier"_s, u"1"_s}});
        addLease(u"c"_s);
        QTEST(m_client->get(m_leases + u'?' + query).names(), "names");
    }
    void selectorThatCannotBeReadGets400()
    {
        QCOMPARE(m_client->get(m_leases + u"?labelSelector=a%3D%3D%3Db"_s).status, 400);
        QCOMPARE(m_client->get(m_leases + u"?fieldSelector=status.phase%3DHeld"_s).status, 400);
    }

    void eventsAreChosenByWhatTheyAreAbout()
    {
        const QString events = u"/api/v1/namespaces/team-a/events"_s;
        for (const auto& [name, about] : {std::pair(u"one"_s, u"a"_s), std::pair(u"two"_s, u"b"_s)}) {
            const QJsonObject involved{{u"kind"_s, u"Lease"_s}, {u"name"_s, about}};
            m_client->post(events,
                           {{u"apiVersion"_s, u"v1"_s},
                            {u"kind"_s, u"Event"_s},
                            {u"metadata"_s, QJsonObject{{u"name"_s, name}}},
                            {u"involvedObject"_s, involved}});
        }
        const QString selector = events + u"?fieldSelector=involvedObject.kind%3DLease,involvedObject.name"_s;
        QCOMPARE(m_client->get(selector + u"%3Da"_s).names(), QStringList{u"one"_s});
        QCOMPARE(m_client->get(selector + u"!%3Da"_s).names(), QStringList{u"two"_s});
        QCOMPARE(m_client->get(events + u"?fieldSelector=involvedObject.uid%3D"_s).names().size(), 2);
        QCOMPARE(m_client->get(m_leases + u"?fieldSelector=involvedObject.name%3Da"_s).status, 400);
    }

    void podsHaveALogThatSaysWhatTheirHolderDid()
    {
        const QString pod = u"/api/v1/namespaces/team-a/pods/worker-b"_s;
        m_client->post(u"/api/v1/namespaces/team-a/pods"_s,
                       {{u"apiVersion"_s, u"v1"_s},
                        {u"kind"_s, u"Pod"_s},
                        {u"metadata"_s, QJsonObject{{u"name"_s, u"worker-b"_s}}},
                        {u"spec"_s, QJsonObject{{u"containers"_s, QJsonArray{QJsonObject{{u"name"_s, u"main"_s}}}}}}});
        m_client->post(path(u"team-a"_s, u"leaserequests"_s),
                       {{u"apiVersion"_s, u"sync.konductor.io/v1"_s},
                        {u"kind"_s, u"LeaseRequest"_s},
                        {u"metadata"_s, QJsonObject{{u"name"_s, u"r"_s}}},
                        {u"spec"_s, QJsonObject{{u"lease"_s, u"db"_s}, {u"holder"_s, u"worker-b"_s}}}});
        const test::Answered log = m_client->get(pod + u"/log?timestamps=true&container=main"_s);
        QCOMPARE(log.status, 200);
        QVERIFY2(log.body.contains("Z asked for lease db\n"), log.body.constData());
        QVERIFY(log.body.contains("no program runs in it"));
        QCOMPARE(m_client->get(pod + u"/log?tailLines=1"_s).body, QByteArray("asked for lease db\n"));
        QCOMPARE(m_client->get(pod + u"/log?tailLines=1&limitBytes=5"_s).body, QByteArray("asked"));
        QCOMPARE(m_client->get(pod + u"/log?container=x"_s).status, 400);
        QCOMPARE(m_client->get(pod + u"/log?previous=true"_s).status, 400);
        QCOMPARE(m_client->get(u"/api/v1/namespaces/team-a/pods/x/log"_s).status, 404);
        QCOMPARE(m_client->remove(pod + u"/log"_s).status, 405);
        QCOMPARE(m_client->get(path(u"team-a"_s, u"leaserequests"_s, u"r"_s, u"log"_s)).status, 404);
    }

    void pagesShowOneMomentWhateverHappensBetween()
    {
        for (const auto& name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}) {
            addLease(name);
        }
        const auto first = m_client->get(m_leases + u"?limit=2"_s);
        QCOMPARE(first.names(), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(first.json["metadata"_L1].toObject()["remainingItemCount"_L1].toInt(), 3);
        m_client->remove(path(u"team-a"_s, u"leases"_s, u"d"_s));
        addLease(u"cc"_s);
        QStringList all = first.names();
        auto page = first;
        while (page.json["metadata"_L1].toObject().contains("continue"_L1)) {
            page = m_client->get(m_leases + u"?limit=2&continue="_s
                                 + page.json["metadata"_L1].toObject()["continue"_L1].toString());
            QCOMPARE(page.version(), first.version());
            all += page.names();
        }
        QCOMPARE(all, (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}));
    }
    void continueTokenExpiresWith410()
    {
        start(5);
        for (const auto& name : {u"a"_s, u"b"_s, u"c"_s}) {
            addLease(name);
        }
        const QString token =
            m_client->get(m_leases + u"?limit=1"_s).json["metadata"_L1].toObject()["continue"_L1].toString();
        for (int i = 0; i < 6; ++i) {
            addLease(u"x-%1"_s.arg(i));
        }
        const auto gone = m_client->get(m_leases + u"?limit=1&continue="_s + token);
        QCOMPARE(gone.status, 410);
        QCOMPARE(gone.reason(), u"Expired"_s);
        QCOMPARE(m_client->get(m_leases + u"?limit=1&continue=garbage"_s).status, 400);
    }
    void resourceVersionMeansWhatItDoesOnARealServer()
    {
        const QString version = addLease(u"a"_s);
        addLease(u"b"_s);
        QCOMPARE(m_client->get(m_leases + u"?resourceVersion=0"_s).names().size(), 2);
        QCOMPARE(m_client->get(m_leases + u"?resourceVersion=%1"_s.arg(version)).names().size(), 2);
        QCOMPARE(m_client->get(m_leases + u"?resourceVersionMatch=Exact&resourceVersion=%1"_s.arg(version)).names(),
                 QStringList{u"a"_s});
        const auto future = m_client->get(m_leases + u"?resourceVersion=999999"_s);
        QCOMPARE(future.status, 504);
        QCOMPARE(future.json["details"_L1].toObject()["causes"_L1].toArray().first().toObject()["reason"_L1].toString(),
                 u"ResourceVersionTooLarge"_s);
        QCOMPARE(m_client->get(m_leases + u"?resourceVersionMatch=Exact"_s).status, 422);
        QCOMPARE(m_client->get(m_leases + u"?resourceVersion=abc"_s).status, 400);
    }

    void watchFollowsFromAVersion()
    {
        const QString version = addLease(u"a"_s);
        const auto watch = m_client->watch(m_leases + u"?watch=true&resourceVersion=%1"_s.arg(version));
        addLease(u"b"_s);
        m_client->merge(path(u"team-a"_s, u"leases"_s, u"b"_s), {{u"spec"_s, QJsonObject{{u"ttl"_s, u"30s"_s}}}});
        m_client->remove(path(u"team-a"_s, u"leases"_s, u"b"_s));
        QByteArray buffer;
        QStringList seen;
        qint64 last = 0;
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     for (const QJsonObject& frame : test::frames(*watch, buffer)) {
                                         seen.append(frame["type"_L1].toString() + u' ' + nameIn(frame));
                                         const qint64 now = frame["object"_L1]
                                                                .toObject()["metadata"_L1]
                                                                .toObject()["resourceVersion"_L1]
                                                                .toString()
                                                                .toLongLong();
                                         last = now > last ? now : -1;
                                     }
                                     return seen.size() == 3;
                                 }()),
                                 5000);
        QCOMPARE(seen, (QStringList{u"ADDED b"_s, u"MODIFIED b"_s, u"DELETED b"_s}));
        QVERIFY(last > 0); // rising, the deletion's included
    }
    void watchWithASelectorTurnsLeavingIntoDeleted()
    {
        const QString version = addLease(u"a"_s, u"team-a"_s, {{u"app"_s, u"etl"_s}});
        const auto watch =
            m_client->watch(m_leases + u"?watch=true&labelSelector=app%3Detl&resourceVersion=%1"_s.arg(version));
        const QString lease = path(u"team-a"_s, u"leases"_s, u"a"_s);
        for (const auto& app : {u"web"_s, u"etl"_s}) {
            m_client->merge(lease, {{u"metadata"_s, QJsonObject{{u"labels"_s, QJsonObject{{u"app"_s, app}}}}}});
        }
        QByteArray buffer;
        QStringList types;
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     for (const QJsonObject& frame : test::frames(*watch, buffer)) {
                                         types.append(frame["type"_L1].toString());
                                     }
                                     return types.size() == 2;
                                 }()),
                                 5000);
        QCOMPARE(types, (QStringList{u"DELETED"_s, u"ADDED"_s}));
    }
    void watchStreamsTheInitialListAndMarksItsEnd()
    {
        addLease(u"a"_s);
        addLease(u"b"_s);
        const auto watch = m_client->watch(
            m_leases + u"?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"_s);
        QByteArray buffer;
        QList<QJsonObject> all;
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     all += test::frames(*watch, buffer);
                                     return all.size() == 3;
                                 }()),
                                 5000);
        QCOMPARE(nameIn(all[0]), u"a"_s);
        QCOMPARE(all[2]["type"_L1].toString(), u"BOOKMARK"_s);
        const QJsonObject metadata = all[2]["object"_L1].toObject()["metadata"_L1].toObject();
        QCOMPARE(metadata["annotations"_L1].toObject()["k8s.io/initial-events-end"_L1].toString(), u"true"_s);
        QCOMPARE(m_client->get(m_leases + u"?watch=1&sendInitialEvents=true"_s).status, 422);
    }
    void watchEndsAfterItsTimeoutWithABookmarkBefore()
    {
        const auto watch = m_client->watch(
            m_leases
            + u"?watch=1&resourceVersion=%1&allowWatchBookmarks=true&timeoutSeconds=1"_s.arg(addLease(u"a"_s)));
        QTRY_VERIFY_WITH_TIMEOUT(watch->isFinished(), 5000);
        QCOMPARE(watch->error(), QNetworkReply::NoError);
        QByteArray buffer;
        const auto all = test::frames(*watch, buffer);
        QCOMPARE(all.size(), 1);
        QCOMPARE(all[0]["type"_L1].toString(), u"BOOKMARK"_s);
    }
    void watchFromAnExpiredVersionGets410AsAnEvent()
    {
        start(5);
        const QString version = addLease(u"a"_s);
        for (int i = 0; i < 8; ++i) {
            addLease(u"x-%1"_s.arg(i));
        }
        const auto watch = m_client->watch(m_leases + u"?watch=1&resourceVersion=%1"_s.arg(version));
        QTRY_VERIFY_WITH_TIMEOUT(watch->isFinished(), 5000);
        QByteArray buffer;
        const auto all = test::frames(*watch, buffer);
        QCOMPARE(all.size(), 1);
        QCOMPARE(all[0]["type"_L1].toString(), u"ERROR"_s);
        QCOMPARE(all[0]["object"_L1].toObject()["code"_L1].toInt(), 410);
    }
    void manyWatchesCanComeAndGo()
    {
        for (int round = 0; round < 40; ++round) {
            std::vector<std::unique_ptr<QNetworkReply>> watches;
            for (int i = 0; i < 5; ++i) {
                watches.push_back(m_client->watch(m_leases + u"?watch=1"_s));
            }
            QTRY_COMPARE(watches.front()->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        }
        addLease(u"a"_s);
        QCOMPARE(m_client->get(m_leases).names(), QStringList{u"a"_s});
    }

    void tableHasTheColumnsOfTheCrd()
    {
        addLease(u"a"_s);
        const auto table = m_client->get(m_leases, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
        QCOMPARE(table.json["kind"_L1].toString(), u"Table"_s);
        QStringList columns;
        for (const QJsonValue& column : table.json["columnDefinitions"_L1].toArray()) {
            columns.append(column.toObject()["name"_L1].toString());
        }
        QCOMPARE(columns, (QStringList{u"Name"_s, u"Holder"_s, u"Phase"_s, u"Acquired"_s}));
        QCOMPARE(table.json["rows"_L1].toArray()[0].toObject()["cells"_L1].toArray()[0].toString(), u"a"_s);
    }

    void tenThousandPermitsListInWellUnderASecond()
    {
        // Pipelined over one connection: a client that waits for each answer would spend its time waiting.
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(m_sandbox->url().port()));
        const QByteArray head = "POST " + m_sandbox->url().path().toUtf8() + path(u"team-a"_s, u"permits"_s).toUtf8()
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ";
        for (int i = 0; i < 10'000; ++i) {
            const QByteArray body =
                QJsonDocument(object(u"Permit"_s, u"p-%1"_s.arg(i), {{u"semaphore"_s, u"db"_s}, {u"holder"_s, u"h"_s}}))
                    .toJson();
            socket.write(head + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        }
        qsizetype created = 0;
        QTRY_VERIFY_WITH_TIMEOUT((created += socket.readAll().count("201 Created")) >= 9'990, 100'000);
        QTRY_VERIFY(m_client->get(path(u"team-a"_s, u"permits"_s, u"p-9999"_s)).status == 200);
        QElapsedTimer timer;
        timer.start();
        const auto list = m_client->get(path({}, u"permits"_s));
        const qint64 elapsed = timer.elapsed();
        QCOMPARE(list.names().size(), 10'000);
        qInfo("10,000 permits, %lld bytes, in %lld ms", static_cast<long long>(list.body.size()),
              static_cast<long long>(elapsed));
        QVERIFY(elapsed < 2'000); // about 50 ms here; room for sanitizers
    }
};

QTEST_GUILESS_MAIN(ListsTest)
#include "tst_lists.moc"
