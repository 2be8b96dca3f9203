// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <array>

namespace konductor {

enum class WaitGroupPhase : quint8 { Unset, Unknown, Waiting, Done };
/// The words of the enumerators after Unknown, in their order.
constexpr auto phaseWords(WaitGroupPhase)
{
    return std::array{QStringView(u"Waiting"), QStringView(u"Done")};
}

struct WaitGroupSpec {
    std::optional<Duration> ttl; ///< never used

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("ttl", self.ttl);
    }
    friend bool operator==(const WaitGroupSpec&, const WaitGroupSpec&) = default;
};

struct WaitGroupStatus {
    qint64 counter = 0;
    Phase<WaitGroupPhase> phase;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("counter", self.counter);
        visit("phase", self.phase);
    }
    friend bool operator==(const WaitGroupStatus&, const WaitGroupStatus&) = default;
};

/// A counter; done at zero.
struct WaitGroup final : Object {
    static constexpr Kind staticKind = Kind::WaitGroup;

    WaitGroupSpec spec;
    WaitGroupStatus status;

    WaitGroup() : Object(staticKind) { }
    friend bool operator==(const WaitGroup&, const WaitGroup&) = default;
};

} // namespace konductor
