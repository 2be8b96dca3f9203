// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/snapshot.h"

namespace konductor::snapshot {

/// The verdicts a snapshot recorded. Who is not in it was never seen where pods were listed, and is unknown elsewhere.
/// Immutable once made.
class RecordedVerdicts final : public insight::HolderVerdicts {
public:
    RecordedVerdicts() = default;
    RecordedVerdicts(const std::vector<HolderFact>& holders, PodCoverage pods);

    insight::HolderVerdict of(const QString& ns, const QString& holder) const override;
    std::vector<ClientCall> callsOf(const QString& ns, const QString& holder) const override;
    std::vector<insight::Place> callers() const override { return m_callers; }
    std::vector<insight::Place> callersOf(const ObjectKey& target) const override { return m_callersOf.value(target); }

private:
    PodCoverage m_pods;
    QHash<insight::Place, HolderFact> m_facts;
    std::vector<insight::Place> m_callers;
    QHash<ObjectKey, std::vector<insight::Place>> m_callersOf;
};

} // namespace konductor::snapshot
