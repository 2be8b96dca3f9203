// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/statuschange.h"

#include "core/sdk/requests.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

/// Conflicts in a row that one change takes on: each means that somebody else got their write through.
constexpr int mostTries = 30;

QCoro::Task<Result<ObjectPtr>> lookAgain(Core core, ObjectKey key, CompactText uid, std::stop_token stop)
{
    const kube::Request lookup = getRequest(key);
    const Result<ObjectPtr> fresh = co_await core->sendFor(key.kind, lookup, stop);
    if (fresh && !uid.isEmpty() && (*fresh)->meta.uid != uid) {
        co_return fail(makeError(Error::Kind::NotFound, toString(key), u"it was replaced by another of its name"_s));
    }
    co_return fresh;
}

QCoro::Task<Result<ObjectPtr>> send(Core core, kube::Request write, StatusChange change, std::stop_token stop)
{
    return change.takeBack ? core->sendWhole(change.key.kind, std::move(write), std::move(stop), change.takeBack)
                           : core->sendFor(change.key.kind, std::move(write), std::move(stop));
}

} // namespace

bool isPassing(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Offline:
    case Error::Kind::Timeout:
    case Error::Kind::Throttled:
    case Error::Kind::Server:
    case Error::Kind::Malformed:
        return true;
    default:
        return false;
    }
}

bool isUnknownOutcome(const Error& error)
{
    return error.kind == Error::Kind::Offline || error.kind == Error::Kind::Timeout
        || error.kind == Error::Kind::Malformed || error.kind == Error::Kind::Server;
}

QCoro::Task<Result<ObjectPtr>> changeStatus(Core core, StatusChange change, std::stop_token stop)
{
    ObjectPtr seen = change.known;
    const CompactText uid = seen ? seen->meta.uid : CompactText();
    Error last = makeError(Error::Kind::Conflict, toString(change.key), u"others change it all the time"_s);
    bool uncertain = false; // one of the tries may have been carried out
    const auto failed = [&](const Error& error) {
        if (uncertain && change.takeBack) {
            change.takeBack();
        }
        return fail(error);
    };
    for (int tries = 0; tries < mostTries; ++tries) {
        if (!seen) {
            const Result<ObjectPtr> fresh = co_await lookAgain(core, change.key, uid, stop);
            if (!fresh) {
                co_return failed(fresh.error());
            }
            seen = *fresh;
        }
        const StatusChange::Decision decision = change.decide(*seen);
        if (const Error* refusal = std::get_if<Error>(&decision)) {
            co_return fail(*refusal);
        }
        const QJsonObject* patch = std::get_if<QJsonObject>(&decision);
        if (!patch) {
            co_return ObjectPtr();
        }
        if (patch->isEmpty()) {
            co_return seen;
        }
        const kube::Request write = statusPatch(*seen, *patch);
        const Result<ObjectPtr> written = co_await send(core, write, change, stop);
        if (written) {
            co_return written;
        }
        last = written.error();
        uncertain = uncertain || isUnknownOutcome(last);
        const bool final = isUnknownOutcome(last) ? tries > 2 : last.kind != Error::Kind::Conflict;
        if (final) {
            co_return failed(last);
        }
        seen.reset();
    }
    co_return failed(last);
}

} // namespace konductor::sdk
