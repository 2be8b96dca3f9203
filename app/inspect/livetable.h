// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/console.h"
#include "core/api/kind.h"
#include "core/base/time.h"

#include <QStringList>

#include <vector>

namespace konductor::live {
class ClusterMirror;
}

namespace konductor::inspect {

/// One frame of `watch`: the connection in words, then each kind with its count and a row an object: phase, a bar
/// where something is counted, holders, countdown, what waits or is unmet. Lines fit the width; where the height is
/// not enough, the longest kinds are cut and say by how much.
struct LiveTableOptions {
    std::vector<Kind> kinds;
    TerminalSize size;
    bool colour = false;
    bool everyLine = false; ///< Not on a terminal: nothing is cut in height.
};
QStringList liveTable(const live::ClusterMirror& mirror, Timestamp localNow, const LiveTableOptions& options);

} // namespace konductor::inspect
