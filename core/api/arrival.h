// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <array>

namespace konductor {

enum class ArrivalPhase : quint8 { Unset, Unknown, Recorded };
/// The words of the enumerators after Unknown, in their order.
constexpr auto phaseWords(ArrivalPhase)
{
    return std::array{QStringView(u"Recorded")};
}

struct ArrivalSpec {
    QString barrier;
    QString holder;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("barrier", self.barrier);
        visit("holder", self.holder);
    }
    friend bool operator==(const ArrivalSpec&, const ArrivalSpec&) = default;
};

struct ArrivalStatus {
    Phase<ArrivalPhase> phase; ///< never written by the operator
    std::optional<Timestamp> arrivedAt;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("phase", self.phase);
        visit("arrivedAt", self.arrivedAt);
    }
    friend bool operator==(const ArrivalStatus&, const ArrivalStatus&) = default;
};

/// One holder at a barrier. Noticed at once only with a controller owner reference (semantics.md §2).
struct Arrival final : Object {
    static constexpr Kind staticKind = Kind::Arrival;

    ArrivalSpec spec;
    ArrivalStatus status;

    Arrival() : Object(staticKind) { }
    friend bool operator==(const Arrival&, const Arrival&) = default;
};

} // namespace konductor
