// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/waits.h"

#include "core/api/kinds.h"
#include "core/rules/operatormodel.h"
#include "core/sdk/contend.h"
#include "core/sdk/permitslots.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

using Verdict = std::optional<Result<void>>;

const Verdict goOn = std::nullopt;

Verdict done()
{
    return Result<void>();
}

Verdict never(const ObjectWatch& watch, const QString& why, const QString& advice)
{
    return Result<void>(fail(makeError(Error::Kind::Conflict, toString(watch.key()), why, advice)));
}

/// A failed barrier or gate that the operator would take up again, once it looks.
bool willMove(const ObjectWatch& watch)
{
    return !rules::reconcile(watch.key(), watch.objects(), watch.serverTime()).writes.empty();
}

QStringList unmet(const Gate& gate, const QStringList& names)
{
    QStringList missing = names;
    for (const GateConditionStatus& status : gate.status.conditionStatuses) {
        if (status.met) {
            missing.removeAll(status.name);
        }
    }
    return missing;
}

} // namespace

QCoro::Task<Result<void>> waitUntil(Core core, ObjectKey key, Judge judge, Options options, std::stop_token stop)
{
    if (const Result<void> sound = checkOptions(key, options); !sound) {
        co_return fail(sound.error());
    }
    const bool once = options.timeout && options.timeout->count() == 0;
    const std::unique_ptr<Operation> operation = core->begin(options, std::move(stop));
    const std::shared_ptr<ObjectWatch> watch = core->watch(key);
    QObject::connect(watch.get(), &ObjectWatch::changed, operation.get(), &Operation::ring);
    while (!operation->isOver()) {
        if (const auto error = whyHopeless(*watch)) {
            co_return fail(*error);
        }
        if (watch->isSynced()) {
            if (const Verdict verdict = judge(*watch)) {
                co_return *verdict;
            }
            if (once) {
                co_return fail(makeError(Error::Kind::Timeout, toString(key), u"not yet"_s));
            }
        }
        if (key.kind == Kind::Semaphore) {
            operation->ringIn(std::chrono::seconds(1)); // permits expire without an event
        }
        Operation::Next next{operation.get()};
        co_await next;
    }
    Error error = operation->error(toString(key));
    if (const auto trouble = watch->lastTrouble(); trouble && error.kind == Error::Kind::Timeout) {
        error.message += u": "_s + trouble->message;
    }
    co_return fail(error);
}

Judge barrierOpens(std::optional<qint64> quorum)
{
    return [quorum](const ObjectWatch& watch) -> Verdict {
        const auto barrier = watch.objectAs<Barrier>();
        if (barrier->status.phase == BarrierPhase::Open || (quorum && barrier->status.arrived >= *quorum)) {
            return done();
        }
        if (barrier->status.phase == BarrierPhase::Failed && !willMove(watch)) {
            const qint64 needed = barrier->spec.quorum.value_or(barrier->spec.expected);
            return never(watch,
                         u"it failed: its time-out passed with %1 of %2"_s.arg(barrier->status.arrived).arg(needed),
                         u"Raise or remove its spec.timeout."_s);
        }
        return goOn;
    };
}

Judge gateOpens()
{
    return [](const ObjectWatch& watch) -> Verdict {
        const auto gate = watch.objectAs<Gate>();
        if (gate->status.phase == GatePhase::Open) {
            return done();
        }
        if (gate->status.phase == GatePhase::Failed && !willMove(watch)) {
            return never(watch, u"it failed: its time-out passed with conditions unmet"_s,
                         u"Meet its conditions, or raise its spec.timeout."_s);
        }
        return goOn;
    };
}

Judge conditionsAreMet(QStringList names)
{
    return [names](const ObjectWatch& watch) -> Verdict {
        const auto gate = watch.objectAs<Gate>();
        for (const QString& name : names) {
            const bool known = std::any_of(gate->spec.conditions.begin(), gate->spec.conditions.end(),
                                           [&](const GateCondition& condition) { return condition.name == name; });
            if (!known) {
                return never(watch, u"it has no condition on %1"_s.arg(name), {});
            }
        }
        return unmet(*gate, names).isEmpty() ? done() : goOn;
    };
}

Judge leaseIsFree()
{
    return [](const ObjectWatch& watch) -> Verdict {
        const LeaseStatus& status = watch.objectAs<Lease>()->status;
        return status.holder.isEmpty() && status.phase == LeasePhase::Available ? done() : goOn;
    };
}

Judge waitGroupIsDone()
{
    return [](const ObjectWatch& watch) -> Verdict {
        return watch.objectAs<WaitGroup>()->status.counter <= 0 ? done() : goOn;
    };
}

Judge permitsAreFree(Core core, qint64 atLeast)
{
    return [core, atLeast](const ObjectWatch& watch) -> Verdict {
        const auto semaphore = watch.objectAs<Semaphore>();
        if (atLeast > semaphore->spec.permits) {
            return never(watch, u"it has %1 permits in all"_s.arg(semaphore->spec.permits), {});
        }
        const PermitSlots found = PermitSlots::of(*semaphore, watch.objects(), core->earliestServerTime());
        return semaphore->spec.permits - found.counting >= atLeast ? done() : goOn;
    };
}

} // namespace konductor::sdk
