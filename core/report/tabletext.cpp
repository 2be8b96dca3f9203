// SPDX-License-Identifier: Apache-2.0
#include "core/report/tabletext.h"

#include "core/base/text.h"
#include "core/report/csvcell.h"
#include "core/report/dialect.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::report {

namespace {

template <class Cell>
QString joined(const TextTable& table, const QString& between, const QString& end, const Cell& cell)
{
    QString text;
    for (const QStringList& row : table) {
        QStringList cells;
        std::transform(row.begin(), row.end(), std::back_inserter(cells), cell);
        text += cells.join(between) + end;
    }
    return text;
}

QString markdownRow(const QStringList& row, std::string (*cell)(const QString&))
{
    QString text = u"|"_s;
    for (const QString& words : row) {
        text += u' ' + (words.isEmpty() ? QString() : QString::fromStdString(cell(words))) + u" |"_s;
    }
    return text + u'\n';
}

} // namespace

QString csvText(const TextTable& table)
{
    return joined(table, u","_s, u"\r\n"_s, csvCell);
}

QString markdownText(const TextTable& table)
{
    if (table.empty()) {
        return {};
    }
    QString text = markdownRow(table.front(), markdown.words);
    text += u"|"_s + u" --- |"_s.repeated(table.front().size()) + u'\n';
    for (size_t row = 1; row < table.size(); ++row) {
        text += markdownRow(table[row], markdown.data);
    }
    return text;
}

QString tabbedText(const TextTable& table)
{
    return joined(table, u"\t"_s, u"\n"_s, [](const QString& cell) { return visibleText(cell); });
}

} // namespace konductor::report
