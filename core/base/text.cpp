// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"

#include "core/base/words.h"

namespace konductor {

using namespace Qt::StringLiterals;

namespace {

bool isHiddenFormat(char32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF
        || c == 0x061C || c == 0x2028 || c == 0x2029 || (c >= 0xE0000 && c <= 0xE007F);
}

bool needsMark(char32_t c)
{
    return c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || isHiddenFormat(c) || (c >= 0xD800 && c <= 0xDFFF);
}

/// Where what isolated() made at `from` ends; -1 for anything else.
qsizetype endOfIsolated(QStringView text, qsizetype from)
{
    constexpr QChar opens(0x2066);
    constexpr QChar closes(0x2069);
    if (text[from] != opens || !runsRightToLeft()) {
        return -1;
    }
    qsizetype end = from + 1;
    while (end < text.size() && !needsMark(text[end].unicode())) {
        ++end;
    }
    return end < text.size() && text[end] == closes ? end : -1;
}

QString markOf(char32_t c)
{
    if (c < 0x20) {
        return QString(QChar(static_cast<char16_t>(0x2400 + c))); // Control Pictures block
    }
    if (c == 0x7F) {
        return u"␡"_s;
    }
    return u"⟨U+%1⟩"_s.arg(QString::number(static_cast<uint>(c), 16).toUpper().rightJustified(4, u'0'));
}

} // namespace

QString visibleText(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
        }
        if (const qsizetype end = endOfIsolated(text, i); end >= 0) {
            out += text.sliced(i, end - i + 1);
            i = end;
            continue;
        }
        if (needsMark(c)) {
            out += markOf(c);
        } else {
            out += text[i];
            if (pair) {
                out += text[i + 1];
            }
        }
        i += pair ? 1 : 0;
    }
    return out;
}

QString elided(const QString& text, qsizetype longest)
{
    if (text.size() <= longest) {
        return text;
    }
    qsizetype end = qMax<qsizetype>(0, longest - 1);
    if (end > 0 && text[end - 1].isHighSurrogate()) {
        --end;
    }
    return text.left(end) + u'…';
}

QString counted(qsizetype n, QStringView singular, QStringView plural)
{
    const QString word = n == 1 ? singular.toString()
        : plural.isEmpty()      ? singular.toString() + u's'
                                : plural.toString();
    return QString::number(n) + u' ' + word;
}

} // namespace konductor
