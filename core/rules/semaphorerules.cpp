// SPDX-License-Identifier: Apache-2.0
#include "core/rules/reconcilers.h"

namespace konductor::rules {

namespace {

constexpr std::chrono::seconds afterChange(10);
constexpr std::chrono::minutes otherwise(1);

Outcome firstSight(const Semaphore& semaphore)
{
    Outcome outcome;
    SemaphoreStatus status = semaphore.status;
    status.inUse = 0;
    status.available = semaphore.spec.permits;
    status.phase = SemaphorePhase::Ready;
    writeStatus(outcome, semaphore, status);
    return outcome; // no timer: its own write wakes it
}

} // namespace

Outcome reconcileSemaphore(const Semaphore& semaphore, const ObjectIndex& objects, Timestamp now)
{
    if (semaphore.status.phase == SemaphorePhase::Unset) {
        return firstSight(semaphore);
    }
    Outcome outcome;
    qint64 count = 0;
    for (const auto& permit : labelled<Permit>(objects, semaphore)) {
        if (isPast(permit->status.expiresAt, now)) {
            continue;
        }
        ++count;
        // There is no cap: the permit beyond spec.permits is granted like any other.
        PermitStatus status = permit->status;
        status.phase = PermitPhase::Granted;
        writeStatus(outcome, *permit, status);
    }
    SemaphoreStatus status = semaphore.status;
    status.inUse = count;
    status.available = semaphore.spec.permits - count;
    status.phase = status.available > 0 ? SemaphorePhase::Ready : SemaphorePhase::Full;
    const bool changed = status.inUse != semaphore.status.inUse || status.available != semaphore.status.available;
    const size_t before = outcome.writes.size();
    writeStatus(outcome, semaphore, status);
    if (outcome.writes.size() > before) {
        outcome.writes.back().refusedBySchema = status.available < 0;
    }
    outcome.wakeAt = now + (changed ? std::chrono::milliseconds(afterChange) : std::chrono::milliseconds(otherwise));
    return outcome;
}

} // namespace konductor::rules
