// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/base/export.h"
#include "core/base/result.h"

#include <QCoro/QCoroTask>
#include <QObject>

#include <memory>
#include <stop_token>

namespace konductor::sdk {

class HoldState;

/// Tells when a hold is lost. Belongs to the hold and lives as long as somebody has it; on the client's thread.
class KONDUCTOR_EXPORT HoldSignals : public QObject {
    Q_OBJECT
signals:
    /// Once: it expired unrenewed, or was taken away. Not after a release.
    void lost(const konductor::Error& why);
};

/// Something held: move-only, renews itself at a third of its TTL, released when destroyed (in the background, without
/// blocking) or, with a result, by release(). On the client's thread; the lost token may be used on any.
///
/// A hold is lost as soon as this process can no longer be sure of it: when its own monotonic clock passes the expiry
/// that the server last confirmed, or when the watch shows that the object is gone or somebody else's. So nobody who
/// goes by the rules holds it by then (semantics.md, "Exclusion that holds under this operator"). Between being lost
/// and noticing it, a paused process may still act: only a resource that checks the fencing token is protected from
/// that.
class KONDUCTOR_EXPORT Hold {
public:
    Hold() = default;
    Hold(Hold&&) noexcept = default;
    Hold& operator=(Hold&& other) noexcept;
    ~Hold();

    /// Neither lost nor released, by this process's clock now.
    bool isHeld() const;
    explicit operator bool() const { return isHeld(); }

    /// Of the primitive.
    ObjectKey key() const;
    QString holder() const;
    /// The object that is the hold: the permit; else the primitive itself.
    ObjectKey object() const;
    /// A decimal number of any length that grows with each grant of this primitive (compareResourceVersions()); the
    /// protected resource refuses what comes with a lower one than it has seen. It is the resourceVersion of the grant:
    /// it does not protect a resource that does not check it, nor across a restore of the cluster from a backup, and
    /// the holders of one semaphore each have their own.
    QString fencingToken() const;
    /// Server time; absent for a read lock among others that never expire.
    std::optional<Timestamp> expiresAt() const;

    /// Stopped when the hold is lost: to be given to what is done under it.
    std::stop_token lostToken() const;
    const HoldSignals* events() const;
    /// Why it was lost.
    std::optional<Error> loss() const;

    /// Gives it back and tells how that went. Lost: it had ended before. Other errors: it may still be there, and ends
    /// at expiresAt(). The hold is empty afterwards.
    QCoro::Task<Result<void>> release();

protected:
    friend class HoldState;
    explicit Hold(std::shared_ptr<HoldState> state) : m_state(std::move(state)) { }

private:
    template <class T> friend T makeHold(std::shared_ptr<HoldState> state);
    std::shared_ptr<HoldState> m_state;
};

/// One unit of a semaphore.
class Permit : public Hold {
public:
    using Hold::Hold;
};
/// A lease, exclusive.
class LeaseHold : public Hold {
public:
    using Hold::Hold;
};
/// A mutex, exclusive.
class MutexLock : public Hold {
public:
    using Hold::Hold;
};
/// An rwmutex, shared with other readers.
class ReadLock : public Hold {
public:
    using Hold::Hold;
};
/// An rwmutex, exclusive.
class WriteLock : public Hold {
public:
    using Hold::Hold;
};

} // namespace konductor::sdk
