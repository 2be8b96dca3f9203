// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
#include "core/insight/semaphoreusage.h"
#include "ui/panels/detailsparts.h"

using namespace Qt::StringLiterals;

namespace konductor::ui::details {

namespace {
QString firstToExpire(const std::vector<insight::Hold>& holds, Timestamp now)
{
    const insight::Hold* first = nullptr;
    for (const insight::Hold& hold : holds) {
        if (hold.until && (!first || *hold.until < *first->until)) {
            first = &hold;
        }
    }
    return first ? inWords("Details", "The next, of %1, %2.").arg(shown(first->holder), expiryWords(first->until, now))
                 : inWords("Details", "None of them expires.");
}

void explain(const insight::SemaphoreUsage& usage, const std::vector<insight::Hold>& holds, Timestamp now,
             DetailsContent& content)
{
    if (usage.overCommitted()) {
        content.why.title = inWords("Details", "Why it is over-committed");
        content.why.tone = Tone::Bad;
        say(content,
            inWords("Details",
                    "%1 permits are held of %2. The server refuses the operator's update, so the status is frozen "
                    "until enough permits are freed or permits are raised.")
                .arg(usage.held)
                .arg(usage.permits));
        return;
    }
    if (usage.held < usage.permits) {
        content.why.title = inWords("Details", "Why it is free");
        say(content,
            inWords("Details", "%1 of %2 permits are held; %3 free.")
                .arg(usage.held)
                .arg(usage.permits)
                .arg(usage.permits - usage.held));
        return;
    }
    content.why.title = inWords("Details", "Why it is full");
    say(content,
        inWords("Details", "All %n permits are held.", "Its one permit is held.", usage.permits) + u' '
            + firstToExpire(holds, now));
}
} // namespace

void describe(const Semaphore& semaphore, const Context& context, DetailsContent& content)
{
    const auto usage = insight::usageOf(semaphore, context.objects, context.now);
    const auto holds = insight::holdsOf(semaphore.key(), context.objects, context.now);
    explain(usage, holds, context.now, content);
    addHoldActions(content, !holds.empty(), true, inWords("Details", "No permit is held."));

    DetailsSection permits{inWords("Details", "Permits")};
    permits.rows.push_back({.text = {{inWords("Details", "In use")}},
                            .value = inWords("Details", "%1 of %2").arg(usage.held).arg(usage.permits),
                            .bar = DetailsBar{usage.held, usage.permits}});
    if (semaphore.status.inUse != usage.held) {
        permits.rows.push_back({.text = {{inWords("Details", "The status says %1 in use; %n permits count.",
                                                  "The status says %1 in use; 1 permit counts.", usage.held)
                                              .arg(semaphore.status.inUse)}},
                                .tone = Tone::Warning});
    }
    if (usage.expired > 0) {
        permits.rows.push_back(fact(inWords("Details", "Expired, still visible"), QString::number(usage.expired)));
    }
    content.sections.push_back(std::move(permits));
    content.sections.push_back(holderSection(holds, context));
    QString ttl = durationFact(semaphore.spec.ttl);
    if (semaphore.spec.ttl) {
        ttl = inWords("Details", "%1 (the operator does not use it)").arg(ttl);
    }
    content.sections.push_back({inWords("Details", "Object"), {fact(inWords("Details", "TTL"), ttl)}});
}

} // namespace konductor::ui::details
