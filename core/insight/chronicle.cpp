// SPDX-License-Identifier: Apache-2.0
#include "core/insight/chronicle.h"

#include "core/api/kinds.h"
#include "core/base/words.h"
#include "core/insight/hold.h"

namespace konductor::insight {

using namespace Qt::StringLiterals;

namespace {

class Teller {
public:
    Teller(const ObjectKey& key, Timestamp now) : m_key(key), m_now(now) { }

    void tell(const Sentence& words, Event::Weight weight = Event::Weight::Plain)
    {
        events.push_back({m_now, m_key, words, weight});
    }
    Words subject() const { return Words().object(m_key); }
    Words holder(const QString& name) const { return Words().holder(m_key.ns, name); }

    /// Somebody has, loses or passes on what has one holder at most.
    void passed(const QString& from, const QString& to, Hold::Mode mode)
    {
        if (from == to) {
            return;
        }
        if (from.isEmpty()) {
            tell(Words(mode == Hold::Mode::Read        ? inWords("Insight", "{1} reads {2}.")
                           : mode == Hold::Mode::Write ? inWords("Insight", "{1} writes {2}.")
                                                       : inWords("Insight", "{1} holds {2}."),
                       {holder(to), subject()}));
        } else if (to.isEmpty()) {
            tell(Words(mode == Hold::Mode::Read        ? inWords("Insight", "{1} no longer reads {2}.")
                           : mode == Hold::Mode::Write ? inWords("Insight", "{1} no longer writes {2}.")
                                                       : inWords("Insight", "{1} no longer holds {2}."),
                       {holder(from), subject()}));
        } else {
            tell(Words(inWords("Insight", "{1} passed from {2} to {3}."), {subject(), holder(from), holder(to)}));
        }
    }

    std::vector<Event> events;

private:
    ObjectKey m_key;
    Timestamp m_now;
};

Event::Weight weightOf(const QString& phase)
{
    static const QStringList good{u"Open"_s, u"Done"_s, u"Executed"_s};
    return phase == u"Failed"_s ? Event::Weight::Bad
        : good.contains(phase)  ? Event::Weight::Good
                                : Event::Weight::Plain;
}

QString memberWords(Kind kind, bool came)
{
    switch (kind) {
    case Kind::Permit:
        return came ? inWords("Insight", "{1} has a permit of {2}.")
                    : inWords("Insight", "{1} no longer has a permit of {2}.");
    case Kind::Arrival:
        return came ? inWords("Insight", "{1} arrived at {2}.") : inWords("Insight", "{1} is no longer at {2}.");
    default:
        return came ? inWords("Insight", "{1} asks for {2}.") : inWords("Insight", "{1} no longer asks for {2}.");
    }
}

/// A permit counts when it is granted, an arrival or request when it is there.
bool counts(const ObjectPtr& member)
{
    const auto permit = as<Permit>(member);
    return member && (!permit || permit->status.phase == PermitPhase::Granted);
}

void tellMember(Teller& teller, const ObjectPtr& before, const ObjectPtr& after, const ObjectKey& parent)
{
    if (counts(before) == counts(after)) {
        return;
    }
    const ObjectPtr& member = after ? after : before;
    teller.tell(
        Words(memberWords(member->kind, counts(after)), {teller.holder(specHolder(*member)), Words().object(parent)}));
}

void tellReaders(Teller& teller, const QStringList& before, const QStringList& after)
{
    for (const QString& name : after) {
        if (!before.contains(name)) {
            teller.passed({}, name, Hold::Mode::Read);
        }
    }
    for (const QString& name : before) {
        if (!after.contains(name)) {
            teller.passed(name, {}, Hold::Mode::Read);
        }
    }
}

/// True where who holds it says more than the phase.
bool tellHolders(Teller& teller, const ObjectPtr& before, const ObjectPtr& after)
{
    if (const auto lease = as<Lease>(after)) {
        teller.passed(as<Lease>(before)->status.holder, lease->status.holder, Hold::Mode::Lease);
        return true;
    }
    if (const auto mutex = as<Mutex>(after)) {
        teller.passed(as<Mutex>(before)->status.holder, mutex->status.holder, Hold::Mode::Mutex);
        return true;
    }
    if (const auto lock = as<RWMutex>(after)) {
        teller.passed(as<RWMutex>(before)->status.writeHolder, lock->status.writeHolder, Hold::Mode::Write);
        tellReaders(teller, as<RWMutex>(before)->status.readHolders, lock->status.readHolders);
        return true;
    }
    return false;
}

template <class... Primitive> bool specsDiffer(const ObjectPtr& before, const ObjectPtr& after)
{
    const auto differ = [](const auto& a, const auto& b) { return a && b && !(a->spec == b->spec); };
    return (differ(as<Primitive>(before), as<Primitive>(after)) || ...);
}

void tellPrimitive(Teller& teller, const ObjectPtr& before, const ObjectPtr& after)
{
    if (!before || !after) {
        teller.tell(Words(after ? inWords("Insight", "{1} was created.") : inWords("Insight", "{1} was deleted."),
                          {teller.subject()}));
        return;
    }
    if (specsDiffer<Semaphore, Barrier, Lease, Gate, Mutex, RWMutex, Once, WaitGroup>(before, after)) {
        teller.tell(Words(inWords("Insight", "{1} was changed by somebody."), {teller.subject()}));
    }
    if (tellHolders(teller, before, after)) {
        return;
    }
    const QString was = phaseText(*before);
    const QString is = phaseText(*after);
    if (was != is) {
        teller.tell(Words(inWords("Insight", "{1} is {2} now."),
                          {teller.subject(), Words().name(is.isEmpty() ? inWords("Insight", "without a phase") : is)}),
                    weightOf(is));
    }
    if (const auto group = as<WaitGroup>(after)) {
        const qint64 counter = as<WaitGroup>(before)->status.counter;
        if (counter != group->status.counter) {
            teller.tell(Words(inWords("Insight", "{1} counts %1, was %2.").arg(group->status.counter).arg(counter),
                              {teller.subject()}));
        }
    }
}

} // namespace

std::vector<Event> eventsOf(const ObjectPtr& before, const ObjectPtr& after, Timestamp now)
{
    const ObjectPtr& object = after ? after : before;
    if (const auto parent = parentKey(*object)) {
        Teller teller(*parent, now);
        tellMember(teller, before, after, *parent);
        return std::move(teller.events);
    }
    Teller teller(object->key(), now);
    if (std::find(primitiveKinds.begin(), primitiveKinds.end(), object->kind) != primitiveKinds.end()) {
        tellPrimitive(teller, before, after);
    }
    return std::move(teller.events);
}

bool Chronicle::add(const ObjectPtr& before, const ObjectPtr& after, Timestamp now)
{
    std::vector<Event> events = eventsOf(before, after, now);
    m_total += events.size();
    for (Event& event : events) {
        m_events.push_front(std::move(event));
    }
    while (m_events.size() > m_most) {
        m_events.pop_back();
    }
    return !events.empty();
}

std::vector<Event> Chronicle::of(const ObjectKey& key, size_t most) const
{
    std::vector<Event> found;
    for (const Event& event : m_events) {
        if (found.size() == most) {
            break;
        }
        if (event.key == key) {
            found.push_back(event);
        }
    }
    return found;
}

} // namespace konductor::insight
