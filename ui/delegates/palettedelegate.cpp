// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/palettedelegate.h"

#include "ui/models/palettemodel.h"
#include "ui/models/roles.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QPainter>
#include <QTextLayout>

namespace konductor::ui {

namespace {

QFont headingFont(const QFont& font)
{
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() - 1);
    small.setWeight(QFont::DemiBold);
    return small;
}

int headingHeight(const QFont& font)
{
    return QFontMetrics(headingFont(font)).height() + 2 * space::medium;
}

/// In semibold and the accent's colour, where something was typed; returns how wide it is.
double paintMarked(QPainter* painter, const QRectF& room, const PaletteRow& row, const QFont& font, const QColor& ink,
                   const QColor& strong)
{
    const QString text = QFontMetricsF(font).elidedText(row.text, Qt::ElideRight, room.width());
    QList<QTextLayout::FormatRange> ranges;
    for (const qsizetype place : row.marks) {
        if (place < text.size() && text[place] == row.text[place]) {
            QTextCharFormat format;
            format.setForeground(strong);
            format.setFontWeight(QFont::DemiBold);
            ranges.append({static_cast<int>(place), 1, format});
        }
    }
    QTextLayout layout(text, font);
    layout.setFormats(ranges);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(room.width() * 2); // semibold is wider; what is too much is clipped
    layout.endLayout();
    const double width = std::min(room.width(), line.naturalTextWidth());
    const QRectF words = mirrored({room.left(), room.top(), width, room.height()}, room, painter->layoutDirection());
    painter->save();
    painter->setClipRect(room);
    painter->setPen(ink);
    const double start = line.naturalTextRect().left(); // not 0 where the text runs from the right
    layout.draw(painter, QPointF(words.left() - start, room.center().y() - line.height() / 2));
    painter->restore();
    return width;
}

/// At the right; returns where it begins.
double paintSide(QPainter* painter, const QRectF& room, const PaletteRow& row, const QStyleOptionViewItem& option)
{
    if (row.side.isEmpty()) {
        return room.right();
    }
    const QString words = chipText(row.sideGlyph, row.side);
    const double width = std::min(chipSize(words, option.font).width(), room.width() / 3);
    const QRectF place(room.right() - width, room.top(), width, room.height());
    paintChip(painter, mirrored(place, room, option.direction), words, row.tone, option.palette, option.font);
    return room.right() - width - space::large;
}

void paintRow(QPainter* painter, const QRectF& room, const PaletteRow& row, const QStyleOptionViewItem& option)
{
    const Tokens& colors = tokensOf(option.palette);
    const bool can = row.whyNot.isEmpty();
    const int side = option.fontMetrics.height();
    const QRectF glyph(room.left(), room.center().y() - side / 2, side, side);
    glyphIcon(row.glyph, colors.secondary).paint(painter, mirrored(glyph, room, option.direction).toRect());
    const double left = room.left() + side + space::large;
    const double right = paintSide(painter, room, row, option);
    const QRectF words(left, room.top(), std::max(0.0, right - left), room.height());
    const double end = left
        + paintMarked(painter, mirrored(words, room, option.direction), row, option.font,
                      can ? colors.text : colors.secondary, can ? colors.accent.ink : colors.secondary)
        + space::large;
    const QRectF rest = mirrored({end, room.top(), std::max(0.0, right - end), room.height()}, room, option.direction);
    painter->setFont(option.font);
    painter->setPen(colors.secondary);
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      cutTo(QFontMetricsF(option.font), can ? row.detail : row.whyNot, rest.width()));
}

} // namespace

int PaletteDelegate::rowHeight(const QFont& font)
{
    return QFontMetrics(font).height() + 4 * space::small;
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& colors = tokensOf(option.palette);
    const auto row = index.data(CellRole).value<PaletteRow>();
    QRectF room = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setLayoutDirection(option.direction);
    if (!row.section.isEmpty()) {
        painter->setFont(headingFont(option.font));
        painter->setPen(colors.secondary);
        const QRectF heading(room.left() + space::medium, room.top(), room.width() - 2 * space::medium,
                             headingHeight(option.font) - space::small);
        painter->drawText(heading, Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine,
                          QFontMetricsF(painter->font()).elidedText(row.section, Qt::ElideRight, heading.width()));
        room.setTop(room.top() + headingHeight(option.font));
    }
    if (option.state & QStyle::State_Selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.accent.tint);
        painter->drawRoundedRect(room, radius::control, radius::control);
    }
    paintRow(painter, room.adjusted(space::medium, 0, -space::medium, 0), row, option);
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool heads = !index.data(CellRole).value<PaletteRow>().section.isEmpty();
    return {0, rowHeight(option.font) + (heads ? headingHeight(option.font) : 0)};
}

} // namespace konductor::ui
