// SPDX-License-Identifier: Apache-2.0
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
    return first ? u" The next, of %1, %2."_s.arg(shown(first->holder), expiryWords(first->until, now))
                 : u" None of them expires."_s;
}

void explain(const insight::SemaphoreUsage& usage, const std::vector<insight::Hold>& holds, Timestamp now,
             DetailsContent& content)
{
    if (usage.overCommitted()) {
        content.why.title = u"Why it is over-committed"_s;
        content.why.tone = Tone::Bad;
        say(content,
            u"%1 permits are held of %2. The server refuses the operator's update, so the status is frozen "
            "until enough permits are freed or permits are raised."_s.arg(usage.held)
                .arg(usage.permits));
        return;
    }
    if (usage.held < usage.permits) {
        content.why.title = u"Why it is free"_s;
        say(content,
            u"%1 of %2 permits are held; %3 free."_s.arg(usage.held)
                .arg(usage.permits)
                .arg(usage.permits - usage.held));
        return;
    }
    content.why.title = u"Why it is full"_s;
    content.why.tone = Tone::Warning;
    say(content, u"All %1 permits are held."_s.arg(usage.permits) + firstToExpire(holds, now));
}
} // namespace

void describe(const Semaphore& semaphore, const Context& context, DetailsContent& content)
{
    const auto usage = insight::usageOf(semaphore, context.objects, context.now);
    const auto holds = insight::holdsOf(semaphore.key(), context.objects, context.now);
    explain(usage, holds, context.now, content);
    addHoldActions(content, !holds.empty(), true, u"No permit is held."_s);

    DetailsSection permits{u"Permits"_s};
    permits.rows.push_back({.text = {{u"In use"_s}},
                            .value = u"%1 of %2"_s.arg(usage.held).arg(usage.permits),
                            .bar = DetailsBar{usage.held, usage.permits}});
    if (semaphore.status.inUse != usage.held) {
        permits.rows.push_back(
            {.text = {{u"The status says %1 in use; %2 permits count."_s.arg(semaphore.status.inUse).arg(usage.held)}},
             .tone = Tone::Warning});
    }
    if (usage.expired > 0) {
        permits.rows.push_back(fact(u"Expired, still visible"_s, QString::number(usage.expired)));
    }
    content.sections.push_back(std::move(permits));
    content.sections.push_back(holderSection(holds, context));
    QString ttl = durationFact(semaphore.spec.ttl);
    if (semaphore.spec.ttl) {
        ttl += u" (the operator does not use it)"_s;
    }
    content.sections.push_back({u"Object"_s, {fact(u"TTL"_s, ttl)}});
}

} // namespace konductor::ui::details
