// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/holdstate.h"

#include <QJsonObject>

namespace konductor::sdk {

/// How long a try waits for the operator to grant a free lease (the Go SDK takes the same).
inline constexpr std::chrono::milliseconds tryingLease{1'000};

/// Private to core/sdk: a lease that the operator gave to a request, made into a hold: exclusive by the operator's
/// guarded update, with an expiry also where the lease has no TTL.
struct LeaseClaim {
    Core core;
    std::shared_ptr<ObjectWatch> watch;
    QString holder;
    ObjectPtr request;
    std::chrono::milliseconds ttl{0};
};
/// Null when it is not ours any more. The request is deleted behind: granted it would compete again after an expiry.
QCoro::Task<Result<std::shared_ptr<HoldState>>> confirmLease(LeaseClaim claim, ObjectPtr lease, std::stop_token stop);

QJsonObject clearedLeaseStatus();
/// Takes a request back, our own or a dead process's, and the lease with it if that was granted and not confirmed.
QCoro::Task<void> withdraw(Core core, ObjectPtr lease, ObjectPtr request, std::shared_ptr<void> work);

} // namespace konductor::sdk
