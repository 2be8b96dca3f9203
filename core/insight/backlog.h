// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/waitgraph.h"

#include <QSet>

#include <vector>

namespace konductor::insight {

/// Things to look at, each once a round: what is added while a round is worked off comes in the next one, so that
/// nothing waits for ever however fast things are added.
template <class T> class WorkList {
public:
    void add(const T& thing) { m_due.insert(thing); }
    /// What comes in the next round, to add to.
    QSet<T>& due() { return m_due; }
    /// Many at once that differ from each other, without the cost of finding that out.
    void addDistinct(std::vector<T> things)
    {
        if (m_round.empty()) {
            m_round = std::move(things);
        } else {
            m_round.insert(m_round.end(), things.begin(), things.end());
        }
    }
    bool isEmpty() const { return m_round.empty() && m_due.isEmpty(); }
    /// There must be one.
    T take()
    {
        if (m_round.empty()) {
            m_round.assign(m_due.begin(), m_due.end());
            m_due = {};
        }
        T thing = std::move(m_round.back());
        m_round.pop_back();
        if (m_round.empty()) {
            m_round = {}; // a long round's memory
        }
        return thing;
    }

private:
    QSet<T> m_due;
    std::vector<T> m_round;
};

/// What Insight has still to do until its answers are those of the objects as they are now, in this order.
struct Backlog {
    std::vector<ObjectPtr> unrelated; ///< Not in the relations yet.
    std::vector<ObjectPtr> unseen; ///< In the relations; findings about them may differ. As they were when listed.
    WorkList<WaitNode> nodes; ///< Their needs may differ.
    std::vector<WaitNode> moved; ///< Their needs differ; deadlocks are to be searched around them.
    QSet<WaitNode> relinked; ///< Were looked at since deadlocks were searched last, moved or not.
    WorkList<ObjectKey> objects; ///< Findings about them may differ; after the unseen ones.

    bool searchIsDue() const { return !moved.empty() || !relinked.isEmpty(); }
    bool isEmpty() const
    {
        return unrelated.empty() && unseen.empty() && nodes.isEmpty() && !searchIsDue() && objects.isEmpty();
    }
};

} // namespace konductor::insight
