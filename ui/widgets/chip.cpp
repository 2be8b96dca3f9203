// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/chip.h"

#include "ui/widgets/painters.h"

#include <QPainter>

namespace konductor::ui {

Chip::Chip(const QString& text, Tone tone, bool glyph, QWidget* parent)
    : QWidget(parent)
    , m_text(text)
    , m_tone(tone)
    , m_glyph(glyph)
{
    setAccessibleName(text);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::setText(const QString& text, Tone tone)
{
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QString Chip::words() const
{
    return chipText(m_glyph ? glyphOf(m_tone) : QString(), m_text);
}

QSize Chip::sizeHint() const
{
    return chipSize(words(), font()).toSize() + QSize(1, 1);
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintChip(&painter, rect(), words(), m_tone, palette(), font());
}

} // namespace konductor::ui
