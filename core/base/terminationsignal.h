// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace konductor {

/// Turns SIGINT, SIGTERM and SIGHUP into a Qt signal on the thread that made it. One a process.
class TerminationSignal final : public QObject {
    Q_OBJECT
public:
    explicit TerminationSignal(QObject* parent = nullptr);
    ~TerminationSignal() override;

    /// From now on also this one.
    static void listenTo(int signal);

signals:
    /// `fromTerminal`: a key was pressed, so that every process of the group has it already.
    void received(int signal, bool fromTerminal);

private:
    QSocketNotifier m_notifier;
};

} // namespace konductor
