// SPDX-License-Identifier: Apache-2.0
#include "core/api/memoryorder.h"

#include <algorithm>

namespace konductor {

std::vector<ObjectPtr> inMemoryOrder(const ObjectIndex& objects, std::optional<Kind> only)
{
    std::vector<ObjectPtr> found;
    found.reserve(static_cast<size_t>(only ? objects.count(*only) : objects.count()));
    for (int i = 0; i < kindCount; ++i) {
        const Kind kind = static_cast<Kind>(i);
        if (!only || kind == *only) {
            objects.forEach(kind, [&found](const ObjectPtr& object) { found.push_back(object); });
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace konductor
