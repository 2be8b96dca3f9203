// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/query.h"
#include "core/snapshot/snapshot.h"

namespace konductor::snapshot {

/// The part of a snapshot that a query line chooses: primitives that match, what belongs to them, jobs of their
/// namespaces, and the holders they name. It says what chose it, so that what is left out is not taken for absent.
Snapshot chosenFrom(const Snapshot& snapshot, const insight::Query& query, const QString& line);

} // namespace konductor::snapshot
