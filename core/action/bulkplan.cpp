// SPDX-License-Identifier: Apache-2.0
#include "core/action/bulkplan.h"

#include "core/action/planparts.h"
#include "core/base/words.h"
#include "core/insight/hold.h"

#include <set>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

/// A hold as release and force-expire name it; none for what is not given back so.
std::optional<HoldRef> refOf(const insight::Hold& hold)
{
    using Mode = insight::Hold::Mode;
    switch (hold.mode) {
    case Mode::Permit:
        return HoldRef{hold.target, hold.holder, hold.via->name};
    case Mode::Lease:
    case Mode::Mutex:
        return HoldRef{hold.target, hold.holder, {}};
    case Mode::Read:
    case Mode::Write:
        return HoldRef{hold.target, hold.holder, {}, true};
    case Mode::Arrival:
    case Mode::Execution:
    case Mode::WaitingLease:
        break;
    }
    return std::nullopt;
}

QString leftWords(const insight::Hold& hold)
{
    using Mode = insight::Hold::Mode;
    const QString at = toString(hold.target);
    return hold.mode == Mode::Arrival ? inWords("Plan", "its arrival at %1: withdraw it to take it back").arg(at)
        : hold.mode == Mode::Execution
        ? inWords("Plan", "%1, which it executed: reset it to have the work done again").arg(at)
        : inWords("Plan", "its request for %1: cancel it, or it may get the lease").arg(at);
}

/// Gathers what gives holds back, each object written once.
class HoldGatherer {
public:
    HoldGatherer(bool expires, const ObjectIndex& objects, Timestamp now)
        : m_expires(expires)
        , m_objects(objects)
        , m_now(now)
    {
    }

    void take(const insight::Hold& hold, BulkPlan& bulk)
    {
        const auto ref = refOf(hold);
        if (!ref) {
            bulk.left.append(leftWords(hold));
        } else if (!ref->allEntries || m_locks.insert(ref->target).second) {
            const auto plan = m_expires ? planForceExpire(*ref, m_objects, m_now) : planRelease(*ref, m_objects, m_now);
            plan ? bulk.items.push_back(*plan) : bulk.left.append(spokenLine(plan.error()).shown);
        }
    }

private:
    bool m_expires;
    const ObjectIndex& m_objects;
    Timestamp m_now;
    std::set<ObjectKey> m_locks; ///< An rwmutex may list a holder several times, and is written once.
};

QString buttonOf(BulkVerb verb)
{
    switch (verb) {
    case BulkVerb::Release:
        return inWords("Plan", "Release all");
    case BulkVerb::ForceExpire:
        return inWords("Plan", "Force-expire all");
    case BulkVerb::LookAgain:
        return inWords("Plan", "Look again");
    case BulkVerb::Delete:
        return inWords("Plan", "Delete all");
    }
    Q_UNREACHABLE();
}

QString titleOf(BulkVerb verb, qsizetype count)
{
    switch (verb) {
    case BulkVerb::Release:
        return inWords("Plan", "Release all that is held of %n objects", "Release all that is held of 1 object", count);
    case BulkVerb::ForceExpire:
        return inWords("Plan", "Force-expire all that is held of %n objects",
                       "Force-expire all that is held of 1 object", count);
    case BulkVerb::LookAgain:
        return inWords("Plan", "Make the operator look at %n objects", "Make the operator look at 1 object", count);
    case BulkVerb::Delete:
        return inWords("Plan", "Delete %n objects and what hangs on them", "Delete 1 object and what hangs on it",
                       count);
    }
    Q_UNREACHABLE();
}

} // namespace

Result<BulkPlan> planHolder(Plan::Verb verb, const QString& holder, const QStringList& namespaces,
                            const ObjectIndex& objects, Timestamp now)
{
    BulkPlan bulk;
    const bool expires = verb == Plan::Verb::ForceExpire;
    HoldGatherer gatherer(expires, objects, now);
    for (const Kind kind : primitiveKinds) {
        for (const ObjectPtr& object : objects.sorted(kind)) {
            if (!namespaces.isEmpty() && !namespaces.contains(object->meta.ns)) {
                continue;
            }
            for (const insight::Hold& hold : insight::holdsOf(object->key(), objects, now)) {
                if (hold.holder == holder) {
                    gatherer.take(hold, bulk);
                }
            }
        }
    }
    if (bulk.items.empty()) {
        return fail(makeError(Error::Kind::Invalid, holder, spoken("Plan", "holds nothing that could be given back")));
    }
    bulk.button = expires ? inWords("Plan", "Force-expire all") : inWords("Plan", "Release all");
    bulk.title =
        (expires ? inWords("Plan", "Force-expire all that %1 holds") : inWords("Plan", "Release all that %1 holds"))
            .arg(holder);
    return bulk;
}

Result<BulkPlan> planTargets(BulkVerb verb, const std::vector<ObjectKey>& targets, const ObjectIndex& objects,
                             Timestamp now)
{
    BulkPlan bulk;
    bulk.title = titleOf(verb, qsizetype(targets.size()));
    bulk.button = buttonOf(verb);
    HoldGatherer gatherer(verb == BulkVerb::ForceExpire, objects, now);
    for (const ObjectKey& target : targets) {
        if (verb == BulkVerb::Release || verb == BulkVerb::ForceExpire) {
            for (const insight::Hold& hold : insight::holdsOf(target, objects, now)) {
                if (refOf(hold)) {
                    gatherer.take(hold, bulk);
                }
            }
            continue;
        }
        const bool deletes = verb == BulkVerb::Delete;
        const auto plan = deletes ? planDelete(target, objects, now) : planLookAgain(target, objects, now);
        plan ? bulk.items.push_back(*plan) : bulk.left.append(spokenLine(plan.error()).shown);
    }
    if (bulk.items.empty()) {
        return fail(makeError(Error::Kind::Invalid, bulk.title, spoken("Plan", "there is nothing to do"),
                              bulk.left.join(u' ')));
    }
    return bulk;
}

} // namespace konductor::action
