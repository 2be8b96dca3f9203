// SPDX-License-Identifier: Apache-2.0
#include "core/kube/tlsconfiguration.h"
#include "core/sandbox/sandbox.h"
#include "tests/chaos/schedule.h"
#include "tests/support/realcluster.h"

#include <QTest>

#include <algorithm>

#include <cstdio>

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;

namespace konductor::test {

namespace {

constexpr quint64 lanesAtOnce = 20;
constexpr quint64 schedulesInSandbox = 1000;
constexpr quint64 schedulesOnRealServer = 40;

/// A server and the schedules that run on it one after another.
struct Lane {
    std::unique_ptr<sandbox::Sandbox> box;
    std::unique_ptr<kube::Connection> direct;
    Upstream upstream;
    std::unique_ptr<Schedule> schedule;
};

quint64 number(const char* variable, quint64 otherwise)
{
    bool sound = false;
    const quint64 value = qEnvironmentVariable(variable).toULongLong(&sound);
    return sound ? value : otherwise;
}

} // namespace

/// Random writes at a server, and a session that watches it through a proxy that does harm. KONDUCTOR_CHAOS_SEED is the
/// first schedule's seed (the n-th has seed + n), KONDUCTOR_CHAOS_SCHEDULES how many there are.
class tst_Chaos final : public QObject {
    Q_OBJECT
    SystemClock m_clock;
    std::vector<std::unique_ptr<Lane>> m_lanes;
    quint64 m_end = 0;
    quint64 m_done = 0;
    qint64 m_changes = 0;
    std::array<int, std::tuple_size_v<ChaosProxy::Counts>> m_faults{};
    QStringList m_wrong;

    Result<void> attach(Lane& lane, const kube::ConnectionSettings& settings)
    {
        auto opened = kube::Connection::open(settings, m_clock);
        auto tls = kube::tlsConfiguration(settings);
        if (!opened || !tls) {
            return fail(opened ? tls.error() : opened.error());
        }
        lane.direct = std::move(*opened);
        lane.upstream = {settings.server, *tls, {}};
        if (!settings.token.isEmpty()) {
            lane.upstream.authorization = "Bearer " + settings.token.reveal();
        }
        return {};
    }

    /// Servers differ in what they keep and how they cut lists: some force relists and several pages.
    Result<void> prepare(Lane& lane, quint64 number)
    {
        sandbox::Sandbox::Options options;
        options.scenario = u"empty"_s;
        options.operatorRuns = options.workersRun = false;
        options.keptEvents = number % 2 == 0 ? 10'000 : 15;
        options.maxPage = number % 3 == 0 ? 0 : 4;
        auto started = sandbox::Sandbox::start(options);
        if (!started) {
            return fail(started.error());
        }
        lane.box = std::move(*started);
        return attach(lane, lane.box->connectionSettings());
    }

    void begin(Lane& lane, quint64 seed)
    {
        lane.schedule = std::make_unique<Schedule>(*lane.direct, lane.upstream, seed);
        connect(
            lane.schedule.get(), &Schedule::ended, this,
            [this, &lane](const QStringList& wrong) { finished(lane, wrong); }, Qt::QueuedConnection);
        lane.schedule->start();
    }

    void finished(Lane& lane, const QStringList& wrong)
    {
        const quint64 seed = lane.schedule->seed();
        for (const QString& line : wrong) {
            m_wrong += u"KONDUCTOR_CHAOS_SEED=%1 KONDUCTOR_CHAOS_SCHEDULES=1: %2"_s.arg(seed).arg(line);
        }
        m_changes += lane.schedule->changes();
        for (size_t i = 0; i < m_faults.size(); ++i) {
            m_faults[i] += lane.schedule->proxy().counts()[i];
        }
        ++m_done;
        lane.schedule.reset();
        nextFor(lane, seed);
    }

    /// A seed always runs on the same sort of server: its lane is its remainder.
    void nextFor(Lane& lane, quint64 last)
    {
        const quint64 seed = last + m_lanes.size();
        if (seed < m_end && m_wrong.size() < 40) {
            begin(lane, seed);
        }
    }

    bool run(quint64 first, quint64 count, std::chrono::seconds limit)
    {
        m_wrong.clear();
        m_faults = {};
        m_changes = 0;
        m_done = 0;
        m_end = first + count;
        qInfo("chaos: seeds %llu to %llu", first, m_end - 1);
        for (quint64 seed = first; seed < qMin(m_end, first + m_lanes.size()); ++seed) {
            begin(*m_lanes[seed % m_lanes.size()], seed);
        }
        const auto idle = [this] {
            return std::none_of(m_lanes.begin(), m_lanes.end(),
                                [](const auto& lane) { return lane->schedule != nullptr; });
        };
        const bool inTime = QTest::qWaitFor(idle, static_cast<int>(std::chrono::milliseconds(limit).count()));
        QStringList met;
        for (const int times : m_faults) {
            met += QString::number(times);
        }
        qInfo("chaos: %llu schedules, %lld changes told, exchanges by fault: %s", m_done, m_changes,
              qPrintable(met.join(u' ')));
        for (const QString& line : m_wrong) {
            qWarning("%s", qPrintable(line));
        }
        return inTime && m_wrong.isEmpty() && m_done == count;
    }

    void inSandboxes()
    {
        for (quint64 i = m_lanes.size(); i < lanesAtOnce; ++i) {
            m_lanes.push_back(std::make_unique<Lane>());
            const auto prepared = prepare(*m_lanes.back(), i);
            QVERIFY2(prepared, prepared ? "" : qPrintable(oneLine(prepared.error())));
        }
    }

private slots:
    void cleanup() { m_lanes.clear(); }

    void sessionEqualsTheServerAfterEverySchedule()
    {
        inSandboxes();
        QVERIFY(run(number("KONDUCTOR_CHAOS_SEED", 1), number("KONDUCTOR_CHAOS_SCHEDULES", schedulesInSandbox), 1h));
    }

    void sessionEqualsTheRealServerAfterEverySchedule()
    {
        const QString program = qEnvironmentVariable("KONDUCTOR_TESTCLUSTER");
        if (program.isEmpty()) {
            QSKIP("the real API server needs Go 1.26 or later");
        }
        const auto cluster = RealCluster::start(program);
        QVERIFY2(cluster, cluster ? "" : qPrintable(oneLine(cluster.error())));
        const auto settings = settingsOf((*cluster)->kubeconfig());
        QVERIFY(settings);
        m_lanes.push_back(std::make_unique<Lane>());
        QVERIFY(attach(*m_lanes.back(), *settings));
        QVERIFY(makeNamespace(*settings));
        const quint64 count = qMin(number("KONDUCTOR_CHAOS_SCHEDULES", schedulesOnRealServer), schedulesOnRealServer);
        QVERIFY(run(number("KONDUCTOR_CHAOS_SEED", 1), count, 10min));
    }

private:
    static bool makeNamespace(const kube::ConnectionSettings& settings)
    {
        Client client(settings);
        kube::Request request;
        request.verb = kube::Verb::Post;
        request.path = u"/api/v1/namespaces"_s;
        request.contentType = "application/json";
        request.body = R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team-a"}})";
        return client.send(request).has_value();
    }
};

} // namespace konductor::test

QTEST_GUILESS_MAIN(konductor::test::tst_Chaos)
#include "tst_chaos.moc"
