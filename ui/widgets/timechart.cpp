// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/timechart.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int plotRows = 6; ///< The height, in lines of text.
constexpr double lineWidth = 1.75;
/// Time runs to the right in every language, and so do its labels.
constexpr auto leftEdge = Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter;
constexpr auto rightEdge = Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter;

Qt::PenStyle dashes(size_t line)
{
    return line == 0 ? Qt::SolidLine : Qt::DashLine;
}

QPen penOf(const ChartLine& line, size_t number, const Tokens& colors)
{
    QPen pen(colorsOf(line.tone, colors).ink, lineWidth, dashes(number));
    pen.setJoinStyle(Qt::RoundJoin);
    return pen;
}

/// The next of 1, 2, 5, 10, 20 … that is even when halved, so that the middle of the scale is a whole number.
double niceTop(double most)
{
    for (double unit = 2;; unit *= 10) {
        for (const double step : {1.0, 2.0, 5.0}) {
            if (unit * step >= most) {
                return unit * step;
            }
        }
    }
}

/// The value at the upper edge.
double topOf(const ChartData& data)
{
    double most = 0;
    for (const ChartLine& line : data.lines) {
        for (const double value : line.values) {
            most = std::max(most, value);
        }
    }
    return data.percent ? std::max(100.0, std::ceil(most / 20) * 20) : niceTop(most);
}

} // namespace

TimeChart::TimeChart(const QString& title, QWidget* parent) : QWidget(parent), m_title(title)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(title);
    setLayoutDirection(Qt::LeftToRight);
}

void TimeChart::setData(ChartData shown, const TimeStyle& times)
{
    m_data = std::move(shown);
    m_top = topOf(m_data);
    m_times = times;
    m_hovered = -1;
    setAccessibleDescription(describe());
    update();
}

QSize TimeChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 44, fontMetrics().height() * (plotRows + 3)};
}

QSize TimeChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, sizeHint().height()};
}

QRectF TimeChart::plot() const
{
    const int text = fontMetrics().height();
    const int scale = fontMetrics().horizontalAdvance(label(m_top)) + space::medium;
    return QRectF(rect()).adjusted(scale, text * 1.5, -space::small, -text - space::small);
}

double TimeChart::xOf(size_t moment, const QRectF& area) const
{
    const auto span = static_cast<double>((m_data.times.back() - m_data.times.front()).count());
    const auto passed = static_cast<double>((m_data.times[moment] - m_data.times.front()).count());
    return area.left() + (span > 0 ? passed / span : 0) * area.width();
}

double TimeChart::yOf(double value, const QRectF& area) const
{
    return area.bottom() - value / m_top * area.height();
}

QString TimeChart::label(double value) const
{
    const QString number = QLocale().toString(value, 'f', 0);
    return m_data.percent ? tr("%1 %").arg(number) : number;
}

void TimeChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = plot();
    paintLegend(painter, area);
    paintScale(painter, area);
    if (isEmpty()) {
        painter.setPen(tokensOf(palette()).secondary);
        painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, m_data.empty);
        return;
    }
    for (size_t line = m_data.lines.size(); line-- > 0;) { // the first one on top
        paintLine(painter, area, line);
    }
    paintHover(painter, area);
}

void TimeChart::paintLegend(QPainter& painter, const QRectF& area) const
{
    constexpr double sample = 18; ///< The piece of line before its name.
    const Tokens& colors = tokensOf(palette());
    const QFontMetricsF metrics(fontMetrics());
    const auto number = [](const ChartLine& line) {
        return line.words.empty() ? QString() : u"  "_s + line.words.back();
    };
    double names = 0;
    double rest = 0;
    for (const ChartLine& line : m_data.lines) {
        names += metrics.horizontalAdvance(line.name);
        rest += sample + space::small + metrics.horizontalAdvance(number(line)) + space::huge;
    }
    const double share = names > 0 ? std::clamp((area.width() + space::huge - rest) / names, 0.0, 1.0) : 1; // of a name
    double x = area.left();
    const double middle = metrics.height() / 2.0;
    for (size_t i = 0; i < m_data.lines.size(); ++i) {
        const ChartLine& line = m_data.lines[i];
        painter.setPen(penOf(line, i, colors));
        painter.drawLine(QPointF(x, middle), QPointF(x + sample, middle));
        x += sample + space::small;
        const double room = metrics.horizontalAdvance(line.name) * share;
        const QString words =
            (share < 1 ? metrics.elidedText(line.name, Qt::ElideRight, room) : line.name) + number(line);
        painter.setPen(colors.text);
        const double width = metrics.horizontalAdvance(words);
        painter.drawText(QRectF(x, 0, width + 1, metrics.height()), leftEdge, words);
        x += width + space::huge;
    }
}

void TimeChart::paintScale(QPainter& painter, const QRectF& area) const
{
    const Tokens& colors = tokensOf(palette());
    const int text = fontMetrics().height();
    const auto right = [&](double y, const QString& words) {
        painter.drawText(QRectF(0, y - text / 2.0, area.left() - space::small, text), rightEdge, words);
    };
    for (const double part : {0.0, 0.5, 1.0}) {
        const double y = std::round(yOf(part * m_top, area)) + 0.5;
        painter.setPen(isEmpty() && part == 0.5 ? QColor(Qt::transparent) : colors.line); // words stand there
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(colors.secondary);
        right(y, label(part * m_top));
    }
    if (isEmpty()) {
        return;
    }
    const QRectF below(area.left(), area.bottom() + space::small, area.width(), text);
    painter.drawText(below, leftEdge, clockTime(m_data.times.front(), m_times));
    painter.drawText(below, rightEdge, clockTime(m_data.times.back(), m_times));
}

void TimeChart::paintLine(QPainter& painter, const QRectF& area, size_t number) const
{
    const ChartLine& line = m_data.lines[number];
    QPainterPath path;
    for (size_t i = 0; i < m_data.times.size(); ++i) {
        const QPointF point(xOf(i, area), yOf(line.values[i], area));
        if (i == 0 || m_data.times[i] - m_data.times[i - 1] > m_data.gap) {
            path.moveTo(point);
        } else {
            path.lineTo(point);
        }
    }
    painter.setPen(penOf(line, number, tokensOf(palette())));
    painter.drawPath(path);
}

void TimeChart::paintHover(QPainter& painter, const QRectF& area) const
{
    if (m_hovered < 0) {
        return;
    }
    const Tokens& colors = tokensOf(palette());
    const auto moment = static_cast<size_t>(m_hovered);
    const double x = std::round(xOf(moment, area)) + 0.5;
    painter.setPen(colors.secondary);
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    for (const ChartLine& line : m_data.lines) {
        painter.setPen(QPen(colors.base, 1));
        painter.setBrush(colorsOf(line.tone, colors).ink);
        painter.drawEllipse(QPointF(x, yOf(line.values[moment], area)), 3.5, 3.5);
    }
}

void TimeChart::mouseMoveEvent(QMouseEvent* event)
{
    if (isEmpty()) {
        return;
    }
    const QRectF area = plot();
    size_t nearest = 0;
    for (size_t i = 1; i < m_data.times.size(); ++i) {
        const double x = event->position().x();
        nearest = std::abs(xOf(i, area) - x) < std::abs(xOf(nearest, area) - x) ? i : nearest;
    }
    m_hovered = static_cast<int>(nearest);
    QStringList words{clockTime(m_data.times[nearest], m_times)};
    for (const ChartLine& line : m_data.lines) {
        words.append(line.name + u"  "_s + line.words[nearest]);
    }
    QToolTip::showText(event->globalPosition().toPoint(), words.join(u'\n').toHtmlEscaped().replace(u'\n', u"<br>"_s),
                       this);
    update();
}

void TimeChart::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

QString TimeChart::describe() const
{
    if (isEmpty()) {
        return m_data.empty;
    }
    QStringList parts;
    for (const ChartLine& line : m_data.lines) {
        const auto [least, most] = std::minmax_element(line.values.begin(), line.values.end());
        parts.append(tr("%1: %2 now, between %3 and %4 since %5")
                         .arg(line.name, line.words.back(), label(*least), label(*most),
                              clockTime(m_data.times.front(), m_times)));
    }
    return parts.join(u". "_s);
}

} // namespace konductor::ui
