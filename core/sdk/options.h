// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace konductor::sdk {

/// What every call takes; what a call has no use for it ignores. A plain value.
struct Options {
    /// How long a hold lasts without a renewal, at least three seconds; it renews itself, so this is how soon a crashed
    /// holder is out of the way. Absent: the primitive's own spec.ttl, else one minute. For create: spec.ttl.
    std::optional<std::chrono::milliseconds> ttl = std::nullopt;
    /// How long to wait; zero looks once. Absent: until it is stopped. For create of a barrier or gate: spec.timeout.
    std::optional<std::chrono::milliseconds> timeout = std::nullopt;
    /// Of a lease request: the highest wins, absent counts as 0.
    std::optional<qint64> priority = std::nullopt;
    /// Who holds, arrives, asks. Empty: the client's holder.
    QString holder = {};
    /// Of a barrier: how many arrivals open it. For waits: return at that many although the barrier is not open yet.
    std::optional<qint64> quorum = std::nullopt;
};

/// The TTL of a hold where neither the call nor the primitive says one. The Go SDK takes ten minutes, because its
/// permits are never renewed.
inline constexpr std::chrono::milliseconds defaultTtl{60'000};
/// Times in Kubernetes have whole seconds, so that a shorter hold could not be renewed in time.
inline constexpr std::chrono::milliseconds shortestTtl{3'000};

} // namespace konductor::sdk
