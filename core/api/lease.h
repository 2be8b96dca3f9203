// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <array>

namespace konductor {

enum class LeasePhase : quint8 { Unset, Unknown, Available, Held, Expired };
/// The words of the enumerators after Unknown, in their order.
constexpr auto phaseWords(LeasePhase)
{
    return std::array{QStringView(u"Available"), QStringView(u"Held"), QStringView(u"Expired")};
}

struct LeaseSpec {
    std::optional<Duration> ttl; ///< absent: a grant never expires
    std::optional<qint64> priority; ///< never used

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("ttl", self.ttl);
        visit("priority", self.priority);
    }
    friend bool operator==(const LeaseSpec&, const LeaseSpec&) = default;
};

struct LeaseStatus {
    QString holder;
    std::optional<Timestamp> acquiredAt;
    std::optional<Timestamp> expiresAt;
    Phase<LeasePhase> phase;
    std::optional<qint64> renewCount; ///< written as 0 by the operator

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("holder", self.holder);
        visit("acquiredAt", self.acquiredAt);
        visit("expiresAt", self.expiresAt);
        visit("phase", self.phase);
        visit("renewCount", self.renewCount);
    }
    friend bool operator==(const LeaseStatus&, const LeaseStatus&) = default;
};

/// Exclusive hold, granted by the operator to the request of the highest priority.
struct Lease final : Object {
    static constexpr Kind staticKind = Kind::Lease;

    LeaseSpec spec;
    LeaseStatus status;

    Lease() : Object(staticKind) { }
    friend bool operator==(const Lease&, const Lease&) = default;
};

} // namespace konductor
