// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/output/writers.h"
#include "core/report/csvcell.h"
#include "core/report/summary.h"

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

using report::Summary;
using report::summaryOf;

QString number(const std::optional<qint64>& value)
{
    return value ? QString::number(*value) : QString();
}

QString time(const std::optional<Timestamp>& value)
{
    return value ? formatTimestamp(*value) : QString();
}

QString line(const Object& object, const Listing& listing)
{
    const Summary summary = summaryOf(object, listing.objects, listing.now);
    const QStringList cells{kindInfo(object.kind).name.toString(),
                            report::csvCell(object.meta.ns),
                            report::csvCell(object.meta.name),
                            report::csvCell(summary.phase == "-"_L1 ? QString() : summary.phase),
                            number(summary.have),
                            number(summary.of),
                            report::csvCell(summary.holders.join(u", "_s)),
                            time(summary.until),
                            report::csvCell(summary.detail),
                            time(object.meta.creationTimestamp)};
    return cells.join(u',') + u"\r\n"_s;
}

} // namespace

QByteArray csvOutput(const Listing& listing)
{
    QString text = u"kind,namespace,name,phase,count,of,holders,until,details,created\r\n"_s;
    for (const Kind kind : listing.kinds) {
        for (const ObjectPtr& object : listing.of(kind)) {
            text += line(*object, listing);
        }
    }
    return text.toUtf8();
}

} // namespace konductor::inspect
