// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/replay/track.h"

namespace konductor::test {

/// How far a recording's times may be off. Measured on the 88 shared recordings: the operator's writes follow what
/// wakes them by 2.4 ms in the middle; those of leases by 2.2 s at most, those of other kinds by 290 ms.
struct Pace {
    std::chrono::milliseconds bound{400}; ///< A write that is due later than this is missing.
    std::chrono::milliseconds backlog{0}; ///< A reconcile may begin this much after its wake.

    /// And this much when nothing is unusual; adds up over a row of timers.
    static constexpr std::chrono::milliseconds usual{20};
    /// The recorder may receive what wakes the operator this much later than the operator does.
    static constexpr std::chrono::milliseconds early{50};
    /// Between kinds, events may come in another order than they happened, by this much.
    static constexpr std::chrono::milliseconds skew{100};
    /// A started operator has looked at everything after this time.
    static constexpr std::chrono::milliseconds startUp{10'000};
};

/// The pace of each kind of a recording. The operator's client makes a bounded number of writes a second; leases that
/// expire and are granted again for ever fill that, on all namespaces together, so that their one worker falls behind
/// by seconds while the other kinds keep their pace. The recording itself tells how far: by how late the writes of
/// leases are around that time. One write that is late among many that are not widens nothing.
class Paces {
public:
    explicit Paces(const std::map<ObjectKey, Track>& tracks);

    /// For what is due to this primitive at this time.
    Pace at(const ObjectKey& key, Timestamp time) const;

private:
    struct Lag {
        ObjectKey key;
        Timestamp time;
        std::chrono::milliseconds lag;
    };
    void measure(const Track& track);
    std::vector<std::chrono::milliseconds> lags() const;

    std::vector<Lag> m_lags; ///< Of leases, in order of time.
};

} // namespace konductor::test
