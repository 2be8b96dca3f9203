// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/decoder.h"
#include "core/kube/connection.h"
#include "core/sdk/operation.h"
#include "core/sdk/options.h"
#include "core/sdk/watchpool.h"

#include <QCoro/QCoroTask>
#include <QPointer>

#include <memory>

namespace konductor::sdk {

/// Private to core/sdk: what all calls, holds and copies of a client share, kept alive by each of them. Lives on the
/// connection's thread.
class ClientCore final : public std::enable_shared_from_this<ClientCore> {
public:
    /// On a connection and a clock that outlive it.
    ClientCore(kube::Connection* connection, Clock& clock);
    /// With both of its own, shared by those that were opened with equal settings on this thread and are still there:
    /// they are one identity at one server, so one watch an object does for all.
    static Result<std::shared_ptr<ClientCore>> open(const kube::ConnectionSettings& settings);
    ~ClientCore();

    Clock& clock() { return m_clock; }
    QString connectionNamespace() const;
    /// Everything under way ends with Cancelled; what gives holds back goes on.
    void close();
    std::stop_token closed() const { return m_closed.get_token(); }

    QCoro::Task<Result<kube::Response>> send(kube::Request request, std::stop_token stop);
    /// The object in the answer.
    QCoro::Task<Result<ObjectPtr>> sendFor(Kind kind, kube::Request request, std::stop_token stop);
    /// For a write that must be taken back when nobody wants it any more. Stopped, it returns Cancelled at once, but
    /// the write is not broken off: carried out all the same, it could come after every look for it. `takeBack` is
    /// called once its answer is there, whatever that is, and only then.
    QCoro::Task<Result<ObjectPtr>> sendWhole(Kind kind, kube::Request request, std::stop_token stop,
                                             std::function<void()> takeBack);
    quint64 writes() const { return m_writes; }

    std::unique_ptr<Operation> begin(const Options& options, std::stop_token stop);
    /// Shared by all clients on the connection.
    std::shared_ptr<ObjectWatch> watch(const ObjectKey& key);

    /// The server's clock now, and the latest and the earliest it can show.
    Timestamp serverTime() const;
    Timestamp latestServerTime() const;
    Timestamp earliestServerTime() const;

    /// No two calls of one client get the same: identifies a lock.
    Timestamp uniqueServerTime();

    /// Unique among all clients: marks what this call wrote.
    QString newId();

    /// Held by what works in the background: it counts until the last copy is gone.
    std::shared_ptr<void> workInBackground();
    /// Returns when nothing works in the background.
    QCoro::Task<void> idle();

private:
    struct Sent;
    struct Own;
    explicit ClientCore(std::shared_ptr<Own> own);
    QCoro::Task<void> awaitAnswer(std::shared_ptr<Sent> sent, Kind kind, kube::Request request,
                                  std::shared_ptr<void> work);

    std::shared_ptr<Own> m_own; ///< Outlives what else is here.
    QPointer<kube::Connection> m_connection;
    Clock& m_clock;
    std::stop_source m_closed;
    std::shared_ptr<WatchPool> m_watches; ///< From the first watch on.
    quint64 m_writes = 0;
    int m_background = 0;
    QObject m_bell; ///< Its name changes when the background is done.
    Timestamp m_lastUnique = Timestamp::min();
};
using Core = std::shared_ptr<ClientCore>;

} // namespace konductor::sdk
