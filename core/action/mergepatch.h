// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>

namespace konductor::action {

/// The merge patch (RFC 7396) that makes `to` of `from`: changed and new members, null for those that went. Arrays are
/// replaced whole. A member that is null in `to` counts as absent, because a merge patch cannot set one. Pure.
QJsonObject mergePatch(const QJsonObject& from, const QJsonObject& to);

} // namespace konductor::action
