// SPDX-License-Identifier: Apache-2.0
// The body of a watch cut into frames, fed as the network hands it over.
#include "core/kube/framesplitter.h"
#include "tests/bench/loadserver/dataset.h"

#include <benchmark/benchmark.h>

namespace konductor::bench {

namespace {

constexpr size_t permits = 10'000;

QByteArray watchBody()
{
    const Dataset data(permits);
    std::string body;
    for (size_t i = 0; i < permits; ++i) {
        body += R"({"type":"ADDED","object":)";
        body += data.permit(i);
        body += "}\n";
    }
    return QByteArray::fromStdString(body);
}

void splitFrames(benchmark::State& state)
{
    const QByteArray body = watchBody();
    const qsizetype chunk = state.range(0);
    for (auto _ : state) {
        kube::FrameSplitter splitter;
        size_t frames = 0;
        for (qsizetype at = 0; at < body.size(); at += chunk) {
            frames += splitter.feed(QByteArrayView(body).sliced(at, qMin(chunk, body.size() - at))).size();
        }
        if (frames != permits) {
            state.SkipWithError("frames were lost");
        }
    }
    state.SetBytesProcessed(state.iterations() * body.size());
    state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(permits));
}

BENCHMARK(splitFrames)->Arg(64 * 1024)->Arg(1'400)->Unit(benchmark::kMillisecond);

} // namespace

} // namespace konductor::bench
