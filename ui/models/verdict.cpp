// SPDX-License-Identifier: Apache-2.0
#include "ui/models/verdict.h"

#include "core/base/words.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;
using State = insight::HolderVerdict::State;

namespace {
/// The worst first, when it is turned round: what needs somebody stands together, after deadlocks.
int place(State state)
{
    switch (state) {
    case State::Gone:
        return 6;
    case State::Finished:
        return 5;
    case State::Ambiguous:
        return 4;
    case State::Restarting:
        return 3;
    case State::NeverSeen:
        return 2;
    case State::Running:
        return 1;
    case State::Unknown:
        break;
    }
    return 0;
}

Cell verdictCell(const RowHolder& holder, const RowContext& in)
{
    if (holder.name.isEmpty()) {
        return {.look = Cell::Look::Secondary, .sort = -1};
    }
    const auto [verdict, deadlocked] = in.fateOf(holder.name);
    if (deadlocked && !verdict.dead()) {
        return {.look = Cell::Look::Chip, .text = inWords("Tables", "deadlock"), .sort = 7, .tone = Tone::Warning};
    }
    Cell cell{.text = verdictWords(verdict, in.now),
              .sort = place(verdict.state),
              .tone = verdictTone(verdict, holder.endless)};
    cell.look = cell.tone == Tone::Plain ? Cell::Look::Secondary : Cell::Look::Chip;
    return cell;
}
} // namespace

QString verdictWords(const insight::HolderVerdict& verdict, Timestamp now)
{
    return insight::plainText(verdictSentence(verdict), now);
}

insight::Sentence verdictSentence(const insight::HolderVerdict& verdict)
{
    const auto since = [&](const QString& word) {
        return verdict.since ? insight::Words(word + u' ').elapsed(*verdict.since) : insight::Words(word);
    };
    switch (verdict.state) {
    case State::Gone:
        return since(inWords("Tables", "gone"));
    case State::Finished:
        return since(inWords("Tables", "finished"));
    case State::Ambiguous:
        return insight::Words(inWords("Tables", "several of that name"));
    case State::Restarting:
        return insight::Words(inWords("Tables", "restarting"));
    case State::NeverSeen:
        return insight::Words(inWords("Tables", "no pod"));
    case State::Running:
        return insight::Words(inWords("Tables", "running"));
    case State::Unknown:
        break;
    }
    return {};
}

Tone verdictTone(const insight::HolderVerdict& verdict, bool endless)
{
    const bool odd = verdict.state == State::Restarting || (verdict.state == State::NeverSeen && endless);
    return verdict.dead() ? Tone::Bad : odd ? Tone::Warning : Tone::Plain;
}

Column verdictColumn(std::function<RowHolder(const RowContext&)> holder)
{
    const auto cell = [holder = std::move(holder)](const RowContext& in) { return verdictCell(holder(in), in); };
    Column column{u"verdict"_s, inWords("Tables", "Its pod"), cell, 12, true};
    column.ofFates = true;
    column.firm = true;
    column.chips = {inWords("Tables", "no pod"), inWords("Tables", "deadlock"), inWords("Tables", "restarting")};
    return column;
}

} // namespace konductor::ui
