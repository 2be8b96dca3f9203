// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/resource.h"

namespace konductor::sandbox {

/// What the sandbox says of itself: version, groups, resources, and as much OpenAPI as kubectl needs to validate,
/// explain and dry-run.
/// Path segments after the prefix ("apis", "batch", "v1"); a document that does not exist is a refusal.
Answer<QJsonObject> discoveryDocument(const Catalog& catalog, const QStringList& path, const QString& prefix);

} // namespace konductor::sandbox
