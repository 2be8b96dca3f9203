// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"
#include "tests/core/live/sessionrig.h"

#include <QThread>

#include <atomic>

using namespace konductor;
using namespace konductor::live;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestLiveSession : public QObject, protected SessionRig {
    Q_OBJECT
private slots:
    void init() { reset(); }
    void cleanup() { m_live.reset(); }

    void clusterBecomesLive();
    void eventsBecomeChanges();
    void recreationIsDeletionThenAddition();
    void kube_1_13_relistAfterGoneFindsDeletions();
    void badFramesAreCountedAndHarmless();
    void deadServerIsStaleWithAsOfAndRecovers();
    void frozenServerIsFoundByTheHeartbeat();
    void refusedConnectionSettlesWithTheReason();
    void retryTimeIsNotToldWhileAnAttemptIsUnderWay();
    void unusableSettingsSettleWithTheReason();
    void unauthorizedSettlesWithTheReason();
    void postRunsOnTheEngineThread();
    void destructionIsPromptInTheMiddleOfEverything();
    void destructionEndsTheNetworkThreads();
    void keepJsonKeepsTheBytes();
    void slowReceiverGetsCoalescedBatches();
};

void TestLiveSession::clusterBecomesLive()
{
    serve(allPlurals());
    QVERIFY(start());
    QCOMPARE(m_live->mirror().objects().count(), 2);
    for (const Kind kind : konductorKinds) {
        QVERIFY(scope(kind).phase == Phase::Live);
    }
    QTRY_VERIFY(connection().phase == ConnectionPhase::Live);
    QCOMPARE(connection().serverVersion, u"v1.36.3"_s);
    QVERIFY(connection().asOf.has_value());
    QVERIFY(connection().clockUncertainty > 0ms);
    QVERIFY(std::chrono::abs(connection().clockOffset) < 2s);
    QVERIFY(connection().namespaces.isEmpty());
}

void TestLiveSession::eventsBecomeChanges()
{
    serve(allPlurals());
    QVERIFY(start());
    QTRY_COMPARE(m_leaseWatches.size(), 1);
    m_told.clear();
    m_leaseWatches.last()->send(eventJson("ADDED", leaseJson(u"c"_s, u"11"_s)));
    QTRY_COMPARE(m_told, QStringList{u"+c"_s});
    m_leaseWatches.last()->send(eventJson("MODIFIED", leaseJson(u"c"_s, u"12"_s)));
    QTRY_COMPARE(m_told.last(), u"~c"_s);
    m_leaseWatches.last()->send(eventJson("MODIFIED", leaseJson(u"c"_s, u"11"_s)) + bookmarkJson(u"13"_s)
                                + eventJson("DELETED", leaseJson(u"c"_s, u"14"_s)));
    QTRY_COMPARE(m_told.last(), u"-c"_s);
    QCOMPARE(m_told.size(), 3);
    QCOMPARE(m_live->mirror().objects().count(), 2);
}

void TestLiveSession::recreationIsDeletionThenAddition()
{
    serve(allPlurals());
    QVERIFY(start());
    QTRY_COMPARE(m_leaseWatches.size(), 1);
    m_told.clear();
    m_leaseWatches.last()->send(eventJson("DELETED", leaseJson(u"a"_s, u"20"_s))
                                + eventJson("ADDED", leaseJson(u"a"_s, u"21"_s, u"another-uid"_s)));
    QTRY_COMPARE(m_told.size(), 2);
    QVERIFY(m_told.first().startsWith(u"-a"_s));
    QCOMPARE(m_told.last(), u"+a"_s);
}

void TestLiveSession::kube_1_13_relistAfterGoneFindsDeletions()
{
    serve(allPlurals());
    QVERIFY(start());
    QTRY_COMPARE(m_leaseWatches.size(), 1);
    m_told.clear();
    m_server->on(group + u"/leases"_s, [](const ExchangePtr& e) {
        if (e->request.query.hasQueryItem(u"watch"_s)) {
            e->beginStream();
        } else {
            e->json(leaseListJson({u"b@4"_s, u"new@30"_s}, u"31"_s));
        }
    });
    m_leaseWatches.last()->send(eventJson("ERROR", statusJson(410, "Expired")));
    QTRY_COMPARE(m_told, QStringList({u"-a?"_s, u"+new"_s}));
}

void TestLiveSession::badFramesAreCountedAndHarmless()
{
    serve(allPlurals());
    QVERIFY(start());
    QTRY_COMPARE(m_leaseWatches.size(), 1);
    m_leaseWatches.last()->send("<html>oops</html>\n" + eventJson("ADDED", "{\"kind\":\"Lease\",\"metadata\":{}}")
                                + eventJson("ADDED", "{\"kind\":\"Table\",\"metadata\":{\"name\":\"t\"}}")
                                + eventJson("SYNC", "{}") + "{\"type\":\"ADDED\",\"object\":{\"broken\n"
                                + eventJson("ADDED", leaseJson(u"c"_s, u"11"_s)));
    QTRY_COMPARE(m_live->mirror().objects().count(), 3);
    QTRY_COMPARE(scope(Kind::Lease).problems, 5);
    QVERIFY(!scope(Kind::Lease).lastProblem.isEmpty());
    QVERIFY(scope(Kind::Lease).phase == Phase::Live);
    QCOMPARE(m_leaseWatches.size(), 1);
}

void TestLiveSession::deadServerIsStaleWithAsOfAndRecovers()
{
    serve(allPlurals());
    QVERIFY(start());
    QTRY_VERIFY(connection().phase == ConnectionPhase::Live);
    QTRY_COMPARE(m_server->count(group + u"/leases"_s, true), 1); // a watch is asked for after the list is live
    const Timestamp before = SystemClock().now();
    m_server->die();
    QTRY_VERIFY(connection().phase == ConnectionPhase::Stale);
    QVERIFY(connection().asOf.has_value() && *connection().asOf <= before + 1s);
    // The stream's end may come first; that nobody is there any more is known after the next attempt.
    QTRY_VERIFY(connection().error && connection().error->kind == Error::Kind::Offline
                && connection().retryAt.has_value());
    const Timestamp nextTry = *connection().retryAt;
    QTRY_VERIFY(connection().retryAt && *connection().retryAt > nextTry); // that one failed too: told at once
    QVERIFY(scope(Kind::Lease).since.has_value());
    QCOMPARE(m_live->mirror().objects().count(), 2);
    QVERIFY(m_server->resume());
    m_live->reconnectNow();
    QTRY_VERIFY(connection().phase == ConnectionPhase::Live);
    QVERIFY(!connection().error);
    QCOMPARE(m_server->count(group + u"/leases"_s, false), 1);
    QTRY_COMPARE(m_server->count(group + u"/leases"_s, true), 2);
}

void TestLiveSession::frozenServerIsFoundByTheHeartbeat()
{
    serve(allPlurals());
    LiveOptions options;
    options.heartbeat = 300ms;
    QVERIFY(start(options));
    QTRY_VERIFY(connection().phase == ConnectionPhase::Live);
    // Connections stay open and are even accepted, but nothing answers any more.
    m_server->on(u"/"_s, [](const ExchangePtr&) {});
    for (const Kind kind : konductorKinds) {
        m_server->on(group + u'/' + kindInfo(kind).plural.toString(), [](const ExchangePtr&) {});
    }
    m_server->on(u"/version"_s, [](const ExchangePtr&) {});
    QTRY_VERIFY(connection().phase == ConnectionPhase::Stale);
    QVERIFY(connection().error->kind == Error::Kind::Timeout);
    serve(allPlurals());
    QTRY_VERIFY(connection().phase == ConnectionPhase::Live);
    QCOMPARE(m_live->mirror().objects().count(), 2);
}

void TestLiveSession::refusedConnectionSettlesWithTheReason()
{
    m_server->die();
    QVERIFY(start());
    QVERIFY(scope(Kind::Lease).phase == Phase::Failed);
    QVERIFY(scope(Kind::Lease).error->kind == Error::Kind::Offline);
    QVERIFY(connection().phase == ConnectionPhase::Offline);
    QVERIFY(connection().retryAt.has_value());
    serve(allPlurals());
    QVERIFY(m_server->resume());
    m_live->reconnectNow();
    QTRY_VERIFY(connection().phase == ConnectionPhase::Live);
}

void TestLiveSession::retryTimeIsNotToldWhileAnAttemptIsUnderWay()
{
    m_server->on({}, [](const ExchangePtr& e) { e->status(500, "InternalError"); });
    QVERIFY(start());
    QTRY_VERIFY(connection().retryAt.has_value());
    m_server->on({}, [](const ExchangePtr&) {}); // the next attempt hangs
    m_live->reconnectNow();
    QTRY_VERIFY(!connection().retryAt);
    QVERIFY(connection().phase == ConnectionPhase::Offline);
    QVERIFY(!scope(Kind::Lease).retryAt);
    QVERIFY(scope(Kind::Lease).error.has_value());
}

void TestLiveSession::unusableSettingsSettleWithTheReason()
{
    kube::ConnectionSettings settings;
    settings.server = m_server->url();
    settings.caPem = "no certificate";
    QVERIFY(start(settings, {}));
    QVERIFY(connection().phase == ConnectionPhase::Offline);
    QVERIFY(connection().error->kind == Error::Kind::Config);
    QVERIFY(!connection().retryAt);
    std::atomic<bool> wasNull = false;
    m_live->post([&](kube::Connection* c) { wasNull = c == nullptr; });
    QTRY_VERIFY(wasNull);
}

void TestLiveSession::unauthorizedSettlesWithTheReason()
{
    m_server->on({}, [](const ExchangePtr& e) { e->status(401, "Unauthorized", "who are you"); });
    QVERIFY(start());
    QVERIFY(scope(Kind::Lease).error->kind == Error::Kind::Unauthorized);
    QVERIFY(connection().phase == ConnectionPhase::Offline);
}

void TestLiveSession::postRunsOnTheEngineThread()
{
    serve(allPlurals());
    QVERIFY(start());
    std::atomic<int> status = 0;
    std::atomic<bool> elsewhere = false;
    m_live->post([&](kube::Connection* c) {
        elsewhere = QThread::currentThread() != qApp->thread();
        kube::Request request;
        request.path = u"/version"_s;
        c->send(request).then([&](Result<kube::Response> answer) { status = answer ? answer->status : -1; });
    });
    QTRY_COMPARE(status.load(), 200);
    QVERIFY(elsewhere);
}

void TestLiveSession::destructionIsPromptInTheMiddleOfEverything()
{
    serve(allPlurals());
    m_server->on(group + u"/leases"_s, [](const ExchangePtr&) {}); // a list that never comes
    kube::ConnectionSettings settings;
    settings.server = m_server->url();
    m_live = std::make_unique<LiveSession>(settings, LiveOptions{});
    QTRY_COMPARE(m_server->count(group + u"/leases"_s, false), 1);
    QElapsedTimer elapsed;
    elapsed.start();
    m_live.reset();
    QVERIFY2(elapsed.elapsed() < 1'000, qPrintable(QString::number(elapsed.elapsed())));
}

/// Qt gives each QNetworkAccessManager a thread; one that is left behind runs on for ever, and into the exit handlers.
void TestLiveSession::destructionEndsTheNetworkThreads()
{
    const auto networkThreads = [] {
        int count = 0;
        const QDir tasks(u"/proc/self/task"_s);
        for (const QString& task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QFile name(tasks.filePath(task + u"/comm"_s));
            count += name.open(QFile::ReadOnly) && name.readAll().startsWith("QNetworkAccess") ? 1 : 0;
        }
        return count;
    };
    // The kernel lists a thread a moment longer than QThread::wait() takes: those of the slot before may still be
    // there.
    QTRY_COMPARE(networkThreads(), 0);
    serve(allPlurals());
    QVERIFY(start());
    QTRY_VERIFY(connection().phase == ConnectionPhase::Live);
    QVERIFY(networkThreads() > 0);
    m_live.reset();
    QTRY_COMPARE(networkThreads(), 0);
}

void TestLiveSession::keepJsonKeepsTheBytes()
{
    serve(allPlurals());
    LiveOptions options;
    options.keepJson = true;
    QVERIFY(start(options));
    const ObjectPtr lease = m_live->mirror().objects().find({Kind::Lease, u"default"_s, u"a"_s});
    QVERIFY(lease);
    QCOMPARE(*lease->json, leaseJson(u"a"_s, u"3"_s));
}

void TestLiveSession::slowReceiverGetsCoalescedBatches()
{
    serve(allPlurals());
    QVERIFY(start());
    QTRY_COMPARE(m_leaseWatches.size(), 1);
    int batches = 0;
    connect(&m_live->mirror(), &ClusterMirror::applied, this,
            [&](const ChangeBatch& batch) { batches += !batch.changes.empty(); });
    QByteArray burst;
    for (int i = 100; i < 20'100; ++i) {
        burst += eventJson("MODIFIED", leaseJson(u"a"_s, QString::number(i)));
    }
    m_leaseWatches.last()->send(burst);
    const auto version = [&] {
        return m_live->mirror().objects().find({Kind::Lease, u"default"_s, u"a"_s})->meta.resourceVersion.toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(version(), u"20099"_s, 20'000);
    QVERIFY2(batches < 500, qPrintable(QString::number(batches)));
}

QTEST_GUILESS_MAIN(TestLiveSession)
#include "tst_livesession.moc"
