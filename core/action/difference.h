// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <QJsonValue>

namespace konductor::action {

/// What changed from one state of an object to another, field by field, for a person: "status.holder: "a" → "b"".
/// Labels, spec and status only. `after` null: "it is gone"; another uid: "it was deleted and created anew" first.
QStringList changesBetween(const Object& before, const Object* after);

/// One value of a field for a person: JSON, at most 120 characters of it; "none" where it is absent or null.
QString valueText(const QJsonValue& value);

} // namespace konductor::action
