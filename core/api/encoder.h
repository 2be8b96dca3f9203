// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/base/export.h"

#include <QJsonObject>

namespace konductor {

/// The object as the API server takes it. Absent optional fields, empty strings and empty lists are left out;
/// numbers and booleans that the schema requires are always there. status is left out when nothing in it was set.
KONDUCTOR_EXPORT QJsonObject toJson(const Object& object);
KONDUCTOR_EXPORT QJsonObject specJson(const Object& object);
KONDUCTOR_EXPORT QJsonObject statusJson(const Object& object);
KONDUCTOR_EXPORT QJsonObject metaJson(const ObjectMeta& meta);

} // namespace konductor
