// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"
#include "ui/widgets/clocktime.h"
#include "ui/widgets/tone.h"

#include <QTreeWidget>

class QPushButton;

namespace konductor::ui {

/// What was done here and what came of it, and what the person asked to be told; newest first. Esc or its button closes
/// it until there is something new to tell.
class ActivityPanel final : public QTreeWidget {
    Q_OBJECT
public:
    explicit ActivityPanel(QWidget* parent = nullptr);
    void add(Timestamp localTime, const QString& title, const action::Outcome& outcome);
    /// What the person asked to be told.
    void tell(Timestamp localTime, const QString& title, const QString& words, Tone tone);
    void setTimes(const TimeStyle& times);

signals:
    /// By the person; the focus was in it.
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void shut();
    void placeButton();
    void showTime(QTreeWidgetItem& item) const;

    TimeStyle m_times;
    QPushButton* m_close; ///< At the end of the header.
};

} // namespace konductor::ui
