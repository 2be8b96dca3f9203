// SPDX-License-Identifier: Apache-2.0
#include "app/console/timings.h"

#include "core/live/livesession.h"
#include "ui/pages/tablepage.h"
#include "ui/window/mainwindow.h"

#include <QEvent>
#include <QFile>
#include <QTableView>
#include <QTimer>

#include <cstdio>
#include <ctime>
#include <sys/resource.h>
#include <unistd.h>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

double sinceBoot()
{
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Field 22 of /proc/self/stat; the second may hold blanks but ends with the last bracket.
double processBegan()
{
    constexpr int fieldsBetween = 19;
    QFile stat(u"/proc/self/stat"_s);
    if (!stat.open(QFile::ReadOnly)) {
        return sinceBoot();
    }
    const QByteArray text = stat.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return fields.value(fieldsBetween).toDouble() / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double sinceStart()
{
    return sinceBoot() - processBegan();
}

double peakMemoryMiB()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

} // namespace

Timings::Timings(ui::MainWindow& window, live::LiveSession& session, QObject* parent)
    : QObject(parent)
    , m_window(window)
{
    window.installEventFilter(this);
    connect(&session, &live::LiveSession::settled, this, [this] {
        m_synced = sinceStart();
        m_window.update(); // so that there is a paint after it, also where no row came
    });
}

bool Timings::eventFilter(QObject* watched, QEvent* event)
{
    // One a frame: every part of the window is painted within it, so what is queued here runs when all are.
    if ((event->type() == QEvent::UpdateRequest || event->type() == QEvent::Paint)
        && !std::exchange(m_paintPending, true)) {
        QTimer::singleShot(0, this, &Timings::painted);
    }
    return QObject::eventFilter(watched, event);
}

void Timings::painted()
{
    m_paintPending = false;
    if (!m_firstPaint) {
        m_firstPaint = sinceStart();
    }
    if (m_synced && !std::exchange(m_told, true)) {
        report();
    }
}

void Timings::report()
{
    ui::TablePage* table = m_window.currentTable();
    const QByteArray line =
        u"{\"type\":\"TIMINGS\",\"firstPaint\":%1,\"synced\":%2,\"interactive\":%3,\"rows\":%4,\"peakMemoryMiB\":%5}\n"_s
            .arg(*m_firstPaint, 0, 'f', 3)
            .arg(*m_synced, 0, 'f', 3)
            .arg(sinceStart(), 0, 'f', 3)
            .arg(table ? table->model().rowCount() : 0)
            .arg(peakMemoryMiB(), 0, 'f', 1)
            .toUtf8();
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
    std::fflush(stdout);
}

} // namespace konductor::app
