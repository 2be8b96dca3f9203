// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/mutex.h"
#include "core/api/rwmutex.h"

#include <QJsonObject>

namespace konductor::sdk {

/// Private to core/sdk: a mutex and an rwmutex seen alike, and what locking does to them. Pure. Clients lock by a
/// status update guarded by resourceVersion, the operator only expires (semantics.md §2).
struct LockView {
    enum class Mode { Exclusive, Shared };

    QStringList holders;
    Mode mode = Mode::Exclusive; ///< Of the holders.
    std::optional<Timestamp> lockedAt;
    std::optional<Timestamp> expiresAt;

    /// As somebody who wants to lock sees it: what is over by `surelyNow` holds nothing.
    static LockView of(const Object& lock, Timestamp surelyNow);
    static LockView of(const Object& lock) { return of(lock, Timestamp::min()); }

    bool admits(Mode wanted) const { return holders.isEmpty() || (wanted == Mode::Shared && mode == Mode::Shared); }
    /// `lockedAt` has milliseconds, so that two locks of one holder are not taken for each other.
    bool isOf(const QString& holder, Mode held, Timestamp since) const;

    LockView lockedBy(const QString& holder, Mode wanted, Timestamp now, Timestamp until) const;
    /// Nobody's hold is cut short: among readers the latest expiry counts, and none at all stays so.
    LockView renewedUntil(Timestamp until) const;
    LockView without(const QString& holder) const;

    /// The status as a merge patch for an object of this kind.
    QJsonObject patch(Kind kind) const;
};

/// The lock's spec.ttl.
std::optional<Duration> lockTtl(const Object& lock);

} // namespace konductor::sdk
