// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
#include "core/insight/barrierprogress.h"
#include "ui/panels/detailsparts.h"

using namespace Qt::StringLiterals;

namespace konductor::ui::details {

namespace {
void explain(const Barrier& barrier, const insight::BarrierProgress& progress, Timestamp now, DetailsContent& content)
{
    const auto counted = [&](const QString& sentence) { return sentence.arg(progress.arrived).arg(progress.needed); };
    if (barrier.status.phase == BarrierPhase::Open) {
        content.why.title = inWords("Details", "Why it is open");
        say(content,
            counted(inWords("Details", "%1 of %2 arrived; it opened %3 ago.")).arg(age(barrier.status.openedAt, now)));
        return;
    }
    content.why.title = inWords("Details", "Why it is closed");
    content.why.tone = progress.pastDeadline ? Tone::Bad : Tone::Warning;
    if (progress.pastDeadline) {
        say(content,
            counted(inWords("Details",
                            "%1 of %2 arrived. Its time-out passed %3 ago: no arrival can open it any more. Raise or "
                            "remove its "
                            "time-out."))
                .arg(age(progress.deadline, now)));
    } else if (progress.missing() > 0) {
        say(content,
            counted(inWords("Details", "%1 of %2 arrived; it waits for %3 more.")).arg(progress.missing()) + u' '
                + (progress.deadline
                       ? inWords("Details", "It fails in %1.").arg(countdownText(*progress.deadline - now))
                       : inWords("Details", "It has no time-out.")));
    } else {
        say(content, counted(inWords("Details", "%1 of %2 arrived; the operator has not opened it yet.")));
    }
    if (progress.uncounted > 0) {
        say(content,
            inWords("Details",
                    "%n arrivals are not counted: without a controller owner reference nothing wakes the operator.",
                    "1 arrival is not counted: without a controller owner reference nothing wakes the operator.",
                    progress.uncounted),
            Tone::Warning);
    }
}

QString refusal(const Barrier& barrier, const insight::BarrierProgress& progress)
{
    if (progress.pastDeadline) {
        return inWords("Details", "The time-out has passed: no arrival can open it.");
    }
    return barrier.status.phase == BarrierPhase::Open ? inWords("Details", "The barrier is open already.") : QString();
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
                                   inWords("Details", "Arrive for the %1 missing…").arg(progress.missing()),
                                   DetailsAction::Look::Primary, whyNot});
    }
    content.actions.push_back({DetailsAction::Type::Arrive, inWords("Details", "Arrive…"),
                               several || !whyNot.isEmpty() ? DetailsAction::Look::Plain : DetailsAction::Look::Primary,
                               whyNot});

    DetailsSection arrivals{inWords("Details", "Arrivals: %1 of %2").arg(progress.arrived).arg(progress.needed)};
    DetailsBar bar{progress.arrived, progress.expected};
    if (progress.quorum) {
        bar.mark = progress.needed;
    }
    arrivals.rows.push_back(
        {.text = {{progress.quorum ? inWords("Details", "Quorum %1 of %2").arg(progress.needed).arg(progress.expected)
                                   : inWords("Details", "All must arrive")}},
         .value = inWords("Details", "%1 of %2").arg(progress.arrived).arg(progress.needed),
         .bar = bar});
    for (const insight::Hold& hold : insight::holdsOf(barrier.key(), context.objects, context.now)) {
        DetailsRow row = holderRow(hold, context);
        row.chip = DetailsChip{inWords("Details", "✓ arrived"), Tone::Ok};
        row.value = inWords("Details", "%1 ago").arg(age(hold.since, context.now));
        arrivals.rows.push_back(std::move(row));
    }
    if (progress.missing() > 0) {
        arrivals.rows.push_back(
            {.chip = DetailsChip{inWords("Details", "○ missing"), Tone::Warning},
             .text = {{inWords("Details", "%1 more; the barrier itself names nobody").arg(progress.missing())}}});
    }
    content.sections.push_back(std::move(arrivals));
    DetailsSection facts{inWords("Details", "Object"),
                         {fact(inWords("Details", "Time-out"), durationFact(barrier.spec.timeout))}};
    if (progress.deadline && barrier.status.phase != BarrierPhase::Open) {
        DetailsRow row = fact(inWords("Details", "Times out"), {});
        row.countdown = DetailsCountdown{*progress.deadline, barrier.meta.creationTimestamp};
        facts.rows.push_back(std::move(row));
    }
    content.sections.push_back(std::move(facts));
}

} // namespace konductor::ui::details
