// SPDX-License-Identifier: Apache-2.0
#include "core/insight/world.h"

#include "core/api/job.h"

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

HolderVerdict World::verdict(const QString& ns, const QString& holder) const
{
    using State = HolderVerdict::State;
    const HolderVerdict byPod = surroundings.verdicts ? surroundings.verdicts->of(ns, holder) : HolderVerdict();
    const auto job = byPod.state == State::Unknown ? nullptr : objects.find<Job>(ns, holder);
    if (!job) {
        return byPod;
    }
    if (byPod.state != State::NeverSeen && byPod.state != State::Gone) {
        return {State::Ambiguous, std::nullopt};
    }
    const bool finished = job->status.active == 0 && job->status.succeeded + job->status.failed > 0;
    return {finished ? State::Finished : State::Running, job->status.completionTime, HolderVerdict::Why::NotAsked,
            HolderVerdict::What::Job};
}

std::shared_ptr<const std::vector<Hold>> World::holds(const ObjectKey& primitive) const
{
    return remembered(memo ? &memo->holds : nullptr, primitive, [&] { return holdsOf(primitive, objects, now); });
}

std::shared_ptr<const std::vector<QueuedRequest>> World::requests(const ObjectKey& lease) const
{
    return remembered(memo ? &memo->requests : nullptr, lease, [&] { return grantOrder(lease, objects); });
}

} // namespace konductor::insight
