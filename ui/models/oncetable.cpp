// SPDX-License-Identifier: Apache-2.0
#include "core/api/once.h"
#include "ui/models/columns.h"

#include <QCoreApplication>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
QString tr(const char* text)
{
    return QCoreApplication::translate("Tables", text);
}

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
        return countdownCell({}, {}, tr("never"));
    }
    Cell cell =
        countdownCell(*created + std::chrono::duration_cast<std::chrono::milliseconds>(*once->spec.ttl), created, {});
    cell.toolTip = tr("Past its TTL the operator deletes it only when something touches it.");
    return cell;
}
} // namespace

TableSpec onceTable()
{
    return {u"onces"_s,
            tr("Onces"),
            {Kind::Once},
            {nameColumn(),
             namespaceColumn(),
             phaseColumn(),
             {u"executor"_s, tr("Executor"), executorCell, 22},
             {u"executed"_s, tr("Done for"), executedCell, 12, true, true, {}, tr("Done at")},
             {u"ttl"_s, tr("Kept for"), ttlCell, 22, true, false, {}, tr("Kept until")},
             ageColumn()},
            false,
            [](const ObjectIndex& objects, Timestamp) { return phaseCounts(Kind::Once, objects); }};
}

} // namespace konductor::ui
