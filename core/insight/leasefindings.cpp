// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
#include "core/insight/rulekit.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

std::optional<Hold> holdOf(const Lease& lease)
{
    if (lease.status.holder.isEmpty()) {
        return std::nullopt;
    }
    return Hold{lease.status.holder, Hold::Mode::Lease,       lease.key(),
                std::nullopt,        lease.status.acquiredAt, lease.status.expiresAt};
}

std::shared_ptr<const LeaseRequest> holdersRequest(const Lease& lease, const World& world)
{
    const auto order = world.requests(lease.key());
    for (const QueuedRequest& queued : *order) {
        if (queued.ofHolder) {
            return as<LeaseRequest>(queued.request);
        }
    }
    return nullptr;
}

Sentence waiters(const std::vector<QueuedRequest>& pending)
{
    std::vector<Sentence> holders;
    for (const QueuedRequest& queued : pending) {
        const auto& request = *as<LeaseRequest>(queued.request);
        holders.push_back(Words().holder(request.meta.ns, request.spec.holder));
    }
    const auto count = qsizetype(pending.size());
    return Words(
        count > 5 ? inWords("Insight", "%n requests waiting: {1} and more.", "1 request waiting: {1} and more.", count)
                  : inWords("Insight", "%n requests waiting: {1}.", "1 request waiting: {1}.", count),
        {joined(holders, 5)});
}

Mend release(const Lease& lease, const World& world)
{
    const Words words(holdersRequest(lease, world)
                          ? inWords("Insight", "Release {1}: delete the request of {2}, then clear the holder.")
                          : inWords("Insight", "Release {1}: clear the holder {2}."),
                      {Words().object(lease.key()), Words().holder(lease.meta.ns, lease.status.holder)});
    return mendBy(Mend::Type::Release, lease.key(), words, lease.status.holder);
}

void neverExpires(const Object& object, const World& world, Findings& findings)
{
    const auto& lease = static_cast<const Lease&>(object);
    const auto hold = holdOf(lease);
    if (!hold || hold->until || !world.olderThan(hold->since, patience)) {
        return;
    }
    const auto pending = pendingRequests(lease, world);
    if (pending.empty() && gatesWaitingFor(lease.key(), world) == 0) {
        return;
    }
    Finding finding = findingAt("lease-never-expires", Severity::Warning, lease,
                                Words(inWords("Insight", "{1} is {2} and never expires, while others wait."),
                                      {Words().object(lease.key()), heldSince(*hold)}));
    finding.since = hold->since;
    finding.evidence.push_back(
        Words(lease.spec.ttl ? inWords("Insight", "It was taken without an expiry.")
                             : inWords("Insight", "The lease has no TTL, so the operator sets no expiry.")));
    if (!pending.empty()) {
        finding.evidence.push_back(waiters(pending));
    }
    finding.consequence = Words(inWords("Insight", "Who waits gets it only when {1} or a person gives it back."),
                                {Words().holder(lease.meta.ns, hold->holder)});
    finding.mend = release(lease, world);
    findings.push_back(finding);
}

void heldWithoutRequest(const Object& object, const World& world, Findings& findings)
{
    const auto& lease = static_cast<const Lease&>(object);
    const auto hold = holdOf(lease);
    if (!hold || holdersRequest(lease, world) || !world.surroundings.knows(Kind::LeaseRequest)
        || !world.olderThan(hold->since, std::chrono::minutes(1))) {
        return;
    }
    const bool wanted = !hold->until || !pendingRequests(lease, world).empty();
    Finding finding = findingAt("lease-held-without-request", wanted ? Severity::Warning : Severity::Info, lease,
                                Words(inWords("Insight", "{1} is {2}, whose request is gone."),
                                      {Words().object(lease.key()), heldSince(*hold)}));
    finding.since = hold->since;
    finding.evidence.push_back(
        Words(inWords("Insight", "No labelled request of {1} exists."), {Words().holder(lease.meta.ns, hold->holder)}));
    finding.consequence = world.past(hold->until) ? Words().append(expiredAt(*hold->until))
        : hold->until ? Words(inWords("Insight", "It stays held for {1} more."), {Words().remaining(*hold->until)})
                      : Words(inWords("Insight", "It stays held for ever: the lease does not expire."));
    finding.mend = release(lease, world);
    findings.push_back(finding);
}

/// A former holder's request: granted once, never deleted, it competes again (semantics.md §2, Lease).
void zombieRequest(const Object& object, const World& world, Findings& findings)
{
    const auto& lease = static_cast<const Lease&>(object);
    if (lease.status.holder.isEmpty()) {
        return;
    }
    const auto order = world.requests(lease.key());
    for (const QueuedRequest& queued : *order) {
        const auto& request = *as<LeaseRequest>(queued.request);
        if (queued.ofHolder || request.status.phase != LeaseRequestPhase::Granted) {
            continue;
        }
        Finding finding = findingAt("zombie-request", Severity::Warning, request,
                                    Words(inWords("Insight", "{1} was granted before and still competes for {2}."),
                                          {Words().object(request.key()), Words().object(lease.key())}));
        finding.since = lease.status.acquiredAt;
        finding.evidence.push_back(
            Words(inWords("Insight", "The lease is with {1} now; the request is still marked Granted."),
                  {Words().holder(lease.meta.ns, lease.status.holder)}));
        finding.consequence =
            Words(inWords("Insight", "The lease can go to {1} again, whether it still wants it or not."),
                  {Words().holder(lease.meta.ns, request.spec.holder)});
        finding.mend =
            mendBy(Mend::Type::Delete, request.key(),
                   Words(inWords("Insight", "Delete {1}."), {Words().object(request.key())}), request.spec.holder);
        findings.push_back(finding);
    }
}

/// The holder's own request outranks those that wait: each expiry gives the lease back to it.
void starvation(const Object& object, const World& world, Findings& findings)
{
    const auto& lease = static_cast<const Lease&>(object);
    const auto own = holdersRequest(lease, world);
    if (!own || !lease.status.expiresAt) {
        return; // what never expires starves all of them alike
    }
    const qint64 rank = own->spec.priority.value_or(0);
    for (const QueuedRequest& queued : pendingRequests(lease, world)) {
        const auto& request = *as<LeaseRequest>(queued.request);
        if (request.spec.priority.value_or(0) >= rank || !world.olderThan(request.meta.creationTimestamp, patience)) {
            continue;
        }
        Finding finding =
            findingAt("request-starved", Severity::Warning, request,
                      Words(inWords("Insight", "{1} has waited for {2} and will not be next."),
                            {Words().object(request.key()), Words().elapsed(*request.meta.creationTimestamp)}));
        finding.since = request.meta.creationTimestamp;
        finding.evidence.push_back(
            Words(inWords("Insight", "Its priority is %1; the request of the holder {1} has %2 and still stands.")
                      .arg(request.spec.priority.value_or(0))
                      .arg(rank),
                  {Words().holder(lease.meta.ns, lease.status.holder)}));
        finding.consequence = Words(inWords("Insight", "When the lease expires, it goes back to {1}."),
                                    {Words().holder(lease.meta.ns, lease.status.holder)});
        finding.mend = mendBy(Mend::Type::Delete, own->key(),
                              Words(inWords("Insight", "Delete {1}, or raise the priority of {2}."),
                                    {Words().object(own->key()), Words().object(request.key())}),
                              lease.status.holder);
        findings.push_back(finding);
    }
}

/// Leases are looked at every minute at least (semantics.md §2): a free one with a request does not last.
void requestUnseen(const Object& object, const World& world, Findings& findings)
{
    const auto& lease = static_cast<const Lease&>(object);
    const auto order = world.requests(lease.key());
    if (!lease.status.holder.isEmpty() || order->empty()
        || !world.olderThan(order->front().request->meta.creationTimestamp, operatorDelay)) {
        return;
    }
    const auto& request = *as<LeaseRequest>(order->front().request);
    Finding finding =
        findingAt("request-unseen", Severity::Error, lease,
                  Words(inWords("Insight", "{1} is free, and nobody grants it to {2}."),
                        {Words().object(lease.key()), Words().holder(lease.meta.ns, request.spec.holder)}));
    finding.since = request.meta.creationTimestamp;
    finding.evidence.push_back(
        Words(inWords("Insight", "{1} is {2} old."),
              {Words().object(request.key()), Words().elapsed(*request.meta.creationTimestamp)}));
    finding.consequence =
        Words(inWords("Insight", "The operator looks at a free lease every minute; it does not seem to run."));
    finding.mend =
        mendBy(Mend::Type::Touch, lease.key(),
               Words(inWords("Insight", "Check the operator; touch {1} to wake it."), {Words().object(lease.key())}));
    findings.push_back(finding);
}

constexpr std::array rules{
    Rule{"lease-never-expires", Kind::Lease, "A lease without expiry, held long, for which others wait", neverExpires},
    Rule{"lease-held-without-request", Kind::Lease, "A lease held though the holder's request is gone",
         heldWithoutRequest},
    Rule{"zombie-request", Kind::Lease, "A request granted to a former holder that competes again", zombieRequest},
    Rule{"request-starved", Kind::Lease, "A request that the holder's own request always outranks", starvation},
    Rule{"request-unseen", Kind::Lease, "A free lease with a request that the operator has not granted", requestUnseen},
};

} // namespace

std::span<const Rule> leaseRules()
{
    return rules;
}

} // namespace konductor::insight
