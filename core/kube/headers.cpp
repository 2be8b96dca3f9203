// SPDX-License-Identifier: Apache-2.0
#include "core/kube/headers.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace konductor::kube {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {
constexpr qsizetype longestWarning = 500;
constexpr qsizetype mostWarnings = 20;
} // namespace

std::optional<Timestamp> parseHttpDate(QByteArrayView value)
{
    const QString text = QString::fromLatin1(value).trimmed();
    QDateTime date = QLocale::c().toDateTime(text, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!date.isValid()) {
        return std::nullopt;
    }
    date.setTimeSpec(Qt::UTC);
    return Timestamp{milliseconds{date.toMSecsSinceEpoch()}};
}

std::optional<milliseconds> parseRetryAfter(QByteArrayView value, Timestamp now)
{
    constexpr milliseconds longest = 1h;
    bool number = false;
    const qint64 count = value.toByteArray().trimmed().toLongLong(&number);
    if (number) {
        return count < 0 ? std::nullopt : std::optional<milliseconds>(count > 3600 ? longest : seconds{count});
    }
    if (const auto date = parseHttpDate(value)) {
        return std::clamp<milliseconds>(*date - now, 0ms, longest);
    }
    return std::nullopt;
}

QStringList parseWarnings(QByteArrayView value)
{
    QStringList texts;
    qsizetype pos = 0;
    while (texts.size() < mostWarnings && (pos = value.indexOf('"', pos)) >= 0) {
        QByteArray text;
        for (++pos; pos < value.size() && value[pos] != '"'; ++pos) {
            if (value[pos] == '\\' && pos + 1 < value.size()) {
                ++pos;
            }
            if (text.size() < longestWarning) {
                text += value[pos];
            }
        }
        ++pos;
        QString clean = QString::fromUtf8(text);
        clean.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
        if (!clean.isEmpty()) {
            texts += clean;
        }
        // An optional second quoted string is the date of the warning; it follows without a comma.
        const qsizetype next = value.indexOf('"', pos);
        if (next >= 0 && !value.sliced(pos, next - pos).contains(',')) {
            pos = value.indexOf('"', next + 1) + 1;
            if (pos == 0) {
                break;
            }
        }
    }
    return texts;
}

bool isForeignEncoding(QByteArrayView contentEncoding)
{
    const QByteArrayView name = contentEncoding.trimmed();
    return !name.isEmpty() && name.compare("identity", Qt::CaseInsensitive) != 0;
}

} // namespace konductor::kube
