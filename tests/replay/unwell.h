// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <QJsonObject>

#include <map>

namespace konductor::test {

/// The objects of a cluster as the server sent them.
using RecordedState = std::map<ObjectKey, QJsonObject>;

/// Whether the bare fields say that a finding of this rule about this object is right: from the meaning of the fields
/// alone (core/rules knows it too, but is not asked), so that two readings of the same facts meet. `now` is server
/// time. A rule that it does not know is never right: whoever lets it fire on a recording must say why here.
bool isUnwell(const QString& rule, const ObjectKey& key, const RecordedState& state, Timestamp now);

} // namespace konductor::test
