// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/refusal.h"

#include <QJsonArray>
#include <QJsonValue>

namespace konductor::sandbox {

/// RFC 7386.
QJsonValue mergePatch(const QJsonValue& target, const QJsonValue& patch);
/// RFC 6902. An operation that cannot be done refuses the whole patch with 422, as a real server does.
Answer<QJsonValue> jsonPatch(const QJsonValue& target, const QJsonArray& operations);

} // namespace konductor::sandbox
