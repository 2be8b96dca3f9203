// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/objectwatch.h"

#include <QCoro/QCoroTask>

#include <map>
#include <memory>

namespace konductor::sdk {

/// Private to core/sdk: the watches of all clients on one connection, one an object. The connection remembers it and
/// the clients own it, so that it is gone before what it watches with. Lives on the connection's thread.
class WatchPool final : public std::enable_shared_from_this<WatchPool> {
public:
    /// The one of this connection, made if nobody has it. The first client's clock serves all; connection and clock
    /// outlive it.
    static std::shared_ptr<WatchPool> of(kube::Connection& connection, Clock& clock);
    ~WatchPool();
    WatchPool(const WatchPool&) = delete;
    WatchPool& operator=(const WatchPool&) = delete;

    /// Shared; it goes on for a few seconds after the last user, because the next call often comes soon: not when that
    /// user's client is `closed`.
    std::shared_ptr<ObjectWatch> watch(const ObjectKey& key, std::stop_token closed);

private:
    struct Shared {
        std::unique_ptr<ObjectWatch> watch;
        int users = 0;
        TimerHandle linger;
    };
    WatchPool(kube::Connection& connection, Clock& clock) : m_connection(connection), m_clock(clock) { }
    void dropUse(const ObjectKey& key, bool atOnce);
    void touch(const ObjectPtr& seen);

    kube::Connection& m_connection;
    Clock& m_clock;
    std::map<ObjectKey, Shared> m_watches;
    std::stop_source m_gone; ///< For what is still on its way when the last client goes.
};

} // namespace konductor::sdk
