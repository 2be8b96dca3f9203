// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kinds.h"
#include "core/base/export.h"
#include "core/kube/connection.h"
#include "core/sdk/failure.h"
#include "core/sdk/hold.h"
#include "core/sdk/options.h"

#include <functional>
#include <memory>

namespace konductor::sdk {

class ClientCore;

/// The coordination primitives of one namespace, for programs that take part: what the Go SDK promises, kept.
///
/// A cheap value: copies share a connection. With the last copy everything under way ends with Cancelled, and
/// what is held is given back in the background while the connection and its event loop live; await idle() before they
/// go. Lives on the connection's thread; stop tokens may be stopped on any. Every call takes Options and a stop token,
/// and fails with an Error that failureOf() sorts. Waits are watches, one an object shared by all clients on the
/// connection and by all that were opened with equal settings on its thread, and where the operator would not look by
/// itself the object is touched (semantics.md §4).
class KONDUCTOR_EXPORT Client {
public:
    struct Config {
        QString kubeconfig; ///< Only this file. Empty: a pod's service account, else KUBECONFIG or ~/.kube/config.
        QString context; ///< Empty: the current one.
        QString ns; ///< Empty: the context's, else "default".
        QString holder; ///< Empty: $HOSTNAME, else "sdk-<seconds since 1970>".
    };
    template <class T> using Task = QCoro::Task<Result<T>>;
    using Work = std::function<Task<void>(const Hold& hold)>;
    using Step = std::function<Task<void>()>;
    using Stop = std::stop_token;

    /// Reads the configuration without touching the network. Config: it cannot be used.
    static Result<Client> open(const Config& config = {});
    /// On a connection and a clock that outlive the client and all its holds.
    Client(kube::Connection& connection, Clock& clock, const Config& config = {});
    /// On a connection that only clients opened with equal settings on this thread share.
    static Result<Client> open(const kube::ConnectionSettings& settings, const Config& config = {});

    const QString& ns() const { return m_ns; }
    const QString& holder() const { return m_holder; }
    Client withNamespace(const QString& ns) const;
    Client withHolder(const QString& holder) const;
    /// Returns when nothing of it is on its way any more: releases of dropped holds, what is taken back.
    QCoro::Task<void> idle();
    /// Requests sent so far that write, by all copies; without the touches of a shared watch.
    quint64 writesSent() const;

    // Semaphores. At most spec.permits among clients like this one; permits of clients that do not look (Go SDK,
    // koncli) count against that number, but a race with one can be seen and not prevented. Served in about the order
    // of coming.
    Task<Permit> acquireSemaphore(QString name, Options options = {}, Stop stop = {});
    Task<std::optional<Permit>> tryAcquireSemaphore(QString name, Options options = {}, Stop stop = {});
    Task<void> withSemaphore(QString name, Work work, Options options = {}, Stop stop = {});
    /// Until that many permits are free; takes none.
    Task<void> waitSemaphore(QString name, qint64 permits = 1, Options options = {}, Stop stop = {});

    // Barriers. A failed one fails the wait with Conflict.
    Task<void> waitBarrier(QString name, Options options = {}, Stop stop = {});
    /// AlreadyExists when the holder has arrived before.
    Task<void> arriveBarrier(QString name, Options options = {}, Stop stop = {});
    /// Does the step, and arrives if that succeeded.
    Task<void> withBarrier(QString name, Step step, Options options = {}, Stop stop = {});
    /// Waits for one barrier, does the step, arrives at the other.
    Task<void> waitAndArrive(QString waitFor, QString arriveAt, Step step, Options options = {}, Stop stop = {});

    // Leases. The operator grants: the highest priority first, among equals any, so there is no order of coming.
    Task<LeaseHold> acquireLease(QString name, Options options = {}, Stop stop = {});
    /// None when it is held; waits a second for the operator to grant a free one.
    Task<std::optional<LeaseHold>> tryAcquireLease(QString name, Options options = {}, Stop stop = {});
    Task<void> withLease(QString name, Work work, Options options = {}, Stop stop = {});
    /// Until nobody holds it; takes nothing.
    Task<void> waitLease(QString name, Options options = {}, Stop stop = {});

    // Gates.
    Task<void> waitGate(QString name, Options options = {}, Stop stop = {});
    Task<bool> checkGate(QString name, Stop stop = {});
    Task<std::vector<GateConditionStatus>> gateConditions(QString name, Stop stop = {});
    /// Until the conditions on objects of these names are met, the gate open or not.
    Task<void> waitForConditions(QString gate, QStringList names, Options options = {}, Stop stop = {});

    // Mutexes and rwmutexes. Served in about the order of coming; a reader does not pass a waiting writer.
    Task<MutexLock> lockMutex(QString name, Options options = {}, Stop stop = {});
    Task<std::optional<MutexLock>> tryLockMutex(QString name, Options options = {}, Stop stop = {});
    Task<void> withMutex(QString name, Work work, Options options = {}, Stop stop = {});
    Task<ReadLock> lockRead(QString name, Options options = {}, Stop stop = {});
    Task<std::optional<ReadLock>> tryLockRead(QString name, Options options = {}, Stop stop = {});
    Task<void> withReadLock(QString name, Work work, Options options = {}, Stop stop = {});
    Task<WriteLock> lockWrite(QString name, Options options = {}, Stop stop = {});
    Task<std::optional<WriteLock>> tryLockWrite(QString name, Options options = {}, Stop stop = {});
    Task<void> withWriteLock(QString name, Work work, Options options = {}, Stop stop = {});

    // Onces and wait groups.
    /// Does the step unless somebody did or does: true if it was done here. It counts as executed from before it
    /// begins; when it fails it is pending again. At most once also when this process dies meanwhile: then it stays
    /// executed.
    Task<bool> doOnce(QString name, Step step, Options options = {}, Stop stop = {});
    Task<bool> isExecuted(QString name, Stop stop = {});
    /// The counter never goes below zero. Its new value. A write whose answer got lost may have counted: Timeout,
    /// Offline.
    Task<qint64> addWaitGroup(QString name, qint64 delta, Stop stop = {});
    Task<qint64> doneWaitGroup(QString name, Stop stop = {});
    Task<void> waitWaitGroup(QString name, Options options = {}, Stop stop = {});

    // Objects of any Konductor kind, by value. core/sdk/objects.h makes new ones.
    Task<ObjectPtr> getObject(Kind kind, QString name, Stop stop = {});
    Task<std::vector<ObjectPtr>> listObjects(Kind kind, Stop stop = {});
    /// Into the client's namespace unless it names another. The status cannot be set.
    Task<ObjectPtr> create(ObjectPtr object, Stop stop = {});
    /// Conflict when it changed since it was read.
    Task<ObjectPtr> update(ObjectPtr object, Stop stop = {});
    Task<void> remove(Kind kind, QString name, Stop stop = {});
    template <class T> Task<std::shared_ptr<const T>> get(QString name, Stop stop = {});
    template <class T> Task<std::vector<std::shared_ptr<const T>>> list(Stop stop = {});

private:
    struct LastCopy;
    Client(std::shared_ptr<ClientCore> core, const Config& config);
    QString holderOf(const Options& options) const;
    ObjectKey key(Kind kind, const QString& name) const { return {kind, m_ns, name}; }

    std::shared_ptr<ClientCore> m_core;
    std::shared_ptr<LastCopy> m_lastCopy;
    QString m_ns;
    QString m_holder;
};

template <class T> Client::Task<std::shared_ptr<const T>> Client::get(QString name, Stop stop)
{
    const Result<ObjectPtr> object = co_await getObject(T::staticKind, std::move(name), std::move(stop));
    co_return object ? Result<std::shared_ptr<const T>>(as<T>(*object)) : fail(object.error());
}

template <class T> Client::Task<std::vector<std::shared_ptr<const T>>> Client::list(Stop stop)
{
    const Result<std::vector<ObjectPtr>> objects = co_await listObjects(T::staticKind, std::move(stop));
    if (!objects) {
        co_return fail(objects.error());
    }
    std::vector<std::shared_ptr<const T>> typed;
    for (const ObjectPtr& object : *objects) {
        typed.push_back(as<T>(object));
    }
    co_return typed;
}

} // namespace konductor::sdk

namespace konductor {
using sdk::Client;
}
