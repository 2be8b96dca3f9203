// SPDX-License-Identifier: Apache-2.0
// Pages of permits to values, and what the same bytes cost others in the same run.
#include "core/api/decoder.h"
#include "tests/bench/loadserver/answers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <benchmark/benchmark.h>
#include <simdjson.h>

namespace konductor::bench {

namespace {

using namespace Qt::StringLiterals;

constexpr size_t permits = 20'000;
constexpr size_t pageSize = 500;

/// The list in pages, as the reflector gets it.
std::vector<QByteArray> pages()
{
    const Dataset data(permits);
    std::vector<QByteArray> all;
    for (size_t first = 0; first < permits; first += pageSize) {
        const ListAnswer page = listAnswer(data, Target::parse("/?limit=500&continue=" + std::to_string(first)));
        QByteArray bytes = QByteArray::fromStdString(page.head);
        bytes.append(page.items.data(), static_cast<qsizetype>(page.items.size()));
        bytes.append(page.tail.data(), static_cast<qsizetype>(page.tail.size()));
        all.push_back(bytes);
    }
    return all;
}

template <class F> void overPages(benchmark::State& state, F&& decode)
{
    const std::vector<QByteArray> all = pages();
    int64_t bytes = 0;
    for (auto _ : state) {
        for (const QByteArray& page : all) {
            decode(page);
            bytes += page.size();
        }
    }
    state.SetBytesProcessed(bytes);
    state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(permits));
}

/// The objects are kept until the end of the round, as a store does; to free them is no part of decoding.
void decodeToValues(benchmark::State& state)
{
    Decoder decoder(Kind::Permit);
    std::vector<ObjectPtr> kept;
    overPages(state, [&](const QByteArray& page) {
        auto list = decoder.list(page);
        if (!list || list->items.size() != pageSize) {
            state.SkipWithError("the page was not understood");
            return;
        }
        if (kept.size() >= permits) {
            state.PauseTiming();
            kept.clear();
            kept.shrink_to_fit();
            state.ResumeTiming();
        }
        kept.insert(kept.end(), list->items.begin(), list->items.end());
    });
}

void decodeFrames(benchmark::State& state)
{
    const Dataset data(permits);
    std::vector<QByteArray> frames;
    for (size_t i = 0; i < permits; ++i) {
        const std::string_view json = data.permit(i);
        frames.push_back(
            "{\"type\":\"MODIFIED\",\"object\":" + QByteArray(json.data(), static_cast<qsizetype>(json.size())) + '}');
    }
    Decoder decoder(Kind::Permit);
    int64_t bytes = 0;
    for (auto _ : state) {
        for (const QByteArray& frame : frames) {
            const auto event = decoder.watchEvent(frame);
            if (!event || !event->object) {
                state.SkipWithError("the frame was not understood");
                return;
            }
            bytes += frame.size();
        }
    }
    state.SetBytesProcessed(bytes);
    state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(permits));
}

/// The floor: seven fields touched, nothing kept.
void simdjsonSevenFields(benchmark::State& state)
{
    simdjson::ondemand::parser parser;
    overPages(state, [&](const QByteArray& page) {
        const simdjson::padded_string padded(page.constData(), static_cast<size_t>(page.size()));
        simdjson::ondemand::document document = parser.iterate(padded);
        size_t length = 0;
        for (auto permit : document["items"].get_array()) {
            simdjson::ondemand::object object = permit.get_object();
            simdjson::ondemand::object metadata = object["metadata"].get_object();
            for (const char* key : {"name", "namespace", "resourceVersion", "uid"}) {
                length += std::string_view(metadata[key].get_string()).size();
            }
            simdjson::ondemand::object spec = object["spec"].get_object();
            length += std::string_view(spec["holder"].get_string()).size();
            length += std::string_view(spec["semaphore"].get_string()).size();
            length += std::string_view(object["status"]["phase"].get_string()).size();
        }
        benchmark::DoNotOptimize(length);
    });
}

void qJsonDocument(benchmark::State& state)
{
    overPages(state, [&](const QByteArray& page) {
        const QJsonArray items = QJsonDocument::fromJson(page).object().value("items"_L1).toArray();
        if (items.size() != static_cast<qsizetype>(pageSize)) {
            state.SkipWithError("the page was not understood");
        }
        benchmark::DoNotOptimize(items);
    });
}

BENCHMARK(decodeToValues)->Unit(benchmark::kMillisecond);
BENCHMARK(decodeFrames)->Unit(benchmark::kMillisecond);
BENCHMARK(simdjsonSevenFields)->Unit(benchmark::kMillisecond);
BENCHMARK(qJsonDocument)->Unit(benchmark::kMillisecond);

} // namespace

} // namespace konductor::bench
