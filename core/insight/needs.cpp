// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/insight/barrierprogress.h"
#include "core/insight/gateoutlook.h"
#include "core/insight/hold.h"
#include "core/insight/relations.h"
#include "core/insight/waitgraph.h"

#include <algorithm>
#include <map>

namespace konductor::insight {

namespace {

using Needs = std::vector<Need>;
using State = HolderVerdict::State;

std::vector<WaitNode> holderNodes(const QString& ns, const std::set<QString>& names)
{
    std::vector<WaitNode> nodes;
    for (const QString& name : names) {
        nodes.push_back(WaitNode::holder(ns, name));
    }
    return nodes;
}

Need heldBy(const QString& ns, const std::set<QString>& names, qint64 count)
{
    return {Need::Reason::HeldBy, count, holderNodes(ns, names), false, std::nullopt};
}

void addRequest(const LeaseRequest& request, const World& world, Needs& needs)
{
    const auto lease = world.objects.find<Lease>(request.meta.ns, request.spec.lease);
    const bool labelled = request.meta.labels.value(QStringLiteral("lease")) == request.spec.lease;
    if (lease && labelled && request.status.phase != LeaseRequestPhase::Granted
        && lease->status.holder != request.spec.holder) {
        needs.push_back({Need::Reason::Request, 1, {WaitNode::of(lease->key())}, false, request.key()});
    }
}

/// Who comes to a barrier waits there: habit, not a fact of the objects.
void addArrival(const Arrival& arrival, const World& world, Needs& needs)
{
    const auto barrier = world.objects.find<Barrier>(arrival.meta.ns, arrival.spec.barrier);
    if (barrier && (barrier->status.phase == BarrierPhase::Waiting || barrier->status.phase == BarrierPhase::Unset)) {
        needs.push_back({Need::Reason::Arrived, 1, {WaitNode::of(barrier->key())}, true, arrival.key()});
    }
}

bool isHeldByOthers(const ObjectKey& key, const QString& holder, const World& world)
{
    const auto holds = world.holds(key);
    bool own = false;
    bool others = false;
    for (const Hold& hold : *holds) {
        own = own || (!hold.waits() && hold.holder == holder);
        others = others || (!hold.waits() && hold.holder != holder);
    }
    return others && !own;
}

/// Whether what the call waits for has not come yet.
bool stillWaits(const ClientCall& call, const World& world)
{
    const ObjectKey key{call.kind, call.ns, call.name};
    const ObjectPtr object = world.objects.find(key);
    if (const auto barrier = as<Barrier>(object)) {
        return barrier->status.phase != BarrierPhase::Open && barrier->status.phase != BarrierPhase::Failed;
    }
    if (const auto gate = as<Gate>(object)) {
        return gate->status.phase != GatePhase::Open && gate->status.phase != GatePhase::Failed;
    }
    if (const auto group = as<WaitGroup>(object)) {
        return group->status.counter > 0;
    }
    if (const auto semaphore = as<Semaphore>(object)) {
        return semaphore->status.available <= 0 && isHeldByOthers(key, call.holder, world);
    }
    return object && object->kind != Kind::Once && isHeldByOthers(key, call.holder, world);
}

std::vector<ClientCall> callsOf(const WaitNode& holder, const World& world)
{
    const HolderVerdicts* verdicts = world.surroundings.verdicts;
    return verdicts ? verdicts->callsOf(holder.ns, holder.name) : std::vector<ClientCall>();
}

void addCalls(const std::vector<ClientCall>& calls, const World& world, Needs& needs)
{
    for (const ClientCall& call : calls) {
        const WaitNode target = WaitNode::of({call.kind, call.ns, call.name});
        const bool told =
            std::any_of(needs.begin(), needs.end(), [&](const Need& need) { return need.of.front() == target; });
        if (!told && stillWaits(call, world)) {
            needs.push_back({Need::Reason::Request, 1, {target}, true, std::nullopt});
        }
    }
}

Needs needsOfHolder(const WaitNode& holder, const World& world)
{
    Needs needs;
    std::vector<ObjectKey> waits = world.relations.mentions(holder.ns, holder.name);
    std::erase_if(waits,
                  [](const ObjectKey& key) { return key.kind != Kind::LeaseRequest && key.kind != Kind::Arrival; });
    const std::vector<ClientCall> calls = callsOf(holder, world);
    if (waits.empty() && calls.empty()) {
        return needs; // most of a hundred thousand: they only hold
    }
    const State state = world.verdict(holder.ns, holder.name).state;
    if (state == State::Gone || state == State::Finished) {
        return needs;
    }
    for (const ObjectKey& key : waits) {
        const ObjectPtr object = world.objects.find(key);
        if (const auto request = as<LeaseRequest>(object)) {
            addRequest(*request, world, needs);
        } else if (const auto arrival = as<Arrival>(object); arrival && state != State::NeverSeen) {
            addArrival(*arrival, world, needs);
        }
    }
    addCalls(calls, world, needs);
    return needs;
}

Needs needsOfGate(const Gate& gate, const World& world)
{
    Needs needs;
    if (gate.status.phase == GatePhase::Open || gate.status.phase == GatePhase::Failed) {
        return needs;
    }
    std::set<WaitNode> targets;
    for (const ConditionOutlook& condition : outlookOf(gate, world)) {
        if (!condition.met && condition.target && condition.never != ConditionOutlook::Never::Unsupported) {
            targets.insert(WaitNode::of(*condition.target));
        }
    }
    for (const WaitNode& target : targets) {
        needs.push_back({Need::Reason::Condition, 1, {target}, false, std::nullopt});
    }
    return needs;
}

Needs needsOfBarrier(const Barrier& barrier, const World& world)
{
    if (barrier.status.phase == BarrierPhase::Open || barrier.status.phase == BarrierPhase::Failed) {
        return {};
    }
    const BarrierProgress progress = progressOf(barrier, world.objects, world.now);
    const std::set<QString> arrived(progress.holders.begin(), progress.holders.end());
    std::set<QString> candidates;
    if (progress.missing() > 0) {
        std::set<QString> patterns;
        for (const QString& holder : arrived) {
            if (!patterns.insert(namePattern(holder)).second) {
                continue;
            }
            for (const QString& other : world.relations.family(barrier.meta.ns, holder)) {
                if (!arrived.contains(other)) {
                    candidates.insert(other);
                }
            }
        }
    }
    const auto known = static_cast<qint64>(candidates.size());
    // Fewer candidates than are missing: somebody comes whose name nobody has seen yet, and it may be anybody. Many of
    // the same name say nothing about who of them is missing.
    if (known == 0 || known < progress.missing() || known > 2 * progress.missing() + 2) {
        return {};
    }
    return {{Need::Reason::MissingArrival, progress.missing(), holderNodes(barrier.meta.ns, candidates), true,
             std::nullopt}};
}

/// The least number of permits that gates still lack; 1 for a full semaphore; 0 when nothing is lacking.
qint64 lackOf(const Semaphore& semaphore, qint64 held, const World& world)
{
    const qint64 available = semaphore.spec.permits - held;
    qint64 lack = available <= 0 ? 1 : 0;
    for (const ObjectKey& key : world.relations.gatesOn(semaphore.key())) {
        const auto gate = as<Gate>(world.objects.find(key));
        if (!gate) {
            continue;
        }
        for (const GateCondition& condition : gate->spec.conditions) {
            const QString ns = condition.ns.isEmpty() ? gate->meta.ns : condition.ns;
            const bool here = ns == semaphore.meta.ns && condition.name == semaphore.meta.name
                && kindFromText(condition.type) == Kind::Semaphore && condition.value;
            if (here && *condition.value > available && *condition.value <= semaphore.spec.permits) {
                const qint64 own = *condition.value - available;
                lack = lack == 0 ? own : std::min(lack, own);
            }
        }
    }
    return lack;
}

Needs needsOfSemaphore(const Semaphore& semaphore, const World& world)
{
    std::map<QString, qint64> permits;
    qint64 held = 0;
    const auto holds = world.holds(semaphore.key());
    for (const Hold& hold : *holds) {
        ++permits[hold.holder];
        ++held;
        world.past(hold.until); // notes when it stops counting
    }
    const qint64 lack = lackOf(semaphore, held, world);
    if (lack == 0) {
        return {};
    }
    std::set<QString> holders;
    std::vector<qint64> counts;
    for (const auto& [holder, count] : permits) {
        holders.insert(holder);
        counts.push_back(count);
    }
    // As few holders as can free that many: never more than really needed, so no deadlock is claimed too early.
    std::sort(counts.rbegin(), counts.rend());
    qint64 freed = 0;
    qint64 needed = 0;
    while (freed < lack && needed < static_cast<qint64>(counts.size())) {
        freed += counts[static_cast<size_t>(needed++)];
    }
    if (needed == 0) {
        return {};
    }
    return {heldBy(semaphore.meta.ns, holders, needed)};
}

Needs needsOfLock(const ObjectKey& key, const World& world)
{
    std::set<QString> holders;
    const auto holds = world.holds(key);
    for (const Hold& hold : *holds) {
        if (!hold.waits() && !world.past(hold.until)) {
            holders.insert(hold.holder);
        }
    }
    if (holders.empty()) {
        return {};
    }
    return {heldBy(key.ns, holders, static_cast<qint64>(holders.size()))};
}

Needs needsOfJob(const Job& job, const World& world)
{
    const std::vector<QString> pods = world.relations.podsOfJob(job.key());
    if (job.status.succeeded > 0 || pods.empty()) {
        return {};
    }
    return {{Need::Reason::PodOfJob, 1, holderNodes(job.meta.ns, {pods.begin(), pods.end()}), true, std::nullopt}};
}

} // namespace

bool canNeed(Kind kind)
{
    switch (kind) {
    case Kind::Gate:
    case Kind::Barrier:
    case Kind::Semaphore:
    case Kind::Job:
    case Kind::Lease:
    case Kind::Mutex:
    case Kind::RWMutex:
        return true;
    default:
        return false;
    }
}

std::optional<Timestamp> sinceOf(const Need& need, const ObjectIndex& objects)
{
    const ObjectPtr via = need.via ? objects.find(*need.via) : nullptr;
    if (const auto arrival = as<Arrival>(via); arrival && arrival->status.arrivedAt) {
        return arrival->status.arrivedAt;
    }
    return via ? via->meta.creationTimestamp : std::nullopt;
}

std::vector<Need> needsOf(const WaitNode& node, const World& world)
{
    if (node.isHolder()) {
        return needsOfHolder(node, world);
    }
    if (!canNeed(*node.kind)) {
        return {};
    }
    const ObjectPtr object = world.objects.find(node.key());
    if (const auto gate = as<Gate>(object)) {
        return needsOfGate(*gate, world);
    }
    if (const auto barrier = as<Barrier>(object)) {
        return needsOfBarrier(*barrier, world);
    }
    if (const auto semaphore = as<Semaphore>(object)) {
        return needsOfSemaphore(*semaphore, world);
    }
    if (const auto job = as<Job>(object)) {
        return needsOfJob(*job, world);
    }
    if (object && (node.kind == Kind::Lease || node.kind == Kind::Mutex || node.kind == Kind::RWMutex)) {
        return needsOfLock(node.key(), world);
    }
    return {};
}

} // namespace konductor::insight
