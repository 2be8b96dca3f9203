// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/swatch.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QPainter>
#include <QStyle>

namespace konductor::ui {

Swatch::Swatch(std::optional<ClusterColor> color, QWidget* parent) : QAbstractButton(parent), m_color(color)
{
    setText(color ? colorWord(*color) : tr("None"));
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
}

QSize Swatch::sizeHint() const
{
    const int line = fontMetrics().height();
    return {line + fontMetrics().horizontalAdvance(text()) + 3 * space::medium, line + space::large};
}

void Swatch::paintEvent(QPaintEvent*)
{
    const Tokens& colors = tokensOf(palette());
    const auto own = colorsOf({.color = m_color}, colors);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    const TonePair chosen = own.value_or(colors.neutral);
    painter.setPen(isChecked()                      ? QPen(chosen.ink, 1.5)
                       : hasFocus() || underMouse() ? QPen(colors.accent.ink, 1)
                                                    : QPen(colors.line, 1));
    painter.setBrush(isChecked() ? chosen.tint : colors.base);
    painter.drawRoundedRect(frame, radius::control, radius::control);
    if (isChecked() && hasFocus()) {
        painter.setPen(QPen(colors.accent.ink, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame.adjusted(2.5, 2.5, -2.5, -2.5), radius::chip, radius::chip);
    }
    const int side = fontMetrics().height() * 3 / 4;
    const QRectF disc = mirrored({double(space::medium), (height() - side) / 2.0, double(side), double(side)}, rect(),
                                 layoutDirection());
    painter.setPen(own ? QPen(Qt::NoPen) : QPen(colors.secondary, 1.5));
    painter.setBrush(own ? QBrush(own->ink) : QBrush(Qt::NoBrush));
    painter.drawEllipse(own ? disc : disc.adjusted(1, 1, -1, -1));
    painter.setPen(colors.text);
    const QRect words = rect().adjusted(space::medium + side + space::small, 0, 0, 0);
    const auto beginning = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), words),
                     static_cast<int>(beginning | Qt::AlignAbsolute | Qt::AlignVCenter), text());
}

} // namespace konductor::ui
