// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"
#include "tests/core/live/sessionrig.h"

#include <atomic>

using namespace konductor;
using namespace konductor::live;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Which kinds and namespaces a session follows: what the cluster has, and what we may see of it.
class TestSessionScopes : public QObject, protected SessionRig {
    Q_OBJECT
private slots:
    void init() { reset(); }
    void cleanup() { m_live.reset(); }

private:
    /// Cluster-wide everything is forbidden; each of `allowed` has one lease of its name.
    void serveNamespaces(const QStringList& present, const QStringList& allowed)
    {
        serve(allPlurals());
        QByteArrayList items;
        for (const QString& ns : present) {
            items += "{\"metadata\":{\"name\":\"" + ns.toUtf8() + "\"}}";
        }
        m_server->on(u"/api/v1/namespaces"_s,
                     [=](const ExchangePtr& e) { e->json("{\"items\":[" + items.join(',') + "]}"); });
        for (const Kind kind : konductorKinds) {
            m_server->on(group + u'/' + kindInfo(kind).plural.toString(),
                         [](const ExchangePtr& e) { e->status(403, "Forbidden", "not cluster-wide"); });
        }
        m_server->on(group + u"/namespaces/"_s,
                     [](const ExchangePtr& e) { e->status(403, "Forbidden", "not in here"); });
        for (const QString& ns : allowed) {
            m_server->on(group + u"/namespaces/%1/"_s.arg(ns), [ns](const ExchangePtr& e) {
                if (e->request.query.hasQueryItem(u"watch"_s)) {
                    e->beginStream();
                } else if (e->request.path.endsWith(u"/leases"_s)) {
                    e->json("{\"kind\":\"LeaseList\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":["
                            + leaseJson(ns, u"1"_s, ns, ns) + "]}");
                } else {
                    e->json("{\"kind\":\"SomeList\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":[]}");
                }
            });
        }
    }
    qsizetype asked(const QString& path) const
    {
        return std::count_if(m_server->requests().begin(), m_server->requests().end(),
                             [&](const ReceivedRequest& r) { return r.path == path; });
    }

private slots:
    void kube_1_48_forbiddenClusterWideFollowsTheNamespacesThatAllowIt();
    void kube_1_48_sixtyNamespacesOfElevenKindsAllSync();
    void namespacesComeAndGo();
    void refusedEverywhereSaysSo();
    void namespacesAreKnownBeforehandWhereTheServerDoesNotListThem();
    void theServersListGoesBeforeWhatWasKnown();
    void kube_1_48_elevenKindsCostElevenListsAndElevenWatches();
    void kube_1_54_kindIsLoadingUntilItsListIsComplete();
    void missingKindsAreNotInstalled();
    void missingGroupMeansNothingIsInstalled();
    void kindInstalledLaterIsFoundOnReconnect();
    void forbiddenClusterWideFallsBackToTheNamespace();
    void forbiddenOnOneKindLeavesTheOthersLive();
    void givenNamespacesAreWatchedOneByOne();
};

void TestSessionScopes::kube_1_48_elevenKindsCostElevenListsAndElevenWatches()
{
    serve(allPlurals());
    QVERIFY(start());
    qsizetype lists = 0;
    qsizetype watches = 0;
    for (const Kind kind : konductorKinds) {
        const QString path = group + u'/' + kindInfo(kind).plural.toString();
        QTRY_COMPARE(m_server->count(path, true), 1);
        lists += m_server->count(path, false);
        watches += m_server->count(path, true);
    }
    QCOMPARE(lists, 11);
    QCOMPARE(watches, 11);
    QCOMPARE(m_server->requests().size(), 24); // the version and the group's kinds before them
}

void TestSessionScopes::kube_1_48_forbiddenClusterWideFollowsTheNamespacesThatAllowIt()
{
    serveNamespaces({u"one"_s, u"two"_s, u"secret"_s}, {u"one"_s, u"two"_s});
    QVERIFY(start());
    QTRY_COMPARE(scope(Kind::Lease).namespaces, QStringList({u"one"_s, u"two"_s}));
    for (const Kind kind : konductorKinds) {
        QTRY_VERIFY(scope(kind).phase == Phase::Live);
    }
    QCOMPARE(m_live->mirror().objects().count(Kind::Lease), 2);
    QTRY_VERIFY(connection().phase == ConnectionPhase::Live);
    QCOMPARE(connection().namespaces, QStringList({u"one"_s, u"two"_s}));
    QCOMPARE(asked(u"/api/v1/namespaces"_s), 1); // for all kinds together
    QCOMPARE(asked(group + u"/namespaces/secret/leases"_s), 1);
}

void TestSessionScopes::namespacesAreKnownBeforehandWhereTheServerDoesNotListThem()
{
    serveNamespaces({}, {u"one"_s, u"two"_s});
    m_server->on(u"/api/v1/namespaces"_s, [](const ExchangePtr& e) { e->status(403, "Forbidden", "no namespaces"); });
    QVERIFY(start({.knownNamespaces = {u"two"_s, u"secret"_s, u"one"_s}}));
    for (const Kind kind : konductorKinds) {
        QTRY_VERIFY(scope(kind).phase == Phase::Live);
        QTRY_COMPARE(scope(kind).namespaces, QStringList({u"two"_s, u"one"_s}));
        QVERIFY(scope(kind).refused.contains(u"secret"_s));
    }
    QCOMPARE(m_live->mirror().objects().count(Kind::Lease), 2);
}

void TestSessionScopes::theServersListGoesBeforeWhatWasKnown()
{
    serveNamespaces({u"one"_s}, {u"one"_s, u"two"_s});
    QVERIFY(start({.knownNamespaces = {u"two"_s}}));
    QTRY_COMPARE(scope(Kind::Lease).namespaces, QStringList{u"one"_s});
    QVERIFY(scope(Kind::Lease).refused.isEmpty());
}

void TestSessionScopes::kube_1_48_sixtyNamespacesOfElevenKindsAllSync()
{
    QStringList many;
    for (int i = 0; i < 60; ++i) {
        many += u"team-%1"_s.arg(i);
    }
    serveNamespaces(many, many);
    kube::ConnectionSettings settings;
    settings.server = m_server->url();
    settings.ns = u"team-0"_s;
    m_live = std::make_unique<LiveSession>(settings, LiveOptions{});
    for (const Kind kind : konductorKinds) {
        QTRY_VERIFY_WITH_TIMEOUT(scope(kind).phase == Phase::Live && scope(kind).namespaces.size() == 60, 60'000);
    }
    QCOMPARE(m_live->mirror().objects().count(Kind::Lease), 60);
    // A plain request does not queue behind 660 watches.
    std::atomic<bool> answered = false;
    m_live->post([&](kube::Connection* connection) {
        kube::Request request;
        request.path = u"/version"_s;
        connection->send(request).then([&](Result<kube::Response> answer) { answered = answer.has_value(); });
    });
    QTRY_VERIFY(answered);
}

void TestSessionScopes::namespacesComeAndGo()
{
    serveNamespaces({u"one"_s, u"two"_s}, {u"one"_s, u"two"_s});
    QVERIFY(start());
    QTRY_COMPARE(m_live->mirror().objects().count(Kind::Lease), 2);
    m_told.clear();
    serveNamespaces({u"two"_s, u"three"_s}, {u"two"_s, u"three"_s});
    m_live->reconnectNow();
    QTRY_COMPARE(scope(Kind::Lease).namespaces, QStringList({u"two"_s, u"three"_s}));
    QTRY_VERIFY(m_told.contains(u"+three"_s));
    QCOMPARE(m_told, QStringList({u"-one?"_s, u"+three"_s}));
}

void TestSessionScopes::refusedEverywhereSaysSo()
{
    serveNamespaces({u"one"_s, u"two"_s}, {});
    QVERIFY(start());
    for (const Kind kind : konductorKinds) {
        QTRY_VERIFY(scope(kind).phase == Phase::Forbidden);
        QTRY_COMPARE(scope(kind).namespaces.size(), 1);
    }
    QCOMPARE(scope(Kind::Lease).error->message.kept, u"not in here"_s);
    // Rights are given: everything is tried again, cluster-wide first.
    serve(allPlurals());
    m_live->reconnectNow();
    QTRY_VERIFY(scope(Kind::Lease).phase == Phase::Live);
    QVERIFY(scope(Kind::Lease).namespaces.isEmpty());
}

void TestSessionScopes::kube_1_54_kindIsLoadingUntilItsListIsComplete()
{
    serve(allPlurals());
    ExchangePtr second;
    m_server->on(group + u"/leases"_s, [&](const ExchangePtr& e) {
        if (e->request.query.hasQueryItem(u"watch"_s)) {
            e->beginStream();
        } else if (e->request.query.hasQueryItem(u"continue"_s)) {
            second = e;
        } else {
            e->json(leaseListJson({u"a@3"_s, u"b@4"_s}, u"10"_s, u"token"_s, 1));
        }
    });
    kube::ConnectionSettings settings;
    settings.server = m_server->url();
    m_live = std::make_unique<LiveSession>(settings, LiveOptions{});
    QTRY_VERIFY(second);
    QTRY_VERIFY(scope(Kind::Permit).phase == Phase::Live);
    QTRY_COMPARE(scope(Kind::Lease).loaded, 2);
    QVERIFY(scope(Kind::Lease).phase == Phase::Loading);
    QCOMPARE(*scope(Kind::Lease).expected, 3);
    QCOMPARE(m_live->mirror().objects().count(), 0);
    QVERIFY(!m_live->isSettled());
    second->json(leaseListJson({u"c@5"_s}, u"10"_s));
    QTRY_VERIFY(scope(Kind::Lease).phase == Phase::Live);
    QCOMPARE(m_live->mirror().objects().count(), 3);
    QTRY_VERIFY(m_live->isSettled());
}

void TestSessionScopes::missingKindsAreNotInstalled()
{
    QStringList plurals = allPlurals();
    plurals.removeAll(u"gates"_s);
    serve(plurals);
    QVERIFY(start());
    QVERIFY(scope(Kind::Gate).phase == Phase::NotInstalled);
    QVERIFY(scope(Kind::Lease).phase == Phase::Live);
    QTRY_VERIFY(connection().phase == ConnectionPhase::Live);
    QCOMPARE(m_server->count(group + u"/gates"_s, false), 0);
}

void TestSessionScopes::missingGroupMeansNothingIsInstalled()
{
    m_server->on(u"/version"_s, [](const ExchangePtr& e) { e->json("{\"gitVersion\":\"v1\"}"); });
    QVERIFY(start());
    for (const Kind kind : konductorKinds) {
        QVERIFY(scope(kind).phase == Phase::NotInstalled);
    }
}

void TestSessionScopes::kindInstalledLaterIsFoundOnReconnect()
{
    serve({});
    QVERIFY(start());
    QVERIFY(scope(Kind::Lease).phase == Phase::NotInstalled);
    serve(allPlurals());
    m_live->reconnectNow();
    QTRY_VERIFY(scope(Kind::Lease).phase == Phase::Live);
    QCOMPARE(m_live->mirror().objects().count(), 2);
}

void TestSessionScopes::forbiddenClusterWideFallsBackToTheNamespace()
{
    serve(allPlurals());
    for (const Kind kind : konductorKinds) {
        m_server->on(group + u'/' + kindInfo(kind).plural.toString(),
                     [](const ExchangePtr& e) { e->status(403, "Forbidden"); });
        m_server->on(group + u"/namespaces/team/"_s + kindInfo(kind).plural.toString(), [kind](const ExchangePtr& e) {
            if (e->request.query.hasQueryItem(u"watch"_s)) {
                e->beginStream();
            } else {
                e->json(emptyList(kind));
            }
        });
    }
    QVERIFY(start());
    for (const Kind kind : konductorKinds) {
        QVERIFY(scope(kind).phase == Phase::Live);
    }
    QTRY_COMPARE(connection().namespaces, QStringList{u"team"_s});
    QCOMPARE(scope(Kind::Lease).namespaces, QStringList{u"team"_s});
}

void TestSessionScopes::forbiddenOnOneKindLeavesTheOthersLive()
{
    serve(allPlurals());
    for (const QString& where : {group + u"/gates"_s, group + u"/namespaces/team/gates"_s}) {
        m_server->on(where, [](const ExchangePtr& e) { e->status(403, "Forbidden", "no gates for you"); });
    }
    QVERIFY(start());
    QVERIFY(scope(Kind::Gate).phase == Phase::Forbidden);
    QVERIFY(oneLine(*scope(Kind::Gate).error).contains(u"no gates for you"_s));
    QVERIFY(scope(Kind::Lease).phase == Phase::Live);
    QTRY_VERIFY(connection().phase == ConnectionPhase::Live);
}

void TestSessionScopes::givenNamespacesAreWatchedOneByOne()
{
    serve(allPlurals());
    for (const QString& ns : {u"one"_s, u"two"_s}) {
        m_server->on(group + u"/namespaces/"_s + ns, [ns](const ExchangePtr& e) {
            if (e->request.query.hasQueryItem(u"watch"_s)) {
                e->beginStream();
            } else if (e->request.path.endsWith(u"/leases"_s)) {
                e->json("{\"kind\":\"LeaseList\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":["
                        + leaseJson(u"x"_s, u"1"_s, ns, ns) + "]}");
            } else {
                e->json("{\"kind\":\"SomeList\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":[]}");
            }
        });
    }
    LiveOptions options;
    options.namespaces = {u"one"_s, u"two"_s};
    QVERIFY(start(options));
    QCOMPARE(m_live->mirror().objects().count(Kind::Lease), 2);
    QCOMPARE(m_server->count(group + u"/leases"_s, false), 0);
    // Eleven kinds in two namespaces: every one of the 22 watches gets through.
    QTRY_COMPARE(m_server->count(group + u"/namespaces/two/waitgroups"_s, true), 1);
    QCOMPARE(connection().namespaces, options.namespaces);
}

QTEST_GUILESS_MAIN(TestSessionScopes)
#include "tst_sessionscopes.moc"
