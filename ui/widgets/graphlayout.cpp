// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/graphlayout.h"

#include "core/base/graphvizlock.h"

#include <QByteArray>

#include <graphviz/gvc.h>

#include <memory>

namespace konductor::ui {

namespace {

constexpr double pointsPerInch = 72;

/// Graphviz takes its strings as char* and copies them.
void set(void* object, const char* name, const QByteArray& value)
{
    agsafeset(object, const_cast<char*>(name), const_cast<char*>(value.constData()), const_cast<char*>(""));
}

struct Freer {
    void operator()(GVC_t* context) const { gvFreeContext(context); }
    void operator()(Agraph_t* graph) const { agclose(graph); }
};

QPointF flipped(const pointf& point, double height)
{
    return {point.x, height - point.y};
}

QPainterPath pathOf(const Agedge_t* edge, double height)
{
    QPainterPath path;
    const splines* curves = ED_spl(edge);
    for (int i = 0; curves && i < curves->size; ++i) {
        const bezier& curve = curves->list[i];
        path.moveTo(flipped(curve.list[0], height));
        for (int j = 1; j + 2 < curve.size; j += 3) {
            path.cubicTo(flipped(curve.list[j], height), flipped(curve.list[j + 1], height),
                         flipped(curve.list[j + 2], height));
        }
        if (curve.eflag) {
            path.lineTo(flipped(curve.ep, height));
        }
    }
    return path;
}

class Drawing {
public:
    explicit Drawing(const GraphShape& shape)
        : m_context(gvContext())
        , m_graph(agopen(const_cast<char*>("waits"), Agdirected, nullptr))
    {
        set(m_graph.get(), "rankdir", "LR");
        set(m_graph.get(), "nodesep", "0.28");
        set(m_graph.get(), "ranksep", "0.6");
        for (size_t i = 0; i < shape.boxes.size(); ++i) {
            Agnode_t* box = agnode(m_graph.get(), QByteArray::number(static_cast<qint64>(i)).data(), 1);
            set(box, "shape", "box");
            set(box, "fixedsize", "true");
            set(box, "label", ""); // no text, so no fonts are asked for
            set(box, "width", QByteArray::number(shape.boxes[i].width() / pointsPerInch));
            set(box, "height", QByteArray::number(shape.boxes[i].height() / pointsPerInch));
            m_boxes.push_back(box);
        }
        for (size_t i = 0; i < shape.groups.size(); ++i) {
            QByteArray name = "cluster" + QByteArray::number(static_cast<qint64>(i)); // dot frames those named so
            Agraph_t* group = agsubg(m_graph.get(), name.data(), 1);
            set(group, "margin", "24");
            for (const int box : shape.groups[i]) {
                agsubnode(group, m_boxes[static_cast<size_t>(box)], 1);
            }
            m_groups.push_back(group);
        }
        for (const auto& [from, to] : shape.arrows) {
            m_arrows.push_back(agedge(m_graph.get(), m_boxes[static_cast<size_t>(from)],
                                      m_boxes[static_cast<size_t>(to)], nullptr, 1));
        }
    }

    GraphLayout arranged()
    {
        GraphLayout layout;
        if (gvLayout(m_context.get(), m_graph.get(), "dot") != 0) {
            return layout;
        }
        const boxf all = GD_bb(m_graph.get());
        const double height = all.UR.y;
        layout.bounds = QRectF(0, 0, all.UR.x, height);
        for (const Agnode_t* box : m_boxes) {
            layout.centers.push_back(flipped(ND_coord(box), height));
        }
        for (const Agedge_t* arrow : m_arrows) {
            layout.arrows.push_back(pathOf(arrow, height));
        }
        for (Agraph_t* group : m_groups) {
            const boxf frame = GD_bb(group);
            layout.groups.emplace_back(flipped({frame.LL.x, frame.UR.y}, height),
                                       flipped({frame.UR.x, frame.LL.y}, height));
        }
        gvFreeLayout(m_context.get(), m_graph.get());
        return layout;
    }

private:
    std::unique_ptr<GVC_t, Freer> m_context;
    std::unique_ptr<Agraph_t, Freer> m_graph;
    std::vector<Agnode_t*> m_boxes;
    std::vector<Agraph_t*> m_groups;
    std::vector<Agedge_t*> m_arrows;
};

} // namespace

GraphLayout layOut(const GraphShape& shape)
{
    if (shape.boxes.empty()) {
        return {};
    }
    const std::lock_guard lock(graphvizLock);
    return Drawing(shape).arranged();
}

} // namespace konductor::ui
