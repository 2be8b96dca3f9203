// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/difference.h"

/// Private to difference: what happened, in words.
namespace konductor::snapshot {

std::vector<Headline> headlinesOf(const Difference& difference, const Meaning& before, const Meaning& after);

} // namespace konductor::snapshot
