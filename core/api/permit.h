// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <array>

namespace konductor {

enum class PermitPhase : quint8 { Unset, Unknown, Granted, Denied, Expired };
/// The words of the enumerators after Unknown, in their order.
constexpr auto phaseWords(PermitPhase)
{
    return std::array{QStringView(u"Granted"), QStringView(u"Denied"), QStringView(u"Expired")};
}

struct PermitSpec {
    QString semaphore;
    QString holder;
    std::optional<Duration> ttl; ///< used by clients only

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("semaphore", self.semaphore);
        visit("holder", self.holder);
        visit("ttl", self.ttl);
    }
    friend bool operator==(const PermitSpec&, const PermitSpec&) = default;
};

struct PermitStatus {
    Phase<PermitPhase> phase;
    std::optional<Timestamp> acquiredAt; ///< written by careful clients, never by the operator
    std::optional<Timestamp> expiresAt;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("phase", self.phase);
        visit("acquiredAt", self.acquiredAt);
        visit("expiresAt", self.expiresAt);
    }
    friend bool operator==(const PermitStatus&, const PermitStatus&) = default;
};

/// One unit of a semaphore, held by a holder. Counts until status.expiresAt is in the past.
struct Permit final : Object {
    static constexpr Kind staticKind = Kind::Permit;

    PermitSpec spec;
    PermitStatus status;

    Permit() : Object(staticKind) { }
    friend bool operator==(const Permit&, const Permit&) = default;
};

} // namespace konductor
