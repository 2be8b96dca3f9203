// SPDX-License-Identifier: Apache-2.0
#include "core/api/interner.h"

namespace konductor {

namespace {

constexpr size_t longest = 128; ///< Longer texts are rarely said twice.

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
    auto& [bytes, text] = m_strings[place(utf8, strings)];
    if (!same(bytes, utf8)) {
        text = QString::fromUtf8(utf8.data(), size);
        bytes = QByteArray(utf8.data(), size);
    }
    return text;
}

} // namespace konductor
