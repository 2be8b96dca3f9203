// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/leaserequests.h"

#include "core/api/child.h"
#include "core/api/leaserequest.h"
#include "core/sdk/requests.h"
#include "core/sdk/statuschange.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

constexpr QStringView untilAnnotation = u"client.konductor.io/until";
constexpr QStringView callAnnotation = u"client.konductor.io/call";
constexpr std::chrono::milliseconds margin(250);

QString callOf(const Object& object)
{
    return object.meta.annotations.value(callAnnotation.toString());
}

QCoro::Task<void> findAndRemove(Core core, ObjectPtr made, std::shared_ptr<void> /*work*/)
{
    const kube::Request lookup = getRequest(made->key());
    const Result<ObjectPtr> found = co_await core->sendFor(Kind::LeaseRequest, lookup, {});
    if (found && callOf(**found) == callOf(*made)) {
        co_await removeRequest(core, *found);
    }
}

} // namespace

bool isMarked(const Object& request)
{
    return request.meta.annotations.contains(untilAnnotation.toString());
}

bool isAlive(const Object& request, Timestamp surelyNow)
{
    const auto until = parseTimestamp(request.meta.annotations.value(untilAnnotation.toString()));
    return until && *until + margin >= surelyNow;
}

std::vector<ObjectPtr> deadRequests(const ObjectIndex& objects, Timestamp surelyNow)
{
    std::vector<ObjectPtr> dead;
    objects.forEach(Kind::LeaseRequest, [&](const ObjectPtr& request) {
        if (isMarked(*request) && !isAlive(*request, surelyNow)) {
            dead.push_back(request);
        }
    });
    return dead;
}

QCoro::Task<Result<ObjectPtr>> createLeaseRequest(RequestWish wish, ObjectPtr lease, std::stop_token stop)
{
    const auto request = std::make_shared<LeaseRequest>();
    request->meta = childMeta(Kind::LeaseRequest, *lease, childName(lease->meta.name, wish.holder), false);
    request->meta.annotations.insert(callAnnotation.toString(), wish.core->newId());
    request->meta.annotations.insert(untilAnnotation.toString(),
                                     formatTimestamp(wish.core->latestServerTime() + requestLifetime));
    request->spec = {lease->meta.name, wish.holder, wish.priority, wish.ttl};
    const kube::Request creation = createRequest(*request);
    const auto takeBack = [core = wish.core, request] { findAndRemove(core, request, core->workInBackground()); };
    const Result<ObjectPtr> created = co_await wish.core->sendWhole(Kind::LeaseRequest, creation, stop, takeBack);
    if (created || created.error().kind != Error::Kind::AlreadyExists) {
        if (!created && isUnknownOutcome(created.error())) {
            takeBack();
        }
        co_return created;
    }
    const kube::Request lookup = getRequest(request->key());
    const Result<ObjectPtr> there = co_await wish.core->sendFor(Kind::LeaseRequest, lookup, stop);
    const bool ours = there && callOf(**there) == callOf(*request); // sent twice by Qt
    co_return ours ? there : Result<ObjectPtr>(ObjectPtr());
}

kube::Request stillMeant(const Object& request, Timestamp now)
{
    return annotationPatch(request, {{untilAnnotation.toString(), formatTimestamp(now + requestLifetime)}});
}

QCoro::Task<bool> removeRequest(Core core, ObjectPtr request)
{
    const kube::Request removal = deleteRequest(*request, true);
    const Result<kube::Response> removed = co_await core->send(removal, {});
    co_return removed || removed.error().kind == Error::Kind::NotFound || removed.error().kind == Error::Kind::Conflict;
}

} // namespace konductor::sdk
