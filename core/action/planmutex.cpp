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
    if (mutex.status.phase.text().isEmpty()) {
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
    Result<Plan> head = planOfHold(verb, hold, holder);
    if (!head) {
        return head;
    }
    Plan& plan = *head;
    const bool expires = verb == Plan::Verb::ForceExpire;
    plan.calls.push_back(statusPatch(mutex, mutexStatus(*mutex, expires, now),
                                     expires ? inWords("Plan", "the operator's own expiry path runs at once")
                                             : inWords("Plan", "as its holder would unlock it")));
    sayExpectation(plan, [&] { return inWords("Plan", "%1 no longer holds the mutex").arg(holder); });
    plan.reached = noLongerHeld(*mutex);
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
