// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace konductor {

using namespace Qt::StringLiterals;

namespace {
thread_local int englishOnly = 0;
} // namespace

bool runsRightToLeft()
{
    // As Qt itself finds the direction of a translation.
    return englishOnly == 0 && QCoreApplication::translate("QGuiApplication", "QT_LAYOUT_DIRECTION") == "RTL"_L1;
}

QString inWords(const char* context, const char* text)
{
    return englishOnly > 0 ? QString::fromUtf8(text) : QCoreApplication::translate(context, text);
}

QString inWords(const char* context, const char* many, const char* one, qint64 n)
{
    const QString english =
        n == 1 ? QString::fromUtf8(one) : QString::fromUtf8(many).replace("%n"_L1, QString::number(n));
    if (englishOnly > 0) {
        return english;
    }
    const int bounded = int(std::clamp<qint64>(n, 0, std::numeric_limits<int>::max()));
    const QString said = QCoreApplication::translate(context, many, one, bounded);
    // Without a translation Qt gives the source, in which "1 objects" would stand.
    return said == QString::fromUtf8(many).replace("%n"_L1, QString::number(bounded)) ? english : said;
}

Spoken spoken(const char* context, const char* text)
{
    return {inWords(context, text), QString::fromUtf8(text)};
}

std::vector<SentencePart> sentenceParts(const QString& sentence)
{
    std::vector<SentencePart> parts;
    qsizetype from = 0;
    for (qsizetype i = 0; i + 2 < sentence.size(); ++i) {
        const int place = sentence[i + 1].digitValue();
        if (sentence[i] != u'{' || sentence[i + 2] != u'}' || place < 1) {
            continue;
        }
        if (i > from) {
            parts.push_back({sentence.mid(from, i - from)});
        }
        parts.push_back({{}, static_cast<size_t>(place)});
        from = i + 3;
        i += 2;
    }
    if (from < sentence.size()) {
        parts.push_back({sentence.mid(from)});
    }
    return parts;
}

InEnglish::InEnglish()
{
    ++englishOnly;
}

InEnglish::~InEnglish()
{
    --englishOnly;
}

QString isolated(const QString& text)
{
    constexpr QChar opens(0x2066);
    constexpr QChar closes(0x2069);
    const bool isDone = text.startsWith(opens) && text.endsWith(closes);
    return text.isEmpty() || isDone || !runsRightToLeft() ? text : opens + text + closes;
}

QString isolatedSentence(const QString& text)
{
    return text.isRightToLeft() ? text : isolated(text);
}

QString Spoken::asPart() const
{
    return shown == kept ? isolated(shown) : shown;
}

QString notIsolated(QString text)
{
    return text.remove(QChar(0x2066)).remove(QChar(0x2069));
}

} // namespace konductor
