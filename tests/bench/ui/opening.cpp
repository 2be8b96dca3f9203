// SPDX-License-Identifier: Apache-2.0
// konductor-opening: a snapshot's file opened in the window; when all of it has been looked at, and how long the
// window's thread was away at most until then.
#include "app/console/opencluster.h"
#include "app/console/snapshotopener.h"
#include "ui/models/clusterinsight.h"
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace konductor::bench {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

class Opening final : public QObject {
public:
    Opening(const QString& path, const QString& page) : m_page(page)
    {
        m_over.show();
        m_since.start();
        m_beat.setTimerType(Qt::PreciseTimer);
        connect(&m_beat, &QTimer::timeout, this, &Opening::beat);
        m_beat.start(beatEvery);
        m_opener.open(path, &m_over, [this](Result<std::unique_ptr<app::OpenedSnapshot>> opened) {
            if (!opened) {
                std::fprintf(stderr, "konductor-opening: %s\n", qPrintable(oneLine(opened.error())));
                return QCoreApplication::exit(1);
            }
            m_read = milliseconds(m_since);
            m_cluster = std::make_unique<app::OpenCluster>(std::move(*opened));
            m_cluster->view().showPage(m_page);
            m_cluster->view().show();
            m_cluster->snapshot()->whenShown([this] { m_shown = milliseconds(m_since); });
            connect(&m_cluster->view().insight(), &ui::ClusterInsight::changed, this, [this] { m_told = true; });
        });
    }

private:
    static constexpr auto beatEvery = 2ms;

    void beat()
    {
        m_longest = std::max(m_longest, m_lastBeat.isValid() ? milliseconds(m_lastBeat) : 0);
        m_lastBeat.start();
        if (m_shown > 0 && m_told && !m_cluster->view().insight().insight().isBehind()) {
            std::printf("{\"type\":\"OPENED\",\"objects\":%lld,\"readMs\":%.0f,\"shownMs\":%.0f,\"lookedAtMs\":%.0f,"
                        "\"longestGapMs\":%.1f}\n",
                        static_cast<long long>(m_cluster->mirror().objects().count()), m_read, m_shown,
                        milliseconds(m_since), m_longest);
            std::fflush(stdout);
            m_beat.stop();
            QCoreApplication::quit();
        }
    }

    QString m_page;
    QWidget m_over;
    app::SnapshotOpener m_opener;
    std::unique_ptr<app::OpenCluster> m_cluster;
    QTimer m_beat;
    QElapsedTimer m_since;
    QElapsedTimer m_lastBeat;
    double m_read = 0;
    double m_shown = 0;
    double m_longest = 0;
    bool m_told = false; ///< What is wrong with it.
};

} // namespace

} // namespace konductor::bench

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    konductor::ui::applyTheme(application, konductor::ui::Scheme::Light);
    const QStringList arguments = QApplication::arguments();
    const konductor::bench::Opening opening(arguments.value(1), arguments.value(2, QStringLiteral("holders")));
    return QApplication::exec();
}
