// SPDX-License-Identifier: Apache-2.0
#include "core/api/child.h"
#include "core/api/encoder.h"
#include "core/sdk/acquire.h"
#include "core/sdk/contend.h"
#include "core/sdk/ownchild.h"
#include "core/sdk/permitslots.h"
#include "core/sdk/requests.h"
#include "core/sdk/statuschange.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

using Taken = std::shared_ptr<HoldState>;

struct Wish {
    Core core;
    ObjectKey semaphore;
    QString holder;
    Options options;
};

std::shared_ptr<konductor::Permit> newPermit(const Wish& wish, const Semaphore& semaphore, qint64 index)
{
    auto permit = std::make_shared<konductor::Permit>();
    permit->meta = childMeta(Kind::Permit, semaphore, PermitSlots::name(semaphore.meta.name, index), true);
    markAsOwn(permit->meta, *wish.core);
    permit->spec.semaphore = semaphore.meta.name;
    permit->spec.holder = wish.holder;
    permit->spec.ttl = ttlOf(wish.options, semaphore.spec.ttl);
    return permit;
}

QCoro::Task<Result<HoldState::Lasting>> renewPermit(Core core, ObjectPtr permit, std::chrono::milliseconds ttl,
                                                    std::stop_token stop)
{
    const HoldState::Lasting lasting = HoldState::lastingFrom(*core, ttl);
    const kube::Request patch = statusPatch(*permit, {{u"expiresAt"_s, formatTimestamp(*lasting.expiresAt)}}, true);
    const Result<kube::Response> answer = co_await core->send(patch, stop);
    if (answer) {
        co_return lasting;
    }
    const Error::Kind kind = answer.error().kind;
    const bool gone = kind == Error::Kind::NotFound || kind == Error::Kind::Conflict;
    co_return fail(gone ? makeError(Error::Kind::Lost, toString(permit->key()), u"the permit is gone"_s)
                        : answer.error());
}

QCoro::Task<Result<void>> releasePermit(Core core, ObjectPtr permit, std::stop_token stop)
{
    const kube::Request removal = deleteRequest(*permit, true);
    const Result<kube::Response> answer = co_await core->send(removal, stop);
    if (answer || answer.error().kind == Error::Kind::NotFound) {
        co_return Result<void>();
    }
    if (answer.error().kind == Error::Kind::Conflict) {
        co_return fail(makeError(Error::Kind::Lost, toString(permit->key()), u"somebody else has its slot"_s));
    }
    co_return fail(answer.error());
}

std::optional<QString> lossSeen(const ObjectWatch& watch, const ObjectPtr& permit)
{
    const ObjectPtr there = watch.objects().find(permit->key());
    if (there && there->meta.uid == permit->meta.uid) {
        return there->meta.deletionTimestamp ? std::optional(u"the permit is being deleted"_s) : std::nullopt;
    }
    if (!watch.hasComeTo(*permit)) {
        return std::nullopt; // what is seen was before it
    }
    return there ? u"somebody else has its slot"_s : u"the permit was deleted"_s;
}

HoldState::Kind kindOf(const Core& core, const ObjectPtr& permit, std::chrono::milliseconds ttl)
{
    return {
        [=](std::stop_token stop) { return renewPermit(core, permit, ttl, std::move(stop)); },
        [=](std::stop_token stop) { return releasePermit(core, permit, std::move(stop)); },
        [=](const ObjectWatch& watch) { return lossSeen(watch, permit); },
    };
}

/// The second of the two writes: from here on it says when it is over.
QCoro::Task<Result<Taken>> confirm(Wish wish, std::shared_ptr<ObjectWatch> watch, ObjectPtr permit,
                                   std::stop_token stop)
{
    const std::chrono::milliseconds ttl =
        std::chrono::ceil<std::chrono::milliseconds>(*as<konductor::Permit>(permit)->spec.ttl);
    const HoldState::Lasting lasting = HoldState::lastingFrom(*wish.core, ttl);
    const QJsonObject status{{u"phase"_s, u"Granted"_s},
                             {u"acquiredAt"_s, formatTimestamp(wish.core->serverTime())},
                             {u"expiresAt"_s, formatTimestamp(*lasting.expiresAt)}};
    const kube::Request confirmation = statusPatch(*permit, status, true);
    const Result<ObjectPtr> confirmed = co_await wish.core->sendFor(Kind::Permit, confirmation, stop);
    if (!confirmed && confirmed.error().kind == Error::Kind::NotFound) {
        co_return Taken(); // unconfirmed for too long, it was taken for a dead client's: the contest goes on
    }
    if (!confirmed) {
        removeBehind(wish.core, permit, wish.core->workInBackground()); // else it is over by itself at its TTL
        co_return fail(confirmed.error());
    }
    const HoldState::Facts facts{wish.semaphore, permit->key(), wish.holder, permit->meta.resourceVersion.toString(),
                                 ttl};
    co_return HoldState::begin(wish.core, watch, facts, kindOf(wish.core, permit, ttl), lasting);
}

QCoro::Task<Result<Taken>> takeSlot(Wish wish, std::shared_ptr<ObjectWatch> watch, qsizetype place,
                                    std::stop_token stop)
{
    const auto semaphore = watch->objectAs<Semaphore>();
    const PermitSlots found = PermitSlots::of(*semaphore, watch->objects(), wish.core->earliestServerTime());
    if (found.free.empty()) {
        co_return Taken();
    }
    const PermitSlots::Free slot = found.free[static_cast<size_t>(place) % found.free.size()];
    if (slot.stale) {
        const kube::Request removal = deleteRequest(*slot.stale);
        const Result<kube::Response> removed = co_await wish.core->send(removal, stop);
        if (!removed && removed.error().kind != Error::Kind::NotFound) {
            co_return fail(removed.error());
        }
    }
    const ObjectPtr permit = newPermit(wish, *semaphore, slot.index);
    const Result<ObjectPtr> created = co_await createOwn(wish.core, permit, stop);
    if (!created || !*created) {
        co_return created ? Result<Taken>(Taken()) : fail(created.error());
    }
    const Result<Taken> taken = co_await confirm(wish, watch, *created, stop);
    co_return taken;
}

Contest::View look(const ObjectWatch& watch, const ClientCore& core)
{
    const auto semaphore = watch.objectAs<Semaphore>();
    const PermitSlots found = PermitSlots::of(*semaphore, watch.objects(), core.earliestServerTime());
    return {.free = static_cast<qsizetype>(found.free.size()), .changesAt = found.changesAt};
}

} // namespace

QCoro::Task<AcquiredHold> acquirePermit(Core core, ObjectKey semaphore, QString holder, Options options,
                                        std::stop_token stop)
{
    const Wish wish{core, semaphore, std::move(holder), options};
    Contest contest;
    contest.key = semaphore;
    contest.look = [core](const ObjectWatch& watch) { return look(watch, *core); };
    contest.take = [wish](std::shared_ptr<ObjectWatch> watch, qsizetype place, std::stop_token token) {
        return takeSlot(wish, std::move(watch), place, std::move(token));
    };
    return contend(std::move(core), std::move(contest), std::move(options), std::move(stop));
}

} // namespace konductor::sdk
