// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/models/world.h"

/// Two holders of which each waits for the other's lease, and a third that only holds.
namespace konductor::ui::test {

inline QJsonObject heldLease(const QString& name, const QString& holder)
{
    return json(Kind::Lease, name,
                R"({"spec":{"ttl":"1h"},"status":{"phase":"Held","holder":")" + holder.toUtf8()
                    + R"(","acquiredAt":"2026-11-24T09:55:00Z"}})");
}

inline QJsonObject pendingRequest(const QString& lease, const QString& holder)
{
    return json(Kind::LeaseRequest, lease + u'-' + holder,
                R"({"spec":{"lease":")" + lease.toUtf8() + R"(","holder":")" + holder.toUtf8()
                    + R"("},"status":{"phase":"Pending"}})");
}

inline void jam(World& world)
{
    live::ChangeBatch live;
    for (int kind = 0; kind < kindCount; ++kind) {
        live.scopes[static_cast<Kind>(kind)].phase = live::ScopeState::Phase::Live;
    }
    world.mirror.apply(std::make_shared<const live::ChangeBatch>(live));
    world.put({heldLease(QStringLiteral("x"), QStringLiteral("ann")),
               heldLease(QStringLiteral("y"), QStringLiteral("bob")),
               heldLease(QStringLiteral("z"), QStringLiteral("cid")),
               pendingRequest(QStringLiteral("y"), QStringLiteral("ann")),
               pendingRequest(QStringLiteral("x"), QStringLiteral("bob"))});
}

} // namespace konductor::ui::test
