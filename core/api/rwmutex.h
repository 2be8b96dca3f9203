// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <array>

namespace konductor {

enum class RWMutexPhase : quint8 { Unset, Unknown, Unlocked, ReadLocked, WriteLocked };
/// The words of the enumerators after Unknown, in their order.
constexpr auto phaseWords(RWMutexPhase)
{
    return std::array{QStringView(u"Unlocked"), QStringView(u"ReadLocked"), QStringView(u"WriteLocked")};
}

struct RWMutexSpec {
    std::optional<Duration> ttl;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("ttl", self.ttl);
    }
    friend bool operator==(const RWMutexSpec&, const RWMutexSpec&) = default;
};

struct RWMutexStatus {
    QString writeHolder;
    QStringList readHolders; ///< a holder may stand in it twice
    std::optional<Timestamp> lockedAt;
    std::optional<Timestamp> expiresAt;
    Phase<RWMutexPhase> phase;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("writeHolder", self.writeHolder);
        visit("readHolders", self.readHolders);
        visit("lockedAt", self.lockedAt);
        visit("expiresAt", self.expiresAt);
        visit("phase", self.phase);
    }
    friend bool operator==(const RWMutexStatus&, const RWMutexStatus&) = default;
};

/// One writer or many readers; locked by clients, expired by the operator.
struct RWMutex final : Object {
    static constexpr Kind staticKind = Kind::RWMutex;

    RWMutexSpec spec;
    RWMutexStatus status;

    RWMutex() : Object(staticKind) { }
    friend bool operator==(const RWMutex&, const RWMutex&) = default;
};

} // namespace konductor
