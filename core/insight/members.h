// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kinds.h"
#include "core/api/objectindex.h"

namespace konductor::insight {

/// The permits, arrivals or requests that the operator takes into account for a primitive: it lists by label. Those
/// whose spec names the primitive but whose label does not are never counted (semantics.md §2). Sorted by name.
template <class T> std::vector<std::shared_ptr<const T>> members(const ObjectKey& primitive, const ObjectIndex& objects)
{
    const QString label = kindInfo(T::staticKind).parentLabel.toString();
    std::vector<std::shared_ptr<const T>> found = objects.children<T>(primitive);
    std::erase_if(found, [&](const auto& child) { return child->meta.labels.value(label) != primitive.name; });
    return found;
}

} // namespace konductor::insight
