// SPDX-License-Identifier: Apache-2.0
// What a person waits for in the window's table, by the number of its rows: a key in the filter line, a click on a
// column's title, a batch of changes under it. Runs offscreen.
#include "tests/bench/ui/bigworld.h"
#include "ui/pages/tablepage.h"
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QTableView>
#include <QTest>

#include <benchmark/benchmark.h>

namespace konductor::bench {

namespace {

/// The page of all holds, on screen; a row each permit.
struct Page {
    explicit Page(int rows) : world(rows), page(ui::holdersTable(), world.mirror, world.clock)
    {
        page.resize(1400, 900);
        page.show();
        (void)QTest::qWaitForWindowExposed(&page); // nothing is painted before
        paint();
    }
    void paint() { page.table().viewport()->repaint(); }

    BigWorld world;
    ui::TablePage page;
};

int rowsOf(const benchmark::State& state)
{
    return static_cast<int>(state.range(0));
}

void filterKeystroke(benchmark::State& state)
{
    Page shown(rowsOf(state));
    const QStringList typed{
        QStringLiteral("w"),         QStringLiteral("wo"),         QStringLiteral("wor"),     QStringLiteral("work"),
        QStringLiteral("worker-12"), QStringLiteral("worker-123"), QStringLiteral("nowhere"), QString()};
    qsizetype next = 0;
    for (auto _ : state) {
        shown.page.setFilter(typed[next++ % typed.size()]);
        shown.paint();
    }
}

/// After the page's seven columns come some of a person's own.
void sortByColumn(benchmark::State& state)
{
    Page shown(rowsOf(state));
    for (const QStringView path : {u".metadata.name", u".metadata.creationTimestamp", u".spec.permits"}) {
        shown.page.addColumn(*FieldPath::parse(path.toString()));
    }
    const int column = static_cast<int>(state.range(1));
    state.SetLabel(shown.page.model().spec().columns[static_cast<size_t>(column)].id.toStdString());
    Qt::SortOrder order = Qt::DescendingOrder;
    for (auto _ : state) {
        shown.page.table().sortByColumn(column, order);
        shown.paint();
        state.PauseTiming();
        order = order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
        state.ResumeTiming();
    }
}

/// Five hundred changes that leave the order alone, and such that move each changed row.
void batchOf500(benchmark::State& state, int sortColumn)
{
    Page shown(rowsOf(state));
    shown.page.table().sortByColumn(sortColumn, Qt::AscendingOrder);
    for (auto _ : state) {
        state.PauseTiming();
        const live::ChangeBatchPtr batch = shown.world.changes(500);
        state.ResumeTiming();
        shown.world.mirror.apply(batch);
        shown.paint();
    }
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * 500);
}

void firstSight(benchmark::State& state)
{
    BigWorld world(rowsOf(state));
    for (auto _ : state) {
        ui::TablePage page(ui::holdersTable(), world.mirror, world.clock);
        page.resize(1400, 900);
        page.show();
        page.table().viewport()->repaint();
    }
}

void semaphoresBatchOf500(benchmark::State& state)
{
    BigWorld world(rowsOf(state));
    ui::TablePage page(ui::semaphoreTable(), world.mirror, world.clock);
    page.resize(1400, 900);
    page.show();
    (void)QTest::qWaitForWindowExposed(&page);
    for (auto _ : state) {
        state.PauseTiming();
        const live::ChangeBatchPtr batch = world.changes(500);
        state.ResumeTiming();
        world.mirror.apply(batch);
        page.table().viewport()->repaint();
    }
}

void secondOfTicking(benchmark::State& state)
{
    Page shown(rowsOf(state));
    for (auto _ : state) {
        shown.page.tick();
        shown.paint();
    }
}

const std::vector<int64_t> sizes{1'000, 10'000, 100'000, 200'000};
constexpr auto unit = benchmark::kMillisecond;

void registerAll()
{
    benchmark::RegisterBenchmark("filterKeystroke", filterKeystroke)->ArgsProduct({sizes})->Unit(unit);
    benchmark::RegisterBenchmark("sortByColumn", sortByColumn)
        ->ArgsProduct({sizes, {0, 1, 2, 3, 4, 5, 7, 8, 9}})
        ->Unit(unit);
    benchmark::RegisterBenchmark("batchOf500/sortedByName", batchOf500, 0)->ArgsProduct({sizes})->Unit(unit);
    benchmark::RegisterBenchmark("batchOf500/sortedByAge", batchOf500, 4)->ArgsProduct({sizes})->Unit(unit);
    benchmark::RegisterBenchmark("batchOf500/semaphores", semaphoresBatchOf500)->ArgsProduct({sizes})->Unit(unit);
    benchmark::RegisterBenchmark("firstSight", firstSight)->ArgsProduct({sizes})->Unit(unit);
    benchmark::RegisterBenchmark("secondOfTicking", secondOfTicking)->ArgsProduct({sizes})->Unit(unit);
}

} // namespace

} // namespace konductor::bench

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    konductor::ui::applyTheme(application, konductor::ui::Scheme::Light);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 1;
    }
    konductor::bench::registerAll();
    benchmark::RunSpecifiedBenchmarks();
}
