// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <array>

namespace konductor {

enum class SemaphorePhase : quint8 { Unset, Unknown, Ready, Full, Unavailable };
/// The words of the enumerators after Unknown, in their order.
constexpr auto phaseWords(SemaphorePhase)
{
    return std::array{QStringView(u"Ready"), QStringView(u"Full"), QStringView(u"Unavailable")};
}

struct SemaphoreSpec {
    qint64 permits = 0; ///< ≥ 1 by the schema
    std::optional<Duration> ttl; ///< never used by the operator

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("permits", self.permits);
        visit("ttl", self.ttl);
    }
    friend bool operator==(const SemaphoreSpec&, const SemaphoreSpec&) = default;
};

struct SemaphoreStatus {
    qint64 inUse = 0;
    qint64 available = 0;
    Phase<SemaphorePhase> phase;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("inUse", self.inUse);
        visit("available", self.available);
        visit("phase", self.phase);
    }
    friend bool operator==(const SemaphoreStatus&, const SemaphoreStatus&) = default;
};

/// Counts permits. The operator grants without a cap (semantics.md §2), so inUse may lie: count the permits.
struct Semaphore final : Object {
    static constexpr Kind staticKind = Kind::Semaphore;

    SemaphoreSpec spec;
    SemaphoreStatus status;

    Semaphore() : Object(staticKind) { }
    friend bool operator==(const Semaphore&, const Semaphore&) = default;
};

} // namespace konductor
