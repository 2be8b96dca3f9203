// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <string>

namespace konductor::report {

/// How a format writes text so that nothing in it is markup. Private to core/report.
struct Dialect {
    /// Words of this program, put in as they are; names never come here.
    std::string (*words)(const QString& text);
    /// Text from the cluster: the template engine's escape for every `{{name}}`.
    std::string (*data)(const QString& text);
};

/// Escapes the five characters of HTML, for text and quoted attributes; shows invisible ones.
std::string htmlText(const QString& text);
/// Escapes what CommonMark and GitHub's tables and links give a meaning to.
std::string markdownWords(const QString& text);
/// A code span, in which nothing has a meaning: no link, no HTML, no emphasis. Fit for a table cell.
std::string markdownData(const QString& text);

inline constexpr Dialect html{htmlText, htmlText};
inline constexpr Dialect markdown{markdownWords, markdownData};

} // namespace konductor::report
