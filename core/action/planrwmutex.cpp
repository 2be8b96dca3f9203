// SPDX-License-Identifier: Apache-2.0
#include "core/action/planparts.h"
#include "core/api/kinds.h"
#include "core/base/text.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

/// Which hold is meant: the write lock, or one entry of readHolders.
struct Lock {
    QString holder;
    bool writes = false;
    bool allEntries = false; ///< Every entry of the holder, and the write lock if it has that too.
};

Result<Lock> chosenLock(const RWMutex& mutex, const HoldRef& hold)
{
    const RWMutexStatus& status = mutex.status;
    QStringList distinct = status.readHolders;
    distinct.removeDuplicates();
    if (status.writeHolder.isEmpty() && distinct.isEmpty()) {
        return refuse(hold.target, spoken("Plan", "nobody holds it"));
    }
    if (hold.holder.isEmpty()) {
        if (!status.writeHolder.isEmpty()) {
            return Lock{status.writeHolder, true};
        }
        if (distinct.size() > 1) {
            return refuse(hold.target, spoken("Plan", "%1 readers hold it").arg(status.readHolders.size()),
                          spoken("Plan", "Name the holder."));
        }
        return Lock{distinct.front(), false};
    }
    if (hold.holder == status.writeHolder) {
        return Lock{hold.holder, true};
    }
    if (distinct.contains(hold.holder)) {
        return Lock{hold.holder, false};
    }
    return refuse(hold.target, spoken("Plan", "%1 does not hold it").arg(hold.holder));
}

/// A merge patch replaces a list whole, which the resourceVersion guard makes safe. The last one out clears the times.
QJsonObject releasedStatus(const RWMutexStatus& status, const Lock& lock)
{
    QStringList readers = status.readHolders;
    if (lock.allEntries) {
        readers.removeAll(lock.holder);
    } else if (!lock.writes) {
        readers.removeOne(lock.holder);
    }
    QJsonObject patch;
    if (lock.writes) {
        patch.insert(u"writeHolder"_s, QJsonValue::Null);
    }
    if (readers != status.readHolders) {
        patch.insert(u"readHolders"_s,
                     readers.isEmpty() ? QJsonValue() : QJsonValue(QJsonArray::fromStringList(readers)));
    }
    const bool stillWritten = !lock.writes && !status.writeHolder.isEmpty();
    if (readers.isEmpty() && !stillWritten) {
        patch.insert(u"lockedAt"_s, QJsonValue::Null);
        patch.insert(u"expiresAt"_s, QJsonValue::Null);
        patch.insert(u"phase"_s, u"Unlocked"_s);
    } else {
        patch.insert(u"phase"_s, stillWritten ? u"WriteLocked"_s : u"ReadLocked"_s);
    }
    return patch;
}

QJsonObject expiredStatus(const RWMutexStatus& status, Timestamp now)
{
    QJsonObject patch{{u"expiresAt"_s, pastExpiry(now)}};
    if (status.phase.text().isEmpty()) {
        patch.insert(u"phase"_s, status.writeHolder.isEmpty() ? u"ReadLocked"_s : u"WriteLocked"_s); // required
    }
    return patch;
}

std::function<bool(const ObjectIndex&)> released(const RWMutex& mutex, const Lock& lock)
{
    return [key = mutex.key(), uid = mutex.meta.uid, old = mutex.status, lock](const ObjectIndex& objects) {
        const auto seen = as<RWMutex>(objects.find(key));
        if (!seen || seen->meta.uid != uid || seen->status.lockedAt != old.lockedAt) {
            return true;
        }
        return lock.writes ? seen->status.writeHolder != lock.holder
                           : seen->status.readHolders.count(lock.holder) < old.readHolders.count(lock.holder);
    };
}

std::function<bool(const ObjectIndex&)> emptied(const RWMutex& mutex)
{
    return [key = mutex.key(), uid = mutex.meta.uid, old = mutex.status](const ObjectIndex& objects) {
        const auto seen = as<RWMutex>(objects.find(key));
        if (!seen || seen->meta.uid != uid || seen->status.lockedAt != old.lockedAt) {
            return true;
        }
        return seen->status.writeHolder != old.writeHolder || seen->status.readHolders != old.readHolders;
    };
}

QString titleOf(const Lock& lock, const HoldRef& hold, bool expires)
{
    const QString words = expires ? (lock.writes ? inWords("Plan", "Force-expire write lock of %1 held by %2")
                                                 : inWords("Plan", "Force-expire read lock of %1 held by %2"))
                                  : (lock.writes ? inWords("Plan", "Release write lock of %1 held by %2")
                                                 : inWords("Plan", "Release read lock of %1 held by %2"));
    return words.arg(named(hold.target), lock.holder);
}

Plan expirePlan(const std::shared_ptr<const RWMutex>& mutex, const Lock& lock, Timestamp now)
{
    Plan plan;
    plan.calls.push_back(statusPatch(mutex, expiredStatus(mutex->status, now),
                                     inWords("Plan", "the operator's own expiry path runs at once")));
    sayExpectation(plan, [&] { return inWords("Plan", "nobody holds the lock any more"); });
    plan.reached = emptied(*mutex);
    if (const qsizetype readers = mutex->status.readHolders.size(); readers > 1) {
        plan.warnings.append(
            inWords("Plan", "The expiry is shared: all %1 readers lose the lock, not only %2: %3.")
                .arg(QString::number(readers), lock.holder, elided(mutex->status.readHolders.join(u", "_s), 300)));
    }
    return plan;
}

Plan releasePlan(const std::shared_ptr<const RWMutex>& mutex, const Lock& lock)
{
    Plan plan;
    plan.calls.push_back(
        statusPatch(mutex, releasedStatus(mutex->status, lock), inWords("Plan", "as its holder would unlock it")));
    sayExpectation(plan, [&] { return inWords("Plan", "%1 no longer has this lock").arg(lock.holder); });
    plan.reached = released(*mutex, lock);
    if (const qsizetype entries = mutex->status.readHolders.count(lock.holder);
        !lock.writes && !lock.allEntries && entries > 1) {
        plan.warnings.append(inWords("Plan", "%1 stands %2 times among the readers; one entry is removed.")
                                 .arg(lock.holder, QString::number(entries)));
    }
    return plan;
}

} // namespace

Result<Plan> planRWMutex(Plan::Verb verb, const HoldRef& hold, const ObjectIndex& objects, Timestamp now)
{
    const auto mutex = objects.find<RWMutex>(hold.target.ns, hold.target.name);
    Result<Lock> lock = chosenLock(*mutex, hold);
    if (!lock) {
        return fail(lock.error());
    }
    lock->allEntries = hold.allEntries;
    const bool expires = verb == Plan::Verb::ForceExpire;
    Plan plan = expires ? expirePlan(mutex, *lock, now) : releasePlan(mutex, *lock);
    plan.verb = verb;
    plan.target = hold.target;
    plan.holder = lock->holder;
    sayTitle(plan, [&] { return titleOf(*lock, hold, expires); });
    plan.button = expires ? inWords("Plan", "Force-expire") : inWords("Plan", "Release");
    plan.warnings.append(noFencing(lock->holder));
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
