// SPDX-License-Identifier: Apache-2.0
#include "core/action/executor.h"

#include "core/action/difference.h"
#include "core/api/decoder.h"
#include "core/api/paths.h"
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
    return made == 0 ? u" Nothing was written."_s : u" %1 of %2 calls had been made."_s.arg(made).arg(all);
}

QCoro::Task<QString> whatChanged(kube::Connection& connection, Call call, std::stop_token stop)
{
    kube::Request look;
    look.path = objectPath(call.key);
    look.subject = toString(call.key);
    const Result<kube::Response> response = co_await connection.send(look, stop);
    if (!response) {
        const bool gone = response.error().kind == Error::Kind::NotFound;
        co_return gone ? u"%1 is gone."_s.arg(toString(call.key)) : QString();
    }
    const Result<ObjectPtr> now = Decoder(call.key.kind).object(response->body);
    if (!now) {
        co_return QString();
    }
    if (!call.seen) {
        co_return u"%1 exists already."_s.arg(toString(call.key));
    }
    const QStringList changes = changesBetween(*call.seen, now->get());
    co_return u"%1 has changed since: %2."_s.arg(toString(call.key), changes.join(u"; "_s));
}

QCoro::Task<Outcome> run(kube::Connection& connection, Plan plan, bool dryRun, std::stop_token stop)
{
    QElapsedTimer timer;
    timer.start();
    Outcome outcome;
    outcome.phase = dryRun ? Outcome::Phase::Accepted : Outcome::Phase::Done;
    const auto all = static_cast<qsizetype>(plan.calls.size());
    for (const Call& call : plan.calls) {
        const Result<kube::Response> response = co_await connection.send(call.request(dryRun), stop);
        if (!response) {
            outcome.phase = Outcome::Phase::Stopped;
            outcome.error = response.error();
            if (meansChanged(response.error())) {
                outcome.explanation = co_await whatChanged(connection, call, stop);
            }
            outcome.explanation += madeSoFar(outcome.callsMade, all, dryRun);
            outcome.explanation = outcome.explanation.trimmed();
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
    return run(connection, std::move(plan), true, stop);
}

QCoro::Task<Outcome> makeCalls(kube::Connection& connection, Plan plan, std::stop_token stop)
{
    return run(connection, std::move(plan), false, stop);
}

} // namespace konductor::action
