// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kind.h"

namespace konductor::insight {

/// What does not work in a cluster that lacks the kind, in a sentence (semantics.md §1-§3). Jobs are never missing.
QString whatBreaksWithout(Kind kind);

} // namespace konductor::insight
