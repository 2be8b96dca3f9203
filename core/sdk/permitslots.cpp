// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/permitslots.h"

#include "core/sdk/options.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

/// Beyond the expiry, for clocks that differ: the operator's, other clients'.
constexpr std::chrono::milliseconds margin(250);
/// No program holds more found than this; a larger number in a spec must not cost memory.
constexpr qint64 mostSlots = 100'000;

std::optional<qint64> slotIndex(const konductor::Permit& permit, const QString& semaphore)
{
    const QString start = semaphore + u"-slot-"_s;
    if (!permit.meta.name.startsWith(start)) {
        return std::nullopt;
    }
    bool isNumber = false;
    const qint64 index = permit.meta.name.sliced(start.size()).toLongLong(&isNumber);
    const bool ours = isNumber && index >= 0 && permit.meta.name == PermitSlots::name(semaphore, index);
    return ours ? std::optional(index) : std::nullopt;
}

struct Occupied {
    std::shared_ptr<const konductor::Permit> permit;
    bool over = false;
};

/// How many of the lowest found may be in use together with what else counts.
qint64 usableSlots(qint64 permits, qint64 foreign, const std::map<qint64, Occupied>& occupied)
{
    qint64 usable = std::clamp<qint64>(permits - foreign, 0, mostSlots);
    for (bool shrunk = true; shrunk && usable > 0;) {
        const auto above = std::count_if(occupied.lower_bound(usable), occupied.end(),
                                         [](const auto& slot) { return !slot.second.over; });
        const qint64 fits = std::max<qint64>(permits - foreign - above, 0);
        shrunk = fits < usable;
        usable = std::min(usable, fits);
    }
    return usable;
}

} // namespace

QString PermitSlots::name(const QString& semaphore, qint64 index)
{
    return u"%1-slot-%2"_s.arg(semaphore).arg(index);
}

std::optional<Timestamp> overAt(const konductor::Permit& permit)
{
    if (permit.status.expiresAt) {
        return *permit.status.expiresAt;
    }
    const bool slot = slotIndex(permit, permit.spec.semaphore).has_value();
    if (!slot || !permit.spec.ttl || !permit.meta.creationTimestamp) {
        return std::nullopt;
    }
    return *permit.meta.creationTimestamp + std::chrono::ceil<std::chrono::milliseconds>(*permit.spec.ttl);
}

PermitSlots PermitSlots::of(const Semaphore& semaphore, const ObjectIndex& objects, Timestamp surelyNow)
{
    PermitSlots found;
    std::map<qint64, Occupied> occupied;
    qint64 foreign = 0;
    objects.forEach(Kind::Permit, [&](const ObjectPtr& object) {
        const auto permit = as<konductor::Permit>(object);
        const auto over = overAt(*permit);
        const bool isOver = over && *over + margin < surelyNow;
        found.counting += isOver ? 0 : 1;
        if (over && !isOver) {
            found.changesAt = std::min(found.changesAt.value_or(*over + margin), *over + margin);
        }
        if (const auto index = slotIndex(*permit, semaphore.meta.name)) {
            occupied[*index] = {permit, isOver};
        } else {
            foreign += isOver ? 0 : 1;
        }
    });
    const qint64 usable = usableSlots(semaphore.spec.permits, foreign, occupied);
    for (qint64 index = 0; index < usable && found.counting + std::ssize(found.free) < semaphore.spec.permits;
         ++index) {
        const auto there = occupied.find(index);
        if (there == occupied.end()) {
            found.free.push_back({index, nullptr});
        } else if (there->second.over) {
            found.free.push_back({index, there->second.permit});
        }
    }
    return found;
}

} // namespace konductor::sdk
