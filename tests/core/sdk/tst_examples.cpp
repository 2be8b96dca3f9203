// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/sandbox.h"
#include "core/sdk/requests.h"
#include "tests/core/sdk/sdkrig.h"
#include "tests/support/programrun.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::test;

/// Each example is run as it stands, on the sandbox, and does what its first line says.
class tst_Examples final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        sandbox::Sandbox::Options options;
        options.scenario = u"empty"_s;
        auto started = sandbox::Sandbox::start(options);
        VERIFY_RESULT(started);
        m_sandbox = std::move(*started);
        QFile file(config());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(m_sandbox->kubeconfig());
        auto client = sdk::Client::open(m_sandbox->connectionSettings(), {.ns = u"default"_s, .holder = u"test"_s});
        VERIFY_RESULT(client);
        m_client.emplace(*client);
        for (const ObjectPtr& object :
             {sdk::newSemaphore(u"api-quota"_s, 2), sdk::newSemaphore(u"batch-processor"_s, 1),
              sdk::newBarrier(u"stage-1"_s, 1), sdk::newBarrier(u"stage-2"_s, 1), sdk::newBarrier(u"never"_s, 1),
              sdk::newBarrier(u"workers"_s, 1), sdk::newLease(u"service-leader"_s), sdk::newLease(u"migration"_s),
              sdk::newGate(u"dependencies-ready"_s, {{.type = u"Barrier"_s, .name = u"stage-2"_s, .state = u"Open"_s}}),
              sdk::newMutex(u"report"_s), sdk::newWaitGroup(u"batch"_s)}) {
            VERIFY_RESULT(await(m_client->create(object)));
        }
    }
    void cleanupTestCase() { m_client.reset(); }

    void rateLimit() { QVERIFY(ran(u"ratelimit"_s).contains("calling under api-quota-slot-")); }
    void barrierPipeline()
    {
        QProcess process;
        begin(process, u"barrierpipeline"_s);
        QVERIFY(process.waitForStarted());
        VERIFY_RESULT(await(m_client->arriveBarrier(u"stage-1"_s)));
        VERIFY_RESULT(await(m_client->waitBarrier(u"stage-2"_s, {.timeout = std::chrono::seconds(20)})));
        QCOMPARE(end(process), "processing\n");
    }
    void leaderElection() { QVERIFY(ran(u"leaderelection"_s).startsWith("leading with token ")); }
    void startUpGate() { QCOMPARE(ran(u"startupgate"_s), "starting\n"); } // stage-2 is open by now
    void initContainer()
    {
        QCOMPARE(ran(u"initcontainer"_s, {u"stage-1"_s, u"stage-2"_s}), "stage-1 is open\nstage-2 is open\n");
    }
    void batchWorker() { QCOMPARE(ran(u"batchworker"_s), "processing one\nprocessing two\nprocessing three\n"); }
    void cancellation() { QCOMPARE(ran(u"cancellation"_s), "cancelled\n"); }
    void lostLease()
    {
        QProcess process;
        begin(process, u"lostlease"_s);
        QTRY_VERIFY(process.canReadLine());
        const auto lease = await(m_client->getObject(Kind::Lease, u"migration"_s));
        VERIFY_RESULT(lease);
        auto connection = kube::Connection::open(m_sandbox->connectionSettings(), m_clock);
        VERIFY_RESULT(connection);
        const kube::Request taking = sdk::statusPatch(**lease, {{u"holder"_s, u"somebody"_s}}, true);
        VERIFY_RESULT(await((*connection)->send(taking)));
        QVERIFY(end(process).contains("stopping: lease default/migration: somebody took it away"));
    }
    void synchronousUse() { QCOMPARE(ran(u"synchronous"_s), "writing the report\n"); }
    void customHolder() { QCOMPARE(ran(u"customholder"_s), "shard-7 arrived, shard-7-retry holds\n"); }

    void nothingIsLeftOfThem()
    {
        const auto permits = await(m_client->listObjects(Kind::Permit));
        const auto requests = await(m_client->listObjects(Kind::LeaseRequest));
        QVERIFY(permits && permits->empty());
        QVERIFY(requests && requests->empty());
        const auto report = await(m_client->get<Mutex>(u"report"_s));
        QVERIFY(report && (*report)->status.holder.isEmpty());
    }

private:
    QString config() const { return m_dir.filePath(u"sandbox.kubeconfig"_s); }
    void begin(QProcess& process, const QString& name, const QStringList& arguments = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"KUBECONFIG"_s, config());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(KONDUCTOR_EXAMPLES_DIR "/example-") + name, arguments);
    }
    /// The rest of its output; what is wrong with it when something is.
    static QByteArray end(QProcess& process)
    {
        if (!test::hasEnded(process) || process.exitCode() != 0) {
            const QByteArray error = "failed: " + process.readAllStandardError();
            process.kill();
            process.waitForFinished();
            return error;
        }
        return process.readAllStandardOutput();
    }
    QByteArray ran(const QString& name, const QStringList& arguments = {})
    {
        QProcess process;
        begin(process, name, arguments);
        return end(process);
    }

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    std::optional<sdk::Client> m_client;
};

QTEST_GUILESS_MAIN(tst_Examples)
#include "tst_examples.moc"
