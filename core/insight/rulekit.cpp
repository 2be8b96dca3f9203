// SPDX-License-Identifier: Apache-2.0
#include "core/insight/rulekit.h"

#include "core/insight/relations.h"

using namespace Qt::StringLiterals;

namespace konductor::insight {

Sentence heldSince(const Hold& hold)
{
    Words words(u"held "_s);
    if (hold.since) {
        words.say(u"for "_s).elapsed(*hold.since).say(u" "_s);
    }
    return words.say(u"by "_s).holder(hold.target.ns, hold.holder);
}

Sentence deathOf(const QString& ns, const QString& holder, const World& world)
{
    const HolderVerdict verdict = world.verdict(ns, holder);
    Words words;
    switch (verdict.state) {
    case HolderVerdict::State::Gone:
        words.say(u"its pod was deleted"_s);
        break;
    case HolderVerdict::State::Finished:
        words.say(verdict.what == HolderVerdict::What::Job ? u"its job finished"_s : u"its pod finished"_s);
        break;
    case HolderVerdict::State::NeverSeen:
        words.say(u"there is no pod "_s).holder(ns, holder);
        break;
    default:
        return {};
    }
    if (verdict.since) {
        words.say(u" "_s).elapsed(*verdict.since).say(u" ago"_s);
    }
    return words;
}

std::vector<QueuedRequest> pendingRequests(const Lease& lease, const World& world)
{
    std::vector<QueuedRequest> order = *world.requests(lease.key());
    std::erase_if(order, [](const QueuedRequest& queued) {
        return queued.ofHolder || as<LeaseRequest>(queued.request)->status.phase == LeaseRequestPhase::Granted;
    });
    return order;
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
