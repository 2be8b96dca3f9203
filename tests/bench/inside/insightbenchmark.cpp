// SPDX-License-Identifier: Apache-2.0
#include "core/insight/insight.h"

#include "core/api/kinds.h"

#include <benchmark/benchmark.h>

#include <random>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::insight;

namespace {

constexpr Timestamp start{std::chrono::hours(24 * 365 * 56)};

/// A cluster of `units`, each about 50 objects of 5 primitives with their children, ten of them a namespace.
class Cluster {
public:
    explicit Cluster(int units) : m_units(units)
    {
        for (int unit = 0; unit < units; ++unit) {
            plant(unit);
        }
    }

    ObjectIndex& objects() { return m_objects; }
    qsizetype size() const
    {
        qsizetype all = 0;
        for (const Kind kind : konductorKinds) {
            all += m_objects.count(kind);
        }
        return all;
    }

    /// One change somewhere: a renewed permit, a hand-over, a request more or less, an arrival, a gate looked at.
    ObjectChange change()
    {
        const int unit = below(m_units);
        switch (below(6)) {
        case 0:
            return put(permit(unit, below(permits), start + std::chrono::minutes(below(60))));
        case 1:
            return put(lease(unit, below(requests)));
        case 2:
            return take({Kind::LeaseRequest, ns(unit), request(unit, below(requests)).meta.name});
        case 3:
            return put(request(unit, below(requests)));
        case 4:
            return below(2) ? put(arrival(unit, below(arrivals)))
                            : take({Kind::Arrival, ns(unit), arrival(unit, below(arrivals)).meta.name});
        default:
            return put(gate(unit, below(2) ? GatePhase::Waiting : GatePhase::Failed));
        }
    }

private:
    static constexpr int permits = 30;
    static constexpr int requests = 5;
    static constexpr int arrivals = 8;

    int below(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }
    static QString ns(int unit) { return u"team-%1"_s.arg(unit / 10); }
    static QString name(const char* what, int unit) { return u"%1-%2"_s.arg(QLatin1String(what)).arg(unit); }
    static QString holder(int unit, int i) { return u"u%1-worker-%2"_s.arg(unit).arg(i); }

    static ObjectMeta meta(int unit, const QString& name)
    {
        ObjectMeta meta;
        meta.ns = ns(unit);
        meta.name = name;
        meta.uid = u"uid-"_s + name;
        meta.creationTimestamp = start - std::chrono::hours(1);
        return meta;
    }
    template <class T> static T child(int unit, const char* label, const QString& of, const QString& holder)
    {
        T made;
        made.meta = meta(unit, of + u'-' + holder);
        made.meta.labels[QLatin1String(label)] = of;
        made.meta.ownerReferences.push_back({u"sync.konductor.io/v1"_s, QString(), of, u"uid-"_s + of, true, true});
        made.spec.holder = holder;
        return made;
    }

    static Permit permit(int unit, int i, Timestamp until)
    {
        auto made = child<Permit>(unit, "semaphore", name("slots", unit), holder(unit, i));
        made.spec.semaphore = name("slots", unit);
        made.status.phase = PermitPhase::Granted;
        made.status.expiresAt = until;
        return made;
    }
    static LeaseRequest request(int unit, int i)
    {
        auto made = child<LeaseRequest>(unit, "lease", name("db", unit), holder(unit, i));
        made.spec.lease = name("db", unit);
        made.spec.priority = i % 3;
        made.status.phase = LeaseRequestPhase::Pending;
        return made;
    }
    static Arrival arrival(int unit, int i)
    {
        auto made = child<Arrival>(unit, "barrier", name("meet", unit), holder(unit, i));
        made.spec.barrier = name("meet", unit);
        return made;
    }
    static Lease lease(int unit, int by)
    {
        Lease made;
        made.meta = meta(unit, name("db", unit));
        made.spec.ttl = std::chrono::minutes(30);
        made.status.phase = LeasePhase::Held;
        made.status.holder = holder(unit, by);
        made.status.acquiredAt = start - std::chrono::minutes(5);
        made.status.expiresAt = start + std::chrono::minutes(25);
        return made;
    }
    static Gate gate(int unit, GatePhase phase)
    {
        Gate made;
        made.meta = meta(unit, name("release", unit));
        made.spec.conditions = {{u"Barrier"_s, name("meet", unit), {}, u"Open"_s, {}},
                                {u"Lease"_s, name("db", unit), {}, u"Available"_s, {}}};
        made.status.phase = phase;
        return made;
    }
    void plant(int unit)
    {
        Semaphore pool;
        pool.meta = meta(unit, name("slots", unit));
        pool.spec.permits = permits + 5;
        pool.status.phase = SemaphorePhase::Ready;
        put(pool);
        for (int i = 0; i < permits; ++i) {
            put(permit(unit, i, start + std::chrono::minutes(30)));
        }
        put(lease(unit, 0));
        for (int i = 0; i < requests; ++i) {
            put(request(unit, i));
        }
        Barrier meet;
        meet.meta = meta(unit, name("meet", unit));
        meet.spec.expected = arrivals + 2;
        meet.status.phase = BarrierPhase::Waiting;
        put(meet);
        for (int i = 0; i < arrivals; ++i) {
            put(arrival(unit, i));
        }
        put(gate(unit, GatePhase::Waiting));
        Mutex tape;
        tape.meta = meta(unit, name("tape", unit));
        tape.status.phase = MutexPhase::Locked;
        tape.status.holder = holder(unit, 1);
        tape.status.lockedAt = start;
        put(tape);
    }
    template <class T> ObjectChange put(const T& object)
    {
        const ObjectPtr after = std::make_shared<T>(object);
        return {m_objects.insert(after), after};
    }
    ObjectChange take(const ObjectKey& key) { return {m_objects.remove(key), nullptr}; }

    int m_units;
    ObjectIndex m_objects;
    std::mt19937 m_random{7};
};

/// A frame's worth of 10,000 changes a second: 160 of them.
void applyFrame(benchmark::State& state)
{
    Cluster cluster(static_cast<int>(state.range(0)));
    Insight insight(cluster.objects());
    Timestamp now = start;
    insight.rebuild(now);
    for ([[maybe_unused]] auto frame : state) {
        state.PauseTiming();
        std::vector<ObjectChange> changes;
        while (changes.size() < 160) {
            ObjectChange change = cluster.change();
            if (change.before || change.after) {
                changes.push_back(std::move(change));
            }
        }
        now += std::chrono::milliseconds(16);
        state.ResumeTiming();
        benchmark::DoNotOptimize(insight.apply(changes, now));
    }
    state.counters["objects"] = static_cast<double>(cluster.size());
    state.counters["findings"] = static_cast<double>(insight.findings().size());
    state.counters["waiting"] = static_cast<double>(insight.graph().size());
}
BENCHMARK(applyFrame)->Arg(20)->Arg(200)->Arg(2'000)->Unit(benchmark::kMillisecond);

void rebuildAll(benchmark::State& state)
{
    Cluster cluster(static_cast<int>(state.range(0)));
    Insight insight(cluster.objects());
    for ([[maybe_unused]] auto round : state) {
        insight.rebuild(start);
    }
}
BENCHMARK(rebuildAll)->Arg(200)->Arg(2'000)->Unit(benchmark::kMillisecond);

void listFindings(benchmark::State& state)
{
    Cluster cluster(static_cast<int>(state.range(0)));
    Insight insight(cluster.objects());
    insight.rebuild(start + std::chrono::hours(1));
    for ([[maybe_unused]] auto round : state) {
        benchmark::DoNotOptimize(insight.findings());
    }
    state.counters["findings"] = static_cast<double>(insight.findings().size());
}
BENCHMARK(listFindings)->Arg(200)->Arg(2'000)->Unit(benchmark::kMillisecond);

void findRoots(benchmark::State& state)
{
    Cluster cluster(static_cast<int>(state.range(0)));
    Insight insight(cluster.objects());
    insight.rebuild(start);
    for ([[maybe_unused]] auto round : state) {
        benchmark::DoNotOptimize(insight.roots());
    }
}
BENCHMARK(findRoots)->Arg(200)->Arg(2'000)->Unit(benchmark::kMillisecond);

} // namespace
