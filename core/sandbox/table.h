// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/store.h"

namespace konductor::sandbox {

/// Whether an answer is a Table, and what its rows carry beside the cells.
enum class TableStyle {
    None, ///< No table: the objects themselves.
    Metadata, ///< Rows with the object's metadata (the default of a Table).
    Object, ///< Rows with the whole object.
    Bare ///< Rows with cells only.
};

/// What the request's Accept header and includeObject ask for.
TableStyle tableStyle(const QByteArray& accept, const QString& includeObject);

/// meta.k8s.io/v1 Table with the columns that the CRD names, as `kubectl get` prints it.
QJsonObject tableOf(const Resource& resource, const std::vector<const Stored*>& objects, const QJsonObject& listMeta,
                    TableStyle style, Timestamp now);

/// "47m", "3d": an age as kubectl writes it.
QString shortAge(std::chrono::seconds age);

} // namespace konductor::sandbox
