// SPDX-License-Identifier: Apache-2.0
#include "core/action/bulkplan.h"

#include "core/action/planparts.h"
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
    return hold.mode == Mode::Arrival  ? u"its arrival at %1: withdraw it to take it back"_s.arg(at)
        : hold.mode == Mode::Execution ? u"%1, which it executed: reset it to have the work done again"_s.arg(at)
                                       : u"its request for %1: cancel it, or it may get the lease"_s.arg(at);
}

} // namespace

Result<BulkPlan> planHolder(Plan::Verb verb, const QString& holder, const QStringList& namespaces,
                            const ObjectIndex& objects, Timestamp now)
{
    BulkPlan bulk;
    const bool expires = verb == Plan::Verb::ForceExpire;
    std::set<ObjectKey> locks; // an rwmutex may list a holder several times, and is written once
    for (const Kind kind : primitiveKinds) {
        for (const ObjectPtr& object : objects.sorted(kind)) {
            if (!namespaces.isEmpty() && !namespaces.contains(object->meta.ns)) {
                continue;
            }
            for (const insight::Hold& hold : insight::holdsOf(object->key(), objects, now)) {
                if (hold.holder != holder) {
                    continue;
                }
                const auto ref = refOf(hold);
                if (!ref) {
                    bulk.left.append(leftWords(hold));
                } else if (!ref->allEntries || locks.insert(ref->target).second) {
                    const auto plan = expires ? planForceExpire(*ref, objects, now) : planRelease(*ref, objects, now);
                    plan ? bulk.items.push_back(*plan) : bulk.left.append(oneLine(plan.error()));
                }
            }
        }
    }
    if (bulk.items.empty()) {
        return fail(makeError(Error::Kind::Invalid, holder, u"holds nothing that could be given back"_s));
    }
    bulk.button = expires ? u"Force-expire all"_s : u"Release all"_s;
    bulk.title = (expires ? u"Force-expire all that %1 holds"_s : u"Release all that %1 holds"_s).arg(holder);
    return bulk;
}

} // namespace konductor::action
