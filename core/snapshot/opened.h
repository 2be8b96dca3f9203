// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/live/change.h"
#include "core/snapshot/snapshot.h"

namespace konductor::live {
class ClusterMirror;
}

namespace konductor::snapshot {

/// What fills an empty mirror as the live engine would: whatever reads a mirror shows the snapshot. The connection is
/// Closed, as of the moment it was taken; a kind that was seen in part is stale. No batch has more than `most` objects,
/// because what reads a mirror works on the window's thread; a kind is Loading until its last ones are in. Any thread.
std::vector<live::ChangeBatchPtr> batchesOf(const Snapshot& snapshot, size_t most = 3'000);
/// All of them at once.
void fillMirror(const Snapshot& snapshot, live::ClusterMirror& mirror);

/// The clock of an opened snapshot: its moment is now, for ever, so that countdowns and ages say what they said then.
/// Timers run on.
class StillClock final : public Clock {
public:
    explicit StillClock(Timestamp moment) : m_moment(moment) { }

    Timestamp now() const override { return m_moment; }
    std::chrono::milliseconds monotonic() const override { return m_machine.monotonic(); }
    TimerHandle after(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        return m_machine.after(delay, std::move(callback));
    }

private:
    Timestamp m_moment;
    SystemClock m_machine;
};

} // namespace konductor::snapshot
