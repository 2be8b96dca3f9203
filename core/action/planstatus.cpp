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
        return inWords("Plan", "Add %1 to %2").arg(value).arg(named(key));
    case CountChange::Done:
        return inWords("Plan", "Count %1 done at %2").arg(value).arg(named(key));
    case CountChange::Set:
        return inWords("Plan", "Set the counter of %2 to %1").arg(value).arg(named(key));
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
        return refuse(key, spoken("Plan", "it has not been executed, so there is nothing to reset"));
    }
    Plan plan;
    plan.verb = Plan::Verb::Reset;
    plan.target = key;
    plan.holder = once->status.executor;
    sayTitle(plan, [&] { return inWords("Plan", "Reset %1").arg(named(key)); });
    plan.button = inWords("Plan", "Reset");
    plan.calls.push_back(statusPatch(once,
                                     {{u"executed"_s, false},
                                      {u"executor"_s, QJsonValue::Null},
                                      {u"executedAt"_s, QJsonValue::Null},
                                      {u"phase"_s, u"Pending"_s}},
                                     inWords("Plan", "as a client rolls it back after an error")));
    sayExpectation(plan, [&] { return inWords("Plan", "the once is Pending"); });
    plan.reached = [key, uid = once->meta.uid, before = once->status](const ObjectIndex& seen) {
        const auto after = as<Once>(seen.find(key));
        return !after || after->meta.uid != uid || !after->status.executed
            || after->status.executedAt != before.executedAt || after->status.executor != before.executor;
    };
    plan.warnings.append(
        inWords("Plan", "The next client that comes does the work again; what the first one did is not undone."));
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
        return refuse(key, spoken("Plan", "%1 is not a number to count by").arg(value));
    }
    const qint64 after = counterAfter(change, value, before);
    if (after == before) {
        return refuse(key, spoken("Plan", "its counter is %1 already").arg(before));
    }
    if (after > largestCounter) {
        return refuse(key, spoken("Plan", "its counter cannot go beyond %1").arg(largestCounter));
    }
    Plan plan;
    plan.verb = Plan::Verb::Count;
    plan.target = key;
    sayTitle(plan, [&] { return countTitle(change, value, key); });
    plan.button = change == CountChange::Add ? inWords("Plan", "Add")
        : change == CountChange::Done        ? inWords("Plan", "Count as done")
                                             : inWords("Plan", "Set");
    plan.calls.push_back(statusPatch(group,
                                     {{u"counter"_s, after}, {u"phase"_s, after <= 0 ? u"Done"_s : u"Waiting"_s}},
                                     inWords("Plan", "the counter goes from %1 to %2").arg(before).arg(after)));
    sayExpectation(plan, [&] { return inWords("Plan", "the counter is %1").arg(after); });
    plan.reached = dealtWith(group, now);
    plan.warnings.append(inWords("Plan", "Those that still work are not told: each will count itself done as well."));
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
