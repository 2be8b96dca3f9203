// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.h"

#include "core/base/words.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace konductor {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

/// Reads exactly `digits` decimal digits at `pos` and steps over them; -1 if they are not there.
int takeDigits(QStringView text, qsizetype& pos, int digits)
{
    if (pos + digits > text.size()) {
        return -1;
    }
    int value = 0;
    for (int i = 0; i < digits; ++i) {
        const char16_t c = text[pos + i].unicode();
        if (c < u'0' || c > u'9') {
            return -1;
        }
        value = value * 10 + (c - u'0');
    }
    pos += digits;
    return value;
}

bool take(QStringView text, qsizetype& pos, char16_t c)
{
    if (pos < text.size() && text[pos].unicode() == c) {
        ++pos;
        return true;
    }
    return false;
}

std::optional<int> takeFraction(QStringView text, qsizetype& pos)
{
    if (!take(text, pos, u'.')) {
        return 0;
    }
    int millis = 0;
    int scale = 100;
    const qsizetype start = pos;
    for (; pos < text.size() && text[pos].unicode() >= u'0' && text[pos].unicode() <= u'9'; ++pos) {
        millis += (text[pos].unicode() - u'0') * scale;
        scale /= 10;
    }
    return pos > start ? std::optional(millis) : std::nullopt;
}

std::optional<minutes> takeOffset(QStringView text, qsizetype& pos)
{
    if (take(text, pos, u'Z') || take(text, pos, u'z')) {
        return minutes{0};
    }
    const bool east = take(text, pos, u'+');
    if (!east && !take(text, pos, u'-')) {
        return std::nullopt;
    }
    const int h = takeDigits(text, pos, 2);
    const bool colon = take(text, pos, u':');
    const int m = takeDigits(text, pos, 2);
    if (!colon || h < 0 || h > 23 || m < 0 || m > 59) {
        return std::nullopt;
    }
    const minutes offset{h * 60 + m};
    return east ? offset : -offset;
}

struct Unit {
    QStringView name;
    qint64 nanos;
};
// Longer names first: "ms" before "m".
constexpr std::array units{
    Unit{u"ns", 1},         Unit{u"us", 1'000},        Unit{u"µs", 1'000},         Unit{u"μs", 1'000},
    Unit{u"ms", 1'000'000}, Unit{u"s", 1'000'000'000}, Unit{u"m", 60'000'000'000}, Unit{u"h", 3'600'000'000'000}};

Error badDuration(QStringView text)
{
    return makeError(Error::Kind::Malformed, {},
                     spoken("Server", "\"%1\" is not a duration such as 30s or 1h30m").arg(text.left(40).toString()));
}

/// "1.25" and a unit of ten to the n: the digits after the point that Go would print, without trailing zeros.
QString withFraction(qint64 value, qint64 unit)
{
    QString out = QString::number(value / unit);
    qint64 rest = value % unit;
    if (rest == 0) {
        return out;
    }
    out += u'.';
    for (qint64 place = unit / 10; rest > 0; place /= 10) {
        out += QString::number(rest / place);
        rest %= place;
    }
    return out;
}

} // namespace

Result<Timestamp> parseTimestamp(QStringView text)
{
    const auto bad = [&] {
        return fail(makeError(Error::Kind::Malformed, {},
                              spoken("Server", "\"%1\" is not an RFC 3339 time").arg(text.left(40).toString())));
    };
    qsizetype pos = 0;
    const int y = takeDigits(text, pos, 4);
    const bool d1 = take(text, pos, u'-');
    const int mo = takeDigits(text, pos, 2);
    const bool d2 = take(text, pos, u'-');
    const int d = takeDigits(text, pos, 2);
    const bool t = take(text, pos, u'T') || take(text, pos, u't') || take(text, pos, u' ');
    const int h = takeDigits(text, pos, 2);
    const bool c1 = take(text, pos, u':');
    const int mi = takeDigits(text, pos, 2);
    const bool c2 = take(text, pos, u':');
    const int s = takeDigits(text, pos, 2);
    if (y < 1 || mo < 1 || d < 1 || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 60
        || !(d1 && d2 && t && c1 && c2)) {
        return bad();
    }
    const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
    const auto millis = takeFraction(text, pos);
    const auto offset = millis ? takeOffset(text, pos) : std::nullopt;
    if (!date.ok() || !offset || pos != text.size()) {
        return bad();
    }
    const Timestamp time =
        Timestamp{sys_days{date}} + hours{h} + minutes{mi} + seconds{s} + milliseconds{*millis} - *offset;
    const int inUtc = static_cast<int>(year_month_day{floor<days>(time)}.year()); // offsets and leap seconds move it
    if (inUtc < 1 || inUtc > 9999) {
        return bad();
    }
    return time;
}

/// Digit by digit: what asprintf() takes is most of the time in which a large cluster is written down.
QString formatTimestamp(Timestamp time)
{
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{floor<seconds>(time - day)};
    QString text = QString::number(static_cast<int>(date.year())).rightJustified(4, u'0');
    text.reserve(text.size() + 16);
    const auto append = [&text](char16_t before, unsigned value) {
        text += QChar(before);
        text += QChar(static_cast<char16_t>(u'0' + value / 10));
        text += QChar(static_cast<char16_t>(u'0' + value % 10));
    };
    append(u'-', static_cast<unsigned>(date.month()));
    append(u'-', static_cast<unsigned>(date.day()));
    append(u'T', static_cast<unsigned>(clock.hours().count()));
    append(u':', static_cast<unsigned>(clock.minutes().count()));
    append(u':', static_cast<unsigned>(clock.seconds().count()));
    return text + u'Z';
}

Result<Duration> parseDuration(QStringView text)
{
    qsizetype pos = 0;
    const bool negative = take(text, pos, u'-');
    if (!negative) {
        take(text, pos, u'+');
    }
    if (text.mid(pos) == u"0") {
        return Duration{0};
    }
    long double total = 0;
    bool any = false;
    while (pos < text.size()) {
        const qsizetype start = pos;
        long double value = 0;
        long double scale = 1;
        bool point = false;
        bool digits = false;
        for (; pos < text.size(); ++pos) {
            const char16_t c = text[pos].unicode();
            if (c == u'.' && !point) {
                point = true;
            } else if (c >= u'0' && c <= u'9') {
                digits = true;
                value = value * 10 + (c - u'0');
                scale *= point ? 10 : 1;
            } else {
                break;
            }
        }
        const Unit* unit = nullptr;
        for (const Unit& candidate : units) {
            if (text.mid(pos).startsWith(candidate.name)) {
                unit = &candidate;
                break;
            }
        }
        if (!digits || !unit || pos == start) {
            return fail(badDuration(text));
        }
        pos += unit->name.size();
        total += value / scale * static_cast<long double>(unit->nanos);
        any = true;
    }
    if (!any || total > static_cast<long double>(std::numeric_limits<qint64>::max())) {
        return fail(badDuration(text));
    }
    const auto nanos = static_cast<qint64>(std::floor(total + 1e-4L));
    return Duration{negative ? -nanos : nanos};
}

QString formatDuration(Duration duration)
{
    const qint64 nanos = duration.count();
    if (nanos == 0) {
        return u"0s"_s;
    }
    const QString sign = nanos < 0 ? u"-"_s : QString();
    const qint64 abs =
        nanos == std::numeric_limits<qint64>::min() ? std::numeric_limits<qint64>::max() : std::abs(nanos);
    if (abs < 1'000) {
        return sign + QString::number(abs) + u"ns"_s;
    }
    if (abs < 1'000'000) {
        return sign + withFraction(abs, 1'000) + u"µs"_s;
    }
    if (abs < 1'000'000'000) {
        return sign + withFraction(abs, 1'000'000) + u"ms"_s;
    }
    constexpr qint64 minute = 60'000'000'000;
    const qint64 totalMinutes = abs / minute;
    QString out = withFraction(abs % minute, 1'000'000'000) + u's';
    if (totalMinutes > 0) {
        out.prepend(QString::number(totalMinutes % 60) + u'm');
    }
    if (totalMinutes >= 60) {
        out.prepend(QString::number(totalMinutes / 60) + u'h');
    }
    return sign + out;
}

QString humanDuration(std::chrono::milliseconds duration)
{
    const qint64 s = std::abs(duration_cast<seconds>(duration).count());
    if (s < 60) {
        return inWords("Time", "%1 s").arg(s);
    }
    if (s < 7'200) {
        return inWords("Time", "%1 min").arg(s / 60);
    }
    if (s < 2 * 86'400) {
        return inWords("Time", "%1 h").arg(s / 3'600);
    }
    return inWords("Time", "%1 d").arg(s / 86'400);
}

QString countdownText(std::chrono::milliseconds duration)
{
    const qint64 s = std::abs(duration_cast<seconds>(duration).count());
    if (s >= 60 && s < 600) {
        return inWords("Time", "%1 min %2 s").arg(s / 60).arg(s % 60, 2, 10, QChar(u'0'));
    }
    if (s >= 3'600 && s < 36'000) {
        return inWords("Time", "%1 h %2 min").arg(s / 3'600).arg(s % 3'600 / 60, 2, 10, QChar(u'0'));
    }
    return humanDuration(duration);
}

} // namespace konductor
