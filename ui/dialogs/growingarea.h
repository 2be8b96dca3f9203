// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

namespace konductor::ui {

/// Takes the height its contents want where there is room for it, and scrolls where there is not.
class GrowingArea final : public QScrollArea {
    Q_OBJECT
public:
    GrowingArea(QWidget* contents, QWidget* parent);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
};

} // namespace konductor::ui
