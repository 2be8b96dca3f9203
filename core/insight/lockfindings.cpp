// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
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
        Finding finding = findingAt(
            "hold-by-gone-holder", verdict.dead() ? Severity::Error : Severity::Warning, object,
            Words(inWords("Insight", "{1} is {2}, and {3}."),
                  {Words().object(object.key()), heldSince(hold), deathOf(object.meta.ns, hold.holder, world)}));
        finding.about = hold.holder;
        finding.since = verdict.since ? verdict.since : hold.since;
        finding.evidence.push_back(world.past(hold.until) ? Words().append(expiredAt(*hold.until))
                                       : hold.until       ? Words(inWords("Insight", "The hold ends by itself in {1}."),
                                                                  {Words().remaining(*hold.until)})
                                                          : Words(inWords("Insight", "The hold has no expiry.")));
        finding.consequence =
            Words(world.past(hold.until) ? inWords("Insight", "Nobody can use it until the operator does.")
                      : hold.until       ? inWords("Insight", "Nobody can use it until then.")
                                         : inWords("Insight", "Nobody will give it back."));
        finding.mend = mendBy(Mend::Type::Release, object.key(),
                              Words(inWords("Insight", "Release what {1} holds of {2}."),
                                    {Words().holder(object.meta.ns, hold.holder), Words().object(object.key())}),
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
    Finding finding = findingAt("expired-not-collected", Severity::Error, object,
                                Words(inWords("Insight", "{1} expired {2} ago and is still held."),
                                      {Words().object(object.key()), Words().elapsed(*expiry)}));
    finding.since = expiry;
    finding.evidence.push_back(Words(inWords("Insight", "The operator frees an expired hold at once when it runs.")));
    finding.consequence =
        Words(inWords("Insight", "It stays held, and so will every other hold, until the operator runs again."));
    finding.mend =
        mendBy(Mend::Type::Touch, object.key(),
               Words(inWords("Insight", "Check the operator; touch {1} to wake it."), {Words().object(object.key())}));
    findings.push_back(finding);
}

void readersAndWriter(const Object& object, const World&, Findings& findings)
{
    const auto& lock = static_cast<const RWMutex&>(object);
    if (lock.status.writeHolder.isEmpty() || lock.status.readHolders.isEmpty()) {
        return;
    }
    Finding finding =
        findingAt("rwmutex-readers-and-writer", Severity::Error, lock,
                  Words(inWords("Insight", "{1} has a writer and readers at once."), {Words().object(lock.key())}));
    finding.evidence.push_back(
        Words(inWords("Insight", "Writer: {1}; readers: %1, first {2}.").arg(lock.status.readHolders.size()),
              {Words().holder(lock.meta.ns, lock.status.writeHolder),
               Words().holder(lock.meta.ns, lock.status.readHolders.first())}));
    finding.consequence = Words(inWords("Insight", "The lock excludes nobody: readers may see half-written data."));
    finding.mend =
        mendBy(Mend::Type::Release, lock.key(), Words(inWords("Insight", "Stop one side and release its lock.")));
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
        Finding finding =
            findingAt("rwmutex-reader-twice", Severity::Warning, lock,
                      Words(inWords("Insight", "{1} stands %1 times among the readers of {2}.").arg(times),
                            {Words().holder(lock.meta.ns, reader), Words().object(lock.key())}));
        finding.about = reader;
        finding.evidence.push_back(Words(inWords("Insight", "A read lock appends the holder each time.")));
        finding.consequence = Words(inWords("Insight", "One unlock leaves the lock read-locked; no writer gets it."));
        finding.mend =
            mendBy(Mend::Type::Release, lock.key(),
                   Words(inWords("Insight", "Release the read locks of {1}."), {Words().holder(lock.meta.ns, reader)}),
                   reader);
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
    Finding finding = findingAt("once-expired", Severity::Warning, once,
                                Words(inWords("Insight", "{1} expired {2} ago and is still there."),
                                      {Words().object(once.key()), Words().elapsed(end)}));
    finding.since = end;
    finding.evidence.push_back(
        Words(inWords("Insight", "The operator sets no timer for it; only a change makes it look.")));
    finding.consequence =
        Words(inWords("Insight", "What should run again does not: it counts as executed until it is collected."));
    finding.mend =
        mendBy(Mend::Type::Touch, once.key(),
               Words(inWords("Insight", "Touch {1}: the operator then deletes it."), {Words().object(once.key())}));
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
