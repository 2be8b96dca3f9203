// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "ui/pages/waitgraphview.h"
#include "ui/panels/insightdetails.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QPainter>

#include <cmath>

/// How the wait graph is drawn; the rest of the class is in waitgraphview.cpp.
namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

/// An arrow's head at the end of its path.
QPolygonF headOf(const QPainterPath& path, double size)
{
    const QPointF tip = path.pointAtPercent(1);
    const QPointF before = path.pointAtPercent(path.percentAtLength(std::max(0.0, path.length() - size)));
    const double angle = std::atan2(tip.y() - before.y(), tip.x() - before.x());
    const auto wing = [&](double turn) {
        return QPointF(tip.x() - size * std::cos(angle + turn), tip.y() - size * std::sin(angle + turn));
    };
    return QPolygonF({tip, wing(0.42), wing(-0.42)});
}

/// The line without the head's length, so that the head alone touches the box and comes to a point.
QPainterPath shaftOf(const QPainterPath& path, double head)
{
    const double length = path.length();
    if (length <= head) {
        return {};
    }
    const double end = path.percentAtLength(length - head * 0.8);
    QPainterPath shaft(path.pointAtPercent(0));
    const int parts = std::max(2, static_cast<int>(length / 4));
    for (int i = 1; i <= parts; ++i) {
        shaft.lineTo(path.pointAtPercent(end * i / parts));
    }
    return shaft;
}

} // namespace

void WaitGraphView::drawBackground(QPainter* painter, const QRectF& exposed)
{
    painter->fillRect(exposed, palette().color(QPalette::Base));
    const Tokens& colors = tokensOf(palette());
    for (const QRectF& group : m_layout.groups) {
        painter->setPen(QPen(colors.warning.ink, 1.5, Qt::DashLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(group, radius::card, radius::card);
    }
}

/// Above the arrows, which may come in through it.
void WaitGraphView::drawCaptions(QPainter* painter) const
{
    const Tokens& colors = tokensOf(palette());
    for (size_t knot = 0; knot < m_layout.groups.size(); ++knot) {
        const QRectF& group = m_layout.groups[knot];
        QFont bold = smallFont();
        bold.setWeight(QFont::DemiBold);
        painter->setFont(bold);
        painter->setPen(colors.warning.ink);
        const auto since = knot < m_picture.deadlockedSince.size() ? m_picture.deadlockedSince[knot] : std::nullopt;
        QString words = since
            ? tr("Deadlock for %1: nobody can move until one of them lets go").arg(humanDuration(m_now - *since))
            : tr("Deadlock: nobody can move until one of them lets go");
        if (knot < m_picture.deadlockSeems.size() && m_picture.deadlockSeems[knot]) {
            words = tr("It seems that nobody here can move until one of them lets go");
        }
        const QRectF room = QFontMetricsF(bold).boundingRect(words).toAlignedRect();
        const QRectF inside = group.adjusted(space::medium, 2, -space::medium, 0);
        const double left = isRightToLeft() ? inside.right() - room.width() - space::small : inside.left();
        const QRectF place(left, inside.top(), room.width() + space::small, room.height());
        painter->fillRect(place, palette().color(QPalette::Base));
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, words);
    }
}

void WaitGraphView::drawForeground(QPainter* painter, const QRectF& exposed)
{
    painter->setLayoutDirection(layoutDirection());
    for (size_t arrow = 0; arrow < m_layout.arrows.size() && arrow < m_picture.arrows.size(); ++arrow) {
        if (m_layout.arrows[arrow].controlPointRect().adjusted(-9, -9, 9, 9).intersects(exposed)) {
            drawArrow(painter, arrow);
        }
    }
    drawCaptions(painter);
    for (int box = 0; box < static_cast<int>(m_layout.centers.size()); ++box) {
        if (rectOf(box).adjusted(-5, -5, 5, 5).intersects(exposed)) {
            drawBox(painter, box);
        }
    }
}

void WaitGraphView::drawArrow(QPainter* painter, size_t index) const
{
    const Tokens& colors = tokensOf(palette());
    const WaitArrow& arrow = m_picture.arrows[index];
    const QPainterPath& path = m_layout.arrows[index];
    if (path.isEmpty()) {
        return;
    }
    const bool strong = onPath(arrow);
    const QColor ink = strong ? colors.bad.ink : colors.secondary;
    painter->setPen(QPen(ink, strong ? 2.2 : 1.2, arrow.inferred ? Qt::DashLine : Qt::SolidLine));
    painter->setBrush(Qt::NoBrush);
    const double head = strong ? 11 : 9;
    painter->drawPath(shaftOf(path, head));
    painter->setPen(QPen(ink, 1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(ink);
    painter->drawPolygon(headOf(path, head));
    if (!arrow.words.isEmpty()) {
        painter->setFont(smallFont());
        painter->setPen(colors.secondary);
        QRectF room = QFontMetricsF(painter->font()).boundingRect(arrow.words).adjusted(-2, 0, 2, 0);
        room.moveCenter(path.pointAtPercent(0.5));
        painter->fillRect(room, colors.base);
        painter->drawText(room, Qt::AlignCenter, arrow.words);
    }
}

QString WaitGraphView::wordsOf(const WaitBox& box) const
{
    const QString standing = visibleText(insight::plainText(box.standing, m_now));
    return standing.isEmpty() ? box.text : u"%1 · %2"_s.arg(box.text, standing);
}

void WaitGraphView::drawBox(QPainter* painter, int index) const
{
    const Tokens& colors = tokensOf(palette());
    const WaitBox& box = m_picture.boxes[static_cast<size_t>(index)];
    const QRectF rect = rectOf(index);
    const bool chosen = m_current == box.node;
    const bool claims = box.tone == Tone::Bad || box.tone == Tone::Warning;
    const QColor border = claims ? colorsOf(box.tone, colors).ink : chosen ? colors.accent.ink : colors.line;
    const bool found = m_found.contains(box.node);
    if (found) { // around the border, whose colour claims something
        painter->setPen(QPen(colors.accent.ink, chosen ? 3 : 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(rect.adjusted(-3, -3, 3, 3), radius::control + 2, radius::control + 2);
    }
    painter->setPen(QPen(border, claims || chosen ? 1.8 : 1));
    painter->setBrush(chosen || found ? colors.accent.tint : colors.base);
    painter->drawRoundedRect(rect, radius::control, radius::control);
    const int side = fontMetrics().height();
    const QRectF text =
        mirrored(rect.adjusted(space::medium + side + space::medium, space::medium, -space::small, -space::medium),
                 rect, layoutDirection());
    const QRectF icon =
        mirrored({rect.left() + space::medium, rect.center().y() - side / 2.0, double(side), double(side)}, rect,
                 layoutDirection());
    const QString glyph = box.node.isHolder() ? u"holders"_s : glyphName(*box.node.kind);
    glyphIcon(glyph, claims ? border : colors.text).paint(painter, QRect(icon.topLeft().toPoint(), QSize(side, side)));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(claims ? border : colors.text);
    const QFont small = smallFont();
    const QString behind = waitingWords(box.behind);
    const double room = text.width() - (behind.isEmpty() ? 0 : QFontMetricsF(small).horizontalAdvance(behind + u' '));
    painter->drawText(text, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
                      cutTo(QFontMetricsF(bold), box.title, room, Qt::ElideMiddle));
    painter->setFont(small);
    painter->drawText(text, Qt::AlignRight | Qt::AlignTop | Qt::TextSingleLine, behind);
    painter->setPen(colors.secondary);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine,
                      cutTo(QFontMetricsF(small), wordsOf(box), text.width()));
}

} // namespace konductor::ui
