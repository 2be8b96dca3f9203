// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"

#include <QTreeWidget>

namespace konductor::ui {

/// What was done here and what came of it, newest first.
class ActivityPanel final : public QTreeWidget {
    Q_OBJECT
public:
    explicit ActivityPanel(QWidget* parent = nullptr);
    void add(Timestamp localTime, const QString& title, const action::Outcome& outcome);
};

} // namespace konductor::ui
