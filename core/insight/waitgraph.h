// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/world.h"

#include <QHash>

#include <set>
#include <vector>

namespace konductor::insight {

/// An object, or a holder of one namespace: the same name in another namespace is somebody else.
struct WaitNode {
    std::optional<Kind> kind; ///< None: a holder.
    QString ns;
    QString name;

    static WaitNode of(const ObjectKey& key) { return {key.kind, key.ns, key.name}; }
    static WaitNode holder(const QString& ns, const QString& name) { return {std::nullopt, ns, name}; }
    bool isHolder() const { return !kind; }
    ObjectKey key() const { return {kind.value_or(Kind::Semaphore), ns, name}; } ///< Of an object only.

    friend bool operator==(const WaitNode&, const WaitNode&) = default;
    friend std::strong_ordering operator<=>(const WaitNode& a, const WaitNode& b);
};
size_t qHash(const WaitNode& node, size_t seed = 0) noexcept;

/// One thing a node waits for: `count` of `of` must get on. Several needs of one node must all be met.
struct Need {
    enum class Reason {
        Condition, ///< A gate's unmet condition.
        HeldBy, ///< A lease, mutex, rwmutex or semaphore until its holders let go.
        Request, ///< A holder whose lease request is pending; inferred: whose container runs `koncli … wait`.
        MissingArrival, ///< A barrier until those holders come.
        Arrived, ///< A holder that came to a barrier and stays until it opens.
        PodOfJob ///< A job until its pod gets on.
    };
    Reason reason = Reason::Condition;
    qint64 count = 1;
    std::vector<WaitNode> of; ///< Sorted, each once.
    bool inferred = false; ///< From names or habits, not written in any object.
    std::optional<ObjectKey> via; ///< The request, the arrival.

    friend bool operator==(const Need&, const Need&) = default;
};

/// Since when there is this need: its request was made, its arrival came. None: nothing tells. Whoever tells of a wait
/// asks here, so that it is as long everywhere.
std::optional<Timestamp> sinceOf(const Need& need, const ObjectIndex& objects);

/// What a node waits for, from its own objects alone (O(its own parts)). A node without needs gets on by itself or
/// not at all: a dead holder has none, an open gate, and a gate's condition that can never be met is no need.
std::vector<Need> needsOf(const WaitNode& node, const World& world);
/// Whether objects of this kind can have needs; permits, the many, have none.
bool canNeed(Kind kind);

/// Holders and objects of which none can get on before another does: a cycle, or a knot of several.
struct Deadlock {
    std::vector<WaitNode> nodes; ///< Sorted.
    bool inferred = false; ///< Rests on an inferred need.
    /// A hold in it expires then and can go to another: it dissolves by itself, where a tie decides only perhaps.
    std::optional<Timestamp> dissolvesAt;
    std::optional<Timestamp> since; ///< When the last hold or request of one of them was made.
    friend bool operator==(const Deadlock&, const Deadlock&) = default;
};

/// A node that waits for nobody and for which others wait, or a whole deadlock.
struct RootBlocker {
    std::vector<WaitNode> nodes; ///< One, or those of a deadlock.
    qint64 waiting = 0; ///< Gates, barriers, jobs and holders that wait because of it, itself not counted.
    bool inferred = false; ///< A deadlock that rests on an inferred need.
    friend bool operator==(const RootBlocker&, const RootBlocker&) = default;
};

/// What a person would say waits: gates, barriers, jobs and holders. Leases and locks are only waited for.
bool isWaiter(const WaitNode& node);

/// Who waits for whom. Update the nodes that a change touches; the questions cost in proportion to the part of the
/// graph they are about. Not thread-safe.
class WaitGraph {
public:
    /// Takes the node's needs anew; true if they differ.
    bool update(const WaitNode& node, const World& world);

    const std::vector<Need>& needs(const WaitNode& node) const;
    /// Those that have a need for it, sorted.
    std::vector<WaitNode> waitersOf(const WaitNode& node) const;
    /// Nodes with needs, sorted.
    std::vector<WaitNode> waiting() const;
    qsizetype size() const { return m_needs.size(); }
    /// How many of them a person would say wait; see isWaiter().
    qint64 waiterCount() const { return m_waiterCount; }

    /// All, or those reachable from these nodes; biggest first, then by name.
    std::vector<Deadlock> deadlocks(const World& world) const;
    std::vector<Deadlock> deadlocksFrom(const std::vector<WaitNode>& nodes, const World& world) const;
    /// The blockers at the end of every chain, those with most waiting first.
    std::vector<RootBlocker> roots(const World& world) const;
    /// From a node to a root, a shortest one: `[node, …, root]`; ends inside the deadlock where there is one.
    std::vector<WaitNode> pathToRoot(const WaitNode& node) const;
    /// Everything that waits, directly or not, for one of these, they themselves left out; sorted.
    std::vector<WaitNode> waitingBecauseOf(const std::vector<WaitNode>& nodes) const;
    /// How many of those a person would say wait.
    qint64 behind(const std::vector<WaitNode>& nodes) const;

private:
    QHash<WaitNode, std::vector<Need>> m_needs; ///< Only nodes that have some.
    QHash<WaitNode, std::set<WaitNode>> m_waiters;
    qint64 m_waiterCount = 0; ///< Of m_needs.
};

} // namespace konductor::insight
