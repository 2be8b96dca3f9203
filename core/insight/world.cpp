// SPDX-License-Identifier: Apache-2.0
#include "core/insight/world.h"

namespace konductor::insight {

namespace {

/// What `make` says, from the memo where there is one.
template <class Map, class Make> typename Map::mapped_type remembered(Map* map, const ObjectKey& key, const Make& make)
{
    using List = typename Map::mapped_type::element_type;
    if (!map) {
        return std::make_shared<List>(make());
    }
    auto& place = (*map)[key];
    if (!place) {
        place = std::make_shared<List>(make());
    }
    return place;
}

} // namespace

std::shared_ptr<const std::vector<Hold>> World::holds(const ObjectKey& primitive) const
{
    return remembered(memo ? &memo->holds : nullptr, primitive, [&] { return holdsOf(primitive, objects, now); });
}

std::shared_ptr<const std::vector<QueuedRequest>> World::requests(const ObjectKey& lease) const
{
    return remembered(memo ? &memo->requests : nullptr, lease, [&] { return grantOrder(lease, objects); });
}

} // namespace konductor::insight
