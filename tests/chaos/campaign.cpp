// SPDX-License-Identifier: Apache-2.0
#include "tests/chaos/campaign.h"

#include "core/kube/tlsconfiguration.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

constexpr qsizetype enoughWrong = 40;

quint64 number(const char* variable, quint64 otherwise)
{
    bool sound = false;
    const quint64 value = qEnvironmentVariable(variable).toULongLong(&sound);
    return sound ? value : otherwise;
}

} // namespace

Result<void> Campaign::addServer(const kube::ConnectionSettings& settings)
{
    auto lane = std::make_unique<Lane>();
    auto opened = kube::Connection::open(settings, m_clock);
    auto tls = kube::tlsConfiguration(settings);
    if (!opened || !tls) {
        return fail(opened ? tls.error() : opened.error());
    }
    lane->direct = std::move(*opened);
    lane->upstream = {settings.server, *tls, {}};
    if (!settings.token.isEmpty()) {
        lane->upstream.authorization = "Bearer " + settings.token.reveal();
    }
    m_lanes.push_back(std::move(lane));
    return {};
}

Result<void> Campaign::addSandbox(sandbox::Sandbox::Options options)
{
    auto started = sandbox::Sandbox::start(std::move(options));
    if (!started) {
        return fail(started.error());
    }
    const auto added = addServer((*started)->connectionSettings());
    if (added) {
        m_lanes.back()->box = std::move(*started);
    }
    return added;
}

bool Campaign::run(quint64 count, std::chrono::milliseconds limit)
{
    const quint64 first = number("KONDUCTOR_CHAOS_SEED", 1);
    count = number("KONDUCTOR_CHAOS_SCHEDULES", count);
    m_end = first + count;
    qInfo("chaos: seeds %llu to %llu", first, m_end - 1);
    for (quint64 seed = first; seed < qMin(m_end, first + m_lanes.size()); ++seed) {
        begin(*m_lanes[seed % m_lanes.size()], seed);
    }
    const auto idle = [this] {
        return std::none_of(m_lanes.begin(), m_lanes.end(), [](const auto& lane) { return lane->schedule != nullptr; });
    };
    const bool inTime = QTest::qWaitFor(idle, static_cast<int>(limit.count()));
    report();
    return inTime && m_wrong.isEmpty() && m_done == count;
}

void Campaign::begin(Lane& lane, quint64 seed)
{
    lane.schedule = std::make_unique<Schedule>(*lane.direct, lane.upstream, seed);
    connect(
        lane.schedule.get(), &Schedule::ended, this, [this, &lane](const QStringList& wrong) { finished(lane, wrong); },
        Qt::QueuedConnection);
    lane.schedule->start();
}

void Campaign::finished(Lane& lane, const QStringList& wrong)
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
    const quint64 next = seed + m_lanes.size();
    if (next < m_end && m_wrong.size() < enoughWrong) {
        begin(lane, next);
    }
}

void Campaign::report() const
{
    QStringList met;
    for (const int times : m_faults) {
        met += QString::number(times);
    }
    qInfo("chaos: %llu schedules, %lld changes told, exchanges by fault: %s", m_done, m_changes,
          qPrintable(met.join(u' ')));
    for (const QString& line : m_wrong) {
        qWarning("%s", qPrintable(line));
    }
}

} // namespace konductor::test
