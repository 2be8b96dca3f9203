// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <array>

namespace konductor {

enum class MutexPhase : quint8 { Unset, Unknown, Unlocked, Locked };
/// The words of the enumerators after Unknown, in their order.
constexpr auto phaseWords(MutexPhase)
{
    return std::array{QStringView(u"Unlocked"), QStringView(u"Locked")};
}

struct MutexSpec {
    std::optional<Duration> ttl;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("ttl", self.ttl);
    }
    friend bool operator==(const MutexSpec&, const MutexSpec&) = default;
};

struct MutexStatus {
    QString holder;
    std::optional<Timestamp> lockedAt;
    std::optional<Timestamp> expiresAt;
    Phase<MutexPhase> phase;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("holder", self.holder);
        visit("lockedAt", self.lockedAt);
        visit("expiresAt", self.expiresAt);
        visit("phase", self.phase);
    }
    friend bool operator==(const MutexStatus&, const MutexStatus&) = default;
};

/// Locked by clients through a guarded status update; the operator only expires it.
struct Mutex final : Object {
    static constexpr Kind staticKind = Kind::Mutex;

    MutexSpec spec;
    MutexStatus status;

    Mutex() : Object(staticKind) { }
    friend bool operator==(const Mutex&, const Mutex&) = default;
};

} // namespace konductor
