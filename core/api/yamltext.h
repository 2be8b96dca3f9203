// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace YAML {
class Emitter;
}

namespace konductor {

enum class ManagedFields : quint8 { Kept, LeftOut };

/// Writes one JSON document as YAML into `out`, at the place where a value is due. Keys keep their order and numbers
/// every digit; whatever a YAML 1.1 reader might take for something other than a string is quoted, and what would not
/// be seen on a screen is escaped. `ManagedFields::LeftOut` drops metadata.managedFields. Error::Kind::Malformed for
/// what is not JSON; `out` is not usable then.
Result<void> emitYaml(YAML::Emitter& out, const QByteArray& json, ManagedFields managedFields = ManagedFields::Kept);

/// The same as a text of its own, ending in a line end.
Result<QByteArray> yamlText(const QByteArray& json, ManagedFields managedFields = ManagedFields::Kept);

} // namespace konductor
