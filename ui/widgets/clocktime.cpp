// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/clocktime.h"

#include "core/base/words.h"

#include <QDateTime>

#include <cstdlib>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

QDateTime dateTimeOf(Timestamp time, const TimeStyle& style)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), style.utc ? Qt::UTC : Qt::LocalTime);
}

} // namespace

QString clockTime(Timestamp time, const TimeStyle& style)
{
    return isolated(dateTimeOf(time, style).toString(u"HH:mm:ss"_s));
}

QString hourAndMinute(Timestamp time, const TimeStyle& style)
{
    return isolated(dateTimeOf(time, style).toString(u"HH:mm"_s));
}

QString dayAndTime(Timestamp time, const TimeStyle& style)
{
    return isolated(dateTimeOf(time, style).toString(inWords("ClockTime", "MM-dd HH:mm")));
}

QString momentText(Timestamp time, Timestamp now, const TimeStyle& style)
{
    return dateTimeOf(time, style).date() == dateTimeOf(now, style).date() ? clockTime(time, style)
                                                                           : dayAndTime(time, style);
}

QString exactTime(Timestamp time, const TimeStyle& style)
{
    const QDateTime moment = dateTimeOf(time, style);
    const QString text = moment.toString(inWords("ClockTime", "yyyy-MM-dd HH:mm:ss"));
    if (style.utc) {
        return isolated(text + u" UTC"_s);
    }
    const int minutes = moment.offsetFromUtc() / 60;
    return isolated(u"%1 %2%3:%4"_s.arg(text, minutes < 0 ? u"-"_s : u"+"_s)
                        .arg(std::abs(minutes) / 60, 2, 10, QChar(u'0'))
                        .arg(std::abs(minutes) % 60, 2, 10, QChar(u'0')));
}

} // namespace konductor::ui
