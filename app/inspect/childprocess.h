// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTimer>

namespace konductor::inspect {

/// A command that runs under a hold: our input and output are its own, signals are forwarded, and it never outlives us:
/// the kernel kills it when this process dies, because the hold ends then too.
class ChildProcess final : public QObject {
    Q_OBJECT
public:
    explicit ChildProcess(QObject* parent = nullptr);

    void start(const QStringList& command, const QProcessEnvironment& environment);
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    void forward(int signal);
    /// SIGTERM, and SIGKILL when it is still there after `grace`.
    void terminate(std::chrono::milliseconds grace);

signals:
    /// Once: its exit code; 128 + n when signal n ended it; 126 or 127 when it could not be started, as shells have it.
    void ended(int code);

private:
    QProcess m_process;
    QTimer m_kill;
};

} // namespace konductor::inspect
