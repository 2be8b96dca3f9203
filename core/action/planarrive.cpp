// SPDX-License-Identifier: Apache-2.0
#include "core/action/arrivalname.h"
#include "core/action/planparts.h"
#include "core/api/child.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/insight/barrierprogress.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

constexpr qsizetype longestBarrierName = 63; // spec.barrier and a label value
constexpr qsizetype longestHolder = 253; // spec.holder by the schema

std::optional<Error> problemWith(const Barrier& barrier, const QStringList& holders,
                                 const insight::BarrierProgress& progress)
{
    const auto refusal = [&](const Spoken& message) { return refuse(barrier.key(), message).value(); };
    if (barrier.meta.name.size() > longestBarrierName) {
        return refusal(spoken("Plan", "its name is longer than 63 characters, so no arrival can name it"));
    }
    if (holders.isEmpty()) {
        return refusal(spoken("Plan", "no holder was given to arrive as"));
    }
    QStringList known = progress.holders;
    for (const QString& holder : holders) {
        if (holder.isEmpty() || holder.size() > longestHolder) {
            return refusal(spoken("Plan", "a holder has 1 to 253 characters"));
        }
        if (known.contains(holder)) {
            return refusal(spoken("Plan", "%1 has already arrived").arg(holder));
        }
        known.append(holder);
    }
    return std::nullopt;
}

Call arrivalCall(const Barrier& barrier, const QString& holder, const QString& name)
{
    Arrival arrival;
    arrival.meta = childMeta(Kind::Arrival, barrier, name, true);
    arrival.spec = {barrier.meta.name, holder};
    Call call;
    call.type = Call::Type::Create;
    call.key = arrival.key();
    call.body = toJson(arrival);
    call.why = inWords("Plan", "with label and controller owner reference, so that the operator counts it at once");
    return call;
}

std::vector<Call> arrivalCalls(const std::shared_ptr<const Barrier>& barrier, const QStringList& holders,
                               const ObjectIndex& objects)
{
    QSet<QString> taken;
    objects.forEach(Kind::Arrival, [&](const ObjectPtr& arrival) {
        if (arrival->meta.ns == barrier->meta.ns) {
            taken.insert(arrival->meta.name);
        }
    });
    std::vector<Call> calls;
    for (const QString& holder : holders) {
        const QString name = arrivalName(barrier->meta.name, holder, taken);
        taken.insert(name);
        calls.push_back(arrivalCall(*barrier, holder, name));
        // Each arrival makes the operator count, which moves the barrier's status under the next.
        calls.back().unchanged = {{barrier, calls.size() > 1}};
    }
    return calls;
}

QStringList warningsFor(const Barrier& barrier, const insight::BarrierProgress& progress)
{
    QStringList warnings;
    if (progress.pastDeadline) {
        warnings.append(
            barrier.status.phase == BarrierPhase::Open
                ? inWords(
                    "Plan",
                    "The barrier's time-out has passed; it is open, and an arrival changes nothing but the count.")
                : inWords("Plan",
                          "The barrier's time-out has passed: an arrival can no longer open it. "
                          "Raise or remove spec.timeout, then it looks again."));
    } else if (barrier.status.phase == BarrierPhase::Open) {
        warnings.append(inWords("Plan", "The barrier is open already."));
    }
    if (progress.uncounted > 0) {
        warnings.append(
            inWords("Plan", "%n arrivals are not counted yet, because nothing woke the operator; this counts it too.",
                    "1 arrival is not counted yet, because nothing woke the operator; this counts it too.",
                    progress.uncounted));
    }
    warnings.append(inWords("Plan", "Those waiting at the barrier cannot tell this arrival from the worker's own."));
    return warnings;
}

Plan arrivePlan(Plan::Verb verb, const std::shared_ptr<const Barrier>& barrier, const QStringList& holders,
                const ObjectIndex& objects)
{
    Plan plan;
    plan.verb = verb;
    plan.target = barrier->key();
    plan.holder = holders.size() == 1 ? holders.front() : QString();
    plan.calls = arrivalCalls(barrier, holders, objects);
    sayExpectation(plan, [&] {
        return holders.size() == 1 ? inWords("Plan", "the barrier counts %1").arg(holders.front())
                                   : inWords("Plan", "the barrier counts all %1").arg(holders.size());
    });
    plan.reached = [key = barrier->key(), holders](const ObjectIndex& now) {
        const auto seen = as<Barrier>(now.find(key));
        return seen && std::all_of(holders.begin(), holders.end(), [&](const QString& holder) {
                   return seen->status.arrivals.contains(holder);
               });
    };
    return plan;
}

} // namespace

Result<Plan> planArrive(const ObjectKey& key, const QString& holder, const ObjectIndex& objects, Timestamp now)
{
    const auto barrier = as<Barrier>(objects.find(key));
    if (!barrier) {
        return absent(key);
    }
    const insight::BarrierProgress progress = insight::progressOf(*barrier, objects, now);
    if (const auto problem = problemWith(*barrier, {holder}, progress)) {
        return fail(*problem);
    }
    Plan plan = arrivePlan(Plan::Verb::Arrive, barrier, {holder}, objects);
    sayTitle(plan, [&] { return inWords("Plan", "Arrive at %1 as %2").arg(named(key), holder); });
    plan.button = inWords("Plan", "Arrive");
    plan.warnings = warningsFor(*barrier, progress);
    return finished(std::move(plan), objects, now);
}

Result<Plan> planArriveMissing(const ObjectKey& key, const QStringList& holders, const ObjectIndex& objects,
                               Timestamp now)
{
    const auto barrier = as<Barrier>(objects.find(key));
    if (!barrier) {
        return absent(key);
    }
    const insight::BarrierProgress progress = insight::progressOf(*barrier, objects, now);
    if (const auto problem = problemWith(*barrier, holders, progress)) {
        return fail(*problem);
    }
    if (progress.missing() == 0) {
        return refuse(
            key,
            spoken("Plan", "no arrival is missing: %1 of %2 have arrived").arg(progress.arrived).arg(progress.needed));
    }
    const QStringList used = holders.mid(0, progress.missing());
    Plan plan = arrivePlan(Plan::Verb::ArriveMissing, barrier, used, objects);
    sayTitle(plan, [&] {
        return inWords("Plan", "Let %1 of %2 missing arrive at %3")
            .arg(used.size())
            .arg(progress.missing())
            .arg(named(key));
    });
    plan.button = inWords("Plan", "Arrive");
    plan.warnings = warningsFor(*barrier, progress);
    if (used.size() < holders.size()) {
        plan.warnings.prepend(inWords("Plan", "Only %n arrivals are missing: the names after %1 are not used.",
                                      "Only 1 arrival is missing: the names after %1 are not used.", progress.missing())
                                  .arg(used.back()));
    }
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
