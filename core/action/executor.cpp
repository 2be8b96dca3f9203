// SPDX-License-Identifier: Apache-2.0
#include "core/action/executor.h"

#include "core/action/difference.h"
#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/paths.h"
#include "core/base/words.h"
#include "core/kube/connection.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

/// The answers by which a server says that the object is not the one the plan was made from.
bool meansChanged(const Error& error)
{
    return error.kind == Error::Kind::Conflict || error.kind == Error::Kind::NotFound
        || error.kind == Error::Kind::AlreadyExists;
}

QString madeSoFar(qsizetype made, qsizetype all, bool dryRun)
{
    if (dryRun) {
        return {};
    }
    return u' '
        + (made == 0 ? inWords("Plan", "Nothing was written.")
                     : inWords("Plan", "%1 of %2 calls had been made.").arg(made).arg(all));
}

QCoro::Task<Result<ObjectPtr>> fresh(kube::Connection& connection, ObjectKey key, std::stop_token stop)
{
    kube::Request look;
    look.path = objectPath(key);
    look.subject = toString(key);
    const Result<kube::Response> response = co_await connection.send(look, stop);
    if (!response) {
        co_return fail(response.error());
    }
    co_return Decoder(key.kind).object(response->body);
}

Spoken changeWords(const Object& seen, const Object* now)
{
    return spoken([&] {
        return inWords("Plan", "%1 has changed since: %2.")
            .arg(toString(seen.key()), changesBetween(seen, now).join(u"; "_s));
    });
}

Spoken goneWords(const ObjectKey& key)
{
    return spoken("Plan", "%1 is gone.").arg(toString(key));
}

QCoro::Task<Spoken> whatChanged(kube::Connection& connection, Call call, std::stop_token stop)
{
    const Result<ObjectPtr> now = co_await fresh(connection, call.key, stop);
    if (!now) {
        const bool gone = now.error().kind == Error::Kind::NotFound;
        co_return gone ? goneWords(call.key) : Spoken();
    }
    if (!call.seen) {
        co_return spoken("Plan", "%1 exists already.").arg(toString(call.key));
    }
    co_return changeWords(*call.seen, now->get());
}

QString holderIn(const Object& object)
{
    const QJsonObject status = statusJson(object);
    return status.value(u"holder"_s).toString() + status.value(u"writeHolder"_s).toString();
}

bool isUnchanged(const Unchanged& expected, const Object& now)
{
    const Object& seen = *expected.seen;
    if (seen.meta.uid != now.meta.uid || seen.meta.deletionTimestamp != now.meta.deletionTimestamp) {
        return false;
    }
    return expected.statusMayMove ? specJson(seen) == specJson(now) && holderIn(seen) == holderIn(now)
                                  : seen.meta.resourceVersion == now.meta.resourceVersion;
}

struct Surprise {
    Error error;
    Spoken explanation;
};

Surprise movedSince(const Object& seen, const Object* now)
{
    return {makeError(Error::Kind::Conflict, toString(seen.key()),
                      spoken("Plan", "it has changed since the plan was made")),
            changeWords(seen, now)};
}

/// None: all that the call rests on is as it was.
QCoro::Task<std::optional<Surprise>> surpriseBefore(kube::Connection& connection, Call call, std::stop_token stop)
{
    for (const Unchanged& expected : call.unchanged) {
        const ObjectKey key = expected.seen->key();
        const Result<ObjectPtr> now = co_await fresh(connection, key, stop);
        if (!now) {
            const bool gone = now.error().kind == Error::Kind::NotFound;
            co_return Surprise{now.error(), gone ? goneWords(key) : Spoken()};
        }
        if (!isUnchanged(expected, **now)) {
            co_return movedSince(*expected.seen, now->get());
        }
    }
    co_return std::nullopt;
}

void stopAt(Outcome& outcome, const Error& error, const Spoken& explanation, qsizetype all, bool dryRun)
{
    outcome.phase = Outcome::Phase::Stopped;
    outcome.error = error;
    const Spoken made = spoken([&] { return madeSoFar(outcome.callsMade, all, dryRun); });
    outcome.explanation = {(explanation.shown + made.shown).trimmed(), (explanation.kept + made.kept).trimmed()};
}

QCoro::Task<Outcome> run(kube::Connection& connection, Plan plan, bool dryRun, std::stop_token stop, BeforeCall before)
{
    QElapsedTimer timer;
    timer.start();
    Outcome outcome;
    outcome.phase = dryRun ? Outcome::Phase::Accepted : Outcome::Phase::Done;
    const auto all = static_cast<qsizetype>(plan.calls.size());
    qsizetype number = 0;
    for (const Call& call : plan.calls) {
        if (before) {
            co_await before(number);
        }
        ++number;
        const std::optional<Surprise> surprise = co_await surpriseBefore(connection, call, stop);
        if (surprise) {
            stopAt(outcome, surprise->error, surprise->explanation, all, dryRun);
            break;
        }
        const Result<kube::Response> response = co_await connection.send(call.request(dryRun), stop);
        if (!response) {
            Spoken changed;
            if (meansChanged(response.error())) {
                changed = co_await whatChanged(connection, call, stop);
            }
            stopAt(outcome, response.error(), changed, all, dryRun);
            break;
        }
        if (!dryRun) {
            ++outcome.callsMade;
        }
    }
    outcome.took = std::chrono::milliseconds(timer.elapsed());
    co_return outcome;
}

} // namespace

QCoro::Task<Outcome> dryRun(kube::Connection& connection, Plan plan, std::stop_token stop)
{
    return run(connection, std::move(plan), true, stop, {});
}

QCoro::Task<Outcome> makeCalls(kube::Connection& connection, Plan plan, std::stop_token stop, BeforeCall before)
{
    return run(connection, std::move(plan), false, stop, std::move(before));
}

} // namespace konductor::action
