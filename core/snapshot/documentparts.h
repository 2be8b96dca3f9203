// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/document.h"

#include <QJsonObject>

#include <optional>
#include <string_view>

/// Private to the reader: the small parts of a document, and what is checked before anything is read.
namespace konductor::snapshot {

Error notASnapshot(const QString& why);

/// Whether nothing is nested deeper than this. Brackets in strings do not count; the text need not be valid.
bool isShallow(std::string_view json, int depth);

/// The parts beside objects and holders; `json` holds one member under its own name. Unknown members are passed over.
Result<void> readPart(const QString& name, const QJsonValue& value, Snapshot& snapshot);

Result<Visibility> visibilityFromJson(const QJsonObject& json);

} // namespace konductor::snapshot
