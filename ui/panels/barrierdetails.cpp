// SPDX-License-Identifier: Apache-2.0
#include "core/insight/barrierprogress.h"
#include "ui/panels/detailsparts.h"

using namespace Qt::StringLiterals;

namespace konductor::ui::details {

namespace {
void explain(const Barrier& barrier, const insight::BarrierProgress& progress, Timestamp now, DetailsContent& content)
{
    const QString count = u"%1 of %2 arrived"_s.arg(progress.arrived).arg(progress.needed);
    if (barrier.status.phase == BarrierPhase::Open) {
        content.why.title = u"Why it is open"_s;
        say(content, count + u"; it opened %1 ago."_s.arg(age(barrier.status.openedAt, now)));
        return;
    }
    content.why.title = u"Why it is closed"_s;
    content.why.tone = progress.pastDeadline ? Tone::Bad : Tone::Warning;
    if (progress.pastDeadline) {
        say(content,
            count
                + u". Its time-out passed %1 ago: no arrival can open it any more. Raise or remove its "
                  "time-out."_s.arg(age(progress.deadline, now)));
    } else if (progress.missing() > 0) {
        say(content,
            count + u"; it waits for %1 more."_s.arg(progress.missing())
                + (progress.deadline ? u" It fails in %1."_s.arg(countdownText(*progress.deadline - now))
                                     : u" It has no time-out."_s));
    } else {
        say(content, count + u"; the operator has not opened it yet."_s);
    }
    if (progress.uncounted > 0) {
        say(content,
            u"%1 not counted: without a controller owner reference nothing wakes the operator."_s.arg(
                progress.uncounted == 1 ? u"1 arrival is"_s : u"%1 arrivals are"_s.arg(progress.uncounted)),
            Tone::Warning);
    }
}

QString refusal(const Barrier& barrier, const insight::BarrierProgress& progress)
{
    if (progress.pastDeadline) {
        return u"The time-out has passed: no arrival can open it."_s;
    }
    return barrier.status.phase == BarrierPhase::Open ? u"The barrier is open already."_s : QString();
}
} // namespace

void describe(const Barrier& barrier, const Context& context, DetailsContent& content)
{
    const auto progress = insight::progressOf(barrier, context.objects, context.now);
    explain(barrier, progress, context.now, content);
    const QString whyNot = refusal(barrier, progress);
    const bool several = progress.missing() > 1;
    if (several) {
        content.actions.push_back({DetailsAction::Type::ArriveMissing,
                                   u"Arrive for the %1 missing…"_s.arg(progress.missing()),
                                   DetailsAction::Look::Primary, whyNot});
    }
    content.actions.push_back({DetailsAction::Type::Arrive, u"Arrive…"_s,
                               several || !whyNot.isEmpty() ? DetailsAction::Look::Plain : DetailsAction::Look::Primary,
                               whyNot});

    DetailsSection arrivals{u"Arrivals: %1 of %2"_s.arg(progress.arrived).arg(progress.needed)};
    DetailsBar bar{progress.arrived, progress.expected};
    if (progress.quorum) {
        bar.mark = progress.needed;
    }
    arrivals.rows.push_back(
        {.text = {{progress.quorum ? u"Quorum %1 of %2"_s.arg(progress.needed).arg(progress.expected)
                                   : u"All must arrive"_s}},
         .value = u"%1 of %2"_s.arg(progress.arrived).arg(progress.needed),
         .bar = bar});
    for (const insight::Hold& hold : insight::holdsOf(barrier.key(), context.objects, context.now)) {
        DetailsRow row = holderRow(hold, context);
        row.chip = DetailsChip{u"✓ arrived"_s, Tone::Ok};
        row.value = age(hold.since, context.now) + u" ago"_s;
        arrivals.rows.push_back(std::move(row));
    }
    if (progress.missing() > 0) {
        arrivals.rows.push_back({.chip = DetailsChip{u"○ missing"_s, Tone::Warning},
                                 .text = {{u"%1 more; their names are not known"_s.arg(progress.missing())}}});
    }
    content.sections.push_back(std::move(arrivals));
    DetailsSection facts{u"Object"_s, {fact(u"Time-out"_s, durationFact(barrier.spec.timeout))}};
    if (progress.deadline && barrier.status.phase != BarrierPhase::Open) {
        DetailsRow row = fact(u"Times out"_s, {});
        row.countdown = DetailsCountdown{*progress.deadline, barrier.meta.creationTimestamp};
        facts.rows.push_back(std::move(row));
    }
    content.sections.push_back(std::move(facts));
}

} // namespace konductor::ui::details
