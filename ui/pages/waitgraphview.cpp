// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/waitgraphview.h"

#include "core/base/text.h"
#include "ui/panels/insightdetails.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QGraphicsScene>
#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace konductor::ui {

using namespace Qt::StringLiterals;
using insight::WaitNode;

namespace {

constexpr double zoomStep = 1.2;
constexpr double largest = 3;
constexpr double margin = 24;

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

/// For those who read from the right: who waits stands there.
GraphLayout mirrored(GraphLayout layout)
{
    const double sum = layout.bounds.left() + layout.bounds.right();
    const QTransform turned(-1, 0, 0, 1, sum, 0);
    for (QPointF& center : layout.centers) {
        center = turned.map(center);
    }
    for (QPainterPath& arrow : layout.arrows) {
        arrow = turned.map(arrow);
    }
    for (QRectF& group : layout.groups) {
        group = turned.mapRect(group);
    }
    return layout;
}

} // namespace

WaitGraphView::WaitGraphView(QWidget* parent) : QGraphicsView(parent)
{
    setScene(new QGraphicsScene(this));
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setDragMode(QGraphicsView::ScrollHandDrag);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setAccessibleName(tr("Wait graph"));
    viewport()->setCursor(Qt::ArrowCursor);
}

QSizeF WaitGraphView::boxSize() const
{
    return {fontMetrics().averageCharWidth() * 28.0, fontMetrics().height() * 2.0 + 2 * space::medium};
}

GraphShape WaitGraphView::shapeOf(const WaitPicture& picture) const
{
    GraphShape shape;
    shape.boxes.assign(picture.boxes.size(), boxSize());
    for (const WaitArrow& arrow : picture.arrows) {
        shape.arrows.emplace_back(arrow.from, arrow.to);
    }
    shape.groups = picture.deadlocks;
    return shape;
}

void WaitGraphView::setPicture(const WaitPicture& picture, const GraphLayout& layout)
{
    m_picture = picture;
    m_layout = isRightToLeft() ? mirrored(layout) : layout;
    scene()->setSceneRect(layout.bounds.adjusted(-margin, -margin, margin, margin));
    viewport()->update();
}

bool WaitGraphView::updatePicture(const WaitPicture& picture)
{
    const auto sameNode = [](const WaitBox& a, const WaitBox& b) { return a.node == b.node; };
    if (!std::equal(picture.boxes.begin(), picture.boxes.end(), m_picture.boxes.begin(), m_picture.boxes.end(),
                    sameNode)
        || !(shapeOf(picture) == shapeOf(m_picture))) {
        return false;
    }
    m_picture = picture;
    viewport()->update();
    return true;
}

void WaitGraphView::setNow(Timestamp now)
{
    m_now = now;
    viewport()->update();
}

void WaitGraphView::setCurrent(const std::optional<WaitNode>& node)
{
    m_current = node;
    if (const int box = node ? m_picture.boxOf(*node) : -1; box >= 0) {
        ensureVisible(rectOf(box), static_cast<int>(margin), static_cast<int>(margin));
    }
    viewport()->update();
}

void WaitGraphView::setFound(const std::set<WaitNode>& nodes)
{
    m_found = nodes;
    viewport()->update();
}

void WaitGraphView::setPath(const std::vector<WaitNode>& path)
{
    m_path = path;
    viewport()->update();
}

void WaitGraphView::fit(double atLeast)
{
    const QRectF all = scene()->sceneRect();
    const double wanted = std::min({1.0, viewport()->width() / all.width(), viewport()->height() / all.height()});
    resetTransform();
    scale(std::max(wanted, atLeast), std::max(wanted, atLeast));
    const double start = isRightToLeft() ? all.right() - 1 : all.left();
    ensureVisible(QRectF(start, all.top(), 1, 1), 0, 0); // where too little of it fits, who waits is seen first
}

void WaitGraphView::zoomBy(double factor)
{
    const double next = std::clamp(transform().m11() * factor, smallestScale, largest);
    scale(next / transform().m11(), next / transform().m11());
}

QRectF WaitGraphView::rectOf(int box) const
{
    const QSizeF size = boxSize();
    const QPointF center = m_layout.centers[static_cast<size_t>(box)];
    return {center.x() - size.width() / 2, center.y() - size.height() / 2, size.width(), size.height()};
}

int WaitGraphView::boxAt(const QPointF& scenePoint) const
{
    for (int box = 0; box < static_cast<int>(m_layout.centers.size()); ++box) {
        if (rectOf(box).contains(scenePoint)) {
            return box;
        }
    }
    return -1;
}

void WaitGraphView::choose(int box)
{
    const auto node = box < 0 ? std::nullopt : std::optional(m_picture.boxes[static_cast<size_t>(box)].node);
    if (node != m_current) {
        setCurrent(node);
        emit currentChanged();
    }
}

/// Along the arrows: for whom this one waits; against them: who waits for it; up and down: the next box that way.
int WaitGraphView::neighbour(int box, int key) const
{
    const bool along = key == (isRightToLeft() ? Qt::Key_Left : Qt::Key_Right);
    const bool against = key == (isRightToLeft() ? Qt::Key_Right : Qt::Key_Left);
    for (const WaitArrow& arrow : m_picture.arrows) {
        if ((along && arrow.from == box) || (against && arrow.to == box)) {
            return along ? arrow.to : arrow.from;
        }
    }
    if (key != Qt::Key_Up && key != Qt::Key_Down) {
        return -1;
    }
    const QPointF here = m_layout.centers[static_cast<size_t>(box)];
    int best = -1;
    double least = 0;
    for (int other = 0; other < static_cast<int>(m_layout.centers.size()); ++other) {
        const QPointF way = m_layout.centers[static_cast<size_t>(other)] - here;
        if (other == box || (key == Qt::Key_Down ? way.y() <= 0 : way.y() >= 0)) {
            continue;
        }
        const double distance = std::abs(way.y()) + 2 * std::abs(way.x());
        if (best < 0 || distance < least) {
            best = other;
            least = distance;
        }
    }
    return best;
}

void WaitGraphView::keyPressEvent(QKeyEvent* event)
{
    const int here = m_current ? m_picture.boxOf(*m_current) : -1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!m_layout.centers.empty()) {
            const int next = here < 0 ? 0 : neighbour(here, event->key());
            choose(next < 0 ? here : next);
        }
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current) {
            emit activated(WaitNode(*m_current));
        }
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(zoomStep);
        return;
    case Qt::Key_Minus:
        zoomBy(1 / zoomStep);
        return;
    case Qt::Key_0:
        fit();
        return;
    default:
        QGraphicsView::keyPressEvent(event);
    }
}

void WaitGraphView::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        zoomBy(event->angleDelta().y() > 0 ? zoomStep : 1 / zoomStep);
    } else {
        QGraphicsView::wheelEvent(event);
    }
}

void WaitGraphView::mousePressEvent(QMouseEvent* event)
{
    if (const int box = boxAt(mapToScene(event->pos())); box >= 0) {
        choose(box);
    } else {
        QGraphicsView::mousePressEvent(event);
    }
}

void WaitGraphView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const int box = boxAt(mapToScene(event->pos())); box >= 0) {
        emit activated(WaitNode(m_picture.boxes[static_cast<size_t>(box)].node));
    }
}

bool WaitGraphView::onPath(const WaitArrow& arrow) const
{
    for (size_t i = 0; i + 1 < m_path.size(); ++i) {
        if (m_picture.boxes[static_cast<size_t>(arrow.from)].node == m_path[i]
            && m_picture.boxes[static_cast<size_t>(arrow.to)].node == m_path[i + 1]) {
            return true;
        }
    }
    return false;
}

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
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        bold.setPointSizeF(bold.pointSizeF() - 1);
        painter->setFont(bold);
        painter->setPen(colors.warning.ink);
        const auto since = knot < m_picture.deadlockedSince.size() ? m_picture.deadlockedSince[knot] : std::nullopt;
        const QString words = since
            ? tr("Deadlock for %1: nobody can move until one of them lets go").arg(humanDuration(m_now - *since))
            : tr("Deadlock: nobody can move until one of them lets go");
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
        QFont small = font();
        small.setPointSizeF(small.pointSizeF() - 1);
        painter->setFont(small);
        painter->setPen(colors.secondary);
        painter->drawText(path.pointAtPercent(0.4) + QPointF(2, -3), arrow.words);
    }
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
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() - 1);
    const QString behind = waitingWords(box.behind);
    const double room = text.width() - (behind.isEmpty() ? 0 : QFontMetricsF(small).horizontalAdvance(behind + u' '));
    painter->drawText(text, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
                      QFontMetricsF(bold).elidedText(box.title, Qt::ElideMiddle, room));
    painter->setFont(small);
    painter->drawText(text, Qt::AlignRight | Qt::AlignTop | Qt::TextSingleLine, behind);
    painter->setPen(colors.secondary);
    const QString standing = visibleText(insight::plainText(box.standing, m_now));
    const QString words = standing.isEmpty() ? box.text : u"%1 · %2"_s.arg(box.text, standing);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine,
                      QFontMetricsF(small).elidedText(words, Qt::ElideRight, text.width()));
}

} // namespace konductor::ui
