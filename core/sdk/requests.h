// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/kube/request.h"

#include <QJsonObject>

namespace konductor::sdk {

/// Private to core/sdk: the calls it makes, as values.
kube::Request getRequest(const ObjectKey& key);
kube::Request listRequest(Kind kind, const QString& ns);
/// Metadata and spec; a status cannot be created.
kube::Request createRequest(const Object& object);
/// Metadata and spec, guarded by the resourceVersion that the object carries.
kube::Request updateRequest(const Object& object);
/// A merge patch of the status, guarded by uid, and by resourceVersion unless `uidOnly`.
kube::Request statusPatch(const Object& seen, const QJsonObject& status, bool uidOnly = false);
/// A merge patch of annotations, guarded by uid only: others' annotations are left alone. A null value removes.
kube::Request annotationPatch(const Object& seen, const QJsonObject& annotations);
/// Unguarded, by name.
kube::Request removalRequest(const ObjectKey& key);
/// Guarded by uid, and by resourceVersion unless `uidOnly`.
kube::Request deleteRequest(const Object& seen, bool uidOnly = false);

/// RFC 3339 with milliseconds, which servers and clients read although they write whole seconds: tells what one call
/// wrote from what another of the same holder did within the second.
QString preciseTime(Timestamp time);

/// "<parent>-<holder>" as the Go SDK names arrivals and requests (semantics.md §3), made a DNS name: a holder may be
/// any text. What had to be changed or cut ends in a hash, so that two holders never share a name. At most 253
/// characters.
QString childName(const QString& parent, const QString& holder);

} // namespace konductor::sdk
