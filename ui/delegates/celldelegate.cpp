// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/celldelegate.h"

#include "ui/models/roles.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QApplication>
#include <QPainter>

namespace konductor::ui {

CellDelegate::CellDelegate(ServerTime time, QObject* parent) : QStyledItemDelegate(parent), m_time(std::move(time)) { }

CellDelegate::CellDelegate(const live::ClusterMirror& mirror, const Clock& clock, QObject* parent)
    : CellDelegate([&mirror, &clock](const QModelIndex&) { return mirror.serverTime(clock.now()); }, parent)
{
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& colors = tokensOf(option.palette);
    const Cell cell = index.data(CellRole).value<Cell>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setLayoutDirection(option.direction);
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(option.rect, colors.accent.tint);
    }
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.line);
    const QRectF room = QRectF(option.rect).adjusted(space::medium, 0, -space::medium, -1);
    switch (cell.look) {
    case Cell::Look::Chip:
        paintChip(painter, room, chipText(cell.glyph.isEmpty() ? glyphOf(cell.tone) : cell.glyph, cell.text), cell.tone,
                  option.palette, option.font);
        break;
    case Cell::Look::Bar: {
        const double barWidth = std::min(room.width() / 2, option.fontMetrics.averageCharWidth() * 12.0);
        const QRectF bar(room.left(), room.top(), barWidth, room.height());
        paintBar(painter, mirrored(bar, room, option.direction), cell.value, cell.whole, cell.tone, option.palette);
        const QRectF rest = room.adjusted(barWidth + space::medium, 0, 0, 0);
        paintText(painter, option, mirrored(rest, room, option.direction), cell);
        break;
    }
    case Cell::Look::Countdown:
        paintCountdown(painter, option, room, cell, m_time(index));
        break;
    default:
        paintText(painter, option, room, cell);
    }
    painter->restore();
}

void CellDelegate::paintText(QPainter* painter, const QStyleOptionViewItem& option, const QRectF& room,
                             const Cell& cell) const
{
    const Tokens& colors = tokensOf(option.palette);
    QFont font = option.font;
    font.setWeight(cell.look == Cell::Look::Name ? QFont::Medium : QFont::Normal);
    painter->setFont(font);
    painter->setPen(cell.look == Cell::Look::Secondary ? colors.secondary
                        : cell.tone == Tone::Bad       ? colors.bad.ink
                                                       : colors.text);
    const auto side = cell.look == Cell::Look::Number ? Qt::AlignRight : Qt::AlignLeft;
    const QString text = cutTo(QFontMetricsF(font), cell.text, room.width());
    painter->drawText(room, side | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void CellDelegate::paintCountdown(QPainter* painter, const QStyleOptionViewItem& option, const QRectF& room,
                                  const Cell& cell, Timestamp now)
{
    const CountdownWords words = countdownWords(*cell.until, cell.from, now);
    const Tokens& colors = tokensOf(option.palette);
    const QString text = cell.text.isEmpty() ? words.text : cell.text;
    const double character = option.fontMetrics.averageCharWidth();
    const int written = std::max(option.fontMetrics.horizontalAdvance(text), countdownWidth(option.fontMetrics));
    const double spare = room.width() - space::medium - written - 2; // advances are rounded
    double left = 0;
    if (words.fraction >= 0 && spare > character * 3) { // the words are worth more than the bar
        const double width = std::min({room.width() / 2, spare, character * 10.0});
        const QRectF bar(room.left(), room.top(), width, room.height());
        paintCountdownBar(painter, mirrored(bar, room, option.direction), words.fraction, words.tone, option.palette);
        left = width + space::medium;
    }
    painter->setFont(option.font);
    painter->setPen(words.tone == Tone::Bad           ? colors.bad.ink
                        : words.tone == Tone::Warning ? colors.warning.ink
                                                      : colors.text);
    const QRectF rest = mirrored(room.adjusted(left, 0, 0, 0), room, option.direction);
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      cutTo(QFontMetricsF(option.font), text, rest.width()));
}

} // namespace konductor::ui
