// SPDX-License-Identifier: Apache-2.0
#include "ui/models/tablespec.h"

namespace konductor::ui {

bool Row::sameAs(const Row& other) const
{
    if (!(target == other.target) || hold.has_value() != other.hold.has_value()) {
        return false;
    }
    return !hold
        || (hold->holder == other.hold->holder && hold->mode == other.hold->mode && hold->via == other.hold->via);
}

TableSpec tableOf(Kind kind)
{
    switch (kind) {
    case Kind::Semaphore:
        return semaphoreTable();
    case Kind::Barrier:
        return barrierTable();
    case Kind::Lease:
        return leaseTable();
    case Kind::Gate:
        return gateTable();
    case Kind::Mutex:
        return mutexTable();
    case Kind::RWMutex:
        return rwmutexTable();
    case Kind::Once:
        return onceTable();
    case Kind::WaitGroup:
        return waitGroupTable();
    default:
        return holdersTable();
    }
}

} // namespace konductor::ui
