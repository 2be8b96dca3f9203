// SPDX-License-Identifier: Apache-2.0
#include "core/report/dialect.h"

#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::report {

std::string htmlText(const QString& text)
{
    QString safe = visibleText(text).toHtmlEscaped();
    return safe.replace(u'\'', u"&#39;"_s).toStdString();
}

std::string markdownWords(const QString& text)
{
    static const QString special = u"\\`*_{}[]<>#+!|~&:@"_s;
    QString safe;
    for (const QChar c : visibleText(text)) {
        if (special.contains(c)) {
            safe += u'\\';
        }
        safe += c;
    }
    return safe.toStdString();
}

std::string markdownData(const QString& text)
{
    QString visible = visibleText(text);
    if (visible.trimmed().isEmpty()) {
        return visible.isEmpty() ? std::string() : std::string("` `");
    }
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const QChar c : visible) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    visible.replace(u'|', u"\\|"_s); // the one thing that ends a table's cell inside a code span
    const QString fence(longest + 1, u'`');
    const QString pad = longest > 0 ? u" "_s : QString();
    return (fence + pad + visible + pad + fence).toStdString();
}

} // namespace konductor::report
