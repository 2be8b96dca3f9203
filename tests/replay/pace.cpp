// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/pace.h"

#include "core/api/kinds.h"

#include <algorithm>

namespace konductor::test {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Within this time the operator's backlog is about the same.
constexpr seconds nearby(15);
/// What a lease waits for longer than this is not a backlog but its one-minute timer.
constexpr seconds longest(20);

milliseconds middle(std::vector<milliseconds> lags)
{
    const auto half = lags.begin() + static_cast<std::ptrdiff_t>(lags.size() / 2);
    std::nth_element(lags.begin(), half, lags.end());
    return *half;
}

} // namespace

Paces::Paces(const std::map<ObjectKey, Track>& tracks)
{
    for (const auto& [key, track] : tracks) {
        if (key.kind == Kind::Lease) {
            measure(track);
        }
    }
    std::stable_sort(m_lags.begin(), m_lags.end(), [](const Lag& a, const Lag& b) { return a.time < b.time; });
}

void Paces::measure(const Track& track)
{
    std::optional<Timestamp> cause;
    for (size_t i = 0; i < track.steps().size(); ++i) {
        const Step& step = track.steps()[i];
        const Timestamp time = step.event->time;
        if (step.own && step.event->byOperator) {
            if (const auto lease = as<Lease>(track.primitive(i)); lease && lease->status.expiresAt < time) {
                cause = std::max(cause, lease->status.expiresAt);
            }
            if (cause && time >= *cause && time - *cause < longest) {
                m_lags.push_back({track.key(), time, time - *cause});
            }
        }
        cause = step.wakes ? time : cause;
    }
}

Pace Paces::at(const ObjectKey& key, Timestamp time) const
{
    if (key.kind != Kind::Lease) {
        return {};
    }
    std::vector<milliseconds> near;
    std::vector<milliseconds> all;
    bool answered = false;
    for (const Lag& lag : m_lags) {
        if (!answered && lag.key == key && lag.time >= time) {
            answered = true; // the write that this very pace is asked for
            continue;
        }
        all.push_back(lag.lag);
        if (lag.time >= time - nearby && lag.time <= time + nearby) {
            near.push_back(lag.lag);
        }
    }
    constexpr size_t enough = 2;
    const auto pace = [](milliseconds least, milliseconds lag) {
        return Pace{least + lag * 5 / 2, milliseconds(20) + lag * 2};
    };
    if (near.size() >= enough) {
        return pace(milliseconds(1500), middle(near));
    }
    return all.size() >= enough ? pace(seconds(3), middle(all)) : pace(seconds(10), milliseconds(0));
}

} // namespace konductor::test
