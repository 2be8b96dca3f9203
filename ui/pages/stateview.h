// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/pagestate.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace konductor::ui {

/// Draws a PageState that stands in a table's place. One widget for every page.
class StateView final : public QWidget {
    Q_OBJECT
public:
    explicit StateView(QWidget* parent = nullptr);
    void setState(const PageState& state);

signals:
    void offered(konductor::ui::PageState::Offer offer);

private:
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_button;
    PageState m_state;
};

} // namespace konductor::ui
