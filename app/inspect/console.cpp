// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/console.h"

#include <QFile>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cwchar>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

const auto started = std::chrono::steady_clock::now();

int widthOf(char32_t c)
{
    const int width = ::wcwidth(static_cast<wchar_t>(c));
    return width < 0 ? 1 : width; // unknown to this locale: the common case
}

/// Calls `visit` with each character's units and width until it returns false.
template <class F> void eachCharacter(QStringView text, F&& visit)
{
    for (qsizetype i = 0; i < text.size();) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        const qsizetype units = pair ? 2 : 1;
        if (!visit(text.mid(i, units), widthOf(c))) {
            return;
        }
        i += units;
    }
}

} // namespace

void writeOut(const QByteArray& bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    if (std::fwrite(bytes.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0) {
        std::signal(SIGPIPE, SIG_DFL);
        std::raise(SIGPIPE);
    }
}

void writeError(const QString& line)
{
    const QByteArray bytes = u"konductor-inspect: %1\n"_s.arg(line).toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
}

bool outputIsTerminal()
{
    return ::isatty(STDOUT_FILENO) == 1;
}

TerminalSize terminalSize()
{
    TerminalSize size;
    winsize window{};
    if (outputIsTerminal() && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0) {
        size.columns = window.ws_col;
        size.rows = window.ws_row;
    } else if (const int columns = qEnvironmentVariableIntValue("COLUMNS"); columns > 0) {
        size.columns = columns;
    }
    return size;
}

bool outputTakesColour()
{
    return outputIsTerminal() && qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb";
}

int displayWidth(QStringView text)
{
    int width = 0;
    eachCharacter(text, [&](QStringView, int columns) {
        width += columns;
        return true;
    });
    return width;
}

QString fitted(const QString& text, int columns, bool fill)
{
    int width = displayWidth(text);
    if (width <= columns) {
        return fill ? text + QString(columns - width, u' ') : text;
    }
    QString cut;
    width = 0;
    eachCharacter(text, [&](QStringView units, int own) {
        if (width + own > columns - 1) {
            return false;
        }
        cut += units;
        width += own;
        return true;
    });
    if (columns > 0) {
        cut += u'…';
        ++width;
    }
    return fill ? cut + QString(std::max(0, columns - width), u' ') : cut;
}

double secondsSinceStart()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

double peakMemoryMiB()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

} // namespace konductor::inspect
