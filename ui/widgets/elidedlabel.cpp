// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/elidedlabel.h"

#include "ui/widgets/painters.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace konductor::ui {

namespace {
constexpr int fewest = 14; ///< Average characters that are always seen.
} // namespace

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    return {std::min(whole.width(), fewest * fontMetrics().averageCharWidth()), whole.height()};
}

bool ElidedLabel::isElided() const
{
    return contentsRect().width() < fontMetrics().horizontalAdvance(text());
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && isElided()) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text().toHtmlEscaped(), this);
        return true;
    }
    return QLabel::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent* event)
{
    if (!isElided()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), QStyle::visualAlignment(layoutDirection(), alignment()),
                     cutTo(QFontMetricsF(font()), text(), contentsRect().width(), Qt::ElideMiddle));
}

} // namespace konductor::ui
