// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "ui/widgets/tone.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPalette>
#include <QRectF>
#include <QString>

#include <optional>

class QPainter;

/// The parts that tables and details draw alike (ui.md, "Parts"). Colours come from the palette's tokens; every part
/// is drawn at the beginning of its room (the left, or the right where the painter's layout runs from there),
/// vertically in the middle.
namespace konductor::ui {

struct TonePair;
struct Tokens;

/// `rect`, laid out from the left of `within`, where a layout in this direction has it.
QRectF mirrored(const QRectF& rect, const QRectF& within, Qt::LayoutDirection direction);

/// The ink and tint of a tone.
TonePair colorsOf(Tone tone, const Tokens& tokens);
/// What stands before the word that has this tone, so that it is never colour alone: "✓", "●" held, "⚠", "✗"; none
/// where nothing is claimed.
QString glyphOf(Tone tone);

/// The text as far as it fits. What is cut has its "…" at its own end, also where the window runs the other way.
QString cutTo(const QFontMetricsF& metrics, const QString& text, double width, Qt::TextElideMode mode = Qt::ElideRight);

/// What a chip says: its glyph, if there is one, and the word.
QString chipText(const QString& glyph, const QString& text);
QSizeF chipSize(const QString& text, const QFont& font);
void paintChip(QPainter* painter, const QRectF& room, const QString& text, Tone tone, const QPalette& palette,
               const QFont& font);

/// Up to twelve segments, beyond that a continuous bar; what exceeds the whole is hatched red past its end. `mark` is
/// a line at a quorum.
void paintBar(QPainter* painter, const QRectF& room, qint64 value, qint64 whole, Tone tone, const QPalette& palette,
              std::optional<qint64> mark = std::nullopt);

void paintCountdownBar(QPainter* painter, const QRectF& room, double fraction, Tone tone, const QPalette& palette);

/// A countdown in words and its bar.
struct CountdownWords {
    QString text;
    Tone tone = Tone::Held; ///< Held above a fifth, Warning below, Bad when past.
    double fraction = -1; ///< Of the whole time left; negative: no bar.
};
CountdownWords countdownWords(Timestamp until, std::optional<Timestamp> from, Timestamp now);
/// What the words of minutes that tick need, so that the bars of a list stand below each other.
int countdownWidth(const QFontMetrics& metrics);

} // namespace konductor::ui
