// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
#include "core/insight/rulekit.h"

#include <array>
#include <map>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

std::map<QString, std::vector<Hold>> permitsByHolder(const Semaphore& semaphore, const World& world)
{
    std::map<QString, std::vector<Hold>> permits;
    const auto holds = world.holds(semaphore.key());
    for (const Hold& hold : *holds) {
        world.past(hold.until); // notes when it stops counting
        permits[hold.holder].push_back(hold);
    }
    return permits;
}

Sentence holdersText(const Semaphore& semaphore, const World& world)
{
    std::vector<Sentence> holders;
    const auto permits = permitsByHolder(semaphore, world);
    for (const auto& [holder, holds] : permits) {
        const Words name = Words().holder(semaphore.meta.ns, holder);
        holders.push_back(holds.size() > 1 ? Words(u"{1} (%1)"_s.arg(holds.size()), {name}) : name);
    }
    return Words(holders.size() > 8 ? inWords("Insight", "Held by {1} and %1 more.").arg(holders.size() - 8)
                                    : inWords("Insight", "Held by {1}."),
                 {joined(holders, 8)});
}

void overCommitted(const Object& object, const World& world, Findings& findings)
{
    const auto& semaphore = static_cast<const Semaphore&>(object);
    const auto holds = world.holds(semaphore.key());
    const auto held = static_cast<qint64>(holds->size());
    if (held <= semaphore.spec.permits) {
        return;
    }
    // The last status that was valid tells how many there were: more than now means that someone lowered them.
    const bool lowered = semaphore.status.inUse + semaphore.status.available > semaphore.spec.permits;
    const char* rule = lowered ? "semaphore-permits-below-use" : "semaphore-overcommitted";
    Finding finding = findingAt(rule, Severity::Error, semaphore,
                                Words(inWords("Insight", "{1} has %n permits granted on %1; its status is frozen.",
                                              "{1} has 1 permit granted on %1; its status is frozen.", held)
                                          .arg(semaphore.spec.permits),
                                      {Words().object(semaphore.key())}));
    if (!lowered && semaphore.spec.permits >= 0) {
        finding.since = (*holds)[static_cast<size_t>(semaphore.spec.permits)].since; // the first too many
    }
    finding.evidence.push_back(holdersText(semaphore, world));
    finding.evidence.push_back(Words(inWords("Insight", "The status says %1 in use and %2 available.")
                                         .arg(semaphore.status.inUse)
                                         .arg(semaphore.status.available)));
    if (lowered) {
        finding.evidence.push_back(Words(inWords("Insight", "There were %n permits when that was written.",
                                                 "There was 1 permit when that was written.",
                                                 semaphore.status.inUse + semaphore.status.available)));
    }
    finding.consequence = Words(inWords("Insight",
                                        "The operator cannot write a negative number, so the status stays as it is, "
                                        "and further permits are granted all the same."));
    finding.mend = mendBy(Mend::Type::Release, semaphore.key(),
                          Words(inWords("Insight", "Release %n permits, or raise the permits to %1.",
                                        "Release 1 permit, or raise the permits to %1.", held - semaphore.spec.permits)
                                    .arg(held)));
    findings.push_back(finding);
}

/// The Go SDK's release deletes a name that never existed (semantics.md §3): its permits leak.
void leakedPermits(const Object& object, const World& world, Findings& findings)
{
    const auto& semaphore = static_cast<const Semaphore&>(object);
    for (const auto& [holder, holds] : permitsByHolder(semaphore, world)) {
        const auto endless = std::count_if(holds.begin(), holds.end(), [](const Hold& hold) { return !hold.until; });
        if (endless < 2 || !world.olderThan(holds.front().since, patience)) {
            continue;
        }
        Finding finding =
            findingAt("permits-leaked", Severity::Warning, semaphore,
                      Words(inWords("Insight", "{1} has %1 permits of {2} that never expire.").arg(holds.size()),
                            {Words().holder(semaphore.meta.ns, holder), Words().object(semaphore.key())}));
        finding.about = holder;
        finding.since = holds.front().since;
        finding.evidence.push_back(Words(inWords("Insight", "The oldest is {1}, {2} old."),
                                         {Words().object(*holds.front().via), Words().elapsed(*holds.front().since)}));
        finding.consequence = Words(
            inWords("Insight",
                    "Permits taken by the Go SDK are not given back by its release; they add up until none is left."));
        finding.mend = mendBy(
            Mend::Type::Release, semaphore.key(),
            Words(inWords("Insight", "Release the old permits of {1}."), {Words().holder(semaphore.meta.ns, holder)}),
            holder);
        findings.push_back(finding);
    }
}

/// Only clients write expiresAt: a ttl alone ends nothing (semantics.md §2, Semaphore).
void ttlNotEnforced(const Object& object, const World& world, Findings& findings)
{
    const auto& permit = static_cast<const Permit&>(object);
    if (!permit.spec.ttl || permit.status.expiresAt || !permit.meta.creationTimestamp) {
        return;
    }
    const Timestamp end =
        *permit.meta.creationTimestamp + std::chrono::ceil<std::chrono::milliseconds>(*permit.spec.ttl);
    if (!world.olderThan(end, operatorDelay)) {
        return;
    }
    Finding finding = findingAt(
        "permit-ttl-not-enforced", Severity::Warning, permit,
        Words(inWords("Insight", "{1} is past its TTL of %1 and still counts.").arg(formatDuration(*permit.spec.ttl)),
              {Words().object(permit.key())}));
    finding.since = end;
    finding.evidence.push_back(
        Words(inWords("Insight", "Its TTL ended {1} ago; its status has no expiry."), {Words().elapsed(end)}));
    finding.consequence =
        Words(inWords("Insight", "The operator does not act on the TTL: {1} keeps the permit for ever."),
              {Words().holder(permit.meta.ns, permit.spec.holder)});
    finding.mend = mendBy(Mend::Type::Expire, permit.key(),
                          Words(inWords("Insight", "Expire or delete {1} if {2} is done."),
                                {Words().object(permit.key()), Words().holder(permit.meta.ns, permit.spec.holder)}),
                          permit.spec.holder);
    findings.push_back(finding);
}

constexpr std::array rules{
    Rule{"semaphore-overcommitted", Kind::Semaphore, "More permits granted than there are; the status is frozen",
         overCommitted},
    Rule{"permits-leaked", Kind::Semaphore, "Several permits of one holder that never expire", leakedPermits},
    Rule{"permit-ttl-not-enforced", Kind::Permit, "A permit past its TTL that still counts", ttlNotEnforced},
};

} // namespace

std::span<const Rule> semaphoreRules()
{
    return rules;
}

} // namespace konductor::insight
