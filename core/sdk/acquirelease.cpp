// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/sdk/acquire.h"
#include "core/sdk/contend.h"
#include "core/sdk/leasehold.h"
#include "core/sdk/leaserequests.h"
#include "core/sdk/requests.h"
#include "core/sdk/statuschange.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::sdk {

namespace {

using Taken = std::shared_ptr<HoldState>;

/// One call to acquireLease() under way. Its request, if it made one, goes with it unless the lease was granted.
struct Bid {
    Core core;
    ObjectKey key;
    QString holder;
    Options options;
    std::unique_ptr<Operation> operation;
    std::shared_ptr<ObjectWatch> watch;
    ObjectPtr lease; ///< As it was when the request was made.
    ObjectPtr request;
    std::chrono::milliseconds meantSince{0};
    bool granted = false;

    Bid(Core c, ObjectKey what, QString who, Options how, std::stop_token stop)
        : core(std::move(c))
        , key(std::move(what))
        , holder(std::move(who))
        , options(std::move(how))
        , operation(core->begin(options, std::move(stop)))
        , watch(core->watch(key))
    {
        QObject::connect(watch.get(), &ObjectWatch::changed, operation.get(), &Operation::ring);
    }
    ~Bid()
    {
        if (request && !granted) {
            withdraw(core, lease, request, core->workInBackground());
        }
    }
    Bid(const Bid&) = delete;
    Bid& operator=(const Bid&) = delete;

    /// Whether the operator gave it to this very request.
    bool isGranted() const
    {
        const auto now = watch->objectAs<Lease>();
        const auto seen = request ? as<LeaseRequest>(watch->objects().find(request->key())) : nullptr;
        return now && seen && seen->meta.uid == request->meta.uid && seen->status.phase == LeaseRequestPhase::Granted
            && now->status.phase == LeasePhase::Held && now->status.holder == holder;
    }
    std::chrono::milliseconds ttl() const { return ttlOf(options, watch->objectAs<Lease>()->spec.ttl); }
};

QCoro::Task<void> ask(Bid* bid)
{
    bid->lease = bid->watch->object();
    if (!bid->lease) {
        co_return;
    }
    const RequestWish wish{bid->core, bid->key, bid->holder, bid->options.priority, bid->ttl()};
    const std::stop_token stop = bid->operation->token();
    const Result<ObjectPtr> made = co_await createLeaseRequest(wish, bid->lease, stop);
    if (made && *made) {
        bid->request = *made;
        bid->meantSince = bid->core->clock().monotonic();
        if (bid->watch->object() && bid->watch->objectAs<Lease>()->status.holder.isEmpty()) {
            bid->watch->touchNow();
        }
        co_return;
    }
    bid->operation->ringIn(500ms); // the holder's other request, or trouble that may pass
}

/// Those whose process died while it waited must not win; nor may one hold for ever that died as it won.
QCoro::Task<void> clearDead(Bid* bid)
{
    const std::vector<ObjectPtr> dead = deadRequests(bid->watch->objects(), bid->core->earliestServerTime());
    for (const ObjectPtr& request : dead) {
        const ObjectPtr lease = bid->watch->object();
        const bool own = bid->request && request->meta.uid == bid->request->meta.uid;
        if (!own && lease) {
            const std::shared_ptr<void> work = bid->core->workInBackground();
            co_await withdraw(bid->core, lease, request, work);
        }
    }
}

/// Whether the holder of the lease still has the request that won it.
bool isAsked(const QString& holder, const ObjectPtr& request, const ObjectPtr& own)
{
    const auto typed = as<LeaseRequest>(request);
    const bool waitsHere =
        own && own->meta.uid == request->meta.uid && typed->status.phase != LeaseRequestPhase::Granted;
    return typed->spec.holder == holder && !waitsHere;
}

/// Held for ever by nobody: without an expiry, by a holder without a request. A client of this kind died just as it
/// withdrew, or one of the Go SDK released, which deletes the request and nothing else.
bool looksAbandoned(const Bid& bid)
{
    const auto lease = bid.watch->objectAs<Lease>();
    bool abandoned = lease && !lease->status.holder.isEmpty() && !lease->status.expiresAt;
    if (abandoned) {
        bid.watch->objects().forEach(Kind::LeaseRequest, [&](const ObjectPtr& request) {
            abandoned = abandoned && !isAsked(lease->status.holder, request, bid.request);
        });
    }
    return abandoned;
}

QCoro::Task<void> freeAbandoned(Bid* bid)
{
    const auto lease = bid->watch->objectAs<Lease>();
    // The two watches may be at different moments: a grant is later than its request, so a list read now has that.
    kube::Request list = listRequest(Kind::LeaseRequest, bid->key.ns);
    list.query.addQueryItem(u"labelSelector"_s, u"lease="_s + bid->key.name);
    const std::stop_token stop = bid->operation->token();
    const Result<kube::Response> answer = co_await bid->core->send(list, stop);
    const Result<ObjectList> requests =
        answer ? Decoder(Kind::LeaseRequest).list(answer->body) : Result<ObjectList>(fail(answer.error()));
    const bool nobody = requests
        && std::none_of(requests->items.begin(), requests->items.end(),
                        [&](const ObjectPtr& r) { return isAsked(lease->status.holder, r, bid->request); });
    if (nobody) {
        const kube::Request clearing = statusPatch(*lease, clearedLeaseStatus());
        const Result<kube::Response> cleared = co_await bid->core->send(clearing, stop);
        Q_UNUSED(cleared) // it moved on, which is as well
    }
}

QCoro::Task<void> keepMeaning(Bid* bid)
{
    const std::chrono::milliseconds now = bid->core->clock().monotonic();
    if (bid->request && now - bid->meantSince > requestLifetime / 3) {
        bid->meantSince = now;
        const kube::Request patch = stillMeant(*bid->request, bid->core->latestServerTime());
        const std::stop_token stop = bid->operation->token();
        const Result<kube::Response> kept = co_await bid->core->send(patch, stop);
        if (!kept && (kept.error().kind == Error::Kind::NotFound || kept.error().kind == Error::Kind::Conflict)) {
            bid->request.reset(); // somebody withdrew it for us: ask again
        }
    }
}

/// Null: not now.
QCoro::Task<Result<Taken>> step(Bid* bid, bool once)
{
    const auto lease = bid->watch->objectAs<Lease>();
    if (once && !bid->request && !lease->status.holder.isEmpty()) {
        co_return Taken();
    }
    if (bid->isGranted()) {
        LeaseClaim claim{bid->core, bid->watch, bid->holder, bid->request, bid->ttl()};
        const std::stop_token stop = bid->operation->token();
        const Result<Taken> taken = co_await confirmLease(std::move(claim), lease, stop);
        bid->granted = taken && *taken;
        if (bid->granted || (!taken && !isPassing(taken.error()) && !bid->operation->isOver())) {
            co_return taken;
        }
        bid->operation->ringIn(200ms);
        co_return Taken();
    }
    bid->operation->ringIn(requestLifetime / 3);
    co_await clearDead(bid);
    if (looksAbandoned(*bid)) {
        co_await freeAbandoned(bid);
    }
    if (!bid->request) {
        co_await ask(bid);
    }
    co_await keepMeaning(bid);
    co_return Taken();
}

} // namespace

QCoro::Task<AcquiredHold> acquireLease(Core core, ObjectKey lease, QString holder, Options options,
                                       std::stop_token stop)
{
    if (const Result<void> sound = checkOptions(lease, options); !sound) {
        co_return fail(sound.error());
    }
    const bool once = options.timeout && *options.timeout == 0ms;
    if (once) {
        options.timeout = tryingLease;
    }
    Bid bid(std::move(core), std::move(lease), std::move(holder), options, std::move(stop));
    while (!bid.operation->isOver()) {
        if (const auto error = whyHopeless(*bid.watch)) {
            co_return fail(*error);
        }
        if (bid.watch->isSynced()) {
            const Result<Taken> taken = co_await step(&bid, once);
            const bool refused = once && taken && !*taken && !bid.request;
            if (!taken || *taken || refused) {
                co_return taken;
            }
        }
        Operation::Next next{bid.operation.get()};
        co_await next;
    }
    const Error over = bid.operation->error(toString(bid.key));
    if (once && over.kind == Error::Kind::Timeout) {
        co_return Taken();
    }
    co_return fail(over);
}

} // namespace konductor::sdk
