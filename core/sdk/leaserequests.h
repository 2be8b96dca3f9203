// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/clientcore.h"

#include <vector>

namespace konductor::sdk {

/// Private to core/sdk: one call's request for a lease, and what is known of others'.
///
/// Requests are never deleted by the operator, and one of a dead process with the highest priority would win each time.
/// So a request of this client says until when it means it, in the annotation "client.konductor.io/until" (RFC 3339,
/// server time), renewed while it waits; who waits deletes those that are over. Requests without it are others' and
/// left alone.
inline constexpr std::chrono::milliseconds requestLifetime{15'000};

/// Requests of dead clients of this kind.
std::vector<ObjectPtr> deadRequests(const ObjectIndex& objects, Timestamp surelyNow);
/// Of a client of this kind, and not over.
bool isAlive(const Object& request, Timestamp surelyNow);
/// Says until when it is meant.
bool isMarked(const Object& request);

struct RequestWish {
    Core core;
    ObjectKey lease;
    QString holder;
    std::optional<qint64> priority;
    std::chrono::milliseconds ttl{0};
};
/// Null when the holder has another request there.
QCoro::Task<Result<ObjectPtr>> createLeaseRequest(RequestWish wish, ObjectPtr lease, std::stop_token stop);
/// "I still mean it."
kube::Request stillMeant(const Object& request, Timestamp now);

} // namespace konductor::sdk
