// SPDX-License-Identifier: Apache-2.0
// konductor-latency: the window on a load server that writes; how old a change is when it has been painted, and how
// long the window's thread was away. An object's version is the server's steady clock in microseconds, on this machine.
#include "core/kube/kubeconfig.h"
#include "core/live/livesession.h"
#include "ui/pages/tablepage.h"
#include "ui/theme/consolestyle.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QFile>
#include <QTableView>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace konductor::bench {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Carries out nothing.
class NoPlans final : public ui::PlanRunner {
public:
    void dryRun(const action::BulkPlan&) override { }
    void execute(const action::BulkPlan&, action::OnSurprise) override { }
};

qint64 steadyMicroseconds()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

double residentMiB()
{
    QFile status(u"/proc/self/statm"_s);
    return status.open(QFile::ReadOnly) ? status.readAll().split(' ').value(1).toDouble() * 4096 / (1024 * 1024) : 0;
}

/// In milliseconds, of values in microseconds.
double quantile(std::vector<qint64>& values, double share)
{
    if (values.empty()) {
        return 0;
    }
    const auto place = values.begin() + static_cast<qsizetype>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return static_cast<double>(*place) / 1000;
}

class Latency final : public QObject {
public:
    Latency(const kube::ConnectionSettings& settings, std::chrono::milliseconds batchInterval)
        : m_session(settings, live::LiveOptions{.batchInterval = batchInterval})
        , m_window(m_session.mirror(), m_clock, m_plans)
    {
        m_window.showPage(u"holders"_s);
        m_window.show();
        connect(&m_session, &live::LiveSession::settled, this, [this] {
            std::printf("{\"type\":\"SYNCED\",\"objects\":%lld}\n",
                        static_cast<long long>(m_session.mirror().objects().count()));
            std::fflush(stdout);
        });
        // Connected after the window's models, so that they have taken the batch in.
        connect(&m_session.mirror(), &live::ClusterMirror::applied, this, &Latency::applied);
        m_window.currentTable()->table().viewport()->installEventFilter(this);
        connect(&m_beat, &QTimer::timeout, this, &Latency::beat);
        m_beat.setTimerType(Qt::PreciseTimer);
        m_beat.start(beatEvery);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && !m_unpainted.empty()) {
            QTimer::singleShot(0, this, &Latency::painted);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    static constexpr auto beatEvery = 5ms;
    static constexpr auto quietEnds = 3s;
    static constexpr qint64 firstClockVersion = 100'000'000; ///< Versions below are the list's own numbers.

    void applied(const live::ChangeBatch& batch)
    {
        for (const live::Change& change : batch.changes) {
            const qint64 version = change.after ? change.after->meta.resourceVersion.toString().toLongLong() : 0;
            if (version >= firstClockVersion) {
                m_unpainted.push_back(version);
            }
        }
        if (!m_unpainted.empty()) {
            if (m_memoryBefore == 0) {
                m_memoryBefore = residentMiB();
                m_lastBeat = steadyMicroseconds();
            }
            // Few of the changed rows are in sight; painting all the same makes each change's paint a time.
            m_window.currentTable()->table().viewport()->update();
            m_end = m_clock.after(quietEnds, [this] { report(); });
        }
    }

    void painted()
    {
        const qint64 now = steadyMicroseconds();
        for (const qint64 version : m_unpainted) {
            m_ages.push_back(now - version);
        }
        m_unpainted.clear();
    }

    void beat()
    {
        const qint64 now = steadyMicroseconds();
        if (m_memoryBefore > 0) {
            m_gaps.push_back(now - m_lastBeat);
        }
        m_lastBeat = now;
    }

    void report()
    {
        const double p50 = quantile(m_ages, 0.5);
        const double p99 = quantile(m_ages, 0.99);
        std::printf("{\"type\":\"LATENCY\",\"changes\":%zu,\"p50Ms\":%.1f,\"p99Ms\":%.1f,\"maxMs\":%.1f,"
                    "\"gapP99Ms\":%.1f,\"longestGapMs\":%.1f,\"memoryBeforeMiB\":%.1f,\"memoryAfterMiB\":%.1f}\n",
                    m_ages.size(), p50, p99, quantile(m_ages, 1), quantile(m_gaps, 0.99), quantile(m_gaps, 1),
                    m_memoryBefore, residentMiB());
        std::fflush(stdout);
        QCoreApplication::quit();
    }

    SystemClock m_clock;
    live::LiveSession m_session;
    NoPlans m_plans;
    ui::MainWindow m_window;
    QTimer m_beat;
    TimerHandle m_end;
    std::vector<qint64> m_unpainted;
    std::vector<qint64> m_ages;
    std::vector<qint64> m_gaps;
    qint64 m_lastBeat = 0;
    double m_memoryBefore = 0;
};

} // namespace

} // namespace konductor::bench

int main(int argc, char** argv)
{
    using namespace konductor;
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    ui::applyTheme(application, ui::Scheme::Light);
    const QStringList arguments = QApplication::arguments();
    const auto config = kube::KubeConfig::load(kube::KubeConfig::Sources::fromProcess(arguments.value(1)));
    const auto settings = config ? config->settings({}) : Result<kube::ConnectionSettings>(fail(config.error()));
    if (!settings) {
        std::fprintf(stderr, "usage: konductor-latency KUBECONFIG [BATCH_INTERVAL_MS]\n");
        return 2;
    }
    const bench::Latency latency(*settings,
                                 std::chrono::milliseconds(arguments.value(2, QStringLiteral("16")).toInt()));
    return QApplication::exec();
}
