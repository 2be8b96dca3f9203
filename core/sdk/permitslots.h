// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/api/permit.h"
#include "core/api/semaphore.h"

#include <vector>

namespace konductor::sdk {

/// Private to core/sdk: which permits of a semaphore may be created now. Pure.
///
/// "Granted" proves nothing under this operator, but the API server decides a *name* atomically. So a permit of this
/// client is called "<semaphore>-slot-<i>", i < spec.permits, and "already exists" means that somebody else has the
/// slot (semantics.md, "Exclusion that holds under this operator"). Permits of others, who do not look, use up slots
/// from the top: everybody who sees the same permits then competes for the same lowest slots.
struct PermitSlots {
    struct Free {
        qint64 index = 0;
        std::shared_ptr<const konductor::Permit> stale; ///< Still there, but over: to be deleted first. Else null.
    };
    std::vector<Free> free; ///< Lowest first.
    qint64 counting = 0; ///< Permits that count, of anybody.
    std::optional<Timestamp> changesAt; ///< When the next one is over, unless it is renewed.

    /// `surelyNow`: the earliest that the server's clock can show.
    static PermitSlots of(const Semaphore& semaphore, const ObjectIndex& objects, Timestamp surelyNow);
    static QString name(const QString& semaphore, qint64 index);
};

/// When a permit is over: its expiresAt; a slot permit whose client died before it could write that, at creation + ttl.
/// None: never by itself.
std::optional<Timestamp> overAt(const konductor::Permit& permit);

} // namespace konductor::sdk
