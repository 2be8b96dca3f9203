// SPDX-License-Identifier: Apache-2.0
#include "core/report/waitdrawing.h"

#include "core/base/graphvizlock.h"
#include "core/base/text.h"

#include <graphviz/gvc.h>

#include <map>
#include <memory>
#include <set>

using namespace Qt::StringLiterals;

namespace konductor::report {

namespace {

using insight::WaitNode;

constexpr qsizetype longestLabel = 36;

struct Freer {
    void operator()(GVC_t* context) const { gvFreeContext(context); }
    void operator()(Agraph_t* graph) const { agclose(graph); }
};

/// Graphviz takes its strings as char* and copies them.
void set(void* object, const char* name, const QByteArray& value)
{
    agsafeset(object, const_cast<char*>(name), const_cast<char*>(value.constData()), const_cast<char*>(""));
}

/// Graphviz reads a backslash as the start of an escape, and nothing else in a plain label.
QByteArray label(const WaitNode& node)
{
    const QString kind = node.kind ? kindInfo(*node.kind).name.toString() : u"Holder"_s;
    QString name = visibleText(elided(node.name, longestLabel)).replace(u'\\', u"\\\\"_s);
    QString ns = visibleText(elided(node.ns, longestLabel)).replace(u'\\', u"\\\\"_s);
    return (kind + u' ' + name + u"\\n"_s + ns).toUtf8();
}

/// The nodes worth a place: of each blocker, the biggest first, it and what waits because of it.
std::set<WaitNode> chosen(const insight::Insight& insight, qsizetype most)
{
    std::set<WaitNode> nodes;
    const auto add = [&](const WaitNode& node) {
        if (static_cast<qsizetype>(nodes.size()) < most) {
            nodes.insert(node);
        }
    };
    for (const insight::RootBlocker& root : insight.roots()) {
        for (const WaitNode& node : root.nodes) {
            add(node);
        }
        for (const WaitNode& node : insight.graph().waitingBecauseOf(root.nodes)) {
            add(node);
        }
    }
    return nodes;
}

/// Kept for as long as the program runs: Graphviz remembers the font it measured last by a name that lies in the
/// context of that time, and looks at it again in the next drawing.
GVC_t* keptContext()
{
    static const std::unique_ptr<GVC_t, Freer> context(gvContext());
    return context.get();
}

class Drawing {
public:
    Drawing(const insight::Insight& insight, const std::set<WaitNode>& nodes)
        : m_context(keptContext())
        , m_graph(agopen(const_cast<char*>("waits"), Agdirected, nullptr))
    {
        set(m_graph.get(), "rankdir", "LR");
        set(m_graph.get(), "nodesep", "0.2");
        set(m_graph.get(), "bgcolor", "transparent");
        std::set<WaitNode> roots;
        std::set<WaitNode> locked;
        for (const insight::RootBlocker& root : insight.roots()) {
            roots.insert(root.nodes.begin(), root.nodes.end());
        }
        for (const insight::Deadlock& deadlock : insight.deadlocks()) {
            locked.insert(deadlock.nodes.begin(), deadlock.nodes.end());
        }
        for (const WaitNode& node : nodes) {
            Agnode_t* box = agnode(m_graph.get(), QByteArray::number(qsizetype(m_boxes.size())).data(), 1);
            set(box, "shape", "box");
            set(box, "style", node.isHolder() ? "rounded" : "solid");
            set(box, "fontname", "Helvetica");
            set(box, "fontsize", "11");
            set(box, "label", label(node));
            set(box, "class", locked.contains(node) ? "deadlock" : roots.contains(node) ? "root" : "calm");
            m_boxes.emplace(node, box);
        }
        for (const WaitNode& node : nodes) {
            for (const insight::Need& need : insight.graph().needs(node)) {
                connect(node, need);
            }
        }
    }

    QByteArray svg()
    {
        if (gvLayout(m_context, m_graph.get(), "dot") != 0) {
            return {};
        }
        char* data = nullptr;
        unsigned length = 0;
        QByteArray text;
        if (gvRenderData(m_context, m_graph.get(), "svg", &data, &length) == 0) {
            text = QByteArray(data, static_cast<qsizetype>(length));
            gvFreeRenderData(data);
        }
        gvFreeLayout(m_context, m_graph.get());
        return text.mid(std::max<qsizetype>(0, text.indexOf("<svg"))); // without the prologue of a file
    }

private:
    void connect(const WaitNode& from, const insight::Need& need)
    {
        for (const WaitNode& to : need.of) {
            const auto target = m_boxes.find(to);
            if (target == m_boxes.end()) {
                continue;
            }
            Agedge_t* arrow = agedge(m_graph.get(), m_boxes.at(from), target->second, nullptr, 1);
            set(arrow, "arrowsize", "0.7");
            set(arrow, "class", need.inferred ? "inferred" : "sure");
            set(arrow, "style", need.inferred ? "dashed" : "solid");
        }
    }

    GVC_t* const m_context;
    std::unique_ptr<Agraph_t, Freer> m_graph;
    std::map<WaitNode, Agnode_t*> m_boxes;
};

} // namespace

WaitDrawing drawWaits(const insight::Insight& insight, qsizetype most)
{
    WaitDrawing drawing;
    const std::set<WaitNode> all = chosen(insight, std::numeric_limits<qsizetype>::max());
    if (all.empty()) {
        return drawing;
    }
    const std::set<WaitNode> nodes = chosen(insight, most);
    const std::lock_guard lock(graphvizLock);
    drawing.svg = Drawing(insight, nodes).svg();
    drawing.drawn = static_cast<qsizetype>(nodes.size());
    drawing.leftOut = static_cast<qsizetype>(all.size() - nodes.size());
    return drawing;
}

} // namespace konductor::report
