// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/arrival.h"
#include "core/api/barrier.h"
#include "core/api/gate.h"
#include "core/api/job.h"
#include "core/api/lease.h"
#include "core/api/leaserequest.h"
#include "core/api/mutex.h"
#include "core/api/once.h"
#include "core/api/permit.h"
#include "core/api/rwmutex.h"
#include "core/api/semaphore.h"
#include "core/api/waitgroup.h"
#include "core/base/export.h"

namespace konductor {

/// Calls `f` with the object as its own type: `visitObject(*object, [](const auto& typed) { … })`.
template <class F> decltype(auto) visitObject(const Object& object, F&& f)
{
    switch (object.kind) {
    case Kind::Semaphore:
        return f(static_cast<const Semaphore&>(object));
    case Kind::Permit:
        return f(static_cast<const Permit&>(object));
    case Kind::Barrier:
        return f(static_cast<const Barrier&>(object));
    case Kind::Arrival:
        return f(static_cast<const Arrival&>(object));
    case Kind::Lease:
        return f(static_cast<const Lease&>(object));
    case Kind::LeaseRequest:
        return f(static_cast<const LeaseRequest&>(object));
    case Kind::Gate:
        return f(static_cast<const Gate&>(object));
    case Kind::Mutex:
        return f(static_cast<const Mutex&>(object));
    case Kind::RWMutex:
        return f(static_cast<const RWMutex&>(object));
    case Kind::Once:
        return f(static_cast<const Once&>(object));
    case Kind::WaitGroup:
        return f(static_cast<const WaitGroup&>(object));
    case Kind::Job:
        return f(static_cast<const Job&>(object));
    }
    Q_UNREACHABLE();
}

/// Calls `f` with a default-constructed value of the kind's type.
template <class F> decltype(auto) withKind(Kind kind, F&& f)
{
    switch (kind) {
    case Kind::Semaphore:
        return f(Semaphore());
    case Kind::Permit:
        return f(Permit());
    case Kind::Barrier:
        return f(Barrier());
    case Kind::Arrival:
        return f(Arrival());
    case Kind::Lease:
        return f(Lease());
    case Kind::LeaseRequest:
        return f(LeaseRequest());
    case Kind::Gate:
        return f(Gate());
    case Kind::Mutex:
        return f(Mutex());
    case Kind::RWMutex:
        return f(RWMutex());
    case Kind::Once:
        return f(Once());
    case Kind::WaitGroup:
        return f(WaitGroup());
    case Kind::Job:
        return f(Job());
    }
    Q_UNREACHABLE();
}

/// Compares as the objects' own types; false for different kinds.
KONDUCTOR_EXPORT bool sameValue(const Object& a, const Object& b);

/// status.phase as the server sent it; empty for a Job or when there is none.
KONDUCTOR_EXPORT QString phaseText(const Object& object);
/// The name of the primitive a permit, arrival or request belongs to (its spec field); empty for other kinds.
KONDUCTOR_EXPORT QString parentName(const Object& object);
/// The key of that primitive, in the object's own namespace.
KONDUCTOR_EXPORT std::optional<ObjectKey> parentKey(const Object& object);
/// The holder named in the spec of a permit, arrival or request; empty for other kinds.
KONDUCTOR_EXPORT QString specHolder(const Object& object);

} // namespace konductor
