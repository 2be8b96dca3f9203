// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/helppicture.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QPainter>

namespace konductor::ui {

namespace {

/// The pictures are drawn on this many squares and stretched to the widget.
constexpr double columns = 24;
constexpr double rows = 8;
constexpr double middle = rows / 2;

class Pen {
public:
    Pen(QPainter& painter, const Tokens& colors, double square) : m_painter(painter), m_colors(colors), m_square(square)
    {
    }

    void dot(double x, double y, Tone tone, bool full = true)
    {
        const QColor ink = colorsOf(tone, m_colors).ink;
        m_painter.setPen(QPen(ink, 2));
        m_painter.setBrush(full ? QBrush(ink) : QBrush(m_colors.base));
        m_painter.drawEllipse(at(x, y), 0.8 * m_square, 0.8 * m_square);
    }
    /// A place for one.
    void slot(double x, double y, bool taken)
    {
        m_painter.setPen(QPen(m_colors.secondary, 1.5));
        m_painter.setBrush(Qt::NoBrush);
        const double side = 2.4 * m_square;
        m_painter.drawRoundedRect(QRectF(at(x, y) - QPointF(side / 2, side / 2), QSizeF(side, side)), 3, 3);
        if (taken) {
            dot(x, y, Tone::Held);
        }
    }
    void line(double x1, double y1, double x2, double y2, Tone tone, double width = 2, bool dashed = false)
    {
        m_painter.setPen(
            QPen(colorsOf(tone, m_colors).ink, width, dashed ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap));
        m_painter.drawLine(at(x1, y1), at(x2, y2));
    }
    void arrow(double x1, double x2, double y, Tone tone = Tone::Neutral)
    {
        line(x1, y, x2, y, tone);
        line(x2 - 0.6, y - 0.6, x2, y, tone);
        line(x2 - 0.6, y + 0.6, x2, y, tone);
    }
    void tick(double x, double y)
    {
        line(x - 0.6, y, x - 0.1, y + 0.6, Tone::Ok);
        line(x - 0.1, y + 0.6, x + 0.7, y - 0.6, Tone::Ok);
    }
    /// What is left of a time: a ring that is open at one side.
    void clock(double x, double y, double left)
    {
        m_painter.setBrush(Qt::NoBrush);
        const double radius = 1.5 * m_square;
        const QRectF ring(at(x, y) - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
        m_painter.setPen(QPen(colorsOf(Tone::Warning, m_colors).ink, 2));
        m_painter.drawArc(ring, 90 * 16, static_cast<int>(-360 * left) * 16);
    }

private:
    QPointF at(double x, double y) const { return {x * m_square, y * m_square}; }

    QPainter& m_painter;
    const Tokens& m_colors;
    double m_square;
};

/// Three places, two taken; others stand in line.
void semaphore(Pen& pen)
{
    for (int i = 0; i < 3; ++i) {
        pen.slot(12 + 3.2 * i, middle, i < 2);
    }
    pen.arrow(7.5, 10, middle);
    for (int i = 0; i < 3; ++i) {
        pen.dot(1.5 + 2.2 * i, middle, Tone::Warning, false);
    }
}

/// Three have come to the line, one is on the way; nobody gets over it yet.
void barrier(Pen& pen)
{
    pen.line(15, 0.5, 15, rows - 0.5, Tone::Neutral, 4);
    for (const double y : {1.0, 3.0, 7.0}) {
        pen.dot(13, y, Tone::Held);
    }
    pen.dot(5, 5, Tone::Warning, false);
    pen.line(7, 5, 11.5, 5, Tone::Neutral, 2, true);
    pen.arrow(16.5, 21, middle, Tone::Ok);
}

/// One has the place, for a time; the others wait in their order.
void lease(Pen& pen)
{
    pen.slot(17, middle, true);
    pen.clock(21.2, middle, 0.7);
    pen.arrow(12, 14.8, middle);
    for (int i = 0; i < 3; ++i) {
        pen.dot(10 - 2.6 * i, middle, Tone::Warning, false);
        pen.line(9.4 - 2.6 * i, middle + 1.6 + 0.6 * i, 10.6 - 2.6 * i, middle + 1.6 + 0.6 * i, Tone::Neutral);
    }
}

/// Two conditions are met, one is not; so the way stays shut.
void gate(Pen& pen)
{
    for (int i = 0; i < 3; ++i) {
        const double y = 1.6 + 2.4 * i;
        pen.line(3, y, 8, y, Tone::Neutral);
        if (i < 2) {
            pen.tick(10, y);
        } else {
            pen.dot(10, y, Tone::Warning, false);
        }
    }
    pen.arrow(12, 14.5, middle);
    pen.line(16, 0.5, 16, rows - 0.5, Tone::Neutral, 4);
    pen.line(20, 0.5, 20, rows - 0.5, Tone::Neutral, 4);
    pen.line(16, middle, 20, middle, Tone::Bad, 3);
}

void mutex(Pen& pen)
{
    pen.slot(16, middle, true);
    pen.arrow(10, 13.8, middle);
    pen.dot(8, middle, Tone::Warning, false);
    pen.dot(5, middle, Tone::Warning, false);
}

/// Many on one side, or a single one on the other.
void rwmutex(Pen& pen)
{
    for (int i = 0; i < 3; ++i) {
        pen.slot(3.5 + 3 * i, middle, true);
    }
    pen.line(12.5, 1, 12.5, rows - 1, Tone::Neutral, 2, true);
    pen.slot(18, middle, false);
}

/// The first one does it; for the others it is done.
void once(Pen& pen)
{
    pen.dot(4, middle, Tone::Held);
    pen.arrow(6, 9.5, middle);
    pen.tick(11.5, middle);
    pen.dot(16, middle, Tone::Neutral, false);
    pen.dot(19, middle, Tone::Neutral, false);
}

/// Four tasks, two of them done; it opens when none is left.
void waitGroup(Pen& pen)
{
    for (int i = 0; i < 4; ++i) {
        pen.slot(3 + 3.4 * i, middle, false);
        if (i < 2) {
            pen.tick(3 + 3.4 * i, middle);
        }
    }
    pen.arrow(16, 19, middle);
    pen.line(20.5, 1, 20.5, rows - 1, Tone::Neutral, 4);
}

} // namespace

HelpPicture::HelpPicture(Kind kind, const QString& words, QWidget* parent) : QWidget(parent), m_kind(kind)
{
    setAccessibleName(words);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize HelpPicture::sizeHint() const
{
    const int square = fontMetrics().height() * 3 / 4;
    return {static_cast<int>(columns) * square, static_cast<int>(rows) * square};
}

void HelpPicture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (layoutDirection() == Qt::RightToLeft) {
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    Pen pen(painter, tokensOf(palette()), width() / columns);
    switch (m_kind) {
    case Kind::Semaphore:
        return semaphore(pen);
    case Kind::Barrier:
        return barrier(pen);
    case Kind::Lease:
        return lease(pen);
    case Kind::Gate:
        return gate(pen);
    case Kind::Mutex:
        return mutex(pen);
    case Kind::RWMutex:
        return rwmutex(pen);
    case Kind::Once:
        return once(pen);
    case Kind::WaitGroup:
        return waitGroup(pen);
    default:
        return; // children are shown with their primitives
    }
}

} // namespace konductor::ui
