// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/spantext.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

#include <cmath>

namespace konductor::ui {

SpanText::SpanText(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMouseTracking(true);
}

void SpanText::setParts(const std::vector<Part>& parts, Tone tone)
{
    m_parts = parts;
    m_tone = tone;
    QString whole;
    for (const Part& part : parts) {
        whole += part.text;
    }
    setAccessibleName(whole);
    setFocusPolicy(nextLink(-1, 1) >= 0 ? Qt::StrongFocus : Qt::NoFocus);
    if (m_current >= static_cast<int>(parts.size())
        || (m_current >= 0 && !parts[static_cast<size_t>(m_current)].link)) {
        m_current = nextLink(-1, 1);
    }
    updateGeometry();
    update();
}

void SpanText::prepare(QTextLayout& layout) const
{
    const Tokens& colors = tokensOf(palette());
    QString whole;
    QList<QTextLayout::FormatRange> formats;
    for (size_t i = 0; i < m_parts.size(); ++i) {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(whole.size());
        range.length = static_cast<int>(m_parts[i].text.size());
        const QColor plain = m_tone == Tone::Plain ? colors.text
            : m_tone == Tone::Neutral              ? colors.secondary
                                                   : colorsOf(m_tone, colors).ink;
        range.format.setForeground(m_parts[i].link ? colors.accent.ink : plain);
        range.format.setFontUnderline(m_parts[i].link && hasFocus() && static_cast<int>(i) == m_current);
        formats.append(range);
        whole += m_parts[i].text;
    }
    layout.setText(whole.replace(u'\n', QChar::LineSeparator));
    layout.setFont(font());
    layout.setFormats(formats);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(layoutDirection());
    option.setAlignment(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft));
    layout.setTextOption(option);
}

double SpanText::layOut(QTextLayout& layout, double width) const
{
    prepare(layout);
    double y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1.0, width));
        line.setPosition({0, y});
        y += line.height();
    }
    layout.endLayout();
    return y;
}

double SpanText::topOf(double textHeight) const
{
    return std::max(0.0, std::floor((height() - textHeight) / 2));
}

int SpanText::heightForWidth(int width) const
{
    QTextLayout layout;
    return static_cast<int>(std::ceil(layOut(layout, width)));
}

QSize SpanText::sizeHint() const
{
    QTextLayout layout;
    const double natural = fontMetrics().averageCharWidth() * 40.0;
    layOut(layout, natural);
    return {static_cast<int>(std::ceil(std::min(natural, layout.maximumWidth()))) + 1,
            heightForWidth(static_cast<int>(natural))};
}

QSize SpanText::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 8, fontMetrics().height()};
}

void SpanText::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QTextLayout layout;
    layout.draw(&painter, {0, topOf(layOut(layout, width()))});
}

int SpanText::partAt(const QPointF& at) const
{
    QTextLayout layout;
    const QPointF inText = at - QPointF(0, topOf(layOut(layout, width())));
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        if (!line.naturalTextRect().contains(inText)) {
            continue;
        }
        int cursor = line.xToCursor(at.x(), QTextLine::CursorOnCharacter);
        for (size_t part = 0; part < m_parts.size(); ++part) {
            cursor -= static_cast<int>(m_parts[part].text.size());
            if (cursor < 0) {
                return m_parts[part].link ? static_cast<int>(part) : -1;
            }
        }
    }
    return -1;
}

int SpanText::nextLink(int from, int step) const
{
    for (int i = from + step; i >= 0 && i < static_cast<int>(m_parts.size()); i += step) {
        if (m_parts[static_cast<size_t>(i)].link) {
            return i;
        }
    }
    return -1;
}

void SpanText::mouseMoveEvent(QMouseEvent* event)
{
    setCursor(partAt(event->position()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void SpanText::mouseReleaseEvent(QMouseEvent* event)
{
    const int part = partAt(event->position());
    if (part >= 0 && event->button() == Qt::LeftButton) {
        emit linkActivated(part);
    }
}

void SpanText::keyPressEvent(QKeyEvent* event)
{
    const bool mirrors = layoutDirection() == Qt::RightToLeft;
    const bool back = event->key() == (mirrors ? Qt::Key_Right : Qt::Key_Left) || event->key() == Qt::Key_Up;
    const bool on = event->key() == (mirrors ? Qt::Key_Left : Qt::Key_Right) || event->key() == Qt::Key_Down;
    if (back || on) {
        if (const int next = nextLink(m_current, back ? -1 : 1); next >= 0) {
            m_current = next;
            update();
            return;
        }
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        && m_current >= 0) {
        emit linkActivated(m_current);
        return;
    }
    QWidget::keyPressEvent(event);
}

void SpanText::focusInEvent(QFocusEvent* event)
{
    if (m_current < 0) {
        m_current = nextLink(-1, 1);
    }
    update();
    QWidget::focusInEvent(event);
}

} // namespace konductor::ui
