// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>

namespace konductor {

/// Graphviz keeps state in globals, whichever graph it works on: whoever calls it holds this, in the window as in a
/// report that is written meanwhile. Any thread.
inline std::mutex graphvizLock;

} // namespace konductor
