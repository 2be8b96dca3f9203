// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/growingarea.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>

namespace konductor::ui {

GrowingArea::GrowingArea(QWidget* contents, int width, QWidget* parent) : QScrollArea(parent), m_width(width)
{
    setWidget(contents);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // until resizeEvent() knows better
    viewport()->setAutoFillBackground(false);
    contents->setAutoFillBackground(false);
    // Never wider than the viewport: what does not fit wraps.
    contents->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

QSize GrowingArea::sizeHint() const
{
    const QLayout* layout = widget()->layout();
    const int height =
        layout->hasHeightForWidth() ? layout->totalHeightForWidth(m_width) : layout->totalSizeHint().height();
    return {m_width, height + 2};
}

void GrowingArea::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    if (m_width != width()) {
        m_width = width();
        updateGeometry();
    }
    // Qt's "as needed" asks for the height before it takes the bar's width off, and then keeps a bar nobody needs.
    const bool scrolls = sizeHint().height() > height();
    setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    setFocusPolicy(scrolls ? Qt::TabFocus : Qt::NoFocus); // for the arrow keys
}

/// QScrollArea keeps to itself that its contents want another height.
bool GrowingArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

QSize GrowingArea::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().lineSpacing() * 4};
}

} // namespace konductor::ui
