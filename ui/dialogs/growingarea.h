// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

namespace konductor::ui {

/// Takes the height its contents want where there is room for it, and scrolls where there is not.
class GrowingArea final : public QScrollArea {
    Q_OBJECT
public:
    /// `width`: what it will probably get, for its first height.
    GrowingArea(QWidget* contents, int width, QWidget* parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int m_width;
};

} // namespace konductor::ui
