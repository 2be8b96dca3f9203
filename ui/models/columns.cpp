// SPDX-License-Identifier: Apache-2.0
#include "ui/models/columns.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"

#include <QLocale>
#include <QSet>

#include <limits>
#include <map>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestCell = 200;
constexpr qsizetype namesShown = 2;
constexpr qsizetype toolTipLinesShown = 12;

QString shown(const QString& text)
{
    return visibleText(elided(text, longestCell));
}

} // namespace

Cell textCell(const QString& text)
{
    const QString words = shown(text);
    return Cell{.look = Cell::Look::Text, .text = words.isEmpty() ? u"–"_s : words, .sort = words};
}

Cell numberCell(qint64 number)
{
    return Cell{.look = Cell::Look::Number, .text = QString::number(number), .sort = number};
}

Cell sinceCell(std::optional<Timestamp> time, Timestamp now)
{
    if (!time) {
        return Cell{.look = Cell::Look::Number, .text = u"–"_s, .sort = sinceKey(time).number};
    }
    return Cell{.look = Cell::Look::Number,
                .text = humanDuration(std::max(std::chrono::milliseconds(0), now - *time)),
                .sort = sinceKey(time).number,
                .from = time};
}

Cell countdownCell(std::optional<Timestamp> until, std::optional<Timestamp> from, const QString& without)
{
    if (!until) {
        return Cell{.look = Cell::Look::Secondary, .text = without, .sort = countdownKey(until).number};
    }
    return Cell{.look = Cell::Look::Countdown, .sort = countdownKey(until).number, .until = until, .from = from};
}

QString toolTipOf(const Cell& cell, Timestamp now, const TimeStyle& times)
{
    if (!cell.toolTip.isEmpty()) {
        return cell.toolTip;
    }
    const auto moment = cell.until ? cell.until : cell.from;
    if (!moment) {
        return {};
    }
    const QString exact = exactTime(*moment, times);
    return !times.absolute ? exact
        : *moment <= now   ? inWords("Tables", "%1 · %2 ago").arg(exact, humanDuration(now - *moment))
                           : inWords("Tables", "%1 · in %2").arg(exact, countdownText(*moment - now));
}

Cell styled(Cell cell, Timestamp now, const TimeStyle& times)
{
    if (!times.absolute) {
        return cell;
    }
    if (cell.until) {
        cell.text = momentText(*cell.until, now, times);
    } else if (cell.look == Cell::Look::Number && cell.from) {
        cell.text = momentText(*cell.from, now, times);
    }
    return cell;
}

/// Not the span: it grows, and keys are kept. What began later has lasted less.
SortKey sinceKey(std::optional<Timestamp> time)
{
    return SortKey::of(time ? -static_cast<double>(time->time_since_epoch().count())
                            : std::numeric_limits<double>::lowest());
}

SortKey countdownKey(std::optional<Timestamp> until)
{
    return SortKey::of(until ? static_cast<double>(until->time_since_epoch().count())
                             : std::numeric_limits<double>::max());
}

Cell barCell(qint64 value, qint64 whole, Tone tone)
{
    const double ratio = whole > 0 ? static_cast<double>(value) / static_cast<double>(whole) : 0.0;
    return Cell{.look = Cell::Look::Bar,
                .text = inWords("Tables", "%1 of %2").arg(value).arg(whole),
                .sort = ratio,
                .tone = tone,
                .value = value,
                .whole = whole};
}

Cell holdersCell(const QStringList& holders)
{
    if (holders.size() <= namesShown + 1) {
        return textCell(holders.join(u", "_s));
    }
    Cell cell = textCell(inWords("Tables", "%1 and %2 more")
                             .arg(holders.first(namesShown).join(u", "_s))
                             .arg(holders.size() - namesShown));
    cell.toolTip = shown(holders.first(std::min(holders.size(), longestCell)).join(u", "_s)); // cut before it is joined
    return cell;
}

QString toolTipLines(const QStringList& lines)
{
    QStringList first;
    for (const QString& line : lines.first(std::min(lines.size(), toolTipLinesShown))) {
        first.append(shown(line));
    }
    if (lines.size() > toolTipLinesShown) {
        first.append(inWords("Tables", "and %1 more").arg(lines.size() - toolTipLinesShown));
    }
    return first.join(u'\n');
}

PhaseLook phaseLook(const Object& object)
{
    static const PhaseLook free{Tone::Ok, u"○"_s};
    static const PhaseLook over{Tone::Ok, u"✓"_s};
    static const PhaseLook taken{Tone::Held, u"●"_s};
    static const PhaseLook broken{Tone::Bad, u"✗"_s};
    static const std::map<QString, PhaseLook> looks{
        {u"Ready"_s, free},         {u"Full"_s, taken},
        {u"Unavailable"_s, broken}, {u"Open"_s, over},
        {u"Failed"_s, broken},      {u"Waiting"_s, {Tone::Warning, u"◐"_s}},
        {u"Available"_s, free},     {u"Held"_s, taken},
        {u"Expired"_s, broken},     {u"Unlocked"_s, free},
        {u"Locked"_s, taken},       {u"ReadLocked"_s, taken},
        {u"WriteLocked"_s, taken},  {u"Executed"_s, over},
        {u"Done"_s, over},          {u"Pending"_s, {Tone::Neutral, u"○"_s}}};
    const auto found = looks.find(phaseText(object));
    return found == looks.end() ? PhaseLook() : found->second;
}

QStringList holderNames(const ObjectKey& key, const ObjectIndex& objects, Timestamp now)
{
    QStringList names;
    QSet<QString> known;
    for (const insight::Hold& hold : insight::holdsOf(key, objects, now)) {
        if (!hold.waits() && !known.contains(hold.holder)) {
            known.insert(hold.holder);
            names.append(hold.holder);
        }
    }
    return names;
}

/// A phase among numbers. Only English has it in small letters there; elsewhere it is the cluster's own word.
static QString phaseInLine(const QString& phase)
{
    const QLocale::Language language = QLocale().language();
    return language == QLocale::English || language == QLocale::C ? phase.toLower() : phase;
}

QString phaseCounts(Kind kind, const ObjectIndex& objects)
{
    std::map<QString, int> counts;
    objects.forEach(kind, [&](const ObjectPtr& object) { ++counts[phaseText(*object)]; });
    QStringList parts;
    for (const auto& [phase, count] : counts) {
        parts.append(phase.isEmpty() ? inWords("Tables", "%1 not seen yet").arg(count)
                                     : u"%1 %2"_s.arg(count).arg(phaseInLine(shown(phase))));
    }
    return parts.join(u" · "_s);
}

Column nameColumn()
{
    return {u"name"_s,
            inWords("Tables", "Name"),
            [](const RowContext& in) {
                Cell cell = textCell(in.row.target.name);
                cell.look = Cell::Look::Name;
                return cell;
            },
            17,
            false,
            false,
            [](const RowContext& in) { return SortKey::of(in.row.target.name); }};
}

Column namespaceColumn()
{
    return {u"namespace"_s,
            inWords("Tables", "Namespace"),
            [](const RowContext& in) {
                Cell cell = textCell(in.row.target.ns);
                cell.look = Cell::Look::Secondary;
                return cell;
            },
            12,
            false,
            false,
            [](const RowContext& in) { return SortKey::of(in.row.target.ns); }};
}

Column phaseColumn(const QStringList& phases)
{
    return {.id = u"phase"_s,
            .title = inWords("Tables", "Phase"),
            .cell =
                [](const RowContext& in) {
                    const ObjectPtr object = in.objects.find(in.row.target);
                    const QString phase = object ? phaseText(*object) : QString();
                    Cell cell = textCell(phase.isEmpty() ? inWords("Tables", "not seen yet") : phase);
                    cell.look = Cell::Look::Chip;
                    const PhaseLook look = object ? phaseLook(*object) : PhaseLook();
                    cell.tone = look.tone;
                    cell.glyph = look.glyph;
                    if (phase.isEmpty()) {
                        cell.toolTip = inWords("Tables", "The operator has not written a status.");
                    }
                    return cell;
                },
            .width = 14,
            .firm = true,
            .chips = phases};
}

Column ageColumn()
{
    return {u"age"_s,
            inWords("Tables", "Age"),
            [](const RowContext& in) {
                const ObjectPtr object = in.objects.find(in.row.target);
                return sinceCell(object ? object->meta.creationTimestamp : std::nullopt, in.now);
            },
            11,
            true,
            true,
            [](const RowContext& in) {
                const ObjectPtr object = in.objects.find(in.row.target);
                return sinceKey(object ? object->meta.creationTimestamp : std::nullopt);
            },
            inWords("Tables", "Created")};
}

QVariant headerOf(const Column& column, int role, const TimeStyle& times)
{
    if (role == Qt::TextAlignmentRole && column.number) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && !column.toolTip.isEmpty()) {
        return column.toolTip.toHtmlEscaped();
    }
    const bool tellsMoments = times.absolute && !column.momentTitle.isEmpty();
    return role == Qt::DisplayRole ? QVariant(tellsMoments ? column.momentTitle : column.title) : QVariant();
}

} // namespace konductor::ui
