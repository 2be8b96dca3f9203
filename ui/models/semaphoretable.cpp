// SPDX-License-Identifier: Apache-2.0
#include "core/api/semaphore.h"
#include "core/base/words.h"
#include "core/insight/semaphoreusage.h"
#include "ui/models/columns.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
Cell permitsCell(const RowContext& in)
{
    const auto semaphore = in.object<Semaphore>();
    if (!semaphore) {
        return textCell({});
    }
    const insight::SemaphoreUsage usage = insight::usageOf(*semaphore, in.objects, in.now);
    Cell cell = barCell(usage.held, usage.permits, usage.overCommitted() ? Tone::Bad : Tone::Held);
    if (usage.overCommitted()) {
        cell.toolTip =
            inWords("Tables", "More permits are granted than there are; the operator can no longer write the status.");
    }
    return cell;
}

QString summary(const ObjectIndex& objects, Timestamp now)
{
    qint64 held = 0;
    int over = 0;
    objects.forEach(Kind::Semaphore, [&](const ObjectPtr& object) {
        const auto usage = insight::usageOf(*as<Semaphore>(object), objects, now);
        held += usage.held;
        over += usage.overCommitted() ? 1 : 0;
    });
    const QString words = inWords("Tables", "%n permits held", "1 permit held", held);
    return over == 0 ? words : words + u" · "_s + inWords("Tables", "%1 over-committed").arg(over);
}
} // namespace

TableSpec semaphoreTable()
{
    const Column permits{u"permits"_s, inWords("Tables", "Permits"), permitsCell, 20, true};
    const Column holders{
        u"holders"_s, inWords("Tables", "Holders"),
        [](const RowContext& in) { return holdersCell(holderNames(in.row.target, in.objects, in.now)); }, 25, true};
    return {u"semaphores"_s,
            inWords("Tables", "Semaphores"),
            {Kind::Semaphore},
            {nameColumn(), namespaceColumn(), phaseColumn<Semaphore>(), permits, holders, ageColumn()},
            false,
            summary};
}

} // namespace konductor::ui
