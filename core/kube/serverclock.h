// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/export.h"
#include "core/base/time.h"

#include <optional>

namespace konductor::kube {

/// How far the API server's clock is ahead of ours, measured from Date headers (design decision 7). A Date has
/// whole seconds and was written somewhere between sending and receiving, so each sample is an interval; samples
/// are intersected, and the estimate starts anew when they no longer overlap (a clock was set). A plain value.
class ServerClock {
public:
    /// `sent` and `received` are our wall clock around the exchange.
    KONDUCTOR_EXPORT void addSample(Timestamp date, Timestamp sent, Timestamp received);

    bool isKnown() const { return m_low.has_value(); }
    /// Server time minus ours; zero while unknown.
    KONDUCTOR_EXPORT std::chrono::milliseconds offset() const;
    /// Half the width of what is possible; never below what one Date header can tell.
    KONDUCTOR_EXPORT std::chrono::milliseconds uncertainty() const;
    /// What the server's clock shows when ours shows `local`.
    Timestamp toServer(Timestamp local) const { return local + offset(); }

    friend bool operator==(const ServerClock&, const ServerClock&) = default;

private:
    std::optional<std::chrono::milliseconds> m_low;
    std::optional<std::chrono::milliseconds> m_high;
};

} // namespace konductor::kube
