// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/output/summary.h"
#include "app/inspect/output/writers.h"
#include "core/base/text.h"

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

/// RFC 4180 quoting is no protection against formulas (kube.md 6.5): such cells get a leading apostrophe.
QString guarded(const QString& text)
{
    static const QString starters = u"=+-@\t\r＝＋－＠"_s;
    qsizetype first = 0;
    while (first < text.size() && (text[first] == u' ' || text[first] == u'\uFEFF')) {
        ++first;
    }
    return first < text.size() && starters.contains(text[first]) ? u'\'' + text : text;
}

QString cell(const QString& text)
{
    QString safe = visibleText(guarded(text));
    if (safe.contains(u',') || safe.contains(u'"') || safe.contains(u'\'')) {
        safe = u'"' + safe.replace(u'"', u"\"\""_s) + u'"';
    }
    return safe;
}

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
                            cell(object.meta.ns),
                            cell(object.meta.name),
                            cell(summary.phase == "-"_L1 ? QString() : summary.phase),
                            number(summary.have),
                            number(summary.of),
                            cell(summary.holders.join(u", "_s)),
                            time(summary.until),
                            cell(summary.detail),
                            time(object.meta.creationTimestamp)};
    return cells.join(u',') + u"\r\n"_s;
}

} // namespace

QByteArray csvOutput(const Listing& listing)
{
    QString text = u"kind,namespace,name,phase,count,of,holders,until,details,created\r\n"_s;
    for (const Kind kind : listing.kinds) {
        for (const ObjectPtr& object : listing.objects.sorted(kind)) {
            text += line(*object, listing);
        }
    }
    return text.toUtf8();
}

} // namespace konductor::inspect
