// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace konductor::inspect {

/// Writes to standard output and flushes; ends the process by SIGPIPE when the reader has gone, as others do.
void writeOut(const QByteArray& bytes);
inline void writeOut(const QString& text)
{
    writeOut(text.toUtf8());
}
/// One line on standard error: "konductor-inspect: …".
void writeError(const QString& line);

struct TerminalSize {
    int columns = 100;
    int rows = 40;
};
bool outputIsTerminal();
/// Of the terminal that standard output is; else the COLUMNS of the environment, or what the struct says.
TerminalSize terminalSize();
/// On a terminal, unless NO_COLOR is set.
bool outputTakesColour();

/// How many columns a terminal gives the text: wide characters take two, combining marks none.
int displayWidth(QStringView text);
/// Cut to `columns` with "…" where needed, filled with blanks up to it when `fill`.
QString fitted(const QString& text, int columns, bool fill);

/// Since the program began.
double secondsSinceStart();
double peakMemoryMiB();

} // namespace konductor::inspect
