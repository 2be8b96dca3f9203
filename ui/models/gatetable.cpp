// SPDX-License-Identifier: Apache-2.0
#include "core/api/gate.h"
#include "core/base/words.h"
#include "ui/models/columns.h"

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
Cell metCell(const RowContext& in)
{
    const auto gate = in.object<Gate>();
    if (!gate) {
        return textCell({});
    }
    const auto& statuses = gate->status.conditionStatuses;
    const auto met = std::count_if(statuses.begin(), statuses.end(), [](const auto& status) { return status.met; });
    const auto whole = static_cast<qint64>(gate->spec.conditions.size());
    return barCell(met, whole, met == whole ? Tone::Ok : Tone::Held);
}

Cell waitsForCell(const RowContext& in)
{
    const auto gate = in.object<Gate>();
    QStringList unmet;
    QStringList messages;
    if (gate) {
        for (const GateConditionStatus& status : gate->status.conditionStatuses) {
            if (!status.met) {
                unmet.append(u"%1 %2"_s.arg(status.type, status.name));
                messages.append(u"%1 %2: %3"_s.arg(status.type, status.name, status.message));
            }
        }
    }
    Cell cell = holdersCell(unmet);
    if (!messages.isEmpty()) {
        cell.toolTip = toolTipLines(messages);
    }
    return cell;
}

Cell timeoutCell(const RowContext& in)
{
    const auto gate = in.object<Gate>();
    if (!gate || gate->status.phase != GatePhase::Waiting) {
        return countdownCell({}, {}, u"–"_s);
    }
    const auto& created = gate->meta.creationTimestamp;
    std::optional<Timestamp> until;
    if (gate->spec.timeout && created) {
        until = *created + std::chrono::duration_cast<std::chrono::milliseconds>(*gate->spec.timeout);
    }
    return countdownCell(until, created, inWords("Tables", "never"));
}
} // namespace

TableSpec gateTable()
{
    return {u"gates"_s,
            inWords("Tables", "Gates"),
            {Kind::Gate},
            {nameColumn(),
             namespaceColumn(),
             phaseColumn<Gate>(),
             {u"met"_s, inWords("Tables", "Conditions met"), metCell, 18},
             {u"waitsFor"_s, inWords("Tables", "Waits for"), waitsForCell, 30},
             {u"timeout"_s,
              inWords("Tables", "Times out in"),
              timeoutCell,
              20,
              true,
              false,
              {},
              inWords("Tables", "Times out at")},
             ageColumn()},
            false,
            [](const ObjectIndex& objects, Timestamp) { return phaseCounts(Kind::Gate, objects); }};
}

} // namespace konductor::ui
