// SPDX-License-Identifier: Apache-2.0
#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/live/clustermirror.h"
#include "core/snapshot/difference.h"
#include "core/snapshot/document.h"
#include "core/snapshot/opened.h"

#include <benchmark/benchmark.h>

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;

namespace {

constexpr Timestamp moment{std::chrono::hours(24 * 365 * 56)};
constexpr int permitsOfOne = 100;

template <class T> void put(ObjectIndex& objects, T object, bool bytes)
{
    if (bytes) {
        const QByteArray json = QJsonDocument(toJson(object)).toJson(QJsonDocument::Compact);
        Decoder decoder(object.kind);
        decoder.setKeepJson(true);
        objects.insert(*decoder.object(json));
    } else {
        objects.insert(std::make_shared<T>(std::move(object)));
    }
}

/// So many permits of one semaphore a hundred, ten semaphores a namespace. With the server's bytes, or as a window has
/// them.
Snapshot cluster(int permits, bool bytes)
{
    Snapshot snapshot;
    snapshot.takenAt = snapshot.serverTime = moment;
    for (const Kind kind : snapshotKinds()) {
        snapshot.visibility[kind].state = Visibility::State::Complete;
    }
    snapshot.pods.cluster = PodCoverage::State::Current;
    for (int i = 0; i < permits; ++i) {
        const int parent = i / permitsOfOne;
        const QString ns = u"team-%1"_s.arg(parent / 10);
        const QString name = u"semaphore-%1"_s.arg(parent);
        if (i % permitsOfOne == 0) {
            Semaphore semaphore;
            semaphore.meta.name = name;
            semaphore.meta.ns = ns;
            semaphore.meta.uid = u"uid-%1"_s.arg(name);
            semaphore.meta.resourceVersion = QString::number(i + 1);
            semaphore.meta.creationTimestamp = moment - std::chrono::hours(1);
            semaphore.spec.permits = permitsOfOne + 5;
            semaphore.status.phase = SemaphorePhase::Ready;
            put(snapshot.objects, semaphore, bytes);
        }
        Permit permit;
        permit.meta.name = u"%1-worker-%2"_s.arg(name).arg(i);
        permit.meta.ns = ns;
        permit.meta.uid = u"9f1b6a1e-0000-4000-8000-%1"_s.arg(i, 12, 10, QChar(u'0'));
        permit.meta.resourceVersion = QString::number(i + 2);
        permit.meta.creationTimestamp = moment - std::chrono::minutes(i % 60);
        permit.meta.labels.insert(u"semaphore"_s, name);
        permit.meta.ownerReferences.append(
            {u"sync.konductor.io/v1"_s, u"Semaphore"_s, name, u"uid-%1"_s.arg(name), true, true});
        permit.spec.semaphore = name;
        permit.spec.holder = u"worker-%1"_s.arg(i);
        permit.status.phase = PermitPhase::Granted;
        permit.status.expiresAt = moment + std::chrono::minutes(i % 60 + 1);
        snapshot.holders.push_back(
            {{ns, permit.spec.holder}, {insight::HolderVerdict::State::Running, std::nullopt}, {}});
        put(snapshot.objects, permit, bytes);
    }
    std::sort(snapshot.holders.begin(), snapshot.holders.end(),
              [](const HolderFact& a, const HolderFact& b) { return a.holder < b.holder; });
    return snapshot;
}

double peakMiB()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

QString document(const Snapshot& snapshot, const QTemporaryDir& dir, const QString& name)
{
    QFile file(dir.filePath(name));
    if (file.open(QIODevice::WriteOnly)) {
        std::ignore = writeDocument(Meaning(snapshot), file);
    }
    return file.fileName();
}

/// From a mirror's objects to a file: what follows from them worked out, everything written. `memory` is what writing
/// adds to the process at most.
void toJson(benchmark::State& state, bool bytes)
{
    const Snapshot snapshot = cluster(static_cast<int>(state.range(0)), bytes);
    const QTemporaryDir dir;
    double added = 0;
    qint64 size = 0;
    for (auto _ : state) {
        const Meaning meaning(snapshot);
        const double before = peakMiB();
        QFile file(dir.filePath(u"s.json"_s));
        if (!file.open(QIODevice::WriteOnly) || !writeDocument(meaning, file)) {
            state.SkipWithError("not written");
        }
        size = file.size();
        added = std::max(added, peakMiB() - before);
    }
    state.SetLabel(std::to_string(size >> 20) + " MiB, " + std::to_string(Meaning(snapshot).findings().size())
                   + " findings, " + std::to_string(static_cast<int>(added)) + " MiB of memory");
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void snapshotOfServerBytes(benchmark::State& state)
{
    toJson(state, true);
}

void snapshotOfValues(benchmark::State& state)
{
    toJson(state, false);
}

/// From a file to a filled mirror, findings and graph.
void snapshotOpened(benchmark::State& state)
{
    const QTemporaryDir dir;
    const QString path = document(cluster(static_cast<int>(state.range(0)), true), dir, u"s.json"_s);
    for (auto _ : state) {
        auto snapshot = readDocumentFile(path);
        live::ClusterMirror mirror;
        fillMirror(*snapshot, mirror);
        const Meaning meaning(std::move(*snapshot));
        benchmark::DoNotOptimize(meaning.findings().size());
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

/// Two files that differ in one object of a hundred.
void snapshotDiffed(benchmark::State& state)
{
    const QTemporaryDir dir;
    Snapshot later = cluster(static_cast<int>(state.range(0)), true);
    for (int i = 0; i < state.range(0); i += permitsOfOne) {
        const ObjectPtr object = later.objects.find({Kind::Permit, u"team-%1"_s.arg(i / permitsOfOne / 10),
                                                     u"semaphore-%1-worker-%2"_s.arg(i / permitsOfOne).arg(i)});
        Permit changed = *as<Permit>(object);
        changed.status.phase = PermitPhase::Expired;
        put(later.objects, changed, true);
    }
    const Meaning before(
        *readDocumentFile(document(cluster(static_cast<int>(state.range(0)), true), dir, u"a.json"_s)));
    const Meaning after(*readDocumentFile(document(later, dir, u"b.json"_s)));
    size_t steps = 0;
    for (auto _ : state) {
        steps = differenceOf(before, after).objects.size();
    }
    state.SetLabel(std::to_string(steps) + " objects differ");
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

} // namespace

BENCHMARK(snapshotOfServerBytes)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(snapshotOfValues)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(snapshotOpened)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(snapshotDiffed)->Arg(100'000)->Unit(benchmark::kMillisecond);
