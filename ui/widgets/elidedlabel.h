// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

namespace konductor::ui {

/// One line of plain text that makes room for others: where it has too little itself, its middle is left out and the
/// whole is its tool tip.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool isElided() const;
};

} // namespace konductor::ui
