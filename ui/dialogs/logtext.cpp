// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/logtext.h"

#include "core/action/shellquote.h"
#include "core/base/text.h"

#include <QRegularExpression>

namespace konductor::ui {

using namespace Qt::StringLiterals;

QString logText(const QByteArray& log)
{
    constexpr qsizetype longestLine = 4'000;
    static const QRegularExpression colour(u"\x1b\\[[0-9;]*m"_s);
    QStringList lines;
    for (const QByteArray& bytes : log.split('\n')) {
        QString line = QString::fromUtf8(bytes.left(4 * longestLine));
        line.remove(colour);
        if (line.endsWith(u'\r')) {
            line.chop(1);
        }
        line.replace(u'\t', u"    "_s);
        lines.append(visibleText(elided(line, longestLine)));
    }
    if (lines.last().isEmpty()) {
        lines.removeLast();
    }
    return lines.join(u'\n');
}

QString kubectlLogs(const kube::PodLogQuestion& question, const QString& context)
{
    QStringList words{action::kubectlFor(context)};
    words << u"-n"_s << action::shellQuoted(question.ns) << u"logs"_s << action::shellQuoted(question.pod);
    if (!question.container.isEmpty()) {
        words << u"-c"_s << action::shellQuoted(question.container);
    }
    if (question.previous) {
        words << u"--previous"_s;
    }
    words << u"--timestamps"_s << u"--tail=%1"_s.arg(kube::PodLog::mostLines);
    return words.join(u' ');
}

} // namespace konductor::ui
