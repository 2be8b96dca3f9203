// SPDX-License-Identifier: Apache-2.0
#include "ui/models/waitpicture.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/models/standing.h"
#include "ui/widgets/severitytone.h"

#include <algorithm>
#include <map>

namespace konductor::ui {

using namespace Qt::StringLiterals;
using insight::WaitNode;

namespace {

constexpr qsizetype longestTitle = 28;

class Painter {
public:
    Painter(const insight::Insight& insight, QString ns, Timestamp now, qsizetype most)
        : m_insight(insight)
        , m_ns(std::move(ns))
        , m_now(now)
        , m_most(most)
    {
    }

    WaitPicture picture()
    {
        findStuck();
        for (const insight::RootBlocker& root : m_insight.roots()) {
            std::vector<WaitNode> jam = root.nodes;
            const std::vector<WaitNode> behind = m_insight.graph().waitingBecauseOf(root.nodes);
            jam.insert(jam.end(), behind.begin(), behind.end());
            for (const WaitNode& node : jam) {
                add(node);
            }
            if (root.nodes.size() == 1) {
                crown(root.nodes.front(), root.waiting);
            }
        }
        for (size_t i = 0; i < m_picture.boxes.size(); ++i) {
            drawNeeds(static_cast<int>(i));
        }
        frameDeadlocks();
        return std::move(m_picture);
    }

private:
    int add(const WaitNode& node)
    {
        if (const auto known = m_places.find(node); known != m_places.end()) {
            return known->second;
        }
        if (!m_stuck.contains(node) || (!m_ns.isEmpty() && node.ns != m_ns)) {
            return -1;
        }
        if (static_cast<qsizetype>(m_picture.boxes.size()) >= m_most) {
            m_picture.leftOut += m_missing.insert(node).second ? 1 : 0;
            return -1;
        }
        WaitBox box{.node = node, .title = visibleText(elided(node.name, longestTitle))};
        box.text = node.isHolder() ? inWords("WaitGraph", "Holder") : kindInfo(*node.kind).name.toString();
        box.standing = standingOf(node, m_insight, m_now);
        box.tone = toneOf(node);
        m_picture.boxes.push_back(std::move(box));
        return m_places[node] = static_cast<int>(m_picture.boxes.size()) - 1;
    }

    /// Who waits and what is at the end of it. A mutex with a holder but nobody waiting is no jam.
    void findStuck()
    {
        std::vector<WaitNode> open;
        for (const WaitNode& node : m_insight.graph().waiting()) {
            if (insight::isWaiter(node)) {
                ++m_picture.waiting;
                open.push_back(node);
            }
        }
        while (!open.empty()) {
            const WaitNode node = open.back();
            open.pop_back();
            if (!m_stuck.insert(node).second) {
                continue;
            }
            for (const insight::Need& need : m_insight.graph().needs(node)) {
                open.insert(open.end(), need.of.begin(), need.of.end());
            }
        }
    }

    void crown(const WaitNode& root, qint64 waiting)
    {
        if (const int place = add(root); place >= 0) {
            m_picture.boxes[static_cast<size_t>(place)].behind = waiting;
        }
    }

    /// Colour is a claim: only what a finding is about has one.
    Tone toneOf(const WaitNode& node) const
    {
        const std::optional<insight::Severity> worst = m_insight.worstOf(node);
        return worst ? ui::toneOf(*worst) : Tone::Plain;
    }

    void drawNeeds(int from)
    {
        const WaitNode waiter = m_picture.boxes[static_cast<size_t>(from)].node; // by value: add() makes more boxes
        std::map<int, WaitArrow> arrows; // one between two boxes, however many reasons
        for (const insight::Need& need : m_insight.graph().needs(waiter)) {
            for (const WaitNode& node : need.of) {
                const int to = add(node);
                if (to < 0 || to == from) {
                    continue;
                }
                WaitArrow arrow{from, to, need.inferred, {}};
                if (need.count < static_cast<qint64>(need.of.size())) {
                    arrow.words = inWords("WaitGraph", "%1 of %2").arg(need.count).arg(need.of.size());
                }
                arrow.standing = standingOf(waiter, m_insight, m_now, node);
                arrows.emplace(to, std::move(arrow));
            }
        }
        for (auto& [to, arrow] : arrows) {
            m_picture.arrows.push_back(std::move(arrow));
        }
    }

    void frameDeadlocks()
    {
        for (const insight::Deadlock& deadlock : m_insight.deadlocks()) {
            std::vector<int> frame;
            for (const WaitNode& node : deadlock.nodes) {
                if (const auto place = m_places.find(node); place != m_places.end()) {
                    frame.push_back(place->second);
                }
            }
            if (frame.size() > 1) {
                m_picture.deadlocks.push_back(std::move(frame));
                m_picture.deadlockedSince.push_back(deadlock.since);
                m_picture.deadlockSeems.push_back(deadlock.inferred);
            }
        }
    }

    const insight::Insight& m_insight;
    QString m_ns;
    Timestamp m_now;
    qsizetype m_most;
    WaitPicture m_picture;
    std::set<WaitNode> m_stuck;
    std::map<WaitNode, int> m_places;
    std::set<WaitNode> m_missing;
};

} // namespace

int WaitPicture::boxOf(const WaitNode& node) const
{
    const auto box = std::find_if(boxes.begin(), boxes.end(), [&](const WaitBox& b) { return b.node == node; });
    return box == boxes.end() ? -1 : static_cast<int>(box - boxes.begin());
}

WaitPicture waitPicture(const insight::Insight& insight, const QString& ns, Timestamp now, qsizetype most)
{
    return Painter(insight, ns, now, most).picture();
}

} // namespace konductor::ui
