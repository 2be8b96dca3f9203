// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/recordedverdicts.h"

namespace konductor::snapshot {

using insight::HolderVerdict;

RecordedVerdicts::RecordedVerdicts(const std::vector<HolderFact>& holders, PodCoverage pods) : m_pods(std::move(pods))
{
    m_facts.reserve(static_cast<qsizetype>(holders.size()));
    for (const HolderFact& fact : holders) {
        m_facts.insert(fact.holder, fact);
        if (!fact.calls.empty()) {
            m_callers.push_back(fact.holder);
        }
        for (const ClientCall& call : fact.calls) {
            m_callersOf[{call.kind, call.ns, call.name}].push_back(fact.holder);
        }
    }
}

HolderVerdict RecordedVerdicts::of(const QString& ns, const QString& holder) const
{
    const auto fact = m_facts.constFind({ns, holder});
    if (fact != m_facts.constEnd()) {
        return fact->verdict;
    }
    switch (m_pods.of(ns)) {
    case PodCoverage::State::Current:
        return {HolderVerdict::State::NeverSeen, std::nullopt};
    case PodCoverage::State::Stale:
        return {HolderVerdict::State::Unknown, std::nullopt, HolderVerdict::Why::Stale};
    case PodCoverage::State::Forbidden:
        return {HolderVerdict::State::Unknown, std::nullopt, HolderVerdict::Why::Forbidden};
    case PodCoverage::State::Unknown:
        break;
    }
    return {};
}

std::vector<ClientCall> RecordedVerdicts::callsOf(const QString& ns, const QString& holder) const
{
    const auto fact = m_facts.constFind({ns, holder});
    return fact == m_facts.constEnd() ? std::vector<ClientCall>() : fact->calls;
}

} // namespace konductor::snapshot
