// SPDX-License-Identifier: Apache-2.0
#include "core/api/barrier.h"
#include "core/base/words.h"
#include "core/insight/barrierprogress.h"
#include "ui/models/columns.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
Cell arrivedCell(const RowContext& in)
{
    const auto barrier = in.object<Barrier>();
    if (!barrier) {
        return textCell({});
    }
    const insight::BarrierProgress progress = insight::progressOf(*barrier, in.objects, in.now);
    Cell cell = barCell(progress.arrived, progress.needed, progress.missing() == 0 ? Tone::Ok : Tone::Held);
    if (progress.quorum) {
        cell.toolTip = inWords("Tables", "A quorum of %1 of the %2 expected is enough.")
                           .arg(progress.needed)
                           .arg(progress.expected);
    }
    return cell;
}

Cell missingCell(const RowContext& in)
{
    const auto barrier = in.object<Barrier>();
    return numberCell(barrier ? insight::progressOf(*barrier, in.objects, in.now).missing() : 0);
}

Cell timeoutCell(const RowContext& in)
{
    const auto barrier = in.object<Barrier>();
    if (!barrier || barrier->status.phase != BarrierPhase::Waiting) {
        return countdownCell({}, {}, u"–"_s);
    }
    const auto deadline = insight::progressOf(*barrier, in.objects, in.now).deadline;
    return countdownCell(deadline, barrier->meta.creationTimestamp, inWords("Tables", "never"));
}
} // namespace

TableSpec barrierTable()
{
    return {u"barriers"_s,
            inWords("Tables", "Barriers"),
            {Kind::Barrier},
            {nameColumn(),
             namespaceColumn(),
             phaseColumn<Barrier>(),
             {u"arrived"_s, inWords("Tables", "Arrived"), arrivedCell, 20, true},
             {u"missing"_s, inWords("Tables", "Missing"), missingCell, 10, true, true},
             {u"timeout"_s,
              inWords("Tables", "Times out in"),
              timeoutCell,
              22,
              true,
              false,
              {},
              inWords("Tables", "Times out at")},
             ageColumn()},
            false,
            [](const ObjectIndex& objects, Timestamp) { return phaseCounts(Kind::Barrier, objects); }};
}

} // namespace konductor::ui
