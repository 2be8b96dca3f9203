// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailsparts.h"

using namespace Qt::StringLiterals;

namespace konductor::ui::details {

namespace {
DetailsSection waiting(const std::vector<insight::QueuedRequest>& queue, Timestamp now)
{
    DetailsSection section{u"Waiting, in the order the operator will grant"_s};
    int place = 0;
    for (const insight::QueuedRequest& queued : queue) {
        const auto request = as<LeaseRequest>(queued.request);
        if (!request || queued.ofHolder) {
            continue;
        }
        DetailsRow row{.number = QString::number(++place), .text = {{shown(request->spec.holder), request->key()}}};
        row.note = DetailsChip{u"priority %1"_s.arg(request->spec.priority.value_or(0)), Tone::Neutral};
        row.value = age(request->meta.creationTimestamp, now);
        if (queued.tied) {
            row.toolTip = u"Another request has the same priority: the operator takes any of them."_s;
            row.note->text += u", tied"_s;
        }
        section.rows.push_back(std::move(row));
    }
    return section;
}

void warnOfOwnRequest(DetailsSection& section, const std::vector<insight::QueuedRequest>& queue)
{
    const auto own = std::find_if(queue.begin(), queue.end(), [](const auto& queued) { return queued.ofHolder; });
    const auto request = own != queue.end() ? as<LeaseRequest>(own->request) : nullptr;
    if (!request) {
        return;
    }
    const bool first = own == queue.begin();
    section.rows.push_back({.text = {{u"The request of %1 still exists and %2 (priority %3)."_s
                                          .arg(shown(request->spec.holder),
                                               first && !own->tied ? u"would win again"_s : u"competes again"_s)
                                          .arg(request->spec.priority.value_or(0))}},
                            .tone = Tone::Warning});
}

QStringList waitersOf(const std::vector<insight::QueuedRequest>& queue)
{
    QStringList holders;
    for (const insight::QueuedRequest& queued : queue) {
        if (const auto request = as<LeaseRequest>(queued.request); request && !queued.ofHolder) {
            holders.append(request->spec.holder);
        }
    }
    return holders;
}

void explain(const Lease& lease, const QStringList& waiters, Timestamp now, DetailsContent& content)
{
    const bool held = !lease.status.holder.isEmpty();
    const bool stuck = held && !lease.status.expiresAt && !waiters.isEmpty();
    content.why.title = stuck ? u"Why it is stuck"_s : held ? u"Why it is held"_s : u"Why it is free"_s;
    content.why.tone = stuck ? Tone::Bad : Tone::Plain;
    if (held) {
        QString text = u"Held for %1 by %2."_s.arg(age(lease.status.acquiredAt, now), shown(lease.status.holder));
        if (lease.status.expiresAt) {
            text += *lease.status.expiresAt > now
                ? u" It "_s + expiryWords(lease.status.expiresAt, now) + u"."_s
                : u" It "_s + expiryWords(lease.status.expiresAt, now) + u"; the operator frees it at its next look."_s;
        } else {
            text += lease.spec.ttl ? u" No expiry is set, so it will never expire."_s
                                   : u" The lease has no TTL, so it will never expire."_s;
        }
        if (!waiters.isEmpty()) {
            text += u" %1 %2."_s.arg(names(waiters), waiters.size() == 1 ? u"waits"_s : u"wait"_s);
        }
        say(content, text);
    } else if (waiters.isEmpty()) {
        say(content, u"Nobody holds it and nobody waits."_s);
    } else {
        content.why.title = u"Why nobody holds it"_s;
        content.why.tone = Tone::Warning;
        say(content,
            u"Nobody holds it, and %1 %2. The operator does not watch requests: it looks within 1 min."_s.arg(
                names(waiters), waiters.size() == 1 ? u"waits"_s : u"wait"_s));
    }
}
} // namespace

void describe(const Lease& lease, const Context& context, DetailsContent& content)
{
    const auto queue = insight::grantOrder(lease.key(), context.objects);
    const QStringList waiters = waitersOf(queue);
    const bool held = !lease.status.holder.isEmpty();
    explain(lease, waiters, context.now, content);
    addHoldActions(content, held, true, u"Nobody holds this lease."_s);
    content.sections.push_back(holderSection(insight::holdsOf(lease.key(), context.objects, context.now), context));
    DetailsSection line = waiting(queue, context.now);
    if (line.rows.empty()) {
        line.title = u"Waiting"_s;
        line.rows.push_back({.text = {{u"Nobody waits"_s}}, .tone = Tone::Neutral});
    }
    if (held) {
        warnOfOwnRequest(line, queue);
    }
    content.sections.push_back(std::move(line));
    content.sections.push_back({u"Object"_s, {fact(u"TTL"_s, durationFact(lease.spec.ttl))}});
}

} // namespace konductor::ui::details
