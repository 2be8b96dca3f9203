// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/insight.h"

#include <QByteArray>

namespace konductor::report {

/// The wait-for graph as an SVG element, from left to right: who waits points at what it waits for. Colours come from
/// the page by class: "node", "holder", "root", "deadlock", "edge", "inferred".
struct WaitDrawing {
    QByteArray svg; ///< Empty when nobody waits, or where Graphviz cannot lay it out.
    qsizetype drawn = 0; ///< Nodes in it.
    qsizetype leftOut = 0; ///< Nodes for which there was no room; those that wait for the biggest blockers are drawn.
};

/// At most `most` nodes, for a layout takes long beyond a few hundred. Text from the cluster is escaped and shown with
/// its invisible characters. Callable from any thread; one call at a time works.
WaitDrawing drawWaits(const insight::Insight& insight, qsizetype most = 200);

} // namespace konductor::report
