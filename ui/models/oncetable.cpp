// SPDX-License-Identifier: Apache-2.0
#include "core/api/once.h"
#include "core/base/words.h"
#include "ui/models/columns.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
Cell executorCell(const RowContext& in)
{
    const auto once = in.object<Once>();
    return textCell(once ? once->status.executor : QString());
}

Cell executedCell(const RowContext& in)
{
    const auto once = in.object<Once>();
    return sinceCell(once ? once->status.executedAt : std::nullopt, in.now);
}

Cell ttlCell(const RowContext& in)
{
    const auto once = in.object<Once>();
    const auto created = once ? once->meta.creationTimestamp : std::nullopt;
    if (!created || !once->spec.ttl) {
        return countdownCell({}, {}, inWords("Tables", "for ever"));
    }
    Cell cell =
        countdownCell(*created + std::chrono::duration_cast<std::chrono::milliseconds>(*once->spec.ttl), created, {});
    cell.toolTip = inWords("Tables", "Past its TTL the operator deletes it only when something touches it.");
    return cell;
}
} // namespace

TableSpec onceTable()
{
    return {
        u"onces"_s,
        inWords("Tables", "Onces"),
        {Kind::Once},
        {nameColumn(),
         namespaceColumn(),
         phaseColumn<Once>(),
         {u"executor"_s, inWords("Tables", "Executor"), executorCell, 22},
         {u"executed"_s, inWords("Tables", "Done for"), executedCell, 12, true, true, {}, inWords("Tables", "Done at")},
         {u"ttl"_s, inWords("Tables", "Kept for"), ttlCell, 22, true, false, {}, inWords("Tables", "Kept until")},
         ageColumn()},
        false,
        [](const ObjectIndex& objects, Timestamp) { return phaseCounts(Kind::Once, objects); }};
}

} // namespace konductor::ui
