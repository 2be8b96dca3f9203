// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <array>

namespace konductor {

enum class OncePhase : quint8 { Unset, Unknown, Pending, Executed };
/// The words of the enumerators after Unknown, in their order.
constexpr auto phaseWords(OncePhase)
{
    return std::array{QStringView(u"Pending"), QStringView(u"Executed")};
}

struct OnceSpec {
    std::optional<Duration> ttl;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("ttl", self.ttl);
    }
    friend bool operator==(const OnceSpec&, const OnceSpec&) = default;
};

struct OnceStatus {
    bool executed = false;
    QString executor;
    std::optional<Timestamp> executedAt;
    Phase<OncePhase> phase;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("executed", self.executed);
        visit("executor", self.executor);
        visit("executedAt", self.executedAt);
        visit("phase", self.phase);
    }
    friend bool operator==(const OnceStatus&, const OnceStatus&) = default;
};

/// Done by one client. Past creation + ttl it is deleted when something touches it, not before.
struct Once final : Object {
    static constexpr Kind staticKind = Kind::Once;

    OnceSpec spec;
    OnceStatus status;

    Once() : Object(staticKind) { }
    friend bool operator==(const Once&, const Once&) = default;
};

} // namespace konductor
