// SPDX-License-Identifier: Apache-2.0
#include "core/action/shellquote.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

bool isHarmless(QChar c)
{
    return c.unicode() < 128 && (c.isLetterOrNumber() || QStringView(u"-_./:=,@%+").contains(c));
}

QString escapeOf(QChar c)
{
    return u"\\u%1"_s.arg(static_cast<uint>(c.unicode()), 4, 16, QChar(u'0'));
}

bool isWellPaired(QStringView text, qsizetype i)
{
    return text[i].isHighSurrogate() ? i + 1 < text.size() && text[i + 1].isLowSurrogate()
                                     : i > 0 && text[i - 1].isHighSurrogate();
}

/// Whether the character at `i` must not be shown as it is. A whole surrogate pair is judged by its first half.
bool isHidden(QStringView text, qsizetype i)
{
    const QChar c = text[i];
    if (!c.isSurrogate()) {
        return visibleText(text.mid(i, 1)) != text.mid(i, 1);
    }
    if (!isWellPaired(text, i)) {
        return true;
    }
    const QStringView pair = text.mid(c.isHighSurrogate() ? i : i - 1, 2);
    return visibleText(pair) != pair;
}

/// JSON knows halves of pairs only, a shell whole characters only.
enum class Style { Json, Shell };

QString escaped(const QString& text, Style style)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (style == Style::Shell && (c == u'\\' || c == u'\'')) {
            out += u'\\';
            out += c;
        } else if (!isHidden(text, i)) {
            out += c;
        } else if (style == Style::Shell && c.isHighSurrogate() && isWellPaired(text, i)) {
            out += u"\\U%1"_s.arg(static_cast<uint>(QChar::surrogateToUcs4(c, text[++i])), 8, 16, QChar(u'0'));
        } else {
            out += escapeOf(c);
        }
    }
    return out;
}

} // namespace

QString shellQuoted(const QString& argument)
{
    if (!argument.isEmpty() && std::all_of(argument.begin(), argument.end(), isHarmless)) {
        return argument;
    }
    if (visibleText(argument) != argument) {
        return u"$'"_s + escaped(argument, Style::Shell) + u'\'';
    }
    return u'\'' + QString(argument).replace(u'\'', u"'\\''"_s) + u'\'';
}

QString kubectlFor(const QString& context)
{
    return context.isEmpty() ? u"kubectl"_s : u"kubectl --context "_s + shellQuoted(context);
}

QString visibleJson(const QJsonObject& json)
{
    return escaped(QString::fromUtf8(compactJson(json)), Style::Json);
}

} // namespace konductor::action
