// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/clientcore.h"

#include <vector>

namespace konductor::sdk {

/// Private to core/sdk: who waits for a semaphore, mutex or rwmutex, in the order of their coming. Nothing of it is an
/// object, because a waiting permit would count as used: each waiter is one annotation of the primitive,
/// "wait.konductor.io/<id>" = "<since> <until> <w|r>" (milliseconds since 1970, server time), refreshed while it lives.
/// It is an order among the willing and no lock: who stands in front and does not move is passed after a moment.
struct Waiter {
    QString id;
    qint64 since = 0; ///< Later than of all whom it saw when it came.
    qint64 until = 0;
    bool exclusive = true; ///< Not a reader.

    friend bool operator==(const Waiter&, const Waiter&) = default;
};

inline constexpr std::chrono::milliseconds waiterLifetime{15'000};
/// For each place in front, how long a waiter lets it go first.
inline constexpr std::chrono::milliseconds patienceAPlace{80};

/// Those who live by `now`, first come first. What is not written as above is left out.
std::vector<Waiter> waitersOf(const Object& primitive, Timestamp now);
/// How many stand before this one; of readers, only writers do.
qsizetype placeOf(const Waiter& waiter, const std::vector<Waiter>& waiters);

/// One call's place in the queue of a primitive. Its writes go out in the background and one after another: were one
/// broken off or overtaken by the next, the entry of a waiter who has left could stay behind and keep others waiting.
class WaitPlace {
public:
    WaitPlace(Core core, bool exclusive);
    /// Leaves the queue.
    ~WaitPlace();
    WaitPlace(const WaitPlace&) = delete;
    WaitPlace& operator=(const WaitPlace&) = delete;

    const Waiter& waiter() const { return m_waiter; }
    /// Whether it is time to write the annotation (again). Never where that was refused: such a waiter stays outside.
    bool isDue() const;
    /// Takes or keeps the place, and clears away those of the dead.
    void claim(const ObjectPtr& primitive);

private:
    struct Outbox;
    static QCoro::Task<void> deliver(std::shared_ptr<Outbox> outbox, std::shared_ptr<void> work);
    void post(kube::Request request);

    Waiter m_waiter;
    ObjectPtr m_seen; ///< As of the last claim; none before the first.
    std::chrono::milliseconds m_claimed{0};
    std::shared_ptr<Outbox> m_outbox;
};

} // namespace konductor::sdk
