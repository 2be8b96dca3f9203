// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/replay/divergence.h"

namespace konductor::test {

/// Where the recording contradicts itself, whatever the model says: an object that changes before it appears, a
/// version that changes both status and the rest (the API server takes them by different doors, so one is missing),
/// a write of the operator that touches more than a status, that changes nothing or that creates, an event received
/// long before an older version.
std::vector<Divergence> contradictions(const Trace& trace);

} // namespace konductor::test
