// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/leaserequests.h"

#include "core/api/child.h"
#include "core/api/leaserequest.h"
#include "core/sdk/ownchild.h"
#include "core/sdk/requests.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

constexpr QStringView untilAnnotation = u"client.konductor.io/until";
constexpr std::chrono::milliseconds margin(250);

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
    markAsOwn(request->meta, *wish.core);
    request->meta.annotations.insert(untilAnnotation.toString(),
                                     formatTimestamp(wish.core->latestServerTime() + requestLifetime));
    request->spec = {lease->meta.name, wish.holder, wish.priority, wish.ttl};
    return createOwn(wish.core, request, std::move(stop));
}

kube::Request stillMeant(const Object& request, Timestamp now)
{
    return annotationPatch(request, {{untilAnnotation.toString(), formatTimestamp(now + requestLifetime)}});
}

} // namespace konductor::sdk
