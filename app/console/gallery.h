// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/console.h"
#include "ui/theme/tokens.h"

class QApplication;

namespace konductor::app {

/// Renders every page and dialog of the console on the sandbox to PNG files, light and dark, then ends the program
/// with 0, or 1 when a file could not be written.
class Gallery final : public QObject {
    Q_OBJECT
public:
    Gallery(QApplication& application, QString folder);
    void start();

private:
    void startScheme(ui::Scheme scheme);
    /// After a moment in which it is laid out.
    void renderPage(qsizetype index);
    void renderPlan();
    void renderHolderChoice();
    void renderForm();
    void renderState(size_t index);
    void renderDialog();
    void save(QWidget& widget, const QString& name);
    void next();

    QApplication& m_application;
    QString m_folder;
    ui::Scheme m_scheme = ui::Scheme::Light;
    std::unique_ptr<Console> m_console;
    SystemClock m_clock;
    TimerHandle m_timer;
    struct StateWindow { // the window goes first
        std::unique_ptr<live::ClusterMirror> mirror;
        std::unique_ptr<SessionPlanRunner> runner;
        std::unique_ptr<ui::MainWindow> window;
    };
    StateWindow m_state;
    bool m_failed = false;
};

} // namespace konductor::app
