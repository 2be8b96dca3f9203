// SPDX-License-Identifier: Apache-2.0
#pragma once

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

    static QString words(const live::ConnectionState& state, qsizetype objects, double rate, Timestamp now);

signals:
    void tryNowRequested();

private:
    QLabel* m_text;
    QPushButton* m_tryNow;
};

} // namespace konductor::ui
