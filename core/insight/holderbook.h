// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/holderverdict.h"

#include <deque>

namespace konductor::insight {

/// Verdicts from pods as they come and go. Absence counts only where the coverage is current: a pod that vanished
/// before a stale list is unknown, never gone. Not thread-safe; fed on the thread that asks.
class HolderBook final : public HolderVerdicts {
public:
    /// One step of a pod: no `before` is an addition, no `after` a deletion. `noticed` (server time) stands for the
    /// end of a pod that tells no deletionTimestamp. A deletion and a re-creation may come as one step.
    void pod(const PodPtr& before, const PodPtr& after, Timestamp noticed);
    void setCoverage(PodCoverage coverage) { m_coverage = std::move(coverage); }
    const PodCoverage& coverage() const { return m_coverage; }

    HolderVerdict of(const QString& ns, const QString& holder) const override;
    std::vector<ClientCall> callsOf(const QString& ns, const QString& holder) const override;
    std::vector<Place> callers() const override;
    std::vector<Place> callersOf(const ObjectKey& target) const override;

    /// Whose verdict a pod's step may change.
    static std::vector<Place> concernedBy(const PodPtr& before, const PodPtr& after);

    /// So many pods that are gone are remembered; the oldest are forgotten and were then never seen.
    static constexpr size_t mostGone = 20'000;

private:
    void enter(const PodPtr& pod, int step);
    void rememberGone(const Pod& pod, Timestamp noticed);

    PodCoverage m_coverage;
    QHash<Place, PodPtr> m_pods;
    QHash<QString, int> m_namespacesOfName; ///< How many namespaces have a pod of that name.
    QHash<QString, int> m_podsOnNode;
    QHash<Place, Timestamp> m_gone;
    std::deque<Place> m_goneOrder;
    QHash<Place, std::vector<ClientCall>> m_calls; ///< By namespace of the pod and holder.
    QHash<ObjectKey, std::vector<Place>> m_callers;
};

} // namespace konductor::insight
