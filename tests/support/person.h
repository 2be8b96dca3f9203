// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QWidget>

#include <cstdio>

namespace konductor::test {

/// An X server without a screen, for windows that are driven through it. Before the application exists.
class XServer {
public:
    /// False where there is none, or nothing to press its keys with.
    bool start()
    {
        for (const char* program : {"Xvfb", "xdotool"}) {
            if (QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty()) {
                std::printf("SKIPPED: no %s\n", program);
                return false;
            }
        }
        m_server.start(QStringLiteral("Xvfb"),
                       {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                        QStringLiteral("0"), QStringLiteral("1600x1200x24"), QStringLiteral("-nolisten"),
                        QStringLiteral("tcp")});
        if (!m_server.waitForReadyRead(20'000)) {
            std::puts("SKIPPED: Xvfb does not start");
            return false;
        }
        qputenv("DISPLAY", ':' + m_server.readLine().trimmed());
        qputenv("QT_QPA_PLATFORM", "xcb");
        return true;
    }
    ~XServer()
    {
        m_server.terminate();
        m_server.waitForFinished();
    }

private:
    QProcess m_server;
};

/// Somebody at keyboard and mouse: what they press goes through the X server to whatever has the focus or lies under
/// the pointer, and each key, shortcut, typed word and click is a step.
class Person {
public:
    int steps() const { return m_steps; }
    QStringList did() const { return m_did; }

    /// "ctrl+k", "Return".
    bool key(const QString& name) { return step(name, {QStringLiteral("key"), name}); }
    bool type(const QString& words)
    {
        return step(QLatin1Char('"') + words + QLatin1Char('"'),
                    {QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("20"), words});
    }
    /// In the middle of it. False where it is not to be seen, or cannot be pressed.
    bool click(const QWidget* widget, const QString& called)
    {
        if (!widget || !widget->isEnabled() || widget->visibleRegion().isEmpty()) {
            return false;
        }
        const QPoint at = widget->mapToGlobal(widget->visibleRegion().boundingRect().center());
        return step(called,
                    {QStringLiteral("mousemove"), QString::number(at.x()), QString::number(at.y()),
                     QStringLiteral("click"), QStringLiteral("1")});
    }

private:
    bool step(const QString& what, const QStringList& arguments)
    {
        ++m_steps;
        m_did.append(what);
        QProcess tool;
        tool.start(QStringLiteral("xdotool"), arguments);
        return QTest::qWaitFor([&tool] { return tool.state() == QProcess::NotRunning; }, 10'000)
            && tool.exitStatus() == QProcess::NormalExit && tool.exitCode() == 0;
    }

    int m_steps = 0;
    QStringList m_did;
};

} // namespace konductor::test
