// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/export.h"

#include <QHashFunctions>
#include <QStringView>

#include <array>
#include <optional>

namespace konductor {

/// The eleven Konductor kinds (semantics.md §1) and Job, which gates look at. One name a kind, everywhere.
enum class Kind : quint8 {
    Semaphore,
    Permit,
    Barrier,
    Arrival,
    Lease, ///< sync.konductor.io, never the coordination.k8s.io kind of the same name.
    LeaseRequest,
    Gate,
    Mutex,
    RWMutex,
    Once,
    WaitGroup,
    Job ///< batch/v1, read only.
};

/// The eleven kinds of the group sync.konductor.io.
inline constexpr std::array konductorKinds{Kind::Semaphore, Kind::Permit,       Kind::Barrier,  Kind::Arrival,
                                           Kind::Lease,     Kind::LeaseRequest, Kind::Gate,     Kind::Mutex,
                                           Kind::RWMutex,   Kind::Once,         Kind::WaitGroup};
/// The eight primitives a person coordinates with: each has a page. The other three belong to one of them.
inline constexpr std::array primitiveKinds{Kind::Semaphore, Kind::Barrier, Kind::Lease, Kind::Gate,
                                           Kind::Mutex,     Kind::RWMutex, Kind::Once,  Kind::WaitGroup};
inline constexpr int kindCount = 12;

/// What the API server calls a kind and what it belongs to.
struct KindInfo {
    Kind kind;
    QStringView name; ///< "RWMutex"
    QStringView plural; ///< "rwmutexes", the resource in URLs
    QStringView singular; ///< "rwmutex", as kubectl prints it
    QStringView group; ///< "sync.konductor.io"
    QStringView version; ///< "v1"
    /// Permit → Semaphore, Arrival → Barrier, LeaseRequest → Lease: the primitive named in spec and label.
    std::optional<Kind> parent = std::nullopt;
    QStringView parentLabel = {}; ///< The label and spec field that name the parent ("semaphore").
};

KONDUCTOR_EXPORT const KindInfo& kindInfo(Kind kind);
/// Accepts kind, plural and singular in any case, also "leases.sync.konductor.io".
KONDUCTOR_EXPORT std::optional<Kind> kindFromText(QStringView text);

inline size_t qHash(Kind kind, size_t seed = 0) noexcept
{
    return ::qHash(static_cast<quint8>(kind), seed);
}

} // namespace konductor
