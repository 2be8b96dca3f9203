// SPDX-License-Identifier: Apache-2.0
#include "ui/models/columns.h"
#include "ui/models/verdict.h"

#include "core/base/words.h"

#include <algorithm>
#include <array>

namespace konductor::ui {

using namespace Qt::StringLiterals;
using insight::Hold;

namespace {
constexpr size_t modeCount = static_cast<size_t>(Hold::Mode::WaitingLease) + 1;

QString modeWords(Hold::Mode mode)
{
    switch (mode) {
    case Hold::Mode::Permit:
        return inWords("Tables", "holds a permit");
    case Hold::Mode::Lease:
        return inWords("Tables", "holds");
    case Hold::Mode::Mutex:
        return inWords("Tables", "holds");
    case Hold::Mode::Read:
        return inWords("Tables", "reads");
    case Hold::Mode::Write:
        return inWords("Tables", "writes");
    case Hold::Mode::Arrival:
        return inWords("Tables", "arrived");
    case Hold::Mode::Execution:
        return inWords("Tables", "executed");
    case Hold::Mode::WaitingLease:
        return inWords("Tables", "waits");
    }
    Q_UNREACHABLE();
}

/// Where each mode stands among all by its words, which are looked up here once and not for each row.
std::array<double, modeCount> modePlaces()
{
    std::array<QString, modeCount> words;
    for (size_t i = 0; i < modeCount; ++i) {
        words[i] = modeWords(static_cast<Hold::Mode>(i)).toCaseFolded();
    }
    std::array<double, modeCount> places{};
    for (size_t i = 0; i < modeCount; ++i) {
        places[i] = static_cast<double>(
            std::count_if(words.begin(), words.end(), [&](const QString& other) { return other < words[i]; }));
    }
    return places;
}

/// Among the kinds by name.
qsizetype kindPlace(Kind kind)
{
    return std::count_if(primitiveKinds.begin(), primitiveKinds.end(),
                         [&](Kind other) { return kindInfo(other).name < kindInfo(kind).name; });
}

Tone modeTone(Hold::Mode mode)
{
    switch (mode) {
    case Hold::Mode::WaitingLease:
        return Tone::Warning;
    case Hold::Mode::Arrival:
    case Hold::Mode::Execution:
        return Tone::Ok;
    default:
        return Tone::Held;
    }
}

Column holderColumn()
{
    return {u"holder"_s,
            inWords("Tables", "Holder"),
            [](const RowContext& in) {
                Cell cell = textCell(in.row.hold->holder);
                cell.look = Cell::Look::Name;
                return cell;
            },
            20,
            false,
            false,
            [](const RowContext& in) { return SortKey::of(in.row.hold->holder); }};
}

Column modeColumn()
{
    return {u"mode"_s,
            inWords("Tables", "Does"),
            [](const RowContext& in) {
                Cell cell = textCell(modeWords(in.row.hold->mode));
                cell.look = Cell::Look::Chip;
                cell.tone = modeTone(in.row.hold->mode);
                cell.glyph = cell.tone == Tone::Warning ? u"◐"_s : QString(); // waiting is nothing odd
                return cell;
            },
            17,
            false,
            false,
            [places = modePlaces()](const RowContext& in) {
                return SortKey::of(places[static_cast<size_t>(in.row.hold->mode)]);
            }};
}

Column targetColumn()
{
    return {u"target"_s,
            inWords("Tables", "What"),
            [](const RowContext& in) {
                return textCell(u"%1 %2"_s.arg(kindInfo(in.row.target.kind).name, in.row.target.name));
            },
            26,
            false,
            false,
            [](const RowContext& in) {
                return SortKey{.number = static_cast<double>(kindPlace(in.row.target.kind)),
                               .text = caseFolded(in.row.target.name)};
            }};
}

Cell untilCell(const RowContext& in)
{
    const Hold& hold = *in.row.hold;
    const bool expires = hold.mode != Hold::Mode::Arrival && hold.mode != Hold::Mode::Execution && !hold.waits();
    return countdownCell(hold.until, hold.since, expires ? inWords("Tables", "never") : QString());
}
} // namespace

TableSpec holdersTable()
{
    const Column since{u"since"_s,
                       inWords("Tables", "For"),
                       [](const RowContext& in) { return sinceCell(in.row.hold->since, in.now); },
                       12,
                       true,
                       true,
                       [](const RowContext& in) { return sinceKey(in.row.hold->since); },
                       inWords("Tables", "Since")};
    return {u"holders"_s,
            inWords("Tables", "Holders"),
            {primitiveKinds.begin(), primitiveKinds.end()},
            {holderColumn(),
             namespaceColumn(),
             verdictColumn([](const RowContext& in) {
                 const Hold& hold = *in.row.hold;
                 const bool lasts = hold.mode != Hold::Mode::Arrival && hold.mode != Hold::Mode::Execution;
                 return RowHolder{hold.holder, lasts && !hold.waits() && !hold.until};
             }),
             modeColumn(),
             targetColumn(),
             since,
             {u"until"_s, inWords("Tables", "Expires in"), untilCell, 18, true, false,
              [](const RowContext& in) { return countdownKey(in.row.hold->until); }, inWords("Tables", "Expires at")}},
            true};
}

} // namespace konductor::ui
