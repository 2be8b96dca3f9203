// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonValue>

namespace konductor::sandbox {

/// One YAML document as JSON, by YAML's core schema (plain true, 12, 1.5 and null are typed, quoted text is text).
/// Fails with Malformed naming line and column.
Result<QJsonValue> yamlToJson(const QByteArray& yaml);

} // namespace konductor::sandbox
