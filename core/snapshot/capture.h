// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/snapshot.h"

namespace konductor::live {
class ClusterMirror;
}

namespace konductor::snapshot {

/// What a capture takes in beside the mirror.
struct CaptureOptions {
    const insight::HolderVerdicts* verdicts = nullptr; ///< Null: every holder is unknown.
    PodCoverage pods; ///< How far `verdicts` reach.
    Taker takenBy;
    std::optional<live::OperatorHealth> operatorHealth;
};

/// What the mirror shows at this moment, with what it cannot show and why. Consistent per kind, at the resource version
/// it states; between kinds the API has no common moment. Call it on the mirror's thread, between two batches.
Snapshot captured(const live::ClusterMirror& mirror, Timestamp localNow, const CaptureOptions& options = {});

} // namespace konductor::snapshot
