// SPDX-License-Identifier: Apache-2.0
#include "core/insight/barrierprogress.h"

#include "core/insight/members.h"

namespace konductor::insight {

BarrierProgress progressOf(const Barrier& barrier, const ObjectIndex& objects, Timestamp now)
{
    BarrierProgress progress;
    progress.expected = barrier.spec.expected;
    progress.needed = barrier.spec.quorum.value_or(barrier.spec.expected);
    progress.quorum = barrier.spec.quorum.has_value();
    for (const auto& arrival : members<Arrival>(barrier.key(), objects)) {
        progress.holders.append(arrival->spec.holder);
    }
    progress.holders.sort();
    progress.arrived = progress.holders.size();
    progress.uncounted = std::max<qint64>(0, progress.arrived - barrier.status.arrived);
    if (barrier.spec.timeout && barrier.meta.creationTimestamp) {
        progress.deadline =
            *barrier.meta.creationTimestamp + std::chrono::ceil<std::chrono::milliseconds>(*barrier.spec.timeout);
        progress.pastDeadline = *progress.deadline < now;
    }
    return progress;
}

} // namespace konductor::insight
