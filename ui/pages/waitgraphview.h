// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/waitpicture.h"
#include "ui/widgets/graphlayout.h"

#include <QGraphicsView>

#include <set>

namespace konductor::ui {

/// Draws a WaitPicture where a GraphLayout puts it. Boxes are chosen by mouse or with the arrow keys, along the
/// arrows; Ctrl and the wheel, + and − zoom, 0 fits everything in.
class WaitGraphView final : public QGraphicsView {
    Q_OBJECT
public:
    explicit WaitGraphView(QWidget* parent = nullptr);

    /// The shape to lay out, in this view's font.
    GraphShape shapeOf(const WaitPicture& picture) const;
    /// `layout` is that of shapeOf(picture).
    void setPicture(const WaitPicture& picture, const GraphLayout& layout);
    /// The same boxes with other words or colours; false if they are not the same boxes.
    bool updatePicture(const WaitPicture& picture);
    /// Server time: what is told of spans counts to it.
    void setNow(Timestamp now);
    std::optional<insight::WaitNode> current() const { return m_current; }
    void setCurrent(const std::optional<insight::WaitNode>& node);
    /// Boxes that a search found: they are framed and tinted.
    void setFound(const std::set<insight::WaitNode>& nodes);
    /// A path to draw strongly, from the one who waits to the root; empty: none.
    void setPath(const std::vector<insight::WaitNode>& path);
    static constexpr double smallestScale = 0.15;
    /// All of it.
    void fit();
    /// As fit(), but only from side to side, and not smaller than this: the rest is for the scroll bars.
    void fitAcross(double atLeast);
    void zoomBy(double factor);

signals:
    void currentChanged();
    void activated(const konductor::insight::WaitNode& node);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& exposed) override;
    void drawForeground(QPainter* painter, const QRectF& exposed) override;

private:
    void scaleTo(double factor);
    bool isAtStart() const;
    void goToStart();
    QFont smallFont() const;
    QString wordsOf(const WaitBox& box) const;
    QSizeF sizeOf(const WaitBox& box) const;
    QRectF rectOf(int box) const;
    int boxAt(const QPointF& scenePoint) const;
    int neighbour(int box, int key) const;
    void choose(int box);
    void drawBox(QPainter* painter, int box) const;
    void drawCaptions(QPainter* painter) const;
    void drawArrow(QPainter* painter, size_t arrow) const;
    bool onPath(const WaitArrow& arrow) const;

    WaitPicture m_picture;
    Timestamp m_now;
    GraphLayout m_layout;
    GraphShape m_shape; ///< As it was laid out.
    std::optional<insight::WaitNode> m_current;
    std::vector<insight::WaitNode> m_path;
    std::set<insight::WaitNode> m_found;
};

} // namespace konductor::ui
