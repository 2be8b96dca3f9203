// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/leasehold.h"

#include "core/api/kinds.h"
#include "core/sdk/leaserequests.h"
#include "core/sdk/ownchild.h"
#include "core/sdk/requests.h"
#include "core/sdk/statuschange.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

constexpr QStringView touchMark = u"client.konductor.io/withdrawn";

struct Held {
    Core core;
    ObjectKey key;
    QString holder;
    std::chrono::milliseconds ttl{0};
    ObjectPtr request; ///< Null once it is known to be gone.
    std::optional<Timestamp> acquiredAt; ///< By the operator; tells this grant from a later one of the same holder.
    ObjectPtr latest;
    HoldState::Lasting lasting;
    bool releasing = false;

    bool isOurs(const Object& object) const
    {
        const Lease* lease = as<Lease>(&object);
        return lease->status.holder == holder && lease->status.acquiredAt == acquiredAt;
    }
    Error lost(const QString& why) const { return makeError(Error::Kind::Lost, toString(key), why); }
};
using HeldPtr = std::shared_ptr<Held>;

StatusChange::Decision decideRenewal(const HeldPtr& held, const Object& object)
{
    if (!held->isOurs(object)) {
        return held->lost(u"somebody took it away, or it had expired"_s);
    }
    held->lasting = HoldState::lastingFrom(*held->core, held->ttl);
    return QJsonObject{{u"expiresAt"_s, formatTimestamp(*held->lasting.expiresAt)},
                       {u"renewCount"_s, as<Lease>(&object)->status.renewCount.value_or(0) + 1}};
}

StatusChange::Decision decideRelease(const HeldPtr& held, const Object& object)
{
    if (!held->isOurs(object)) {
        return held->releasing ? StatusChange::Decision(QJsonObject())
                               : held->lost(u"it was no longer held when it was to be given back"_s);
    }
    held->releasing = true;
    return clearedLeaseStatus();
}

Error asLoss(const Held& held, const Error& error)
{
    return error.kind == Error::Kind::NotFound ? held.lost(u"it was deleted"_s) : error;
}

QCoro::Task<Result<HoldState::Lasting>> renew(HeldPtr held, std::stop_token stop)
{
    StatusChange change{held->key, held->latest, [held](const Object& object) { return decideRenewal(held, object); }};
    const Result<ObjectPtr> after = co_await changeStatus(held->core, std::move(change), std::move(stop));
    if (!after) {
        co_return fail(asLoss(*held, after.error()));
    }
    held->latest = *after;
    co_return held->lasting;
}

/// The request first: it would win the lease again.
QCoro::Task<Result<void>> release(HeldPtr held, std::stop_token stop)
{
    if (held->request) {
        const bool gone = co_await removeChild(held->core, held->request);
        if (gone) {
            held->request.reset();
        }
    }
    StatusChange change{held->key, held->latest, [held](const Object& object) { return decideRelease(held, object); }};
    const Result<ObjectPtr> after = co_await changeStatus(held->core, std::move(change), std::move(stop));
    co_return after ? Result<void>() : fail(asLoss(*held, after.error()));
}

QCoro::Task<void> removeBehind(HeldPtr held, std::shared_ptr<void> /*work*/)
{
    const bool gone = co_await removeChild(held->core, held->request);
    if (gone) {
        held->request.reset();
    }
}

std::optional<QString> lossSeen(const HeldPtr& held, const ObjectWatch& watch)
{
    const ObjectPtr seen = watch.object();
    if (!seen || seen->meta.uid != held->latest->meta.uid) {
        return u"it was deleted"_s;
    }
    if (compareResourceVersions(seen->meta.resourceVersion, held->latest->meta.resourceVersion) > 0) {
        held->latest = seen;
    }
    return held->isOurs(*held->latest) ? std::nullopt : std::optional(u"somebody took it away, or it had expired"_s);
}

HoldState::Kind kindOf(const HeldPtr& held)
{
    return {
        [held](std::stop_token stop) { return renew(held, std::move(stop)); },
        [held](std::stop_token stop) { return release(held, std::move(stop)); },
        [held](const ObjectWatch& watch) { return lossSeen(held, watch); },
    };
}

} // namespace

QJsonObject clearedLeaseStatus()
{
    return {{u"holder"_s, QJsonValue::Null},
            {u"acquiredAt"_s, QJsonValue::Null},
            {u"expiresAt"_s, QJsonValue::Null},
            {u"phase"_s, u"Available"_s}};
}

QCoro::Task<Result<std::shared_ptr<HoldState>>> confirmLease(LeaseClaim claim, ObjectPtr lease, std::stop_token stop)
{
    const auto held = std::make_shared<Held>();
    held->core = claim.core;
    held->key = lease->key();
    held->holder = claim.holder;
    held->ttl = claim.ttl;
    held->request = claim.request;
    held->acquiredAt = as<Lease>(lease)->status.acquiredAt;
    held->latest = lease;
    const Result<HoldState::Lasting> confirmed = co_await renew(held, std::move(stop));
    if (!confirmed) {
        const bool lost = confirmed.error().kind == Error::Kind::Lost;
        co_return lost ? Result<std::shared_ptr<HoldState>>(std::shared_ptr<HoldState>()) : fail(confirmed.error());
    }
    removeBehind(held, held->core->workInBackground());
    const HoldState::Facts facts{held->key, held->key, held->holder, held->latest->meta.resourceVersion.toString(),
                                 held->ttl};
    co_return HoldState::begin(held->core, claim.watch, facts, kindOf(held), *confirmed);
}

QCoro::Task<void> withdraw(Core core, ObjectPtr lease, ObjectPtr request, std::shared_ptr<void> /*work*/)
{
    // Another's is guarded by what was seen: it may be meant again. A change of our own since does not matter.
    const kube::Request removal = deleteRequest(*request, isAlive(*request, core->earliestServerTime()));
    const Result<kube::Response> removed = co_await core->send(removal, {});
    if (!removed && removed.error().kind != Error::Kind::NotFound) {
        co_return;
    }
    // An update of the lease that the operator has begun already conflicts with this touch, or shows in its answer.
    const QJsonObject mark{{touchMark.toString(), core->newId()}};
    const kube::Request touching = annotationPatch(*lease, mark);
    const Result<ObjectPtr> touched = co_await core->sendFor(Kind::Lease, touching, {});
    if (!touched) {
        co_return;
    }
    const QString holder = specHolder(*request);
    const Timestamp asked = request->meta.creationTimestamp.value_or(Timestamp::max());
    StatusChange change{lease->key(), *touched, [holder, asked](const Object& object) -> StatusChange::Decision {
                            const LeaseStatus& status = as<Lease>(&object)->status;
                            const bool given = status.holder == holder && status.acquiredAt >= asked
                                && status.renewCount.value_or(0) == 0;
                            return given ? StatusChange::Decision(clearedLeaseStatus()) : StatusChange::NotNow();
                        }};
    const Result<ObjectPtr> cleared = co_await changeStatus(core, std::move(change), {});
    Q_UNUSED(cleared)
}

} // namespace konductor::sdk
