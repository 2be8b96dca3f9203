// SPDX-License-Identifier: Apache-2.0
#include "core/report/csvcell.h"

#include "core/base/text.h"

using namespace Qt::StringLiterals;

namespace konductor::report {

namespace {

QString guarded(const QString& text)
{
    static const QString starters = u"=+-@\t\r＝＋－＠"_s;
    qsizetype first = 0;
    while (first < text.size() && (text[first] == u' ' || text[first] == u'\uFEFF')) {
        ++first;
    }
    return first < text.size() && starters.contains(text[first]) ? u'\'' + text : text;
}

} // namespace

QString csvCell(const QString& text)
{
    QString safe = visibleText(guarded(text));
    if (safe.contains(u',') || safe.contains(u'"') || safe.contains(u'\'')) {
        safe = u'"' + safe.replace(u'"', u"\"\""_s) + u'"';
    }
    return safe;
}

} // namespace konductor::report
