// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/replay/divergence.h"

namespace konductor::test {

struct ReplayReport {
    int operatorWrites = 0;
    int dueChecks = 0; ///< Wakes after which everything due had to be there.
    int objects = 0; ///< At the end, of the kinds the operator reconciles.
    std::vector<Divergence> divergences; ///< The first one first.
};

/// Replays the recording against the model in both directions (tests/replay/README.md). Pure; seconds for hours of
/// recording.
ReplayReport replay(const Trace& trace);

} // namespace konductor::test
