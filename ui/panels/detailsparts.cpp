// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailsparts.h"

#include "core/base/text.h"
#include "core/base/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::ui::details {

namespace {
constexpr qsizetype longestText = 400;

QString modeWord(insight::Hold::Mode mode)
{
    switch (mode) {
    case insight::Hold::Mode::Read:
        return inWords("Details", "read");
    case insight::Hold::Mode::Write:
        return inWords("Details", "write");
    default:
        return {};
    }
}
} // namespace

QString shown(const QString& text)
{
    return isolated(visibleText(elided(text, longestText)));
}

std::vector<DetailsSpan> spansOf(const QString& sentence, const std::vector<std::vector<DetailsSpan>>& at)
{
    std::vector<DetailsSpan> spans;
    const auto add = [&](const DetailsSpan& span) {
        if (!spans.empty() && !spans.back().link && !span.link) {
            spans.back().text += span.text;
        } else {
            spans.push_back(span);
        }
    };
    for (const SentencePart& part : sentenceParts(sentence)) {
        if (part.place == 0) {
            add({part.words});
        } else if (part.place <= at.size()) {
            std::for_each(at[part.place - 1].begin(), at[part.place - 1].end(), add);
        }
    }
    return spans;
}

QString age(const std::optional<Timestamp>& then, Timestamp now)
{
    return then ? humanDuration(std::max(std::chrono::milliseconds(0), now - *then)) : u"–"_s;
}

QString since(const std::optional<Timestamp>& then, const Context& context)
{
    return then ? inWords("Details", "since %1 · %2").arg(clockTime(*then, context.times), age(then, context.now))
                : inWords("Details", "since when is not known");
}

QString names(const QStringList& holders)
{
    constexpr qsizetype most = 3;
    QStringList parts;
    for (const QString& holder : holders.first(std::min(holders.size(), most))) {
        parts.append(shown(holder));
    }
    if (holders.size() > most) {
        return inWords("Details", "%1 and %2 more").arg(parts.join(u", "_s)).arg(holders.size() - most);
    }
    if (parts.size() < 2) {
        return parts.join(QString());
    }
    const QString last = parts.takeLast();
    return inWords("Details", "%1 and %2").arg(parts.join(u", "_s), last);
}

QString durationFact(const std::optional<Duration>& duration)
{
    if (!duration) {
        return inWords("Details", "none");
    }
    using namespace std::chrono;
    const Duration unit = *duration < 1min ? Duration(1s)
        : *duration < 2h                   ? Duration(1min)
        : *duration < 48h                  ? Duration(1h)
                                           : Duration(24h);
    const bool isWhole = *duration > Duration::zero() && *duration % unit == Duration::zero();
    return isWhole ? humanDuration(*duration) : isolated(formatDuration(*duration));
}

void say(DetailsContent& content, const QString& sentence, Tone tone)
{
    content.why.rows.push_back({.text = {{sentence}}, .tone = tone});
}

DetailsRow holderRow(const insight::Hold& hold, const Context& context)
{
    DetailsRow row{
        .text = {{hold.holder.isEmpty() ? inWords("Details", "no holder named") : shown(hold.holder), hold.via}}};
    row.holder = hold.holder;
    row.value = since(hold.since, context);
    row.toolTip = hold.since ? inWords("Details", "since %1").arg(exactTime(*hold.since, context.times)) : QString();
    if (const QString word = modeWord(hold.mode); !word.isEmpty()) {
        row.chip = DetailsChip{word, Tone::Held};
    }
    if (hold.until) {
        row.toolTip += (row.toolTip.isEmpty() ? QString() : u"\n"_s)
            + inWords("Details", "until %1").arg(exactTime(*hold.until, context.times));
        row.countdown = DetailsCountdown{*hold.until, hold.since};
    }
    return row;
}

DetailsSection holderSection(const std::vector<insight::Hold>& holds, const Context& context)
{
    DetailsSection section;
    for (const insight::Hold& hold : holds) {
        if (!hold.waits()) {
            section.rows.push_back(holderRow(hold, context));
        }
    }
    section.title = section.rows.size() == 1 ? inWords("Details", "Holder") : inWords("Details", "Holders");
    if (section.rows.empty()) {
        section.title = inWords("Details", "Holder");
        section.rows.push_back({.text = {{inWords("Details", "Nobody holds it")}}, .tone = Tone::Neutral});
    }
    return section;
}

void addHoldActions(DetailsContent& content, bool held, bool canExpire, const QString& whyNot)
{
    const QString none = held ? QString() : whyNot;
    const bool mends = held && content.why.tone == Tone::Bad;
    content.actions.push_back({DetailsAction::Type::Release, inWords("Details", "Release…"),
                               mends ? DetailsAction::Look::Primary : DetailsAction::Look::Plain, none});
    if (canExpire) {
        content.actions.push_back(
            {DetailsAction::Type::ForceExpire, inWords("Details", "Force-expire…"), DetailsAction::Look::Danger, none});
    }
}

QString handOverWords(const QString& heir)
{
    constexpr qsizetype longestInButton = 24;
    return inWords("Details", "Hand over to %1…").arg(shown(elided(heir, longestInButton)));
}

DetailsRow fact(const QString& name, const QString& value)
{
    return {.text = {{name}}, .value = value, .tone = Tone::Neutral};
}

QString expiryWords(const std::optional<Timestamp>& until, Timestamp now)
{
    if (!until) {
        return inWords("Details", "never expires");
    }
    return *until > now ? inWords("Details", "expires in %1").arg(countdownText(*until - now))
                        : inWords("Details", "expired %1 ago").arg(countdownText(now - *until));
}

} // namespace konductor::ui::details
