// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/utilisation.h"
#include "ui/widgets/clocktime.h"

#include <QWidget>

namespace konductor::ui {

class TimeChart;

/// How much of the cluster is in use, and how many wait, since the window was opened: two charts side by side.
class UtilisationCard final : public QWidget {
    Q_OBJECT
public:
    /// The source must outlive it.
    explicit UtilisationCard(const Utilisation& source, QWidget* parent = nullptr);
    void setTimes(const TimeStyle& times);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();

    const Utilisation& m_source;
    TimeChart* m_inUse;
    TimeChart* m_waiting;
    TimeStyle m_times;
};

} // namespace konductor::ui
