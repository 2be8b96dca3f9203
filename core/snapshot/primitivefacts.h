// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"

#include <QJsonObject>

namespace konductor::snapshot {

/// What a primitive's status does not say outright: holders with their remaining time, waiters in grant order, and
/// the counts of its kind. `now` is server time. Private to core/snapshot.
QJsonObject primitiveFacts(const Object& object, const ObjectIndex& objects, Timestamp now);

} // namespace konductor::snapshot
