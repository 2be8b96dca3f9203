// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailsparts.h"

using namespace Qt::StringLiterals;

namespace konductor::ui::details {

namespace {
void explainLock(const QStringList& holders, const QString& verb, const std::optional<Timestamp>& lockedAt,
                 const std::optional<Timestamp>& expiresAt, Timestamp now, DetailsContent& content)
{
    if (holders.isEmpty()) {
        content.why.title = u"Why it is free"_s;
        say(content, u"Nobody has locked it."_s);
        return;
    }
    content.why.title = u"Why it is locked"_s;
    content.why.tone = expiresAt ? Tone::Plain : Tone::Warning;
    const QString ends = expiresAt ? u" It "_s + expiryWords(expiresAt, now) + u"."_s
                                   : u" No expiry is set, so it stays until it is unlocked."_s;
    say(content, u"%1 by %2 for %3."_s.arg(verb, names(holders), age(lockedAt, now)) + ends);
}

template <class T>
void describeLock(const T& lock, const QStringList& holders, const QString& verb, const Context& context,
                  DetailsContent& content)
{
    explainLock(holders, verb, lock.status.lockedAt, lock.status.expiresAt, context.now, content);
    addHoldActions(content, !holders.isEmpty(), true, u"Nobody has locked it."_s);
    content.sections.push_back(holderSection(insight::holdsOf(lock.key(), context.objects, context.now), context));
    content.sections.push_back({u"Object"_s, {fact(u"TTL"_s, durationFact(lock.spec.ttl))}});
}
} // namespace

void describe(const Mutex& mutex, const Context& context, DetailsContent& content)
{
    const QString& holder = mutex.status.holder;
    describeLock(mutex, holder.isEmpty() ? QStringList() : QStringList(holder), u"Locked"_s, context, content);
}

void describe(const RWMutex& mutex, const Context& context, DetailsContent& content)
{
    const bool writes = !mutex.status.writeHolder.isEmpty();
    describeLock(mutex, writes ? QStringList(mutex.status.writeHolder) : mutex.status.readHolders,
                 writes ? u"Locked for writing"_s : u"Locked for reading"_s, context, content);
}

void describe(const Once& once, const Context& context, DetailsContent& content)
{
    content.why.title = once.status.executed ? u"Why it is done"_s : u"Why it is pending"_s;
    say(content,
        once.status.executed
            ? u"%1 did it %2 ago."_s.arg(once.status.executor.isEmpty() ? u"Somebody"_s : shown(once.status.executor),
                                         age(once.status.executedAt, context.now))
            : u"No client has marked it as done."_s);
    if (once.spec.ttl && once.meta.creationTimestamp && *once.meta.creationTimestamp + *once.spec.ttl < context.now) {
        say(content, u"Its TTL has passed, and nothing wakes the operator for that: it is deleted when touched."_s,
            Tone::Warning);
    }
    content.sections.push_back(holderSection(insight::holdsOf(once.key(), context.objects, context.now), context));
    content.sections.back().title = u"Executor"_s;
    content.sections.push_back({u"Object"_s, {fact(u"TTL"_s, durationFact(once.spec.ttl))}});
}

void describe(const WaitGroup& group, const Context&, DetailsContent& content)
{
    const bool done = group.status.counter <= 0;
    content.why.title = done ? u"Why it is done"_s : u"Why it waits"_s;
    say(content,
        done ? u"Its counter is at zero."_s : u"Its counter is at %1; it is done at zero."_s.arg(group.status.counter));
    QString ttl = durationFact(group.spec.ttl);
    if (group.spec.ttl) {
        ttl += u" (the operator does not use it)"_s;
    }
    content.sections.push_back(
        {u"Object"_s, {fact(u"Counter"_s, QString::number(group.status.counter)), fact(u"TTL"_s, ttl)}});
}

} // namespace konductor::ui::details
