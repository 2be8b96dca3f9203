// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailsparts.h"

#include "core/base/text.h"

using namespace Qt::StringLiterals;

namespace konductor::ui::details {

namespace {
constexpr qsizetype longestText = 400;

QString modeWord(insight::Hold::Mode mode)
{
    switch (mode) {
    case insight::Hold::Mode::Read:
        return u"read"_s;
    case insight::Hold::Mode::Write:
        return u"write"_s;
    default:
        return {};
    }
}
} // namespace

QString shown(const QString& text)
{
    return visibleText(elided(text, longestText));
}

QString age(const std::optional<Timestamp>& then, Timestamp now)
{
    return then ? humanDuration(std::max(std::chrono::milliseconds(0), now - *then)) : u"–"_s;
}

QString since(const std::optional<Timestamp>& then, const Context& context)
{
    return then ? u"since %1 · %2"_s.arg(clockTime(*then, context.times), age(then, context.now))
                : u"since when is not known"_s;
}

QString names(const QStringList& holders)
{
    constexpr qsizetype most = 3;
    QStringList parts;
    for (const QString& holder : holders.first(std::min(holders.size(), most))) {
        parts.append(shown(holder));
    }
    if (holders.size() > most) {
        return u"%1 and %2 more"_s.arg(parts.join(u", "_s)).arg(holders.size() - most);
    }
    if (parts.size() < 2) {
        return parts.join(QString());
    }
    const QString last = parts.takeLast();
    return parts.join(u", "_s) + u" and "_s + last;
}

QString durationFact(const std::optional<Duration>& duration)
{
    return duration ? formatDuration(*duration) : u"none"_s;
}

void say(DetailsContent& content, const QString& sentence, Tone tone)
{
    content.why.rows.push_back({.text = {{sentence}}, .tone = tone});
}

DetailsRow holderRow(const insight::Hold& hold, const Context& context)
{
    DetailsRow row{.text = {{hold.holder.isEmpty() ? u"no holder named"_s : shown(hold.holder), hold.via}}};
    row.value = since(hold.since, context);
    row.toolTip = hold.since ? u"since "_s + exactTime(*hold.since, context.times) : QString();
    if (const QString word = modeWord(hold.mode); !word.isEmpty()) {
        row.chip = DetailsChip{word, Tone::Held};
    }
    if (hold.until) {
        row.toolTip +=
            (row.toolTip.isEmpty() ? QString() : u"\n"_s) + u"until "_s + exactTime(*hold.until, context.times);
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
    section.title = section.rows.size() == 1 ? u"Holder"_s : u"Holders"_s;
    if (section.rows.empty()) {
        section.title = u"Holder"_s;
        section.rows.push_back({.text = {{u"Nobody holds it"_s}}, .tone = Tone::Neutral});
    }
    return section;
}

void addHoldActions(DetailsContent& content, bool held, bool canExpire, const QString& whyNot)
{
    const QString none = held ? QString() : whyNot;
    content.actions.push_back({DetailsAction::Type::Release, u"Release…"_s,
                               held ? DetailsAction::Look::Primary : DetailsAction::Look::Plain, none});
    if (canExpire) {
        content.actions.push_back(
            {DetailsAction::Type::ForceExpire, u"Force-expire…"_s, DetailsAction::Look::Danger, none});
    }
}

DetailsRow fact(const QString& name, const QString& value)
{
    return {.text = {{name}}, .value = value, .tone = Tone::Neutral};
}

QString expiryWords(const std::optional<Timestamp>& until, Timestamp now)
{
    if (!until) {
        return u"never expires"_s;
    }
    return *until > now ? u"expires in "_s + countdownText(*until - now)
                        : u"expired "_s + countdownText(now - *until) + u" ago"_s;
}

} // namespace konductor::ui::details
