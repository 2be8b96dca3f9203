// SPDX-License-Identifier: Apache-2.0
#include "core/kube/podlog.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;

/// The end of a pod's log, from a server that says what the test wants.
class TestPodLog : public QObject {
    Q_OBJECT

    const QString m_path = u"/api/v1/namespaces/team-a/pods/w-1"_s;
    SystemClock m_clock;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Connection> m_connection;

    void servePod(const QByteArray& json)
    {
        m_server->on(m_path, [json](const ExchangePtr& e) { e->json(json); });
    }
    void serveLog(const ScriptedServer::Handler& handler) { m_server->on(m_path + u"/log"_s, handler); }
    std::optional<Result<PodLog>> read(const PodLogQuestion& question)
    {
        auto answer = std::make_shared<std::optional<Result<PodLog>>>();
        readPodLog(*m_connection, question).then([answer](Result<PodLog> log) { *answer = std::move(log); });
        return QTest::qWaitFor([&] { return answer->has_value(); }) ? *answer : std::nullopt;
    }
    QString asked(const QString& item) const
    {
        return m_server->requests().last().query.queryItemValue(item, QUrl::FullyDecoded);
    }

private slots:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        ConnectionSettings settings;
        settings.server = m_server->url();
        auto opened = Connection::open(settings, m_clock);
        QVERIFY(opened);
        m_connection = std::move(*opened);
    }
    void cleanup() { m_connection.reset(); }

    void firstContainersEndIsReadWithTimes()
    {
        servePod(R"({"spec":{"containers":[{"name":"web"},{"name":"side"}],"initContainers":[{"name":"wait"}]},)"
                 R"("status":{"containerStatuses":[{"name":"web","restartCount":2}]}})");
        serveLog([](const ExchangePtr& e) { e->reply(200, "one\ntwo\n", {{"Content-Type", "text/plain"}}); });
        const auto log = read({u"team-a"_s, u"w-1"_s});
        QVERIFY(log && *log);
        QCOMPARE((*log)->text, QByteArray("one\ntwo\n"));
        QCOMPARE((*log)->container, u"web"_s);
        QCOMPARE((*log)->containers.size(), size_t(3));
        QVERIFY((*log)->containers[0].restarts == 2);
        QVERIFY((*log)->containers[1].restarts == 0);
        QCOMPARE(asked(u"container"_s), u"web"_s);
        QCOMPARE(asked(u"tailLines"_s), u"500"_s);
        QCOMPARE(asked(u"timestamps"_s), u"true"_s);
        QCOMPARE(asked(u"limitBytes"_s), u"1000000"_s);
    }

    void podsOwnDefaultComesFirst()
    {
        servePod(R"({"metadata":{"annotations":{"kubectl.kubernetes.io/default-container":"side"}},)"
                 R"("spec":{"containers":[{"name":"web"},{"name":"side"}]}})");
        serveLog([](const ExchangePtr& e) { e->reply(200, "x"); });
        const auto log = read({u"team-a"_s, u"w-1"_s});
        QVERIFY(log && *log && (*log)->container == "side"_L1);
    }

    void whereThePodMayNotBeReadTheErrorNamesItsContainers()
    {
        m_server->on(m_path, [](const ExchangePtr& e) { e->status(403, "Forbidden"); });
        serveLog([](const ExchangePtr& e) {
            if (e->request.query.hasQueryItem(u"container"_s)) {
                e->reply(200, "x");
            } else {
                e->status(400, "BadRequest",
                          "a container name must be specified for pod w-1, choose one of: [web side] or one of the "
                          "init containers: [wait]");
            }
        });
        const auto log = read({u"team-a"_s, u"w-1"_s});
        QVERIFY(log && *log);
        QCOMPARE((*log)->container, u"web"_s);
        QCOMPARE((*log)->containers.size(), size_t(3));
        QCOMPARE(asked(u"container"_s), u"web"_s);
    }

    void longLinesMakeFewerOfThem()
    {
        servePod(R"({"spec":{"containers":[{"name":"web"}]}})");
        serveLog([](const ExchangePtr& e) {
            const int lines = e->request.query.queryItemValue(u"tailLines"_s).toInt();
            e->reply(200, QByteArray(lines > 100 ? PodLog::mostBytes : 10, 'x'));
        });
        const auto log = read({u"team-a"_s, u"w-1"_s});
        QVERIFY(log && *log);
        QCOMPARE((*log)->lines, 31);
        QVERIFY(!(*log)->isCut);
        serveLog([](const ExchangePtr& e) { e->reply(200, QByteArray(2 * PodLog::mostBytes, 'x')); });
        const auto cut = read({u"team-a"_s, u"w-1"_s});
        QVERIFY(cut && *cut && (*cut)->isCut);
        QCOMPARE((*cut)->text.size(), PodLog::mostBytes);
    }

    void previousOneIsAskedFor()
    {
        servePod(R"({"spec":{"containers":[{"name":"web"}]}})");
        serveLog([](const ExchangePtr& e) { e->status(400, "BadRequest", "previous terminated container not found"); });
        const auto log = read({u"team-a"_s, u"w-1"_s, u"web"_s, true});
        QCOMPARE(asked(u"previous"_s), u"true"_s);
        QVERIFY(log && !*log);
        QCOMPARE(log->error().message.kept, u"previous terminated container not found"_s);
    }

    void podThatIsGoneIsNotFound()
    {
        m_server->on(m_path, [](const ExchangePtr& e) { e->status(404, "NotFound"); });
        const auto log = read({u"team-a"_s, u"w-1"_s});
        QVERIFY(log && !*log && log->error().kind == Error::Kind::NotFound);
        QCOMPARE(m_server->count(m_path + u"/log"_s, false), 0);
    }
};

QTEST_GUILESS_MAIN(TestPodLog)
#include "tst_podlog.moc"
