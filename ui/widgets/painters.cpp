// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/painters.h"

#include "core/base/words.h"
#include "ui/theme/tokens.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 mostSegments = 12;

QFont chipFont(const QFont& font)
{
    QFont small = font;
    small.setPointSizeF(std::max(6.0, font.pointSizeF() - 1));
    small.setWeight(QFont::DemiBold);
    return small;
}

/// A strip in the middle of the room.
QRectF strip(const QRectF& room, double height)
{
    return {room.left(), room.center().y() - height / 2, room.width(), height};
}

/// What follows is drawn as in a mirror where the painter's layout runs from right to left; not for text.
void mirror(QPainter* painter, const QRectF& room)
{
    if (painter->layoutDirection() == Qt::RightToLeft) {
        painter->translate(room.left() + room.right(), 0);
        painter->scale(-1, 1);
    }
}

void paintExcess(QPainter* painter, const QRectF& area, const Tokens& colors)
{
    painter->setBrush(colors.bad.tint);
    painter->drawRect(area);
    painter->setBrush(QBrush(colors.bad.ink, Qt::BDiagPattern));
    painter->drawRect(area);
}

void paintMark(QPainter* painter, double x, const QRectF& area, const Tokens& colors)
{
    painter->setPen(QPen(colors.text, 1.5));
    painter->drawLine(QPointF(x, area.top() - 3), QPointF(x, area.bottom() + 3));
    painter->setPen(Qt::NoPen);
}

void paintSegments(QPainter* painter, const QRectF& area, qint64 value, qint64 whole, std::optional<qint64> mark,
                   const TonePair& ink, const Tokens& colors)
{
    const qint64 shown = std::max(value, whole);
    const double gap = 2;
    const double fits = (area.width() - gap * static_cast<double>(shown - 1)) / static_cast<double>(shown);
    const double side = std::clamp(fits, 1.0, area.height());
    for (qint64 i = 0; i < shown; ++i) {
        const QRectF segment(area.left() + static_cast<double>(i) * (side + gap), area.center().y() - side / 2, side,
                             side);
        if (i >= whole) {
            paintExcess(painter, segment, colors);
        } else {
            painter->setBrush(i < value ? ink.ink : colors.line);
            painter->drawRoundedRect(segment, 2, 2);
        }
    }
    if (mark && *mark > 0 && *mark < whole) {
        paintMark(painter, area.left() + static_cast<double>(*mark) * (side + gap) - gap / 2, area, colors);
    }
}

void paintContinuous(QPainter* painter, const QRectF& area, qint64 value, qint64 whole, const TonePair& ink,
                     const Tokens& colors)
{
    const double scale = area.width() / static_cast<double>(std::max(value, whole));
    painter->setBrush(colors.line);
    painter->drawRoundedRect(area, 3, 3);
    painter->setBrush(ink.ink);
    painter->drawRoundedRect(
        QRectF(area.left(), area.top(), scale * static_cast<double>(std::min(value, whole)), area.height()), 3, 3);
    if (value > whole) {
        // However little it is, it must be seen.
        const double start = std::min(area.left() + scale * static_cast<double>(whole), area.right() - 4);
        paintExcess(painter, QRectF(start, area.top(), area.right() - start, area.height()), colors);
    }
}
} // namespace

QRectF mirrored(const QRectF& rect, const QRectF& within, Qt::LayoutDirection direction)
{
    return direction == Qt::RightToLeft
        ? rect.translated(within.left() + within.right() - rect.left() - rect.right(), 0)
        : rect;
}

TonePair colorsOf(Tone tone, const Tokens& tokens)
{
    switch (tone) {
    case Tone::Accent:
        return tokens.accent;
    case Tone::Ok:
        return tokens.ok;
    case Tone::Held:
        return tokens.held;
    case Tone::Warning:
        return tokens.warning;
    case Tone::Bad:
        return tokens.bad;
    case Tone::Plain:
    case Tone::Neutral:
        break;
    }
    return tokens.neutral;
}

QString glyphOf(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return u"✓"_s;
    case Tone::Held:
        return u"●"_s;
    case Tone::Warning:
        return u"⚠"_s;
    case Tone::Bad:
        return u"✗"_s;
    default:
        return {};
    }
}

QString cutTo(const QFontMetricsF& metrics, const QString& text, double width, Qt::TextElideMode mode)
{
    const QString cut = metrics.elidedText(text, mode, width);
    return cut == text ? text : isolatedSentence(cut);
}

QString chipText(const QString& glyph, const QString& text)
{
    return glyph.isEmpty() ? text : glyph + u' ' + text;
}

QSizeF chipSize(const QString& text, const QFont& font)
{
    const QFontMetricsF metrics(chipFont(font));
    return {metrics.horizontalAdvance(text) + 2 * space::medium - 2, metrics.height() + space::small};
}

void paintChip(QPainter* painter, const QRectF& room, const QString& text, Tone tone, const QPalette& palette,
               const QFont& font)
{
    const TonePair colors = colorsOf(tone, tokensOf(palette));
    QSizeF size = chipSize(text, font);
    size.setWidth(std::min(size.width(), room.width()));
    const QRectF chip = mirrored({room.left(), room.center().y() - size.height() / 2, size.width(), size.height()},
                                 room, painter->layoutDirection());
    const QFont small = chipFont(font);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.tint);
    painter->drawRoundedRect(chip, radius::chip, radius::chip);
    painter->setFont(small);
    painter->setPen(colors.ink);
    const double inner = chip.width() - space::medium;
    painter->drawText(chip, Qt::AlignCenter | Qt::TextSingleLine, cutTo(QFontMetricsF(small), text, inner));
    painter->restore();
}

void paintBar(QPainter* painter, const QRectF& room, qint64 value, qint64 whole, Tone tone, const QPalette& palette,
              std::optional<qint64> mark)
{
    const Tokens& colors = tokensOf(palette);
    const TonePair ink = tone == Tone::Bad ? colors.held : colorsOf(tone, colors); // the excess alone is red
    const qint64 used = std::max<qint64>(0, value);
    const qint64 total = std::max<qint64>(1, whole);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    mirror(painter, room);
    if (std::max(used, total) <= mostSegments) {
        paintSegments(painter, strip(room, std::clamp(room.height(), 1.0, 12.0)), used, total, mark, ink, colors);
    } else {
        const QRectF area = strip(room, 6);
        paintContinuous(painter, area, used, total, ink, colors);
        if (mark && *mark > 0 && *mark < total) {
            const double scale = area.width() / static_cast<double>(std::max(used, total));
            paintMark(painter, area.left() + scale * static_cast<double>(*mark), area, colors);
        }
    }
    painter->restore();
}

void paintCountdownBar(QPainter* painter, const QRectF& room, double fraction, Tone tone, const QPalette& palette)
{
    const Tokens& colors = tokensOf(palette);
    const QRectF area = strip(room, 5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    mirror(painter, room);
    painter->setBrush(colors.line);
    painter->drawRoundedRect(area, 2.5, 2.5);
    painter->setBrush(colorsOf(tone, colors).ink);
    const double width = std::max(area.height(), area.width() * std::clamp(fraction, 0.0, 1.0));
    painter->drawRoundedRect(QRectF(area.left(), area.top(), width, area.height()), 2.5, 2.5);
    painter->restore();
}

CountdownWords countdownWords(Timestamp until, std::optional<Timestamp> from, Timestamp now)
{
    CountdownWords words;
    const auto left = until - now;
    if (left < std::chrono::milliseconds(0)) {
        words.text = QCoreApplication::translate("Countdown", "%1 ago").arg(humanDuration(left));
        words.tone = Tone::Bad;
        return words;
    }
    words.text = countdownText(left);
    if (from && *from < until) {
        words.fraction = static_cast<double>(left.count()) / static_cast<double>((until - *from).count());
        words.tone = words.fraction < 0.2 ? Tone::Warning : Tone::Held;
    }
    return words;
}

int countdownWidth(const QFontMetrics& metrics)
{
    using namespace std::chrono_literals;
    return metrics.horizontalAdvance(countdownWords(Timestamp() + 9min + 59s, std::nullopt, Timestamp()).text);
}

} // namespace konductor::ui
