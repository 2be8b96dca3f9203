// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <array>

namespace konductor {

enum class BarrierPhase : quint8 { Unset, Unknown, Waiting, Open, Failed };
/// The words of the enumerators after Unknown, in their order.
constexpr auto phaseWords(BarrierPhase)
{
    return std::array{QStringView(u"Waiting"), QStringView(u"Open"), QStringView(u"Failed")};
}

struct BarrierSpec {
    qint64 expected = 0; ///< ≥ 1 by the schema
    std::optional<qint64> quorum; ///< 1 … expected; absent means all
    std::optional<Duration> timeout; ///< since creation

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("expected", self.expected);
        visit("quorum", self.quorum);
        visit("timeout", self.timeout);
    }
    friend bool operator==(const BarrierSpec&, const BarrierSpec&) = default;
};

struct BarrierStatus {
    qint64 arrived = 0;
    QStringList arrivals; ///< holders, duplicates included, in no order
    std::optional<Timestamp> openedAt; ///< set once; stays when the barrier closes again
    Phase<BarrierPhase> phase;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("arrived", self.arrived);
        visit("arrivals", self.arrivals);
        visit("openedAt", self.openedAt);
        visit("phase", self.phase);
    }
    friend bool operator==(const BarrierStatus&, const BarrierStatus&) = default;
};

/// Opens when enough arrivals exist. Past creation + timeout it can no longer open.
struct Barrier final : Object {
    static constexpr Kind staticKind = Kind::Barrier;

    BarrierSpec spec;
    BarrierStatus status;

    Barrier() : Object(staticKind) { }
    friend bool operator==(const Barrier&, const Barrier&) = default;
};

} // namespace konductor
