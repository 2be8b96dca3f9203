// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kinds.h"
#include "core/rules/operatormodel.h"

#include <algorithm>

/// Private to core/rules: one function a reconciler, and what they share.
namespace konductor::rules {

Outcome reconcileSemaphore(const Semaphore& semaphore, const ObjectIndex& objects, Timestamp now);
Outcome reconcileBarrier(const Barrier& barrier, const ObjectIndex& objects, Timestamp now);
Outcome reconcileLease(const Lease& lease, const ObjectIndex& objects, Timestamp now, const TieBreak& tieBreak);
Outcome reconcileGate(const Gate& gate, const ObjectIndex& objects, Timestamp now);
Outcome reconcileMutex(const Mutex& mutex, Timestamp now);
Outcome reconcileRWMutex(const RWMutex& mutex, Timestamp now);
Outcome reconcileOnce(const Once& once, Timestamp now);
Outcome reconcileWaitGroup(const WaitGroup& group);

/// metav1.Time keeps whole seconds: what the operator writes is cut, not rounded.
inline Timestamp wholeSeconds(Timestamp time)
{
    return std::chrono::floor<std::chrono::seconds>(time);
}

/// In milliseconds, because nanoseconds since 1970 would overflow for absurd dates.
inline Timestamp later(Timestamp time, Duration by)
{
    return time + std::chrono::ceil<std::chrono::milliseconds>(by);
}

inline bool isPast(const std::optional<Timestamp>& time, Timestamp now)
{
    return time && *time < now;
}

/// The first moment at which isPast() holds.
inline Timestamp justAfter(Timestamp time)
{
    return time + std::chrono::milliseconds(1);
}

template <class T> using StatusOf = decltype(T::status);

/// The write that gives `object` this status, or none when it has it already: a server makes no event of an update
/// that changes nothing.
template <class T> void writeStatus(Outcome& outcome, const T& object, StatusOf<T> status)
{
    if (status == object.status) {
        return;
    }
    auto after = std::make_shared<T>(object);
    after->status = std::move(status);
    after->json.clear();
    const ObjectKey key = object.key();
    outcome.writes.push_back({Write::Type::UpdateStatus, key, std::move(after), false});
}

/// What the operator lists for a primitive: the children in its namespace whose *label* names it, whatever their
/// spec says; sorted by name, because the informer's cache has no order.
template <class T> std::vector<std::shared_ptr<const T>> labelled(const ObjectIndex& objects, const Object& parent)
{
    const QString label = kindInfo(T::staticKind).parentLabel.toString();
    std::vector<std::shared_ptr<const T>> found;
    objects.forEach(T::staticKind, [&](const ObjectPtr& child) {
        if (child->meta.ns != parent.meta.ns) {
            return;
        }
        const auto named = child->meta.labels.constFind(label);
        if (named != child->meta.labels.constEnd() && *named == parent.meta.name) {
            found.push_back(as<T>(child));
        }
    });
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a->meta.name < b->meta.name; });
    return found;
}

} // namespace konductor::rules
