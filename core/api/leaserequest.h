// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <array>

namespace konductor {

enum class LeaseRequestPhase : quint8 { Unset, Unknown, Pending, Granted, Denied };
/// The words of the enumerators after Unknown, in their order.
constexpr auto phaseWords(LeaseRequestPhase)
{
    return std::array{QStringView(u"Pending"), QStringView(u"Granted"), QStringView(u"Denied")};
}

struct LeaseRequestSpec {
    QString lease;
    QString holder;
    std::optional<qint64> priority; ///< absent counts as 0
    std::optional<Duration> ttl; ///< never used

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("lease", self.lease);
        visit("holder", self.holder);
        visit("priority", self.priority);
        visit("ttl", self.ttl);
    }
    friend bool operator==(const LeaseRequestSpec&, const LeaseRequestSpec&) = default;
};

struct LeaseRequestStatus {
    Phase<LeaseRequestPhase> phase;
    std::optional<Timestamp> requestedAt; ///< never written by the operator

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("phase", self.phase);
        visit("requestedAt", self.requestedAt);
    }
    friend bool operator==(const LeaseRequestStatus&, const LeaseRequestStatus&) = default;
};

/// A wish for a lease. Never deleted by the operator; a granted one competes again after expiry.
struct LeaseRequest final : Object {
    static constexpr Kind staticKind = Kind::LeaseRequest;

    LeaseRequestSpec spec;
    LeaseRequestStatus status;

    LeaseRequest() : Object(staticKind) { }
    friend bool operator==(const LeaseRequest&, const LeaseRequest&) = default;
};

} // namespace konductor
