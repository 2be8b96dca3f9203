// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace konductor::inspect {

/// Turns SIGINT and SIGTERM into a Qt signal on the thread that made it. One a process.
class TerminationSignal final : public QObject {
    Q_OBJECT
public:
    explicit TerminationSignal(QObject* parent = nullptr);
    ~TerminationSignal() override;

signals:
    void received();

private:
    QSocketNotifier m_notifier;
};

} // namespace konductor::inspect
