// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/world.h"
#include "core/live/change.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace konductor::ui {

/// The line at the bottom: the connection in words. Fed with values; window's thread.
class ConnectionLine final : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionLine(QWidget* parent = nullptr);
    /// `now` is local time; `rate` is changes a second.
    void show(const live::ConnectionState& state, qsizetype objects, double rate, Timestamp now);
    using QWidget::show;
    /// How the operator is: what keeps it from working, and what is known of it; nothing is shown when both are empty.
    /// Plain text.
    void setOperator(const insight::OperatorState& state);

    /// What follows the phase: "as of 14:02:31 · 53 objects".
    static QString words(const live::ConnectionState& state, qsizetype objects, double rate, Timestamp now);

signals:
    void tryNowRequested();

private:
    QLabel* m_phase;
    QLabel* m_text;
    QLabel* m_operator;
    QPushButton* m_tryNow;
};

} // namespace konductor::ui
