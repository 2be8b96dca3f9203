// SPDX-License-Identifier: Apache-2.0
#include "core/insight/rulekit.h"

#include "core/base/words.h"
#include "core/insight/relations.h"

using namespace Qt::StringLiterals;

namespace konductor::insight {

Sentence joined(const std::vector<Sentence>& items, size_t most)
{
    Words words;
    for (size_t i = 0; i < items.size() && i < most; ++i) {
        words.say(i == 0 ? QString() : inWords("Insight", ", ")).append(items[i]);
    }
    return words;
}

Sentence heldSince(const Hold& hold)
{
    const Words holder = Words().holder(hold.target.ns, hold.holder);
    return hold.since ? Words(inWords("Insight", "held for {1} by {2}"), {Words().elapsed(*hold.since), holder})
                      : Words(inWords("Insight", "held by {1}"), {holder});
}

Sentence deathOf(const QString& ns, const QString& holder, const World& world)
{
    const HolderVerdict verdict = world.verdict(ns, holder);
    const bool job = verdict.what == HolderVerdict::What::Job;
    const Words ago = verdict.since ? Words().elapsed(*verdict.since) : Words();
    switch (verdict.state) {
    case HolderVerdict::State::Gone:
        return Words(verdict.since ? inWords("Insight", "its pod was deleted {1} ago")
                                   : inWords("Insight", "its pod was deleted"),
                     {ago});
    case HolderVerdict::State::Finished:
        if (verdict.since) {
            return Words(job ? inWords("Insight", "its job finished {1} ago")
                             : inWords("Insight", "its pod finished {1} ago"),
                         {ago});
        }
        return Words(job ? inWords("Insight", "its job finished") : inWords("Insight", "its pod finished"));
    case HolderVerdict::State::NeverSeen:
        return Words(inWords("Insight", "there is no pod {1}"), {Words().holder(ns, holder)});
    default:
        return {};
    }
}

std::vector<QueuedRequest> pendingRequests(const Lease& lease, const World& world)
{
    std::vector<QueuedRequest> order = *world.requests(lease.key());
    std::erase_if(order, [](const QueuedRequest& queued) {
        return queued.ofHolder || as<LeaseRequest>(queued.request)->status.phase == LeaseRequestPhase::Granted;
    });
    return order;
}

Sentence expiredAt(Timestamp end)
{
    return Words(inWords("Insight", "It expired {1} ago, and the operator has not freed it."), {Words().elapsed(end)});
}

qint64 gatesWaitingFor(const ObjectKey& key, const World& world)
{
    qint64 waiting = 0;
    for (const ObjectKey& gate : world.relations.gatesOn(key)) {
        const auto object = as<Gate>(world.objects.find(gate));
        waiting += object && object->status.phase != GatePhase::Open ? 1 : 0;
    }
    return waiting;
}

} // namespace konductor::insight
