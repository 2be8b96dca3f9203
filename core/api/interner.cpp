// SPDX-License-Identifier: Apache-2.0
#include "core/api/interner.h"

#include <algorithm>

namespace konductor {

namespace {

constexpr size_t longest = 128; ///< Longer texts are rarely said twice.

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

QString Interner::string(std::string_view utf8)
{
    const auto size = static_cast<qsizetype>(utf8.size());
    if (utf8.empty()) {
        return QString();
    }
    if (utf8.size() > longest) {
        return QString::fromUtf8(utf8.data(), size);
    }
    m_strings.resize(strings);
    QString& known = m_strings[place(utf8, strings)];
    // Only ASCII is kept, so equality as Latin-1 is equality.
    if (known == QLatin1StringView(utf8.data(), size)) {
        return known;
    }
    if (!isAscii(utf8)) {
        return QString::fromUtf8(utf8.data(), size);
    }
    known = QString::fromLatin1(utf8.data(), size);
    return known;
}

} // namespace konductor
