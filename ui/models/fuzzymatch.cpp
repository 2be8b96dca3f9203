// SPDX-License-Identifier: Apache-2.0
#include "ui/models/fuzzymatch.h"

#include <algorithm>
#include <array>

namespace konductor::ui {

namespace {

constexpr int whole = 1'000;
constexpr int atStart = 800;
constexpr int atBoundary = 600;
constexpr int inside = 400;
constexpr int scattered = 200;
constexpr int mostStray = 2;
constexpr int strayCosts = 50;
constexpr int laterPart = 50; ///< What a part counts less than the one before.
constexpr int longestCounted = 99; ///< Of a text's length, which decides between equals.

constexpr char16_t foldedAscii(char16_t unit)
{
    return unit >= u'A' && unit <= u'Z' ? static_cast<char16_t>(unit + 32) : unit;
}

char16_t folded(QChar c)
{
    return c.unicode() < 128 ? foldedAscii(c.unicode()) : c.toCaseFolded().unicode();
}

constexpr quint64 otherBit = quint64(1) << 36;

/// What is no letter or digit shares one bit.
constexpr std::array<quint64, 128> asciiBits = [] {
    std::array<quint64, 128> bits{};
    for (size_t i = 0; i < bits.size(); ++i) {
        const char16_t unit = foldedAscii(static_cast<char16_t>(i));
        const int bit = unit >= u'a' && unit <= u'z' ? unit - u'a'
            : unit >= u'0' && unit <= u'9'           ? 26 + unit - u'0'
                                                     : 36;
        bits[i] = quint64(1) << bit;
    }
    return bits;
}();

bool isBoundary(QStringView text, qsizetype place)
{
    return place == 0 || !text[place - 1].isLetterOrNumber() || (text[place].isUpper() && text[place - 1].isLower());
}

bool isAt(QStringView word, QStringView text, qsizetype place)
{
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (folded(text[place + i]) != word[i]) {
            return false;
        }
    }
    return true;
}

/// Where the word begins a part of the text, else where it is at all; -1: nowhere.
qsizetype find(QStringView word, QStringView text)
{
    qsizetype first = -1;
    for (qsizetype i = 0; i + word.size() <= text.size(); ++i) {
        if (folded(text[i]) == word[0] && isAt(word, text, i)) {
            if (isBoundary(text, i)) {
                return i;
            }
            first = first < 0 ? i : first;
        }
    }
    return first;
}

/// The word's letters in their order from a boundary on; how many of them stray: stand neither at a boundary nor next
/// to the one before. None: they are not there, or stray too much. What fits a word fits its beginning, too.
std::optional<int> strayFrom(qsizetype start, QStringView word, QStringView text, std::vector<qsizetype>* places)
{
    qsizetype letter = 0;
    qsizetype last = start - 1;
    int stray = 0;
    for (qsizetype i = start; i < text.size() && letter < word.size() && stray <= mostStray; ++i) {
        if (folded(text[i]) == word[letter]) {
            stray += i == last + 1 || isBoundary(text, i) ? 0 : 1;
            last = i;
            ++letter;
            if (places) {
                places->push_back(i);
            }
        }
    }
    return letter == word.size() && stray <= mostStray ? std::optional(stray) : std::nullopt;
}

/// Where the word's letters stray least.
std::optional<int> leastStray(QStringView word, QStringView text, std::vector<qsizetype>* places)
{
    std::optional<int> best;
    std::vector<qsizetype> tried;
    for (qsizetype i = 0; i + word.size() <= text.size(); ++i) {
        if (folded(text[i]) != word[0] || !isBoundary(text, i)) {
            continue;
        }
        tried.clear();
        if (const auto stray = strayFrom(i, word, text, places ? &tried : nullptr);
            stray && (!best || *stray < *best)) {
            best = stray;
            if (places) {
                *places = tried;
            }
        }
    }
    return best;
}

int scoreOf(QStringView word, QStringView text)
{
    const int length = static_cast<int>(std::min<qsizetype>(text.size(), longestCounted));
    if (const qsizetype place = find(word, text); place >= 0) {
        const int found = place == 0  ? word.size() == text.size() ? whole : atStart
            : isBoundary(text, place) ? atBoundary
                                      : inside;
        return found - length;
    }
    const auto stray = leastStray(word, text, nullptr);
    return stray ? scattered - strayCosts * *stray - length : -1;
}

} // namespace

FuzzyPattern::FuzzyPattern(const QString& typed)
{
    QString word;
    for (const QChar c : typed + u' ') {
        if (!c.isSpace() && c != u'/') {
            word.append(QChar(folded(c)));
        } else if (!word.isEmpty()) {
            m_words.push_back({word, lettersOf(word)});
            m_letters |= m_words.back().letters;
            word.clear();
        }
    }
}

std::optional<int> FuzzyPattern::score(std::initializer_list<Part> parts) const
{
    int sum = 0;
    for (const Word& word : m_words) {
        int best = -1;
        int penalty = 0;
        for (const Part& part : parts) {
            const bool possible = (word.letters & part.letters) == word.letters;
            if (const int found = possible ? scoreOf(word.text, part.text) : -1; found >= 0) {
                best = std::max({best, found - penalty, 0});
            }
            penalty += laterPart;
        }
        if (best < 0) {
            return std::nullopt;
        }
        sum += best;
    }
    return sum;
}

std::vector<qsizetype> FuzzyPattern::places(QStringView text) const
{
    std::vector<qsizetype> found;
    for (const auto& [word, letters] : m_words) {
        if (const qsizetype place = find(word, text); place >= 0) {
            for (qsizetype i = 0; i < word.size(); ++i) {
                found.push_back(place + i);
            }
            continue;
        }
        std::vector<qsizetype> best;
        leastStray(word, text, &best);
        found.insert(found.end(), best.begin(), best.end());
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

quint64 FuzzyPattern::lettersOf(QStringView text)
{
    quint64 bits = 0;
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        bits |= unit < asciiBits.size() ? asciiBits[unit] : otherBit;
    }
    return bits;
}

} // namespace konductor::ui
