// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/bulkrun.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace konductor::ui {

class Chip;

/// What a plan sheet shows of several plans: each with its calls, what follows first, and how it fared; then what is
/// left alone and why.
class BulkBody final : public QWidget {
    Q_OBJECT
public:
    explicit BulkBody(const action::BulkPlan& plan, QWidget* parent = nullptr);
    /// How the item fared, tried or carried out.
    void setOutcome(size_t item, const action::Outcome& outcome);

private:
    struct Item {
        Chip* chip;
        QLabel* problem; ///< Hidden while there is none.
    };
    std::vector<Item> m_items;
};

} // namespace konductor::ui
