// SPDX-License-Identifier: Apache-2.0
#include "core/insight/semaphoreusage.h"

#include "core/insight/members.h"

namespace konductor::insight {

bool isExpired(const Permit& permit, Timestamp now)
{
    return permit.status.expiresAt && *permit.status.expiresAt < now;
}

SemaphoreUsage usageOf(const Semaphore& semaphore, const ObjectIndex& objects, Timestamp now)
{
    SemaphoreUsage usage;
    usage.permits = semaphore.spec.permits;
    for (const auto& permit : members<Permit>(semaphore.key(), objects)) {
        ++(isExpired(*permit, now) ? usage.expired : usage.held);
    }
    return usage;
}

} // namespace konductor::insight
