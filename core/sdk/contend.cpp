// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/contend.h"

#include "core/sdk/statuschange.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::sdk {

namespace {

/// After a lost race the watch will tell; should it not, we look again.
constexpr std::chrono::milliseconds recheck = 250ms;
constexpr std::chrono::milliseconds afterTrouble = 500ms;

struct Turn {
    bool mine = false;
    qsizetype place = 0; ///< Among what is free.
    std::chrono::milliseconds wait{0}; ///< Until those in front had their chance.
};

Turn turnOf(const Waiter& waiter, const std::vector<Waiter>& waiters, qsizetype free, std::chrono::milliseconds freeFor)
{
    const qsizetype place = placeOf(waiter, waiters);
    if (free == 0 || place < free) {
        return {.mine = free > 0, .place = place};
    }
    const std::chrono::milliseconds patience = patienceAPlace * (place - free + 1);
    return {.mine = freeFor >= patience, .place = 0, .wait = patience - freeFor};
}

/// One call to contend() under way.
struct Bout {
    Core core;
    Contest contest;
    std::unique_ptr<Operation> operation;
    std::shared_ptr<ObjectWatch> watch;
    WaitPlace place;
    Contest::View view;
    std::optional<std::chrono::milliseconds> freeSince;

    Bout(Core c, Contest what, const Options& options, std::stop_token stop)
        : core(std::move(c))
        , contest(std::move(what))
        , operation(core->begin(options, std::move(stop)))
        , watch(core->watch(contest.key))
        , place(core, contest.exclusive)
    {
        QObject::connect(watch.get(), &ObjectWatch::changed, operation.get(), &Operation::ring);
    }

    Turn look()
    {
        view = contest.look(*watch);
        const std::chrono::milliseconds now = core->clock().monotonic();
        freeSince = view.free > 0 && view.freeForAll ? std::optional(freeSince.value_or(now)) : std::nullopt;
        const std::vector<Waiter> waiters = waitersOf(*watch->object(), core->serverTime());
        return turnOf(place.waiter(), waiters, view.free, freeSince ? now - *freeSince : 0ms);
    }

    void ringAtTheLatest(const Turn& turn)
    {
        std::chrono::milliseconds wait = waiterLifetime / 3;
        if (turn.wait > 0ms) {
            wait = std::min(wait, turn.wait);
        }
        if (view.changesAt) {
            wait =
                std::min(wait, std::max<std::chrono::milliseconds>(*view.changesAt - core->earliestServerTime(), 20ms));
        }
        operation->ringIn(wait);
    }

    Error timeOut() const
    {
        Error error = operation->error(toString(contest.key));
        if (const auto trouble = watch->lastTrouble(); trouble && error.kind == Error::Kind::Timeout) {
            error.message += u": "_s + trouble->message;
        }
        return error;
    }
};
using Taken = std::shared_ptr<HoldState>;

/// Null: not yet.
QCoro::Task<Result<Taken>> tryToTake(Bout* bout, Turn turn)
{
    const std::stop_token stop = bout->operation->token();
    const Result<Taken> taken = co_await bout->contest.take(bout->watch, turn.place, stop);
    if (taken && *taken) {
        co_return taken;
    }
    bout->freeSince.reset();
    bout->operation->ringIn(taken ? recheck : afterTrouble);
    const bool again =
        taken || isPassing(taken.error()) || taken.error().kind == Error::Kind::Conflict || bout->operation->isOver();
    co_return again ? Result<Taken>(Taken()) : taken;
}

} // namespace

Result<void> checkOptions(const ObjectKey& key, const Options& options)
{
    if (options.ttl && *options.ttl < shortestTtl) {
        return fail(makeError(Error::Kind::Invalid, toString(key), u"a TTL is at least three seconds"_s));
    }
    if (key.name.isEmpty()) {
        return fail(makeError(Error::Kind::Invalid, {}, u"a name must be given"_s));
    }
    return {};
}

std::chrono::milliseconds ttlOf(const Options& options, const std::optional<Duration>& spec)
{
    if (options.ttl) {
        return *options.ttl;
    }
    const bool given = spec && *spec > Duration::zero();
    return given ? std::max(std::chrono::ceil<std::chrono::milliseconds>(*spec), shortestTtl) : defaultTtl;
}

std::optional<Error> whyHopeless(const ObjectWatch& watch)
{
    if (const auto error = watch.error()) {
        return error;
    }
    if (watch.isSynced() && !watch.object()) {
        return makeError(Error::Kind::NotFound, toString(watch.key()), u"does not exist"_s);
    }
    return std::nullopt;
}

QCoro::Task<Result<std::shared_ptr<HoldState>>> contend(Core core, Contest contest, Options options,
                                                        std::stop_token stop)
{
    if (const Result<void> sound = checkOptions(contest.key, options); !sound) {
        co_return fail(sound.error());
    }
    const bool once = options.timeout && *options.timeout == 0ms;
    Bout bout(core, std::move(contest), options, std::move(stop));
    while (!bout.operation->isOver()) {
        if (const auto error = whyHopeless(*bout.watch)) {
            co_return fail(*error);
        }
        if (bout.watch->isSynced()) {
            const Turn turn = bout.look();
            if (bout.view.refusal) {
                co_return fail(*bout.view.refusal);
            }
            bout.ringAtTheLatest(turn);
            if (turn.mine) {
                const Result<Taken> taken = co_await tryToTake(&bout, turn);
                if (!taken || *taken) {
                    co_return taken;
                }
            }
            if (once) {
                co_return Taken();
            }
            if (!bout.operation->isOver() && bout.place.isDue() && bout.watch->object()) {
                bout.place.claim(bout.watch->object());
            }
        }
        Operation::Next next{bout.operation.get()};
        co_await next;
    }
    co_return fail(bout.timeOut());
}

} // namespace konductor::sdk
