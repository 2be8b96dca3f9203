// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"

namespace konductor::inspect {

const std::vector<CommandEntry>& commandTable()
{
    static const std::vector<CommandEntry> table{
        {"list", "Print the objects of some or all kinds", makeListCommand},
        {"watch", "Follow some or all kinds as they change", makeWatchCommand},
        {"connect", "Walk through connecting, step by step, and say what is wrong", makeConnectCommand},
        {"crds", "Say which kinds the server lacks and what that breaks; print or install the CRDs", makeCrdsCommand},
        {"snapshot", "Capture everything with holders, counts and remaining times as JSON", makeSnapshotCommand},
        {"diff", "Compare two snapshots, or one with the cluster; ends with 1 when they differ", makeDiffCommand},
        {"explain", "Say why an object or a holder is stuck, in sentences", makeExplainCommand},
        {"diagnose", "Find what is wrong, in a cluster or in manifests; ends with 1 if there is something",
         makeDiagnoseCommand},
        {"acquire", "Run a command while holding a permit of a semaphore, or a lease", makeAcquireCommand},
        {"lock", "Run a command while holding a mutex, or an rwmutex for reading or writing", makeLockCommand},
        {"do", "Run a command unless somebody has: once", makeDoCommand},
        {"wait", "Wait for a barrier, gate or wait group, or for a lease or semaphore to be free", makeWaitCommand},
        {"add", "Add to the counter of a wait group", makeAddCommand},
        {"done", "Take from the counter of a wait group", makeDoneCommand},
        {"arrive", "Arrive at a barrier, as a holder or as all that are missing", makeArriveCommand},
        {"release", "Free what a holder holds of a semaphore, lease, mutex or rwmutex", makeReleaseCommand},
        {"expire", "Make a hold expire, so that the operator takes it back", makeExpireCommand},
        {"release-all", "Release or expire everything that a holder holds", makeReleaseAllCommand},
        {"hand-over", "Hand a lease to one of those that asked for it", makeHandOverCommand},
        {"cancel", "Withdraw a lease request", makeCancelCommand},
        {"withdraw", "Take an arrival at a barrier back", makeWithdrawCommand},
        {"touch", "Make the operator look at an object again now", makeTouchCommand},
        {"set", "Change values of a spec: permits, expected, quorum, ttl, timeout, priority", makeSetCommand},
        {"rescue", "Bring a barrier or gate past its time-out back", makeRescueCommand},
        {"reset", "Make an executed once pending again", makeResetCommand},
        {"count", "Change the counter of a wait group", makeCountCommand},
        {"create", "Create an object from words or a manifest", makeCreateCommand},
        {"delete", "Delete an object and what hangs on it", makeDeleteCommand},
        {"journal", "Print, verify or export what was done from this machine", makeJournalCommand},
        {"sandbox", "Serve a built-in cluster until interrupted", makeSandboxCommand},
    };
    return table;
}

} // namespace konductor::inspect
