// SPDX-License-Identifier: Apache-2.0
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
    Words words(counted(static_cast<qsizetype>(pending.size()), u"request") + u" waiting: "_s);
    for (size_t i = 0; i < pending.size() && i < 5; ++i) {
        const auto& request = *as<LeaseRequest>(pending[i].request);
        words.say(i ? u", "_s : QString()).holder(request.meta.ns, request.spec.holder);
    }
    return words.say(pending.size() > 5 ? u" and more."_s : u"."_s);
}

Mend release(const Lease& lease)
{
    Words words(u"Release "_s);
    words.object(lease.key()).say(u": delete the request of "_s).holder(lease.meta.ns, lease.status.holder);
    return mendBy(Mend::Type::Release, lease.key(), words.say(u", then clear the holder."_s), lease.status.holder);
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
                                Words()
                                    .object(lease.key())
                                    .say(u" is "_s)
                                    .append(heldSince(*hold))
                                    .say(u" and never expires, while others wait."_s));
    finding.evidence.push_back(Words(lease.spec.ttl ? u"It was taken without an expiry."_s
                                                    : u"The lease has no TTL, so the operator sets no expiry."_s));
    if (!pending.empty()) {
        finding.evidence.push_back(waiters(pending));
    }
    finding.consequence = Words(u"Who waits gets it only when "_s)
                              .holder(lease.meta.ns, hold->holder)
                              .say(u" or a person gives it back."_s);
    finding.mend = release(lease);
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
    Finding finding = findingAt(
        "lease-held-without-request", wanted ? Severity::Warning : Severity::Info, lease,
        Words().object(lease.key()).say(u" is "_s).append(heldSince(*hold)).say(u", whose request is gone."_s));
    finding.evidence.push_back(
        Words(u"No labelled request of "_s).holder(lease.meta.ns, hold->holder).say(u" exists."_s));
    finding.consequence = hold->until ? Words(u"It stays held for "_s).remaining(*hold->until).say(u" more."_s)
                                      : Words(u"It stays held for ever: the lease does not expire."_s);
    finding.mend = release(lease);
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
                                    Words()
                                        .object(request.key())
                                        .say(u" was granted before and still competes for "_s)
                                        .object(lease.key())
                                        .say(u"."_s));
        finding.evidence.push_back(Words(u"The lease is with "_s)
                                       .holder(lease.meta.ns, lease.status.holder)
                                       .say(u" now; the request is still marked Granted."_s));
        finding.consequence = Words(u"The lease can go to "_s)
                                  .holder(lease.meta.ns, request.spec.holder)
                                  .say(u" again, whether it still wants it or not."_s);
        finding.mend = mendBy(Mend::Type::Delete, request.key(), Words(u"Delete "_s).object(request.key()).say(u"."_s),
                              request.spec.holder);
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
        Finding finding = findingAt("request-starved", Severity::Warning, request,
                                    Words()
                                        .object(request.key())
                                        .say(u" has waited for "_s)
                                        .elapsed(*request.meta.creationTimestamp)
                                        .say(u" and will not be next."_s));
        finding.evidence.push_back(
            Words(u"Its priority is %1; the request of the holder "_s.arg(request.spec.priority.value_or(0)))
                .holder(lease.meta.ns, lease.status.holder)
                .say(u" has %1 and still stands."_s.arg(rank)));
        finding.consequence =
            Words(u"When the lease expires, it goes back to "_s).holder(lease.meta.ns, lease.status.holder).say(u"."_s);
        finding.mend = mendBy(Mend::Type::Delete, own->key(),
                              Words(u"Delete "_s)
                                  .object(own->key())
                                  .say(u", or raise the priority of "_s)
                                  .object(request.key())
                                  .say(u"."_s),
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
    Finding finding = findingAt("request-unseen", Severity::Error, lease,
                                Words()
                                    .object(lease.key())
                                    .say(u" is free, and nobody grants it to "_s)
                                    .holder(lease.meta.ns, request.spec.holder)
                                    .say(u"."_s));
    finding.evidence.push_back(
        Words().object(request.key()).say(u" is "_s).elapsed(*request.meta.creationTimestamp).say(u" old."_s));
    finding.consequence = Words(u"The operator looks at a free lease every minute; it does not seem to run."_s);
    finding.mend = mendBy(Mend::Type::Touch, lease.key(),
                          Words(u"Check the operator; touch "_s).object(lease.key()).say(u" to wake it."_s));
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
