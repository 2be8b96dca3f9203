// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <utility>
#include <vector>

namespace konductor::ui {

/// What is to be laid out: boxes by size, arrows between them, groups of boxes that are framed together.
struct GraphShape {
    std::vector<QSizeF> boxes;
    std::vector<std::pair<int, int>> arrows; ///< Indexes of boxes, from and to.
    std::vector<std::vector<int>> groups; ///< A box is in one group at most.
    double gap = 32; ///< Between a box and what its arrow leads to, at least: room for words on the arrow.

    friend bool operator==(const GraphShape&, const GraphShape&) = default;
};

/// Where everything goes, in the shape's order; from left to right along the arrows. Origin at the top left. What hangs
/// together lies together; from the top first what has a group, then in the order of the shape's boxes.
struct GraphLayout {
    std::vector<QPointF> centers;
    std::vector<QPainterPath> arrows; ///< From the edge of one box to that of the other.
    std::vector<QRectF> groups;
    QRectF bounds;
};

/// Graphviz' dot. Callable from any thread, but the library keeps state of its own, so only one call works at a time.
/// Empty where Graphviz cannot lay it out.
GraphLayout layOut(const GraphShape& shape);

} // namespace konductor::ui
