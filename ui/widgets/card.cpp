// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/card.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace konductor::ui {

Card::Card(const QString& title, QWidget* parent, Tone tone)
    : QWidget(parent)
    , m_tone(tone)
    , m_heading(new QLabel(this))
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(space::large, space::medium + 2, space::large, space::medium + 2);
    m_rows->setSpacing(space::medium);
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setWordWrap(true);
    QFont font = m_heading->font();
    font.setPointSizeF(font.pointSizeF() - 1);
    font.setWeight(QFont::DemiBold);
    m_heading->setFont(font);
    m_heading->setForegroundRole(QPalette::PlaceholderText);
    m_rows->addWidget(m_heading);
    setTitle(title);
}

void Card::setTitle(const QString& title)
{
    m_heading->setText(title);
    m_heading->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void Card::paintEvent(QPaintEvent*)
{
    const Tokens& colors = tokensOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(frame, radius::card, radius::card);
    painter.fillPath(outline, colors.base);
    if (m_tone == Tone::Bad || m_tone == Tone::Warning) {
        painter.save();
        painter.setClipPath(outline);
        const QRectF edge(frame.left(), frame.top(), 3, frame.height());
        painter.fillRect(mirrored(edge, frame, layoutDirection()), colorsOf(m_tone, colors).ink);
        painter.restore();
    }
    painter.setPen(colors.line);
    painter.drawPath(outline);
}

} // namespace konductor::ui
