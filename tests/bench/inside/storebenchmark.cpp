// SPDX-License-Identifier: Apache-2.0
// Changes into a store of a hundred thousand objects: the store alone, and from the frame's bytes.
#include "core/api/decoder.h"
#include "core/live/store.h"
#include "tests/bench/loadserver/dataset.h"

#include <benchmark/benchmark.h>

namespace konductor::bench {

namespace {

constexpr size_t permits = 100'000;
constexpr size_t changes = 100'000;
constexpr size_t batch = 2'000; ///< Changes between two batches to the window.

QByteArray frameOf(const Dataset& data, size_t index, size_t version)
{
    const auto [before, after] = data.aroundVersion(index);
    std::string frame = R"({"type":"MODIFIED","object":)";
    frame.append(before).append(std::to_string(version)).append(after).append("}");
    return QByteArray::fromStdString(frame);
}

live::Store filled(const Dataset& data, Decoder& decoder)
{
    std::vector<ObjectPtr> items;
    for (size_t i = 0; i < permits; ++i) {
        const std::string_view json = data.permit(i);
        items.push_back(*decoder.object(QByteArrayView(json.data(), static_cast<qsizetype>(json.size()))));
    }
    live::Store store;
    store.replace(Kind::Permit, {}, items);
    store.take();
    return store;
}

/// Each round's versions are higher than the last, or the store would rightly ignore them.
template <class Apply> void overChanges(benchmark::State& state, bool timeDecoding, Apply&& apply)
{
    const Dataset data(permits);
    Decoder decoder(Kind::Permit);
    live::Store store = filled(data, decoder);
    size_t version = data.listVersion();
    size_t taken = 0;
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<QByteArray> frames;
        std::vector<ObjectPtr> objects;
        for (size_t i = 0; i < changes; ++i) {
            frames.push_back(frameOf(data, i * 7'919 % permits, ++version));
            if (!timeDecoding) {
                objects.push_back(decoder.watchEvent(frames.back())->object);
            }
        }
        state.ResumeTiming();
        for (size_t i = 0; i < changes; ++i) {
            store.apply(timeDecoding ? apply(decoder, frames[i]) : objects[i]);
            if (i % batch == batch - 1) {
                taken += store.take().size();
            }
        }
    }
    if (taken != changes * static_cast<size_t>(state.iterations())) {
        state.SkipWithError("changes were lost");
    }
    state.SetItemsProcessed(static_cast<int64_t>(taken));
}

void applyChanges(benchmark::State& state)
{
    overChanges(state, false, [](Decoder&, const QByteArray&) { return ObjectPtr(); });
}

void decodeAndApplyChanges(benchmark::State& state)
{
    overChanges(state, true,
                [](Decoder& decoder, const QByteArray& frame) { return decoder.watchEvent(frame)->object; });
}

BENCHMARK(applyChanges)->Unit(benchmark::kMillisecond);
BENCHMARK(decodeAndApplyChanges)->Unit(benchmark::kMillisecond);

} // namespace

} // namespace konductor::bench
