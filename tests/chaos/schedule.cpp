// SPDX-License-Identifier: Apache-2.0
#include "tests/chaos/schedule.h"

#include "tests/chaos/fastclock.h"

#include <QCoroTimer>
#include <QDeadlineTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::test {

namespace {

// How much faster pauses and time-outs pass. Sanitizers need longer for the same work.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int speed = 100;
#else
constexpr int speed = 500;
#endif
constexpr auto patience = 60s; ///< Far above the longest time-out of the client divided by the speed.

kube::ConnectionSettings through(const ChaosProxy& proxy, quint64 seed)
{
    kube::ConnectionSettings settings;
    settings.contextName = u"chaos %1"_s.arg(seed);
    settings.server = proxy.url();
    settings.ns = u"default"_s;
    return settings;
}

live::LiveOptions options(quint64 seed)
{
    live::LiveOptions watched;
    watched.kinds.assign(chaosKinds.begin(), chaosKinds.end());
    watched.batchInterval = 1ms * static_cast<int>(seed % 8);
    watched.heartbeat = 600s;
    watched.clock = std::make_shared<FastClock>(speed);
    if (seed % 3 == 0) {
        watched.namespaces = QStringList{u"default"_s, u"team-a"_s};
    }
    return watched;
}

QCoro::Task<void> pass(std::chrono::milliseconds time)
{
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(time);
    co_await timer;
}

} // namespace

Schedule::Schedule(kube::Connection& direct, Upstream upstream, quint64 seed)
    : m_seed(seed)
    , m_driver(direct, seed)
    , m_proxy(std::move(upstream), seed)
    , m_session(through(m_proxy, seed), options(seed))
    , m_witness(m_session.mirror())
{
}

Schedule::~Schedule() = default;

void Schedule::start()
{
    run().then([this](const QStringList& faults) { emit ended(faults); });
}

QCoro::Task<QStringList> Schedule::run()
{
    const Result<void> cleared = co_await m_driver.clear();
    if (!cleared) {
        co_return QStringList{oneLine(cleared.error())};
    }
    const quint64 rounds = 1 + m_seed % 2;
    for (quint64 round = 0; round < rounds; ++round) {
        m_proxy.setFaults(true);
        const auto steps = 3 + m_driver.random()() % 6;
        for (unsigned step = 0; step < steps; ++step) {
            const Result<void> written = co_await m_driver.burst(static_cast<int>(1 + m_driver.random()() % 10));
            if (!written) {
                co_return QStringList{oneLine(written.error())};
            }
            co_await pass(1ms * static_cast<int>(m_driver.random()() % 12));
        }
        m_proxy.setFaults(false);
        const QStringList wrong = co_await compare();
        if (!wrong.isEmpty()) {
            co_return wrong;
        }
    }
    co_return QStringList();
}

/// Twice: the second time every stream is healthy, and what one of them brought out of its turn would show.
QCoro::Task<QStringList> Schedule::compare()
{
    for (int time = 0; time < 2; ++time) {
        const Result<void> looked = co_await look();
        if (!looked) {
            co_return QStringList{oneLine(looked.error())};
        }
        const QDeadlineTimer deadline(patience);
        QStringList wrong = differences();
        while (!wrong.isEmpty() && !deadline.hasExpired() && m_witness.offences().isEmpty()) {
            const qint64 before = m_witness.batches();
            co_await pass(5ms);
            if (m_witness.batches() != before) {
                wrong = differences();
            }
        }
        wrong += offences();
        if (!wrong.isEmpty()) {
            wrong += states();
            co_return wrong;
        }
    }
    co_return QStringList();
}

QCoro::Task<Result<void>> Schedule::look()
{
    const Result<void> marked = co_await m_driver.mark();
    if (!marked) {
        co_return fail(marked.error());
    }
    for (const Kind kind : chaosKinds) {
        const Result<std::vector<ObjectPtr>> listed = co_await m_driver.list(kind);
        if (!listed) {
            co_return fail(listed.error());
        }
        m_truth[kind] = *listed;
    }
    co_return Result<void>();
}

QStringList Schedule::differences() const
{
    QStringList found;
    for (const auto& [kind, truth] : m_truth) {
        if (m_session.mirror().scope(kind).phase != live::ScopeState::Phase::Live) {
            found += u"%1 are not live"_s.arg(kindInfo(kind).plural);
        }
        found += m_witness.differences(kind, truth);
    }
    return found;
}

QStringList Schedule::offences() const
{
    QStringList found = m_witness.offences();
    for (const QString& version : m_witness.versions() - m_driver.versions()) {
        found += version + u" was shown and never was"_s;
    }
    return found;
}

QString Schedule::states() const
{
    QStringList texts;
    for (const Kind kind : chaosKinds) {
        const live::ScopeState scope = m_session.mirror().scope(kind);
        texts += u"%1: phase %2, problems %3 (%4), error %5"_s.arg(kindInfo(kind).plural)
                     .arg(static_cast<int>(scope.phase))
                     .arg(scope.problems)
                     .arg(scope.lastProblem, scope.error ? oneLine(*scope.error) : u"none"_s);
    }
    return texts.join(u"; "_s);
}

} // namespace konductor::test
