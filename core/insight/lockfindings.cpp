// SPDX-License-Identifier: Apache-2.0
#include "core/insight/rulekit.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

void goneHolder(const Object& object, const World& world, Findings& findings)
{
    std::set<QString> told;
    const auto holds = world.holds(object.key());
    for (const Hold& hold : *holds) {
        const HolderVerdict verdict = world.verdict(object.meta.ns, hold.holder);
        const bool neverSeen = verdict.state == HolderVerdict::State::NeverSeen;
        if (hold.waits() || !(verdict.dead() || neverSeen)) {
            continue;
        }
        // Who has no pod may be no pod: only a hold that nothing ends is worth a word.
        if (neverSeen && (hold.until || !world.olderThan(hold.since, patience))) {
            continue;
        }
        if (!told.insert(hold.holder).second) {
            continue;
        }
        Finding finding = findingAt("hold-by-gone-holder", verdict.dead() ? Severity::Error : Severity::Warning, object,
                                    Words()
                                        .object(object.key())
                                        .say(u" is "_s)
                                        .append(heldSince(hold))
                                        .say(u", and "_s)
                                        .append(deathOf(object.meta.ns, hold.holder, world))
                                        .say(u"."_s));
        finding.about = hold.holder;
        finding.evidence.push_back(hold.until
                                       ? Words(u"The hold ends by itself in "_s).remaining(*hold.until).say(u"."_s)
                                       : Words(u"The hold has no expiry."_s));
        finding.consequence = Words(hold.until ? u"Nobody can use it until then."_s : u"Nobody will give it back."_s);
        finding.mend = mendBy(Mend::Type::Release, object.key(),
                              Words(u"Release what "_s)
                                  .holder(object.meta.ns, hold.holder)
                                  .say(u" holds of "_s)
                                  .object(object.key())
                                  .say(u"."_s),
                              hold.holder);
        findings.push_back(finding);
    }
}

/// Timer at expiresAt (semantics.md §2): what is past it by more than the delay, nobody has collected.
void expiredNotCollected(const Object& object, const World& world, Findings& findings)
{
    const auto expiry = visitObject(object, [](const auto& typed) -> std::optional<Timestamp> {
        if constexpr (requires { typed.status.expiresAt; }) {
            return typed.status.expiresAt;
        }
        return std::nullopt;
    });
    if (!world.olderThan(expiry, operatorDelay)) {
        return;
    }
    Finding finding =
        findingAt("expired-not-collected", Severity::Error, object,
                  Words().object(object.key()).say(u" expired "_s).elapsed(*expiry).say(u" ago and is still held."_s));
    finding.evidence.push_back(Words(u"The operator frees an expired hold at once when it runs."_s));
    finding.consequence = Words(u"It stays held, and so will every other hold, until the operator runs again."_s);
    finding.mend = mendBy(Mend::Type::Touch, object.key(),
                          Words(u"Check the operator; touch "_s).object(object.key()).say(u" to wake it."_s));
    findings.push_back(finding);
}

void readersAndWriter(const Object& object, const World&, Findings& findings)
{
    const auto& lock = static_cast<const RWMutex&>(object);
    if (lock.status.writeHolder.isEmpty() || lock.status.readHolders.isEmpty()) {
        return;
    }
    Finding finding = findingAt("rwmutex-readers-and-writer", Severity::Error, lock,
                                Words().object(lock.key()).say(u" has a writer and readers at once."_s));
    finding.evidence.push_back(Words(u"Writer: "_s)
                                   .holder(lock.meta.ns, lock.status.writeHolder)
                                   .say(u"; readers: %1, first "_s.arg(lock.status.readHolders.size()))
                                   .holder(lock.meta.ns, lock.status.readHolders.first())
                                   .say(u"."_s));
    finding.consequence = Words(u"The lock excludes nobody: readers may see half-written data."_s);
    finding.mend = mendBy(Mend::Type::Release, lock.key(), Words(u"Stop one side and release its lock."_s));
    findings.push_back(finding);
}

void readerTwice(const Object& object, const World&, Findings& findings)
{
    const auto& lock = static_cast<const RWMutex&>(object);
    QStringList once = lock.status.readHolders;
    once.removeDuplicates();
    for (const QString& reader : once) {
        const auto times = lock.status.readHolders.count(reader);
        if (times < 2) {
            continue;
        }
        Finding finding = findingAt("rwmutex-reader-twice", Severity::Warning, lock,
                                    Words()
                                        .holder(lock.meta.ns, reader)
                                        .say(u" stands %1 times among the readers of "_s.arg(times))
                                        .object(lock.key())
                                        .say(u"."_s));
        finding.about = reader;
        finding.evidence.push_back(Words(u"A read lock appends the holder each time."_s));
        finding.consequence = Words(u"One unlock leaves the lock read-locked; no writer gets it."_s);
        finding.mend = mendBy(Mend::Type::Release, lock.key(),
                              Words(u"Release the read locks of "_s).holder(lock.meta.ns, reader).say(u"."_s), reader);
        findings.push_back(finding);
    }
}

void onceExpired(const Object& object, const World& world, Findings& findings)
{
    const auto& once = static_cast<const Once&>(object);
    if (!once.spec.ttl || !once.meta.creationTimestamp) {
        return;
    }
    const Timestamp end = *once.meta.creationTimestamp + std::chrono::ceil<std::chrono::milliseconds>(*once.spec.ttl);
    if (!world.olderThan(end, operatorDelay)) {
        return;
    }
    Finding finding =
        findingAt("once-expired", Severity::Warning, once,
                  Words().object(once.key()).say(u" expired "_s).elapsed(end).say(u" ago and is still there."_s));
    finding.evidence.push_back(Words(u"The operator sets no timer for it; only a change makes it look."_s));
    finding.consequence = Words(u"What should run again does not: it counts as executed until it is collected."_s);
    finding.mend = mendBy(Mend::Type::Touch, once.key(),
                          Words(u"Touch "_s).object(once.key()).say(u": the operator then deletes it."_s));
    findings.push_back(finding);
}

constexpr auto goneText = "A hold by a holder whose pod is gone, finished or was never there";
constexpr auto expiredText = "A hold past its expiry that the operator has not taken back";
constexpr std::array rules{
    Rule{"hold-by-gone-holder", Kind::Lease, goneText, goneHolder},
    Rule{"hold-by-gone-holder", Kind::Mutex, goneText, goneHolder},
    Rule{"hold-by-gone-holder", Kind::RWMutex, goneText, goneHolder},
    Rule{"hold-by-gone-holder", Kind::Semaphore, goneText, goneHolder},
    Rule{"expired-not-collected", Kind::Lease, expiredText, expiredNotCollected},
    Rule{"expired-not-collected", Kind::Mutex, expiredText, expiredNotCollected},
    Rule{"expired-not-collected", Kind::RWMutex, expiredText, expiredNotCollected},
    Rule{"rwmutex-readers-and-writer", Kind::RWMutex, "A lock with a writer and readers at once", readersAndWriter},
    Rule{"rwmutex-reader-twice", Kind::RWMutex, "A reader that stands twice in the list", readerTwice},
    Rule{"once-expired", Kind::Once, "An expired once that nothing wakes the operator for", onceExpired},
};

} // namespace

std::span<const Rule> lockRules()
{
    return rules;
}

} // namespace konductor::insight
