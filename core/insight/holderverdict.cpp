// SPDX-License-Identifier: Apache-2.0
#include "core/insight/holderverdict.h"

using namespace Qt::StringLiterals;

namespace konductor::insight {

void PodList::add(const QString& ns, const QString& pod, const QString& phase)
{
    m_phases.insert({ns, pod}, phase);
}

HolderVerdict PodList::of(const QString& ns, const QString& holder) const
{
    using State = HolderVerdict::State;
    const auto phase = m_phases.constFind({ns, holder});
    if (phase == m_phases.constEnd()) {
        return {m_complete.contains(ns) ? State::NeverSeen : State::Unknown, std::nullopt};
    }
    const bool finished = *phase == "Succeeded"_L1 || *phase == "Failed"_L1;
    return {finished ? State::Finished : State::Running, std::nullopt};
}

} // namespace konductor::insight
