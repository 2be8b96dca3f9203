// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/yamlhighlighter.h"

#include "ui/theme/tokens.h"

#include <QPalette>
#include <QRegularExpression>

namespace konductor::ui {

using namespace Qt::StringLiterals;

YamlHighlighter::YamlHighlighter(QTextDocument* document) : QSyntaxHighlighter(document) { }

void YamlHighlighter::setPalette(const QPalette& palette)
{
    const Tokens& colors = tokensOf(palette);
    m_key.setForeground(colors.accent.ink);
    m_quoted.setForeground(colors.ok.ink);
    m_mark.setForeground(colors.secondary);
    rehighlight();
}

void YamlHighlighter::highlightBlock(const QString& line)
{
    static const QRegularExpression start(uR"(^(\s*(?:- )*)("(?:[^"\\]|\\.)*"|[^\s":][^":]*)(:)(?=\s|$))"_s);
    static const QRegularExpression quoted(uR"((?:^|[\s])("(?:[^"\\]|\\.)*")\s*$)"_s);
    static const QRegularExpression dashes(uR"(^\s*((?:- )+))"_s);
    if (const auto value = quoted.match(line); value.hasMatch()) {
        setFormat(static_cast<int>(value.capturedStart(1)), static_cast<int>(value.capturedLength(1)), m_quoted);
    }
    if (const auto key = start.match(line); key.hasMatch()) {
        setFormat(static_cast<int>(key.capturedStart(2)), static_cast<int>(key.capturedLength(2)), m_key);
        setFormat(static_cast<int>(key.capturedStart(3)), 1, m_mark);
    }
    if (const auto dash = dashes.match(line); dash.hasMatch()) {
        setFormat(static_cast<int>(dash.capturedStart(1)), static_cast<int>(dash.capturedLength(1)), m_mark);
    }
}

} // namespace konductor::ui
