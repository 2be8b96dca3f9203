// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/replay/divergence.h"
#include "tests/replay/wakes.h"

#include "core/rules/operatormodel.h"

namespace konductor::test {

/// Holds one track against the model, both ways.
class Checker {
public:
    Checker(const Track& track, const Trace& trace, const Paces& paces);

    /// Whether the model makes the operator's write of this step: from a state it can have read, at a time at which
    /// something had woken it, with the writes that come before it in the same reconcile made.
    /// To be asked in the order of the steps.
    std::optional<Divergence> checkWrite(size_t step);

    /// Whether, for each wake, the operator made the model's writes within their bound or had none to make. Adds the
    /// number of wakes looked at to `checks`.
    std::vector<Divergence> checkDue(int& checks);

private:
    bool wokenFor(const TraceEvent& event, Timestamp now, size_t step) const;
    bool made(const rules::Write& write, size_t step) const;
    bool makes(const rules::Outcome& outcome, size_t step) const;
    Divergence notMade(size_t step, const std::optional<QJsonObject>& nearest) const;
    std::optional<Divergence> missing(const Wake& wake) const;
    Pace paceAt(Timestamp time) const { return m_paces.at(m_track.key(), time); }
    bool isExcused(const Wake& wake) const;

    const Track& m_track;
    const Trace& m_trace;
    const Paces& m_paces;
    std::vector<Wake> m_wakes;
    Timestamp m_clock = Timestamp::min(); ///< The operator's clock at the last write checked, at least.
    std::map<size_t, Timestamp> m_clocks; ///< The same by step.
};

} // namespace konductor::test
