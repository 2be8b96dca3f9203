// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"

#include <optional>
#include <vector>

namespace konductor {

/// The objects of one kind, or of all, as they lie in memory: those that came together stand together. Going through a
/// large index by its hashes, every step waits for memory.
std::vector<ObjectPtr> inMemoryOrder(const ObjectIndex& objects, std::optional<Kind> only = std::nullopt);

} // namespace konductor
