// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <array>

namespace konductor {

enum class GatePhase : quint8 { Unset, Unknown, Waiting, Open, Failed };
/// The words of the enumerators after Unknown, in their order.
constexpr auto phaseWords(GatePhase)
{
    return std::array{QStringView(u"Waiting"), QStringView(u"Open"), QStringView(u"Failed")};
}

/// One thing a gate waits for. Which combinations of type and state can be met: semantics.md §2.
struct GateCondition {
    QString type; ///< a kind name: "Job", "Semaphore", …
    QString name;
    QString ns; ///< absent: the gate's own
    QString state;
    std::optional<qint64> value; ///< for Semaphore: available ≥ value

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("type", self.type);
        visit("name", self.name);
        visit("namespace", self.ns);
        visit("state", self.state);
        visit("value", self.value);
    }
    friend bool operator==(const GateCondition&, const GateCondition&) = default;
};

/// The operator's last word on one condition, in the order of spec.conditions.
struct GateConditionStatus {
    QString type;
    QString name;
    bool met = false;
    QString message;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("type", self.type);
        visit("name", self.name);
        visit("met", self.met);
        visit("message", self.message);
    }
    friend bool operator==(const GateConditionStatus&, const GateConditionStatus&) = default;
};

struct GateSpec {
    std::vector<GateCondition> conditions;
    std::optional<Duration> timeout; ///< since creation

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("conditions", self.conditions);
        visit("timeout", self.timeout);
    }
    friend bool operator==(const GateSpec&, const GateSpec&) = default;
};

struct GateStatus {
    Phase<GatePhase> phase;
    std::vector<GateConditionStatus> conditionStatuses;
    std::optional<Timestamp> openedAt;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("phase", self.phase);
        visit("conditionStatuses", self.conditionStatuses);
        visit("openedAt", self.openedAt);
    }
    friend bool operator==(const GateStatus&, const GateStatus&) = default;
};

/// Opens when all conditions hold. Nothing it depends on wakes it; it looks on its own timer.
struct Gate final : Object {
    static constexpr Kind staticKind = Kind::Gate;

    GateSpec spec;
    GateStatus status;

    Gate() : Object(staticKind) { }
    friend bool operator==(const Gate&, const Gate&) = default;
};

} // namespace konductor
