// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/console.h"
#include "app/console/gallerystates.h"
#include "ui/theme/tokens.h"

#include <QTemporaryDir>

#include <functional>

class QApplication;

namespace konductor::app {

/// Renders every page, sheet, state and dialog of the console on the sandbox to PNG files, light, dark and in high
/// contrast, then ends the program with 0, or 1 when a file could not be written.
class Gallery final : public QObject {
    Q_OBJECT
public:
    Gallery(QApplication& application, QString folder);
    void start();

private:
    /// One picture: brought about, given a moment to be laid out, taken.
    struct Shot {
        QString name; ///< "leases"; the scheme's name follows in the file's.
        std::function<QWidget*()> prepare; ///< What the picture is of; lives until the next shot is prepared.
        std::chrono::milliseconds wait{200};
        std::function<void()> before = {}; ///< Done after the wait, just before the picture.
    };

    void startScheme(ui::Scheme scheme);
    void listShots();
    void addPages();
    void addClosing();
    void addNotice();
    void addSheets();
    void addSnapshotSheet();
    void addSettings();
    void addClusters();
    void addComparison();
    void keepEarlier();
    void addMarks();
    void addPalette();
    void addLink();
    void addColumns();
    void addHelp();
    void addTour();
    void addLessons();
    void dismissSheets();
    void addStates();
    void addDialogs();
    void take(size_t index);
    void saveAtRest(size_t index, QWidget& shown, int looks);
    void save(QWidget& widget, const QString& name, const QStringList& cut);
    void next();
    ui::MainWindow& window() { return *m_console->window(); }

    static inline const ObjectKey stuckLease{Kind::Lease, QStringLiteral("team-a"), QStringLiteral("db-migration")};

    QApplication& m_application;
    QString m_folder;
    ui::Scheme m_scheme = ui::Scheme::Light;
    std::unique_ptr<Console> m_console;
    SystemClock m_clock;
    TimerHandle m_timer;
    std::vector<Shot> m_shots;
    struct StateWindow { // the window goes first
        std::unique_ptr<live::ClusterMirror> mirror;
        std::unique_ptr<SessionPlanRunner> runner;
        std::unique_ptr<ui::MainWindow> window;
    };
    StateWindow m_state;
    RefusedLogs m_refusedLogs;
    std::unique_ptr<QWidget> m_dialog;
    QTemporaryDir m_folderOfOwn;
    bool m_failed = false;
};

} // namespace konductor::app
