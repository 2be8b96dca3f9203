// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/meter.h"

#include "ui/widgets/painters.h"

#include <QPainter>

namespace konductor::ui {

using namespace Qt::StringLiterals;

Meter::Meter(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Meter::setCount(qint64 value, qint64 whole, Tone tone, std::optional<qint64> mark)
{
    m_value = value;
    m_whole = whole;
    m_mark = mark;
    m_tone = tone;
    m_fraction = -1;
    setAccessibleName(tr("%1 of %2").arg(value).arg(whole));
    update();
}

void Meter::setFraction(double fraction, Tone tone)
{
    m_fraction = fraction;
    m_tone = tone;
    setAccessibleName(tr("%1 % left").arg(static_cast<int>(fraction * 100)));
    update();
}

QSize Meter::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 11, fontMetrics().height()};
}

void Meter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_fraction >= 0) {
        paintCountdownBar(&painter, rect(), m_fraction, m_tone, palette());
    } else {
        paintBar(&painter, rect(), m_value, m_whole, m_tone, palette(), m_mark);
    }
}

} // namespace konductor::ui
