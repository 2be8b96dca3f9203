// SPDX-License-Identifier: Apache-2.0
#include "core/api/lease.h"
#include "core/base/words.h"
#include "ui/models/columns.h"
#include "ui/models/verdict.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
Cell holderCell(const RowContext& in)
{
    const auto lease = in.object<Lease>();
    return textCell(lease ? lease->status.holder : QString());
}

Cell heldForCell(const RowContext& in)
{
    const auto lease = in.object<Lease>();
    return sinceCell(lease && !lease->status.holder.isEmpty() ? lease->status.acquiredAt : std::nullopt, in.now);
}

Cell waitingCell(const RowContext& in)
{
    const insight::Waiters waiters = insight::waitersAt(in.row.target, in.objects, in.now);
    Cell cell = numberCell(waiters.count);
    if (waiters.since) {
        cell.toolTip = inWords("Tables", "The longest waits for %1.").arg(sinceCell(waiters.since, in.now).text);
    }
    return cell;
}

Cell longestWaitCell(const RowContext& in)
{
    return sinceCell(insight::waitersAt(in.row.target, in.objects, in.now).since, in.now);
}

Cell expiresCell(const RowContext& in)
{
    const auto lease = in.object<Lease>();
    if (!lease || lease->status.holder.isEmpty()) {
        return countdownCell({}, {}, QString());
    }
    return countdownCell(lease->status.expiresAt, lease->status.acquiredAt, inWords("Tables", "no TTL: never"));
}

QString summary(const ObjectIndex& objects, Timestamp now)
{
    qint64 held = 0;
    insight::Waiters waiting;
    objects.forEach(Kind::Lease, [&](const ObjectPtr& object) {
        held += as<Lease>(object)->status.holder.isEmpty() ? 0 : 1;
        waiting += insight::waitersAt(object->key(), objects, now);
    });
    const QString words = inWords("Tables", "%1 held · %2 waiting").arg(held).arg(waiting.count);
    if (!waiting.since) {
        return words;
    }
    return inWords("Tables", "%1, the longest for %2").arg(words, sinceCell(waiting.since, now).text);
}
} // namespace

TableSpec leaseTable()
{
    return {u"leases"_s,
            inWords("Tables", "Leases"),
            {Kind::Lease},
            {nameColumn(),
             namespaceColumn(),
             phaseColumn<Lease>(),
             {u"holder"_s, inWords("Tables", "Holder"), holderCell, 15},
             verdictColumn([](const RowContext& in) {
                 const auto lease = in.object<Lease>();
                 return lease ? RowHolder{lease->status.holder, !lease->status.expiresAt} : RowHolder();
             }),
             {u"heldFor"_s,
              inWords("Tables", "Held for"),
              heldForCell,
              10,
              true,
              true,
              {},
              inWords("Tables", "Held since")},
             {u"waiting"_s, inWords("Tables", "Waiting"), waitingCell, 9, false, true},
             {u"longestWait"_s,
              inWords("Tables", "Longest wait"),
              longestWaitCell,
              13,
              true,
              true,
              {},
              inWords("Tables", "Waiting since"),
              false,
              true},
             {u"expires"_s,
              inWords("Tables", "Expires in"),
              expiresCell,
              17,
              true,
              false,
              {},
              inWords("Tables", "Expires at")}},
            false,
            summary};
}

} // namespace konductor::ui
