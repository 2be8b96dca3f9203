// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

#include <vector>

/// A table as a person sees it, as text to paste elsewhere; inert as whole reports are. The first row has the titles,
/// which are this program's words; the others' cells may say anything.
namespace konductor::report {

using TextTable = std::vector<QStringList>;

/// RFC 4180, for a spreadsheet.
QString csvText(const TextTable& table);
/// A table as GitHub and others read it.
QString markdownText(const TextTable& table);
/// Tab-separated, for a terminal or a chat: a cell's own tabs and line breaks become visible characters.
QString tabbedText(const TextTable& table);

} // namespace konductor::report
