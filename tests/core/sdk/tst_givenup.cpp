// SPDX-License-Identifier: Apache-2.0
#include "core/api/encoder.h"
#include "core/base/json.h"
#include "tests/core/sdk/sdkrig.h"
#include "tests/support/scriptedserver.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace konductor;
using namespace konductor::test;
using sdk::Failure;
using sdk::failureOf;

/// A call is given up while a write of its own is on the way. The server may carry that out later than it does anything
/// that is sent afterwards, so what takes it back has to wait for its answer.
class tst_GivenUp final : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_writes.clear();
        m_stop = {};
        kube::ConnectionSettings settings;
        settings.server = m_server->url();
        auto connection = kube::Connection::open(settings, m_clock);
        VERIFY_RESULT(connection);
        m_connection = std::move(*connection);
        m_client.emplace(*m_connection, m_clock, sdk::Client::Config{.ns = u"default"_s, .holder = u"cpp"_s});
    }
    void cleanup()
    {
        m_client.reset();
        m_connection.reset();
    }

    void leavingTheQueueDoesNotOvertakeJoiningIt()
    {
        const auto held = std::make_shared<Mutex>(*as<Mutex>(of(sdk::newMutex(u"m"_s))));
        held->status.holder = u"somebody"_s;
        held->status.phase = MutexPhase::Locked;
        serve(held);
        auto waiting = start(m_client->lockMutex(u"m"_s, {.timeout = 200ms}));
        QTRY_COMPARE(m_writes.size(), 1);
        QVERIFY(failureOf(waiting.result().error()) == Failure::TimedOut);
        VERIFY_RESULT(await(m_client->get<Mutex>(u"m"_s))); // what was sent before it has come by now
        QCOMPARE(m_writes.size(), 1);
        answer(held);
        QTRY_COMPARE(m_writes.size(), 2);
        const QRegularExpression entry(u"\"wait\\.konductor\\.io/[0-9a-f]+\":(\"|null)"_s);
        QCOMPARE(entry.match(body(0)).captured(1), u"\""_s);
        QCOMPARE(entry.match(body(1)).captured(1), u"null"_s);
    }
    void lockThatComesTooLateIsUnlocked()
    {
        const auto mutex = as<Mutex>(of(sdk::newMutex(u"m"_s)));
        serve(mutex);
        auto locking = start(m_client->lockMutex(u"m"_s, {}, m_stop.get_token()));
        QTRY_COMPARE(m_writes.size(), 1);
        giveUp(locking);
        const QByteArray locked = withStatusOf(*mutex, 0);
        QVERIFY(locked.contains("\"holder\":\"cpp\""));
        serve(mutex, locked);
        m_writes.first()->json(locked);
        QTRY_COMPARE(m_writes.size(), 2);
        QVERIFY(body(1).contains(u"Unlocked"_s));
    }
    void permitThatComesTooLateIsDeleted()
    {
        serve(of(sdk::newSemaphore(u"s"_s, 1)));
        auto acquiring = start(m_client->acquireSemaphore(u"s"_s, {}, m_stop.get_token()));
        comesTooLate(acquiring, Kind::Permit);
    }
    void leaseRequestThatComesTooLateIsDeleted()
    {
        serve(of(sdk::newLease(u"l"_s)));
        auto acquiring = start(m_client->acquireLease(u"l"_s, {}, m_stop.get_token()));
        comesTooLate(acquiring, Kind::LeaseRequest);
    }

private:
    /// As the server has it.
    static ObjectPtr of(const ObjectPtr& made)
    {
        QJsonObject json = toJson(*made);
        QJsonObject meta = json.value(u"metadata"_s).toObject();
        meta.insert(u"uid"_s, u"uid-of-"_s + made->meta.name);
        meta.insert(u"resourceVersion"_s, u"7"_s);
        meta.insert(u"namespace"_s, u"default"_s);
        json.insert(u"metadata"_s, meta);
        return *Decoder(made->kind).object(compactJson(json));
    }
    /// What the n-th write makes of it, as written: our own encoder would round its times.
    QByteArray withStatusOf(const Object& object, qsizetype n) const
    {
        QJsonObject json = toJson(object);
        json.insert(u"status"_s, QJsonDocument::fromJson(m_writes[n]->request.body).object().value(u"status"_s));
        return compactJson(json);
    }
    QString body(qsizetype n) const { return QString::fromUtf8(m_writes[n]->request.body); }
    void answer(const ObjectPtr& object) { m_writes.first()->json(compactJson(toJson(*object))); }

    /// Reads are answered with it and lists with it alone; writes wait in m_writes.
    void serve(const ObjectPtr& object) { serve(object, compactJson(toJson(*object))); }
    void serve(const ObjectPtr& object, const QByteArray& one)
    {
        m_server->on({}, [this, object, one](const ExchangePtr& exchange) {
            const ReceivedRequest& request = exchange->request;
            if (request.body.contains("looked-again")) {
                exchange->json(one); // to wake an operator that is not here
            } else if (request.method != "GET") {
                m_writes.append(exchange);
            } else if (request.query.hasQueryItem(u"watch"_s)) {
                exchange->beginStream();
            } else if (request.path.endsWith(u'/' + object->meta.name)) {
                exchange->json(one);
            } else {
                const bool here = request.path.endsWith(u'/' + kindInfo(object->kind).plural.toString());
                exchange->json("{\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":["
                               + (here ? one : QByteArray()) + "]}");
            }
        });
    }
    template <class Started> void giveUp(Started& started)
    {
        m_stop.request_stop();
        QVERIFY(failureOf(started.result().error()) == Failure::Cancelled);
    }
    /// The child that the first write creates.
    template <class Started> void comesTooLate(Started& started, Kind kind)
    {
        QTRY_COMPARE(m_writes.size(), 1);
        giveUp(started);
        const auto wanted = Decoder(kind).object(m_writes.first()->request.body);
        VERIFY_RESULT(wanted);
        const ObjectPtr child = of(*wanted);
        serve(child);
        answer(child);
        QTRY_COMPARE(m_writes.size(), 2);
        QCOMPARE(m_writes[1]->request.method, "DELETE");
        QVERIFY(m_writes[1]->request.path.endsWith(u'/' + child->meta.name));
        QVERIFY(body(1).contains(child->meta.uid.toString()));
    }

    SystemClock m_clock;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<kube::Connection> m_connection;
    std::optional<sdk::Client> m_client;
    std::stop_source m_stop;
    QList<ExchangePtr> m_writes;
};

QTEST_GUILESS_MAIN(tst_GivenUp)
#include "tst_givenup.moc"
