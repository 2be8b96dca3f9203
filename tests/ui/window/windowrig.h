// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/sessionlogreader.h"
#include "app/console/sessionobjectreader.h"
#include "app/console/sessionplanrunner.h"
#include "core/live/clustermirror.h"
#include "core/sandbox/sandbox.h"
#include "ui/models/clusterinsight.h"
#include "ui/theme/consolestyle.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QPushButton>
#include <QTest>

namespace konductor::test {

/// The window on a sandbox whose workers stand still. A test object derives from it beside QObject.
class WindowRig {
protected:
    /// The window is active and everything is listed.
    bool open()
    {
        ui::applyTheme(*qApp, ui::Scheme::Light);
        auto started = sandbox::Sandbox::start({.workersRun = false});
        if (!started) {
            return false;
        }
        m_sandbox = std::move(*started);
        m_session =
            std::make_unique<live::LiveSession>(m_sandbox->connectionSettings(), live::LiveOptions{.watchPods = true});
        m_runner = std::make_unique<app::SessionPlanRunner>(*m_session, m_clock);
        m_window = std::make_unique<ui::MainWindow>(m_session->mirror(), m_clock, *m_runner);
        m_reader = std::make_unique<app::SessionObjectReader>(*m_session);
        m_window->setReader(m_reader.get());
        m_logs = std::make_unique<app::SessionLogReader>(*m_session);
        m_window->setLogReader(m_logs.get());
        QObject::connect(m_session.get(), &live::LiveSession::podsChanged, &m_window->insight(),
                         &ui::ClusterInsight::takePods);
        QObject::connect(m_window.get(), &ui::MainWindow::eventsWanted, m_session.get(),
                         &live::LiveSession::followEvents);
        QObject::connect(m_session.get(), &live::LiveSession::eventsChanged, m_window.get(),
                         &ui::MainWindow::takeEvents);
        m_window->show();
        m_window->activateWindow();
        return QTest::qWaitForWindowActive(m_window.get())
            && QTest::qWaitFor([this] { return m_session->isSettled(); });
    }
    void close()
    {
        m_window.reset();
        m_runner.reset();
        m_reader.reset();
        m_logs.reset();
        m_session.reset();
        m_sandbox.reset();
    }

    const ObjectIndex& objects() { return m_session->mirror().objects(); }
    /// Waits for the dry run, then presses the button that names the act.
    void runPlan()
    {
        QPushButton* act = nullptr;
        QTRY_VERIFY((act = m_window->findChild<QPushButton*>(QStringLiteral("act"))) && act->isVisible()
                    && act->isEnabled());
        QTRY_VERIFY(act->hasFocus());
        QTest::keyClick(act, Qt::Key_Space);
        QTRY_VERIFY(!act->isVisible());
    }

    SystemClock m_clock;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    std::unique_ptr<live::LiveSession> m_session;
    std::unique_ptr<app::SessionPlanRunner> m_runner;
    std::unique_ptr<app::SessionObjectReader> m_reader;
    std::unique_ptr<app::SessionLogReader> m_logs;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace konductor::test
