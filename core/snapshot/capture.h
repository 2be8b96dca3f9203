// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/snapshot.h"

namespace konductor::live {
class ClusterMirror;
}

namespace konductor::snapshot {

/// What the mirror shows at this moment, with what it cannot show and why.
Snapshot captured(const live::ClusterMirror& mirror, Timestamp localNow);

} // namespace konductor::snapshot
