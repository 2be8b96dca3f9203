// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/rules/world.h"

#include <rapidcheck.h>

namespace konductor::test {

/// Random objects around one primitive, for properties: call it inside a property, so that RapidCheck shrinks what
/// fails. Values are small, so that ties, over-commitment and times just past or ahead are common.
class RandomWorld {
public:
    World world;
    ObjectKey key; ///< The primitive.

    static RandomWorld around(Kind kind)
    {
        RandomWorld random;
        random.world.now += std::chrono::milliseconds(upTo(999));
        random.key = {kind, QStringLiteral("team-a"), QStringLiteral("p")};
        random.addPrimitive(kind);
        return random;
    }
    static RandomWorld anything()
    {
        return around(primitiveKinds[static_cast<size_t>(upTo(primitiveKinds.size() - 1))]);
    }

    rules::Outcome reconcile() const { return rules::reconcile(key, world.objects, world.now, world.tieBreak); }

    /// Makes the writes that the server takes.
    void make(const rules::Outcome& outcome)
    {
        for (const rules::Write& write : outcome.writes) {
            if (write.type == rules::Write::Type::Delete) {
                world.objects.remove(write.key);
            } else if (!write.refusedBySchema) {
                world.objects.insert(write.object);
            }
        }
    }

    /// 0 … most.
    static int upTo(int most) { return *rc::gen::inRange(0, most + 1); }
    static int upTo(size_t most) { return upTo(static_cast<int>(most)); }
    static bool maybe() { return upTo(1) == 1; }

    /// Seconds around now, whole as the API server keeps them; or none.
    std::optional<Timestamp> nearNow() const
    {
        const Timestamp whole = std::chrono::floor<std::chrono::seconds>(world.now);
        return maybe() ? std::optional<Timestamp>(whole + std::chrono::seconds(upTo(6) - 3)) : std::nullopt;
    }
    /// Since the creation an hour ago: may just have passed or be just ahead. From 100 ms for times from now.
    static std::optional<Duration> sinceCreation()
    {
        return maybe() ? std::optional<Duration>(std::chrono::seconds(3597 + upTo(90))) : std::nullopt;
    }
    static std::optional<Duration> fromNow()
    {
        constexpr std::array choices{0, 100, 900, 1000, 2500, 60'000};
        const auto choice = static_cast<size_t>(upTo(choices.size()));
        return choice < choices.size() ? std::optional<Duration>(std::chrono::milliseconds(choices[choice]))
                                       : std::nullopt;
    }
    static QString holder() { return QStringLiteral("h%1").arg(upTo(2)); }

    template <class T> T child(int number) const
    {
        T made = World::makeChild<T>(QStringLiteral("c%1").arg(number), key.name, holder());
        if (upTo(4) == 0) {
            made.meta.labels.clear();
        }
        if (upTo(4) == 0) {
            made.meta.ownerReferences.clear();
        }
        if (upTo(6) == 0) {
            made.meta.ns = QStringLiteral("team-b");
        }
        return made;
    }
    Permit permit(int number) const
    {
        auto made = child<Permit>(number);
        made.status.phase = maybe() ? PermitPhase::Granted : PermitPhase::Unset;
        made.status.expiresAt = nearNow();
        return made;
    }
    LeaseRequest request(int number) const
    {
        auto made = child<LeaseRequest>(number);
        made.spec.priority = maybe() ? std::optional<qint64>(upTo(2)) : std::nullopt;
        made.status.phase = maybe() ? LeaseRequestPhase::Granted : LeaseRequestPhase::Unset;
        return made;
    }
    Arrival arrival(int number) const { return child<Arrival>(number); }

private:
    template <class E> static E phase(std::initializer_list<E> some) { return some.begin()[upTo(some.size() - 1)]; }
    template <class T> void place(T object)
    {
        object.meta.name = key.name;
        world.add(object);
    }

    void addPrimitive(Kind kind);
    void addSemaphore();
    void addBarrier();
    void addLease();
    void addGate();
};

} // namespace konductor::test
