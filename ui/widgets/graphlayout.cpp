// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/graphlayout.h"

#include "core/base/graphvizlock.h"

#include <QByteArray>

#include <graphviz/gvc.h>

#include <algorithm>
#include <memory>
#include <numeric>

namespace konductor::ui {

namespace {

constexpr double pointsPerInch = 72;
constexpr double boxGap = 20; ///< Of boxes above each other, in points.

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
    Drawing(GVC_t* context, const GraphShape& shape)
        : m_context(context)
        , m_graph(agopen(const_cast<char*>("waits"), Agdirected, nullptr))
    {
        set(m_graph.get(), "rankdir", "LR");
        set(m_graph.get(), "nodesep", QByteArray::number(boxGap / pointsPerInch));
        set(m_graph.get(), "ranksep", QByteArray::number(shape.gap / pointsPerInch));
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
        if (gvLayout(m_context, m_graph.get(), "dot") != 0) {
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
        gvFreeLayout(m_context, m_graph.get());
        return layout;
    }

private:
    GVC_t* m_context;
    std::unique_ptr<Agraph_t, Freer> m_graph;
    std::vector<Agnode_t*> m_boxes;
    std::vector<Agraph_t*> m_groups;
    std::vector<Agedge_t*> m_arrows;
};

/// Some boxes of a shape with what is between them.
struct Part {
    GraphShape shape;
    std::vector<size_t> boxes, arrows, groups; ///< Their places in the whole.
};

/// Of each box the first one that it hangs together with.
std::vector<size_t> firstOfEach(const GraphShape& shape)
{
    std::vector<size_t> first(shape.boxes.size());
    std::iota(first.begin(), first.end(), 0);
    const auto rootOf = [&first](int box) {
        auto root = static_cast<size_t>(box);
        while (first[root] != root) {
            root = first[root] = first[first[root]];
        }
        return root;
    };
    const auto join = [&](int a, int b) {
        const auto [lower, upper] = std::minmax({rootOf(a), rootOf(b)});
        first[upper] = lower;
    };
    for (const auto& [from, to] : shape.arrows) {
        join(from, to);
    }
    for (const std::vector<int>& group : shape.groups) {
        for (const int box : group) {
            join(group.front(), box);
        }
    }
    for (size_t box = 0; box < first.size(); ++box) {
        first[box] = rootOf(static_cast<int>(box));
    }
    return first;
}

std::vector<Part> partsOf(const GraphShape& shape)
{
    const std::vector<size_t> first = firstOfEach(shape);
    std::vector<Part> parts;
    std::vector<size_t> partAt(first.size());
    std::vector<int> placeOf(first.size());
    for (size_t box = 0; box < first.size(); ++box) {
        if (first[box] == box) {
            partAt[box] = parts.size();
            parts.push_back({{.gap = shape.gap}});
        }
        Part& part = parts[partAt[first[box]]];
        placeOf[box] = static_cast<int>(part.boxes.size());
        part.boxes.push_back(box);
        part.shape.boxes.push_back(shape.boxes[box]);
    }
    const auto partOf = [&](int box) -> Part& { return parts[partAt[first[static_cast<size_t>(box)]]]; };
    for (size_t arrow = 0; arrow < shape.arrows.size(); ++arrow) {
        const auto [from, to] = shape.arrows[arrow];
        partOf(from).arrows.push_back(arrow);
        partOf(from).shape.arrows.emplace_back(placeOf[static_cast<size_t>(from)], placeOf[static_cast<size_t>(to)]);
    }
    for (size_t group = 0; group < shape.groups.size(); ++group) {
        Part& part = partOf(shape.groups[group].front());
        part.groups.push_back(group);
        auto& boxes = part.shape.groups.emplace_back();
        for (const int box : shape.groups[group]) {
            boxes.push_back(placeOf[static_cast<size_t>(box)]);
        }
    }
    std::stable_partition(parts.begin(), parts.end(), [](const Part& part) { return !part.groups.empty(); });
    return parts;
}

void putBelow(GraphLayout& whole, const Part& part, const GraphLayout& below)
{
    const QPointF at(0, whole.bounds.isEmpty() ? 0 : whole.bounds.bottom() + boxGap);
    for (size_t i = 0; i < part.boxes.size(); ++i) {
        whole.centers[part.boxes[i]] = below.centers[i] + at;
    }
    for (size_t i = 0; i < part.arrows.size(); ++i) {
        whole.arrows[part.arrows[i]] = below.arrows[i].translated(at);
    }
    for (size_t i = 0; i < part.groups.size(); ++i) {
        whole.groups[part.groups[i]] = below.groups[i].translated(at);
    }
    whole.bounds |= below.bounds.translated(at);
}

} // namespace

GraphLayout layOut(const GraphShape& shape)
{
    if (shape.boxes.empty()) {
        return {};
    }
    const std::lock_guard lock(graphvizLock);
    const std::unique_ptr<GVC_t, Freer> context(gvContext());
    GraphLayout whole{std::vector<QPointF>(shape.boxes.size()),
                      std::vector<QPainterPath>(shape.arrows.size()),
                      std::vector<QRectF>(shape.groups.size()),
                      {}};
    for (const Part& part : partsOf(shape)) {
        const GraphLayout laid = Drawing(context.get(), part.shape).arranged();
        if (laid.centers.empty()) {
            return {};
        }
        putBelow(whole, part, laid);
    }
    return whole;
}

} // namespace konductor::ui
