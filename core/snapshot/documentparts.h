// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/document.h"

#include <QJsonObject>

#include <optional>
#include <string_view>

/// Private to the reader: the small parts of a document, and what is checked before anything is read.
namespace konductor::snapshot {

Error notASnapshot(const Spoken& why);

/// Whether nothing is nested deeper than this. Brackets in strings do not count; the text need not be valid.
bool isShallow(std::string_view json, int depth);

/// The parts beside objects and holders; `json` holds one member under its own name. Unknown members are passed over.
Result<void> readPart(const QString& name, const QJsonValue& value, Snapshot& snapshot);

Result<Visibility> visibilityFromJson(const QJsonObject& json);

/// What the objects' own JSON may not show: what could not be read when they came from the server. Problems of objects
/// that are not there are passed over.
Result<void> readProblems(Kind kind, const QJsonValue& value, ObjectIndex& objects);

} // namespace konductor::snapshot
