// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <optional>

namespace konductor::live {
class LiveSession;
}

namespace konductor::ui {
class MainWindow;
}

namespace konductor::app {

/// For --report-timings: when the window was first painted, the session settled and the rows of the page on screen
/// were painted with the event loop free again. Prints one line of JSON, in seconds since the process began (as the
/// kernel says, in steps of 10 ms):
///   {"type":"TIMINGS","firstPaint":0.21,"synced":0.64,"interactive":0.7,"rows":100000,"peakMemoryMiB":180.2}
/// Window's thread; window and session outlive it or go with it.
class Timings final : public QObject {
    Q_OBJECT
public:
    Timings(ui::MainWindow& window, live::LiveSession& session, QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void painted();
    void report();

    ui::MainWindow& m_window;
    std::optional<double> m_firstPaint;
    std::optional<double> m_synced;
    bool m_paintPending = false;
    bool m_told = false;
};

} // namespace konductor::app
