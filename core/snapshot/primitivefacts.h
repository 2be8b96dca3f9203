// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"

namespace konductor::snapshot {

/// A primitive's record, on one line: its phase, and what its status does not say outright, which is holders with their
/// remaining time, waiters in grant order, and the counts of its kind. `now` is server time. Private to core/snapshot.
QByteArray primitiveJson(const Object& object, const ObjectIndex& objects, Timestamp now);

} // namespace konductor::snapshot
