// SPDX-License-Identifier: Apache-2.0
#include "core/rules/reconcilers.h"

namespace konductor::rules {

Outcome reconcileWaitGroup(const WaitGroup& group)
{
    WaitGroupStatus status = group.status;
    status.phase = status.counter <= 0 ? WaitGroupPhase::Done : WaitGroupPhase::Waiting;
    Outcome outcome;
    writeStatus(outcome, group, status);
    return outcome;
}

} // namespace konductor::rules
