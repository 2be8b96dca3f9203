// SPDX-License-Identifier: Apache-2.0
#include "core/action/planparts.h"
#include "core/api/kinds.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

constexpr qint64 largestCounter = std::numeric_limits<qint32>::max(); // format int32 by the schema

QString countTitle(CountChange change, qint64 value, const ObjectKey& key)
{
    switch (change) {
    case CountChange::Add:
        return u"Add %1 to %2"_s.arg(value).arg(named(key));
    case CountChange::Done:
        return u"Count %1 done at %2"_s.arg(value).arg(named(key));
    case CountChange::Set:
        return u"Set the counter of %2 to %1"_s.arg(value).arg(named(key));
    }
    Q_UNREACHABLE();
}

qint64 counterAfter(CountChange change, qint64 value, qint64 before)
{
    switch (change) {
    case CountChange::Add:
        return before + value;
    case CountChange::Done:
        return std::max<qint64>(0, before - value); // the floor the clients keep (semantics.md §3)
    case CountChange::Set:
        return value;
    }
    Q_UNREACHABLE();
}

} // namespace

Result<Plan> planReset(const ObjectKey& key, const ObjectIndex& objects, Timestamp now)
{
    const auto once = as<Once>(objects.find(key));
    if (!once) {
        return absent(key);
    }
    if (!once->status.executed) {
        return refuse(key, u"it has not been executed, so there is nothing to reset"_s);
    }
    Plan plan;
    plan.verb = Plan::Verb::Reset;
    plan.target = key;
    plan.holder = once->status.executor;
    plan.title = u"Reset %1"_s.arg(named(key));
    plan.button = u"Reset"_s;
    plan.calls.push_back(statusPatch(once,
                                     {{u"executed"_s, false},
                                      {u"executor"_s, QJsonValue::Null},
                                      {u"executedAt"_s, QJsonValue::Null},
                                      {u"phase"_s, u"Pending"_s}},
                                     u"as a client rolls it back after an error"_s));
    plan.expectation = u"the once is Pending"_s;
    plan.reached = [key, uid = once->meta.uid, before = once->status](const ObjectIndex& seen) {
        const auto after = as<Once>(seen.find(key));
        return !after || after->meta.uid != uid || !after->status.executed
            || after->status.executedAt != before.executedAt || after->status.executor != before.executor;
    };
    plan.warnings.append(u"The next client that comes does the work again; what the first one did is not undone."_s);
    return finished(std::move(plan), objects, now);
}

Result<Plan> planCount(const ObjectKey& key, CountChange change, qint64 value, const ObjectIndex& objects,
                       Timestamp now)
{
    const auto group = as<WaitGroup>(objects.find(key));
    if (!group) {
        return absent(key);
    }
    const qint64 before = group->status.counter;
    if (value < (change == CountChange::Set ? 0 : 1) || value > largestCounter) {
        return refuse(key, u"%1 is not a number to count by"_s.arg(value));
    }
    const qint64 after = counterAfter(change, value, before);
    if (after == before) {
        return refuse(key, u"its counter is %1 already"_s.arg(before));
    }
    if (after > largestCounter) {
        return refuse(key, u"its counter cannot go beyond %1"_s.arg(largestCounter));
    }
    Plan plan;
    plan.verb = Plan::Verb::Count;
    plan.target = key;
    plan.title = countTitle(change, value, key);
    plan.button = change == CountChange::Add ? u"Add"_s : change == CountChange::Done ? u"Count as done"_s : u"Set"_s;
    plan.calls.push_back(statusPatch(group,
                                     {{u"counter"_s, after}, {u"phase"_s, after <= 0 ? u"Done"_s : u"Waiting"_s}},
                                     u"the counter goes from %1 to %2"_s.arg(before).arg(after)));
    plan.expectation = u"the counter is %1"_s.arg(after);
    plan.reached = dealtWith(group, now);
    plan.warnings.append(u"Those that still work are not told: each will count itself done as well."_s);
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
