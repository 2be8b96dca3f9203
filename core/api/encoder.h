// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <QJsonObject>

namespace konductor {

/// The object as the API server takes it. Absent optional fields, empty strings and empty lists are left out;
/// numbers and booleans that the schema requires are always there. status is left out when nothing in it was set.
QJsonObject toJson(const Object& object);
QJsonObject specJson(const Object& object);
QJsonObject statusJson(const Object& object);
QJsonObject metaJson(const ObjectMeta& meta);

} // namespace konductor
