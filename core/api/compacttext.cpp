// SPDX-License-Identifier: Apache-2.0
#include "core/api/compacttext.h"

#include "core/api/object.h"

#include <algorithm>
#include <array>

namespace konductor {

namespace {

constexpr size_t uuidLength = 36;
/// Of a number: any of so many digits fits, with one to spare.
constexpr size_t mostDigits = 19;
constexpr std::array<size_t, 4> dashes{8, 13, 18, 23};

bool isDash(size_t place)
{
    return std::find(dashes.begin(), dashes.end(), place) != dashes.end();
}

/// Lower case only, because the text must come out as it went in.
template <class Char> int hexDigit(Char c)
{
    if (c >= '0' && c <= '9') {
        return static_cast<int>(c) - '0';
    }
    return c >= 'a' && c <= 'f' ? static_cast<int>(c) - 'a' + 10 : -1;
}

} // namespace

template <class Char> bool CompactText::takeUuid(const Char* text, size_t size)
{
    if (size != uuidLength) {
        return false;
    }
    std::array<quint64, 2> halves{};
    size_t digits = 0;
    for (size_t i = 0; i < size; ++i) {
        if (isDash(i)) {
            if (text[i] != '-') {
                return false;
            }
            continue;
        }
        const int digit = hexDigit(text[i]);
        if (digit < 0) {
            return false;
        }
        quint64& half = halves[digits++ / 16];
        half = half << 4 | static_cast<quint64>(digit);
    }
    if (halves[0] == 0) {
        return false;
    }
    m_high = halves[0];
    m_low = halves[1];
    return true;
}

template <class Char> bool CompactText::takeNumber(const Char* text, size_t size)
{
    if (size == 0 || size > mostDigits || text[0] == '0') {
        return false;
    }
    quint64 number = 0;
    for (size_t i = 0; i < size; ++i) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        number = number * 10 + static_cast<quint64>(text[i] - '0');
    }
    m_low = number + 1;
    return true;
}

CompactText::CompactText(const QString& text)
{
    const auto size = static_cast<size_t>(text.size());
    if (!text.isEmpty() && !takeUuid(text.utf16(), size) && !takeNumber(text.utf16(), size)) {
        m_spelled.reset(new Spelled(text));
    }
}

CompactText CompactText::fromUtf8(std::string_view text)
{
    CompactText compact;
    if (compact.takeUuid(text.data(), text.size()) || compact.takeNumber(text.data(), text.size())) {
        return compact;
    }
    return {QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))};
}

QString CompactText::toString() const
{
    if (m_spelled) {
        return m_spelled->text;
    }
    if (m_high == 0) {
        return m_low == 0 ? QString() : QString::number(m_low - 1);
    }
    constexpr std::string_view digits = "0123456789abcdef";
    QString text(static_cast<qsizetype>(uuidLength), u'-');
    unsigned written = 0;
    for (size_t i = 0; i < uuidLength; ++i) {
        if (!isDash(i)) {
            const quint64 half = written < 16 ? m_high : m_low;
            text[static_cast<qsizetype>(i)] = QLatin1Char(digits[half >> (60 - 4 * (written % 16)) & 15]);
            ++written;
        }
    }
    return text;
}

std::partial_ordering compareResourceVersions(const CompactText& a, const CompactText& b)
{
    const auto isNumber = [](const CompactText& version) { return version.m_high == 0 && version.m_low != 0; };
    if (isNumber(a) && isNumber(b)) {
        return a.m_low <=> b.m_low;
    }
    const QString first = a.toString();
    const QString second = b.toString();
    return compareResourceVersions(QStringView(first), QStringView(second));
}

} // namespace konductor
