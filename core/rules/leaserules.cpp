// SPDX-License-Identifier: Apache-2.0
#include "core/rules/reconcilers.h"

namespace konductor::rules {

namespace {

/// The requests of the highest priority, in order of their names.
std::vector<ObjectPtr> bestRequests(const ObjectIndex& objects, const Lease& lease)
{
    std::vector<ObjectPtr> best;
    qint64 highest = 0;
    for (const auto& request : labelled<LeaseRequest>(objects, lease)) {
        const qint64 priority = request->spec.priority.value_or(0);
        if (best.empty() || priority > highest) {
            best.clear();
            highest = priority;
        }
        if (priority == highest) {
            best.push_back(request);
        }
    }
    return best;
}

} // namespace

Outcome reconcileLease(const Lease& lease, const ObjectIndex& objects, Timestamp now, const TieBreak& tieBreak)
{
    LeaseStatus status = lease.status;
    if (isPast(status.expiresAt, now)) {
        status.holder.clear();
        status.acquiredAt.reset();
        status.expiresAt.reset();
        status.phase = LeasePhase::Available;
    }
    if (status.holder.isEmpty()) {
        status.phase = LeasePhase::Available;
    }

    std::shared_ptr<const LeaseRequest> winner;
    if (status.phase == LeasePhase::Available) {
        if (const auto best = bestRequests(objects, lease); !best.empty()) {
            const size_t choice = tieBreak ? std::min(tieBreak(best), best.size() - 1) : 0;
            winner = as<LeaseRequest>(best[choice]);
            status.holder = winner->spec.holder;
            status.phase = LeasePhase::Held;
            status.acquiredAt = wholeSeconds(now);
            status.renewCount = 0;
            if (lease.spec.ttl && *lease.spec.ttl > Duration::zero()) {
                status.expiresAt = wholeSeconds(later(now, *lease.spec.ttl));
            }
        }
    }

    // Not optional in the operator's type: every status it writes has it.
    status.renewCount = status.renewCount.value_or(0);

    Outcome outcome;
    if (winner) {
        LeaseRequestStatus granted = winner->status;
        granted.phase = LeaseRequestPhase::Granted;
        writeStatus(outcome, *winner, granted);
    }
    writeStatus(outcome, lease, status);
    if (!status.expiresAt) {
        outcome.wakeAt = now + std::chrono::minutes(1);
    } else if (*status.expiresAt >= now) {
        outcome.wakeAt = justAfter(*status.expiresAt);
    } // Cut to whole seconds, a lease of less than a second may have expired already: it has no timer.
    return outcome;
}

} // namespace konductor::rules
