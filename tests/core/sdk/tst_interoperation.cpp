// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/sandbox.h"
#include "core/sdk/requests.h"
#include "tests/core/sdk/sdkrig.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace konductor;
using namespace konductor::test;
using sdk::Failure;
using sdk::failureOf;

/// Beside the Go SDK and koncli on the same objects: what they wrote, as it was recorded, means to this client what it
/// means to them, and what this client writes is what they look for.
class tst_Interoperation final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        sandbox::Sandbox::Options options;
        options.scenario = u"empty"_s;
        options.operatorRuns = false; // the recorded statuses stand as they were
        auto started = sandbox::Sandbox::start(options);
        VERIFY_RESULT(started);
        m_sandbox = std::move(*started);
        auto connection = kube::Connection::open(m_sandbox->connectionSettings(), m_clock);
        VERIFY_RESULT(connection);
        m_connection = std::move(*connection);
        m_client.emplace(*m_connection, m_clock, sdk::Client::Config{.ns = u"default"_s, .holder = u"cpp"_s});
        plant(u"go-sdk.json"_s);
        plant(u"koncli.json"_s);
    }
    void cleanupTestCase()
    {
        m_client.reset();
        m_connection.reset();
    }

    /// "sem" has two permits, one of them the Go SDK's; "api-quota" three, two of them koncli's.
    void permitsOfTheirsCount_data()
    {
        QTest::addColumn<QString>("semaphore");
        QTest::newRow("go") << u"sem"_s;
        QTest::newRow("koncli") << u"api-quota"_s;
    }
    void permitsOfTheirsCount()
    {
        QFETCH(QString, semaphore);
        auto one = await(m_client->tryAcquireSemaphore(semaphore));
        VERIFY_RESULT(one);
        QVERIFY(*one && (*one)->isHeld());
        const auto permit = await(m_client->get<konductor::Permit>((*one)->object().name));
        VERIFY_RESULT(permit);
        QCOMPARE((*permit)->meta.labels.value(u"semaphore"_s), semaphore); // by which they and the operator list
        QCOMPARE((*permit)->spec.holder, u"cpp"_s); // by which koncli releases
        QVERIFY((*permit)->controller() && (*permit)->controller()->blockOwnerDeletion);
        const auto more = await(m_client->withHolder(u"other"_s).tryAcquireSemaphore(semaphore));
        VERIFY_RESULT(more);
        QVERIFY(!*more);
        VERIFY_RESULT(await((*one)->release()));
    }

    void arrivalHasTheirNameSoThatAHolderArrivesOnce()
    {
        const auto again = await(m_client->withHolder(u"worker-1"_s).arriveBarrier(u"bar"_s));
        QVERIFY(!again && failureOf(again.error()) == Failure::Conflict);
        VERIFY_RESULT(await(m_client->arriveBarrier(u"stage"_s)));
        VERIFY_RESULT(await(m_client->getObject(Kind::Arrival, u"stage-cpp"_s)));
        VERIFY_RESULT(await(m_client->waitBarrier(u"bar"_s, {.timeout = 5s}))); // recorded open, by a quorum of one
    }

    void requestOfTheirsForTheSameHolderIsNotMistakenForOurs()
    {
        const auto lease = await(m_client->withHolder(u"leader-a"_s).acquireLease(u"lea"_s, {.timeout = 700ms}));
        QVERIFY(!lease && failureOf(lease.error()) == Failure::TimedOut);
        const auto theirs = await(m_client->get<LeaseRequest>(u"lea-leader-a"_s));
        VERIFY_RESULT(theirs);
        QVERIFY((*theirs)->spec.priority == 7);
        auto waiting = start(m_client->acquireLease(u"lea"_s, {.timeout = 700ms}));
        const auto ours = [this] { return await(m_client->getObject(Kind::LeaseRequest, u"lea-cpp"_s)).has_value(); };
        QTRY_VERIFY(ours());
        QVERIFY(!waiting.result());
        QTRY_VERIFY(!ours());
    }

    void expiredLockOfTheirsIsTaken()
    {
        // Recorded long ago with an expiry, and no operator to notice it.
        auto lock = await(m_client->lockMutex(u"mut"_s, {.timeout = 5s}));
        VERIFY_RESULT(lock);
        const auto mutex = await(m_client->get<Mutex>(u"mut"_s));
        QVERIFY(mutex && (*mutex)->status.holder == u"cpp" && (*mutex)->status.phase == MutexPhase::Locked);
        VERIFY_RESULT(await(lock->release()));
    }

    void readLockOfTheirsWithoutAnExpiryIsNotGivenOne()
    {
        auto reader = await(m_client->lockRead(u"rw"_s, {.timeout = 5s}));
        VERIFY_RESULT(reader);
        QVERIFY(!reader->expiresAt());
        const auto both = await(m_client->get<RWMutex>(u"rw"_s));
        VERIFY_RESULT(both);
        QCOMPARE((*both)->status.readHolders, (QStringList{u"sdk-pod-0"_s, u"cpp"_s}));
        QVERIFY(!(*both)->status.expiresAt);
        const auto writer = await(m_client->withHolder(u"w"_s).tryLockWrite(u"rw"_s));
        QVERIFY(writer && !*writer);
        VERIFY_RESULT(await(reader->release()));
        const auto theirs = await(m_client->get<RWMutex>(u"rw"_s));
        QCOMPARE((*theirs)->status.readHolders, QStringList{u"sdk-pod-0"_s});
        QVERIFY((*theirs)->status.phase == RWMutexPhase::ReadLocked);
    }

    void onceOfTheirsIsDone()
    {
        const auto done = await(m_client->doOnce(u"once"_s, nothing));
        QVERIFY(done && !*done);
        const auto pending = await(m_client->doOnce(u"init"_s, nothing));
        QVERIFY(pending && *pending);
        const auto once = await(m_client->get<Once>(u"init"_s));
        QVERIFY(once && (*once)->status.executor == u"cpp" && (*once)->status.phase == OncePhase::Executed);
    }

    void counterOfTheirsGoesOn()
    {
        const auto counter = await(m_client->doneWaitGroup(u"wg"_s));
        QVERIFY(counter && *counter == 1);
    }

private:
    static sdk::Client::Task<void> nothing() { co_return Result<void>(); }

    /// The recorded objects as this server keeps them: with uids of its own, and the statuses that they had.
    void plant(const QString& name)
    {
        QFile file(QStringLiteral(KONDUCTOR_TEST_DATA "/recorded/") + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray items = QJsonDocument::fromJson(file.readAll()).object().value(u"items"_s).toArray();
        QHash<QString, QString> uids;
        for (const QJsonValue& item : items) {
            const auto recorded = decodeObject(item.toObject());
            VERIFY_RESULT(recorded);
            const auto made = await(m_client->create(adopted(*recorded, uids)));
            if (!made && made.error().kind == Error::Kind::AlreadyExists) {
                continue; // both recorded one of this name
            }
            VERIFY_RESULT(made);
            uids.insert((*recorded)->meta.uid.toString(), (*made)->meta.uid.toString());
            const QJsonObject status = item.toObject().value(u"status"_s).toObject();
            if (!status.isEmpty()) {
                VERIFY_RESULT(await(m_connection->send(sdk::statusPatch(**made, status, true))));
            }
        }
    }
    static ObjectPtr adopted(const ObjectPtr& recorded, const QHash<QString, QString>& uids)
    {
        return visitObject(*recorded, [&](const auto& typed) -> ObjectPtr {
            auto copy = std::make_shared<std::remove_cvref_t<decltype(typed)>>(typed);
            copy->meta.ns = u"default"_s;
            copy->meta.uid.clear();
            copy->meta.resourceVersion.clear();
            for (OwnerReference& owner : copy->meta.ownerReferences) {
                owner.uid = uids.value(owner.uid.toString());
            }
            return copy;
        });
    }

    SystemClock m_clock;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    std::unique_ptr<kube::Connection> m_connection;
    std::optional<sdk::Client> m_client;
};

QTEST_GUILESS_MAIN(tst_Interoperation)
#include "tst_interoperation.moc"
