// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/backlog.h"
#include "core/insight/explain.h"
#include "core/insight/finding.h"
#include "core/insight/keptfindings.h"
#include "core/insight/relations.h"
#include "core/insight/timeline.h"
#include "core/insight/waitgraph.h"

#include <functional>
#include <set>

namespace konductor::insight {

/// One object's step, with the meaning of live::Change: no `before` is an addition, no `after` a deletion.
struct ObjectChange {
    ObjectPtr before;
    ObjectPtr after;
};

/// The wait-for graph and the findings of one cluster, kept up to date: a batch costs in proportion to the batch and to
/// what hangs on it, not to the cluster. Equal to what a new Insight over the same objects would say (a test holds it
/// to that).
///
///     Insight insight(mirror.objects());
///     insight.apply(changes, serverTime);   // the index holds the changes already
///     insight.findings();
///
/// Not thread-safe; lives beside the index it reads, which outlives it.
class Insight {
public:
    explicit Insight(const ObjectIndex& objects);

    /// Takes in everything the index holds now, from nothing.
    void rebuild(Timestamp now);
    /// Takes in a batch, and whatever time alone has changed since the last call. `objects` must hold it already.
    /// True if the graph or a finding differs.
    bool apply(const std::vector<ObjectChange>& changes, Timestamp now);
    /// Only what time changes; call it at or after nextLook().
    bool tick(Timestamp now) { return apply({}, now); }
    /// When time alone will change an answer; none: only a change can.
    std::optional<Timestamp> nextLook() const;

    /// Pods, missing kinds, the server's clock. Looks at everything anew unless only the clock differs: call it when
    /// they change, not per batch. True if it did.
    bool setSurroundings(const Surroundings& surroundings, Timestamp now);

    // The same in pieces, for a thread that must not be away for long. Until it has caught up, answers about what is
    // still to be looked at are those of before.

    /// Everything is to be looked at anew, under these surroundings.
    void startOver(const Surroundings& surroundings);
    /// As apply(), but only notes what is to be looked at, and what time has made due.
    void enqueue(const std::vector<ObjectChange>& changes, Timestamp now);
    /// The verdicts or the calls of these holders may differ; the source of the verdicts has them.
    void enqueueHolders(const std::vector<Place>& holders);
    /// Looks at what is due, for as long as `mayGoOn` (null: to the end). True if the graph or a finding differs.
    bool catchUp(Timestamp now, const std::function<bool()>& mayGoOn = nullptr);
    bool isBehind() const { return !m_backlog.isEmpty(); }

    /// In the order of listedBefore(), without their words: those are made when somebody reads them. From `least` on.
    std::vector<NotedFinding> notedFindings(Severity least = Severity::Info) const;
    /// How many they are; costs nothing in proportion to them.
    FindingCounts findingCounts() const;
    /// The same with their words. Costs as much as finding them.
    std::vector<Finding> findings() const;
    /// Those whose subject this is.
    std::vector<Finding> findingsOf(const ObjectKey& key) const;
    /// One with its words; none if it is not found any more.
    std::optional<Finding> describe(const FindingHead& head) const;
    /// Of each of them its rule and its severity: what a query's `finding:` looks at.
    QStringList findingWords(const ObjectKey& key) const;
    /// The worst finding about an object; about what a holder has or waits for, if he is who has to let go. None: no
    /// claim.
    std::optional<Severity> worstOf(const WaitNode& node) const;
    const WaitGraph& graph() const { return m_graph; }
    const std::vector<Deadlock>& deadlocks() const { return m_deadlocks; }
    /// Whether it is part of a deadlock that is no guess.
    bool isDeadlocked(const WaitNode& node) const { return m_knotted.contains(node); }
    const ObjectIndex& objects() const { return m_objects; }
    /// What becomes of a holder, by pod, node or job.
    HolderVerdict verdictOf(const QString& ns, const QString& holder) const;
    std::vector<RootBlocker> roots() const;
    /// How many wait because of what a finding is about: its object, or all of a deadlock, which itself is not counted.
    qint64 behind(const FindingHead& head) const;
    std::vector<Sentence> explain(const ObjectKey& key, Timestamp now) const;
    std::vector<Sentence> explainHolder(const QString& ns, const QString& holder, Timestamp now) const;

private:
    World world(Timestamp now, std::optional<Timestamp>* recheckAt = nullptr, Memo* memo = nullptr) const;
    bool step(Timestamp now, Memo& memo);
    void relateNext();
    void queueNodes();
    ObjectKey nextToLookAt();
    bool look(const ObjectKey& key, Timestamp now, Memo& memo);
    void note(const ObjectKey& lookedAt, KeptFindings found);
    void relink(const WaitNode& node, Timestamp now, Memo& memo);
    bool searchDeadlocks(const QSet<WaitNode>& touched, const std::vector<WaitNode>& moved, Timestamp now);

    const ObjectIndex& m_objects;
    Relations m_relations;
    Backlog m_backlog;
    Surroundings m_surroundings;
    WaitGraph m_graph;
    Timestamp m_now;
    QHash<ObjectKey, KeptFindings> m_findings; ///< By the object that was looked at.
    FindingCounts m_counts; ///< Of m_findings.
    QHash<ObjectKey, std::set<ObjectKey>> m_lookedAt; ///< Subjects that are not themselves what was looked at.
    std::vector<Deadlock> m_deadlocks;
    QSet<WaitNode> m_knotted; ///< Of m_deadlocks, guessed ones left out.
    Timeline<ObjectKey> m_objectTimers;
    Timeline<WaitNode> m_nodeTimers;
};

} // namespace konductor::insight
