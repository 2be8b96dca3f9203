// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/output/changeoutput.h"

#include "core/api/encoder.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/report/summary.h"

using namespace Qt::StringLiterals;

namespace konductor::inspect {

using report::Summary;
using report::summaryOf;

QByteArray syncedLine(qint64 objects, double seconds, double peakMemoryMiB)
{
    return u"{\"type\":\"SYNCED\",\"objects\":%1,\"seconds\":%2,\"peakMemoryMiB\":%3}\n"_s.arg(objects)
        .arg(seconds, 0, 'f', 3)
        .arg(peakMemoryMiB, 0, 'f', 1)
        .toUtf8();
}

QByteArray changeLine(const live::Change& change)
{
    const QByteArray type = !change.before ? "ADDED" : change.after ? "MODIFIED" : "DELETED";
    QByteArray json = *change.json;
    if (json.isEmpty()) { // found by a list: what this program knows of it
        json = compactJson(toJson(*(change.after ? change.after : change.before)));
    }
    // One line each: outside strings a line break is white space, inside JSON does not allow one.
    json.replace('\n', ' ');
    return "{\"type\":\"" + type + "\",\"object\":" + json + "}\n";
}

QString changeText(const live::Change& change, const ObjectIndex& objects, Timestamp now)
{
    const QChar sign = !change.before ? u'+' : change.after ? u'~' : u'-';
    const Object& object = *(change.after ? change.after : change.before);
    const QString time = formatTimestamp(now).mid(11, 8);
    QString text = u"%1 %2 %3"_s.arg(time, QString(sign), toString(object.key()));
    if (change.after) {
        const Summary summary = summaryOf(object, objects, now);
        QStringList parts{summary.phase, countText(summary), summary.holders.join(u", "_s)};
        if (summary.until) {
            parts.append(summary.untilWord + u' ' + untilText(summary, now));
        }
        parts.append(summary.detail);
        parts.removeAll(QString());
        text += u": "_s + parts.join(u", "_s);
    }
    return visibleText(text);
}

} // namespace konductor::inspect
