// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/waitgraphview.h"

#include "ui/panels/insightdetails.h"
#include "ui/theme/tokens.h"

#include <QGraphicsScene>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace konductor::ui {

using namespace Qt::StringLiterals;
using insight::WaitNode;

namespace {

constexpr double zoomStep = 1.2;
constexpr double largest = 3;
constexpr double margin = 24;

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

QFont WaitGraphView::smallFont() const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() - 1);
    return small;
}

/// In steps: what is said of a box ticks, and it does not move for each letter.
QSizeF WaitGraphView::sizeOf(const WaitBox& box) const
{
    const double step = fontMetrics().averageCharWidth() * 4.0;
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetricsF small(smallFont());
    const QString behind = waitingWords(box.behind);
    const double title = QFontMetricsF(bold).horizontalAdvance(box.title)
        + (behind.isEmpty() ? 0 : small.horizontalAdvance(u"  "_s + behind));
    const double text = std::max(title, small.horizontalAdvance(wordsOf(box)));
    const double frame = fontMetrics().height() + 2 * space::medium + space::small + 2;
    return {std::clamp(std::ceil((text + frame) / step), 5.0, 8.0) * step,
            fontMetrics().height() * 2.0 + 2 * space::medium};
}

GraphShape WaitGraphView::shapeOf(const WaitPicture& picture) const
{
    GraphShape shape;
    for (const WaitBox& box : picture.boxes) {
        shape.boxes.push_back(sizeOf(box));
    }
    const QFontMetricsF metrics(smallFont());
    for (const WaitArrow& arrow : picture.arrows) {
        shape.arrows.emplace_back(arrow.from, arrow.to);
        shape.gap = std::max(shape.gap, metrics.horizontalAdvance(arrow.words) + 2 * space::huge);
    }
    shape.groups = picture.deadlocks;
    return shape;
}

void WaitGraphView::setPicture(const WaitPicture& picture, const GraphLayout& layout)
{
    m_picture = picture;
    m_shape = shapeOf(picture);
    m_layout = isRightToLeft() ? mirrored(layout) : layout;
    const bool fromStart = isAtStart();
    scene()->setSceneRect(layout.bounds.adjusted(-margin, -margin, margin, margin));
    if (fromStart) {
        goToStart();
    }
    viewport()->update();
}

bool WaitGraphView::updatePicture(const WaitPicture& picture)
{
    const auto sameNode = [](const WaitBox& a, const WaitBox& b) { return a.node == b.node; };
    if (!std::equal(picture.boxes.begin(), picture.boxes.end(), m_picture.boxes.begin(), m_picture.boxes.end(),
                    sameNode)
        || !(shapeOf(picture) == m_shape)) {
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

void WaitGraphView::fit()
{
    const QRectF all = scene()->sceneRect();
    scaleTo(std::max(smallestScale, std::min(viewport()->width() / all.width(), viewport()->height() / all.height())));
}

void WaitGraphView::fitAcross(double atLeast)
{
    const int bar = verticalScrollBar()->sizeHint().width() + space::small; // what is rounded needs no bar of its own
    scaleTo(std::max(atLeast, (width() - bar) / scene()->sceneRect().width()));
}

void WaitGraphView::scaleTo(double factor)
{
    resetTransform();
    scale(std::min(1.0, factor), std::min(1.0, factor));
    goToStart(); // where too little of it fits, who waits is seen first
    verticalScrollBar()->setValue(verticalScrollBar()->minimum());
}

/// At the left, or at the right for those who read from there: a scroll bar begins where its readers do.
bool WaitGraphView::isAtStart() const
{
    return horizontalScrollBar()->value() <= horizontalScrollBar()->minimum();
}

void WaitGraphView::goToStart()
{
    horizontalScrollBar()->setValue(horizontalScrollBar()->minimum());
}

/// Qt keeps the left edge, whichever the start is.
void WaitGraphView::resizeEvent(QResizeEvent* event)
{
    const bool fromStart = isAtStart();
    QGraphicsView::resizeEvent(event);
    if (fromStart) {
        goToStart();
    }
}

void WaitGraphView::zoomBy(double factor)
{
    const double next = std::clamp(transform().m11() * factor, smallestScale, largest);
    scale(next / transform().m11(), next / transform().m11());
}

QRectF WaitGraphView::rectOf(int box) const
{
    const QSizeF size = m_shape.boxes[static_cast<size_t>(box)];
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

} // namespace konductor::ui
