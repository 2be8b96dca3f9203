// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/tablespec.h"
#include "ui/widgets/clocktime.h"

/// The columns that several tables share, and the cells they are made of.
namespace konductor::ui {

Column nameColumn();
Column namespaceColumn();
/// `phases` are the words of the kind.
Column phaseColumn(const QStringList& phases);
template <class T> Column phaseColumn()
{
    QStringList words;
    for (const QStringView word : phaseWords(decltype(T().status.phase.value){})) {
        words.append(word.toString());
    }
    return phaseColumn(words);
}
Column ageColumn();

Cell textCell(const QString& text);
Cell numberCell(qint64 number);
/// "47 min" since `time`; a dash without one.
Cell sinceCell(std::optional<Timestamp> time, Timestamp now);
/// Remaining time to `until`; without it the words, "never" where nothing expires.
Cell countdownCell(std::optional<Timestamp> until, std::optional<Timestamp> from, const QString& without);
Cell barCell(qint64 value, qint64 whole, Tone tone);
/// The holders' names, "a, b and 3 more".
Cell holdersCell(const QStringList& holders);
/// The cell's own words, else its moment, exactly, and in the words that the cell does not show; made when somebody
/// asks, not with each cell.
QString toolTipOf(const Cell& cell, Timestamp now, const TimeStyle& times);
/// The same cell, its span or countdown told as a moment where the person wants that.
Cell styled(Cell cell, Timestamp now, const TimeStyle& times);
/// What a view's header asks of a column.
QVariant headerOf(const Column& column, int role, const TimeStyle& times);
/// Keys that order as the cells above, without making them.
SortKey sinceKey(std::optional<Timestamp> time);
SortKey countdownKey(std::optional<Timestamp> until);
/// One visible, bounded line each; of many the first ones.
QString toolTipLines(const QStringList& lines);

/// How a phase word looks: free and open green, held blue, waiting amber, failed red, unknown words neutral.
struct PhaseLook {
    Tone tone = Tone::Neutral;
    QString glyph = {}; ///< ○ can be taken, ● is taken, ◐ waits, ✓ is over, ✗ is broken; none of a phase nobody knows.
};
PhaseLook phaseLook(const Object& object);
/// Distinct holders of a primitive, waiters left out.
QStringList holderNames(const ObjectKey& key, const ObjectIndex& objects, Timestamp now);
/// "3 open · 1 failed": counts of the phases that occur.
QString phaseCounts(Kind kind, const ObjectIndex& objects);

} // namespace konductor::ui
