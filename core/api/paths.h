// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

namespace konductor {

/// "/apis/sync.konductor.io/v1/namespaces/team-a/leases", or without the namespace part when `ns` is empty.
QString collectionPath(Kind kind, const QString& ns);
/// "/apis/sync.konductor.io/v1/namespaces/team-a/leases/db", with "/status" when a subresource is named.
/// Names are percent-encoded, so that a hostile name stays one path segment.
QString objectPath(const ObjectKey& key, QStringView subresource = {});

} // namespace konductor
