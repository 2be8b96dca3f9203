// SPDX-License-Identifier: Apache-2.0
#include "core/action/planparts.h"
#include "core/api/kinds.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

QJsonObject mutexStatus(const Mutex& mutex, bool expires, Timestamp now)
{
    if (!expires) {
        return {{u"holder"_s, QJsonValue::Null},
                {u"lockedAt"_s, QJsonValue::Null},
                {u"expiresAt"_s, QJsonValue::Null},
                {u"phase"_s, u"Unlocked"_s}};
    }
    QJsonObject status{{u"expiresAt"_s, pastExpiry(now)}};
    if (mutex.status.phase.text.isEmpty()) {
        status.insert(u"phase"_s, u"Locked"_s); // required by the schema
    }
    return status;
}

std::function<bool(const ObjectIndex&)> noLongerHeld(const Mutex& mutex)
{
    return [key = mutex.key(), uid = mutex.meta.uid, old = mutex.status](const ObjectIndex& objects) {
        const auto seen = as<Mutex>(objects.find(key));
        return !seen || seen->meta.uid != uid || seen->status.holder != old.holder
            || seen->status.lockedAt != old.lockedAt;
    };
}

} // namespace

Result<Plan> planMutex(Plan::Verb verb, const HoldRef& hold, const ObjectIndex& objects, Timestamp now)
{
    const auto mutex = objects.find<Mutex>(hold.target.ns, hold.target.name);
    const QString holder = mutex->status.holder;
    if (holder.isEmpty()) {
        return refuse(hold.target, u"nobody holds it"_s);
    }
    if (!hold.holder.isEmpty() && hold.holder != holder) {
        return refuse(hold.target, u"it is held by %1, not by %2"_s.arg(holder, hold.holder));
    }
    const bool expires = verb == Plan::Verb::ForceExpire;
    Plan plan;
    plan.verb = verb;
    plan.target = hold.target;
    plan.holder = holder;
    plan.title =
        (expires ? u"Force-expire %1 held by %2"_s : u"Unlock %1 held by %2"_s).arg(named(hold.target), holder);
    plan.button = expires ? u"Force-expire"_s : u"Unlock"_s;
    plan.calls.push_back(
        statusPatch(mutex, mutexStatus(*mutex, expires, now),
                    expires ? u"the operator's own expiry path runs at once"_s : u"as its holder would unlock it"_s));
    plan.expectation = u"%1 no longer holds the mutex"_s.arg(holder);
    plan.reached = noLongerHeld(*mutex);
    plan.warnings.append(noFencing(holder));
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
