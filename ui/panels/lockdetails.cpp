// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
#include "ui/panels/detailsparts.h"

using namespace Qt::StringLiterals;

namespace konductor::ui::details {

namespace {
void explainLock(const QStringList& holders, const QString& locked, const std::optional<Timestamp>& lockedAt,
                 const std::optional<Timestamp>& expiresAt, Timestamp now, DetailsContent& content)
{
    if (holders.isEmpty()) {
        content.why.title = inWords("Details", "Why it is free");
        say(content, inWords("Details", "Nobody has locked it."));
        return;
    }
    content.why.title = inWords("Details", "Why it is locked");
    content.why.tone = expiresAt ? Tone::Plain : Tone::Warning;
    const QString ends = !expiresAt ? inWords("Details", "No expiry is set, so it stays until it is unlocked.")
        : *expiresAt > now          ? inWords("Details", "It expires in %1.").arg(countdownText(*expiresAt - now))
                                    : inWords("Details", "It expired %1 ago.").arg(countdownText(now - *expiresAt));
    say(content, locked.arg(names(holders), age(lockedAt, now)) + u' ' + ends);
}

template <class T>
void describeLock(const T& lock, const QStringList& holders, const QString& locked, const Context& context,
                  DetailsContent& content)
{
    explainLock(holders, locked, lock.status.lockedAt, lock.status.expiresAt, context.now, content);
    addHoldActions(content, !holders.isEmpty(), true, inWords("Details", "Nobody has locked it."));
    content.sections.push_back(holderSection(insight::holdsOf(lock.key(), context.objects, context.now), context));
    content.sections.push_back(
        {inWords("Details", "Object"), {fact(inWords("Details", "TTL"), durationFact(lock.spec.ttl))}});
}
} // namespace

void describe(const Mutex& mutex, const Context& context, DetailsContent& content)
{
    const QString& holder = mutex.status.holder;
    describeLock(mutex, holder.isEmpty() ? QStringList() : QStringList(holder),
                 inWords("Details", "Locked by %1 for %2."), context, content);
}

void describe(const RWMutex& mutex, const Context& context, DetailsContent& content)
{
    const bool writes = !mutex.status.writeHolder.isEmpty();
    describeLock(mutex, writes ? QStringList(mutex.status.writeHolder) : mutex.status.readHolders,
                 writes ? inWords("Details", "Locked for writing by %1 for %2.")
                        : inWords("Details", "Locked for reading by %1 for %2."),
                 context, content);
}

void describe(const Once& once, const Context& context, DetailsContent& content)
{
    content.why.title =
        once.status.executed ? inWords("Details", "Why it is done") : inWords("Details", "Why it is pending");
    say(content,
        once.status.executed
            ? inWords("Details", "%1 did it %2 ago.")
                  .arg(once.status.executor.isEmpty() ? inWords("Details", "Somebody") : shown(once.status.executor),
                       age(once.status.executedAt, context.now))
            : inWords("Details", "No client has marked it as done."));
    if (once.spec.ttl && once.meta.creationTimestamp && *once.meta.creationTimestamp + *once.spec.ttl < context.now) {
        say(content,
            inWords("Details",
                    "Its TTL has passed, and nothing wakes the operator for that: it is deleted when touched."),
            Tone::Warning);
    }
    content.sections.push_back(holderSection(insight::holdsOf(once.key(), context.objects, context.now), context));
    content.sections.back().title = inWords("Details", "Executor");
    content.sections.push_back(
        {inWords("Details", "Object"), {fact(inWords("Details", "TTL"), durationFact(once.spec.ttl))}});
}

void describe(const WaitGroup& group, const Context&, DetailsContent& content)
{
    const bool done = group.status.counter <= 0;
    content.why.title = done ? inWords("Details", "Why it is done") : inWords("Details", "Why it waits");
    say(content,
        done ? inWords("Details", "Its counter is at zero.")
             : inWords("Details", "Its counter is at %1; it is done at zero.").arg(group.status.counter));
    QString ttl = durationFact(group.spec.ttl);
    if (group.spec.ttl) {
        ttl = inWords("Details", "%1 (the operator does not use it)").arg(ttl);
    }
    content.sections.push_back({inWords("Details", "Object"),
                                {fact(inWords("Details", "Counter"), QString::number(group.status.counter)),
                                 fact(inWords("Details", "TTL"), ttl)}});
}

} // namespace konductor::ui::details
