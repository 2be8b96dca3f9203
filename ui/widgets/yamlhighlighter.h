// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSyntaxHighlighter>
#include <QTextCharFormat>

namespace konductor::ui {

/// Tints keys and quoted text of YAML as yamlText() writes it. Line by line: that text has no value over several.
class YamlHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT
public:
    explicit YamlHighlighter(QTextDocument* document);
    /// Colours from this palette's tokens.
    void setPalette(const QPalette& palette);

protected:
    void highlightBlock(const QString& line) override;

private:
    QTextCharFormat m_key;
    QTextCharFormat m_quoted;
    QTextCharFormat m_mark; ///< The dash of a list, and the colon.
};

} // namespace konductor::ui
