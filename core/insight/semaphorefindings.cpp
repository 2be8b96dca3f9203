// SPDX-License-Identifier: Apache-2.0
#include "core/insight/rulekit.h"

#include "core/base/text.h"

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
    Words words(u"Held by "_s);
    int shown = 0;
    const auto permits = permitsByHolder(semaphore, world);
    for (const auto& [holder, holds] : permits) {
        if (shown == 8) {
            return words.say(u" and %1 more."_s.arg(permits.size() - 8));
        }
        words.say(shown++ ? u", "_s : QString()).holder(semaphore.meta.ns, holder);
        if (holds.size() > 1) {
            words.say(u" (%1)"_s.arg(holds.size()));
        }
    }
    return words.say(u"."_s);
}

void overCommitted(const Object& object, const World& world, Findings& findings)
{
    const auto& semaphore = static_cast<const Semaphore&>(object);
    const auto held = static_cast<qint64>(world.holds(semaphore.key())->size());
    if (held <= semaphore.spec.permits) {
        return;
    }
    // The last status that was valid tells how many there were: more than now means that someone lowered them.
    const bool lowered = semaphore.status.inUse + semaphore.status.available > semaphore.spec.permits;
    const char* rule = lowered ? "semaphore-permits-below-use" : "semaphore-overcommitted";
    Finding finding = findingAt(rule, Severity::Error, semaphore,
                                Words()
                                    .object(semaphore.key())
                                    .say(u" has %1 granted on %2; its status is frozen."_s.arg(
                                        counted(held, u"permit"), QString::number(semaphore.spec.permits))));
    finding.evidence.push_back(holdersText(semaphore, world));
    finding.evidence.push_back(Words(
        u"The status says %1 in use and %2 available."_s.arg(semaphore.status.inUse).arg(semaphore.status.available)));
    if (lowered) {
        finding.evidence.push_back(Words(u"There were %1 permits when that was written."_s.arg(
            semaphore.status.inUse + semaphore.status.available)));
    }
    finding.consequence =
        Words(u"The operator cannot write a negative number, so the status stays as it is, and further "
              u"permits are granted all the same."_s);
    finding.mend = mendBy(Mend::Type::Release, semaphore.key(),
                          Words(u"Release %1, or raise the permits to %2."_s.arg(
                              counted(held - semaphore.spec.permits, u"permit"), QString::number(held))));
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
        Finding finding = findingAt("permits-leaked", Severity::Warning, semaphore,
                                    Words()
                                        .holder(semaphore.meta.ns, holder)
                                        .say(u" has %1 permits of "_s.arg(holds.size()))
                                        .object(semaphore.key())
                                        .say(u" that never expire."_s));
        finding.about = holder;
        finding.evidence.push_back(Words(u"The oldest is "_s)
                                       .object(*holds.front().via)
                                       .say(u", "_s)
                                       .elapsed(*holds.front().since)
                                       .say(u" old."_s));
        finding.consequence = Words(u"Permits taken by the Go SDK are not given back by its release; they add up until "
                                    u"none is left."_s);
        finding.mend =
            mendBy(Mend::Type::Release, semaphore.key(),
                   Words(u"Release the old permits of "_s).holder(semaphore.meta.ns, holder).say(u"."_s), holder);
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
    Finding finding = findingAt("permit-ttl-not-enforced", Severity::Warning, permit,
                                Words()
                                    .object(permit.key())
                                    .say(u" is past its TTL of "_s)
                                    .say(formatDuration(*permit.spec.ttl))
                                    .say(u" and still counts."_s));
    finding.evidence.push_back(Words(u"Its TTL ended "_s).elapsed(end).say(u" ago; its status has no expiry."_s));
    finding.consequence = Words(u"The operator does not act on the TTL: "_s)
                              .holder(permit.meta.ns, permit.spec.holder)
                              .say(u" keeps the permit for ever."_s);
    finding.mend = mendBy(Mend::Type::Expire, permit.key(),
                          Words(u"Expire or delete "_s)
                              .object(permit.key())
                              .say(u" if "_s)
                              .holder(permit.meta.ns, permit.spec.holder)
                              .say(u" is done."_s),
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
