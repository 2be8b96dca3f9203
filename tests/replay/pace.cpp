// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/pace.h"

#include "core/api/kinds.h"
#include "core/rules/operatormodel.h"

#include <algorithm>

namespace konductor::test {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Within this time the operator's backlog is about the same.
constexpr seconds nearby(15);
/// Lags below this are no backlog.
constexpr milliseconds unnoticed(150);

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
    std::optional<Timestamp> due; // since when the operator has had something to write
    for (size_t i = 0; i < track.steps().size(); ++i) {
        const Step& step = track.steps()[i];
        const Timestamp time = step.event->time;
        const auto lease = as<Lease>(track.primitive(i));
        if (!due && lease && lease->status.expiresAt < time) {
            due = lease->status.expiresAt; // its timer
        }
        if (step.own && step.event->byOperator && due && *due <= time) {
            m_lags.push_back({track.key(), time, time - *due});
        }
        if (step.wakes) {
            const bool atOnce = !rules::reconcile(track.key(), track.state(i + 1), time).writes.empty();
            due = atOnce ? std::optional(time) : std::nullopt;
        }
    }
}

Pace Paces::at(const ObjectKey& key, Timestamp time) const
{
    if (key.kind != Kind::Lease) {
        return Pace{milliseconds(m_lags.empty() || middle(lags()) < unnoticed ? 400 : 600)};
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
    if (near.size() >= 1 && all.size() >= 4 && *std::max_element(all.begin(), all.end()) < unnoticed) {
        return Pace{milliseconds(500)};
    }
    const auto pace = [](milliseconds least, milliseconds lag) { return Pace{least + lag * 5 / 2, lag * 2}; };
    if (near.size() >= 2) {
        return pace(milliseconds(1500), middle(near));
    }
    return all.size() >= 2 ? pace(seconds(3), middle(all)) : pace(seconds(10), milliseconds(0));
}

std::vector<milliseconds> Paces::lags() const
{
    std::vector<milliseconds> lags;
    std::transform(m_lags.begin(), m_lags.end(), std::back_inserter(lags), [](const Lag& lag) { return lag.lag; });
    return lags;
}

} // namespace konductor::test
