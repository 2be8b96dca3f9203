// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/insight/findings.h"
#include "ui/panels/detailsparts.h"

using namespace Qt::StringLiterals;

namespace konductor::ui::details {

namespace {
DetailsSection waiting(const std::vector<insight::QueuedRequest>& queue, Timestamp now)
{
    DetailsSection section{inWords("Details", "Waiting, in the order the operator will grant")};
    int place = 0;
    for (const insight::QueuedRequest& queued : queue) {
        const auto request = as<LeaseRequest>(queued.request);
        if (!request || queued.ofHolder) {
            continue;
        }
        DetailsRow row{.number = QString::number(++place), .text = {{shown(request->spec.holder), request->key()}}};
        const QString words = queued.tied ? inWords("Details", "priority %1, tied") : inWords("Details", "priority %1");
        row.note = DetailsChip{words.arg(request->spec.priority.value_or(0)), Tone::Neutral};
        row.value = age(request->meta.creationTimestamp, now);
        row.holder = request->spec.holder; // who is gone would be granted all the same
        if (queued.tied) {
            row.toolTip = inWords("Details", "Another request has the same priority: the operator takes any of them.");
        }
        section.rows.push_back(std::move(row));
    }
    return section;
}

void warnOfOwnRequest(DetailsSection& section, const std::vector<insight::QueuedRequest>& queue)
{
    const auto own = std::find_if(queue.begin(), queue.end(), [](const auto& queued) { return queued.ofHolder; });
    const auto request = own != queue.end() ? as<LeaseRequest>(own->request) : nullptr;
    const bool othersWait =
        std::any_of(queue.begin(), queue.end(), [](const auto& queued) { return !queued.ofHolder; });
    if (!request || !othersWait) {
        return;
    }
    const bool first = own == queue.begin();
    const QString words = first && !own->tied
        ? inWords("Details", "The request of %1 still exists and would win again (priority %2).")
        : inWords("Details", "The request of %1 still exists and competes again (priority %2).");
    section.rows.push_back(
        {.text = {{words.arg(shown(request->spec.holder), QString::number(request->spec.priority.value_or(0)))}},
         .tone = Tone::Warning});
}

/// Nothing ends the hold, others wait, and it has been so for longer than a holder needs.
bool isStuck(const Lease& lease, const QStringList& waiters, Timestamp now)
{
    const auto& since = lease.status.acquiredAt;
    return !lease.status.holder.isEmpty() && !lease.status.expiresAt && !waiters.isEmpty()
        && (!since || now - *since > insight::patience);
}

void explain(const Lease& lease, const QStringList& waiters, Timestamp now, DetailsContent& content)
{
    const bool held = !lease.status.holder.isEmpty();
    const bool stuck = isStuck(lease, waiters, now);
    content.why.title = stuck ? inWords("Details", "Why it is stuck")
        : held                ? inWords("Details", "Why it is held")
                              : inWords("Details", "Why it is free");
    content.why.tone = stuck ? Tone::Bad : Tone::Plain;
    if (held) {
        QString text =
            inWords("Details", "Held for %1 by %2.").arg(age(lease.status.acquiredAt, now), shown(lease.status.holder));
        if (lease.status.expiresAt) {
            text += u' '
                + (*lease.status.expiresAt > now
                       ? inWords("Details", "It expires in %1.").arg(countdownText(*lease.status.expiresAt - now))
                       : inWords("Details", "It expired %1 ago; the operator frees it at its next look.")
                             .arg(countdownText(now - *lease.status.expiresAt)));
        } else {
            text += u' '
                + (lease.spec.ttl ? inWords("Details", "No expiry is set, so it will never expire.")
                                  : inWords("Details", "The lease has no TTL, so it will never expire."));
        }
        if (!waiters.isEmpty()) {
            text += u' '
                + (waiters.size() == 1 ? inWords("Details", "%1 waits.") : inWords("Details", "%1 wait."))
                      .arg(names(waiters));
        }
        say(content, text);
    } else if (waiters.isEmpty()) {
        say(content, inWords("Details", "Nobody holds it and nobody waits."));
    } else {
        content.why.title = inWords("Details", "Why nobody holds it");
        content.why.tone = Tone::Warning;
        say(content,
            (waiters.size() == 1
                 ? inWords(
                     "Details",
                     "Nobody holds it, and %1 waits. The operator does not watch requests: it looks within 1 min.")
                 : inWords(
                     "Details",
                     "Nobody holds it, and %1 wait. The operator does not watch requests: it looks within 1 min."))
                .arg(names(waiters)));
    }
}
/// Foremost where the holder will not give it back by itself.
void offerHandOver(const QString& next, bool stuck, DetailsContent& content)
{
    DetailsAction offer{DetailsAction::Type::HandOver, handOverWords(next)};
    if (stuck) {
        offer.look = DetailsAction::Look::Primary;
        content.actions.front().look = DetailsAction::Look::Plain;
    }
    content.actions.insert(stuck ? content.actions.begin() : content.actions.begin() + 1, offer);
}
} // namespace

void describe(const Lease& lease, const Context& context, DetailsContent& content)
{
    const auto queue = insight::grantOrder(lease.key(), context.objects);
    const QStringList waiters = insight::waitersOf(queue);
    const bool held = !lease.status.holder.isEmpty();
    explain(lease, waiters, context.now, content);
    addHoldActions(content, held, true, inWords("Details", "Nobody holds this lease."));
    if (held && !waiters.isEmpty()) {
        offerHandOver(waiters.front(), isStuck(lease, waiters, context.now), content);
    }
    content.sections.push_back(holderSection(insight::holdsOf(lease.key(), context.objects, context.now), context));
    DetailsSection line = waiting(queue, context.now);
    if (line.rows.empty()) {
        line.title = inWords("Details", "Waiting");
        line.rows.push_back({.text = {{inWords("Details", "Nobody waits")}}, .tone = Tone::Neutral});
    }
    if (held) {
        warnOfOwnRequest(line, queue);
    }
    content.sections.push_back(std::move(line));
    content.sections.push_back(
        {inWords("Details", "Object"), {fact(inWords("Details", "TTL"), durationFact(lease.spec.ttl))}});
}

} // namespace konductor::ui::details
