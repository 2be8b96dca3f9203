// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/snapshot/meaning.h"

#include <QByteArray>
#include <QStringList>

class QIODevice;

namespace konductor::report {

enum class Format {
    Json, ///< The document itself; the only one that can be opened again.
    Yaml,
    Csv, ///< A file a kind.
    Markdown,
    Html, ///< One file without anything from outside.
    Pdf ///< Pages to print.
};
QString toString(Format format); ///< "json", "yaml", "csv", "markdown", "html", "pdf": what the command line takes
std::optional<Format> formatFromText(const QString& text);
QString suffixOf(Format format); ///< "json", "yaml", "csv", "md", "html", "pdf"

/// Writes the snapshot in a format of one file. Exports are inert whatever the cluster said: no markup, no formula, no
/// terminal escape comes from data. Fails with Config when the device does, with Unsupported for Csv.
Result<void> writeReport(const snapshot::Meaning& meaning, Format format, QIODevice& device);

/// What happens to tables that are there: a dialog asks about "now.csv", and nobody about "now-leases.csv".
enum class Existing { Replaced, Refused };
/// The same into a file that only its owner can read, whole or not at all; CSV into one a kind beside it:
/// "now.csv" becomes "now-leases.csv", "now-gates.csv" and so on. What was written.
Result<QStringList> writeReportFiles(const snapshot::Meaning& meaning, Format format, const QString& path,
                                     Existing tables = Existing::Replaced);

/// A table as CSV (RFC 4180), the first line with headings.
struct CsvFile {
    QString name; ///< "leases", "holders", "findings"
    QByteArray text;
};
/// One for each kind that has objects, one for holders, one for findings.
std::vector<CsvFile> csvFiles(const snapshot::Meaning& meaning);

/// "konductor-prod-20261124T120000Z.json": from the context and the moment, with nothing in it that a file system or a
/// shell could take amiss.
QString fileNameFor(const snapshot::Snapshot& snapshot, Format format);

} // namespace konductor::report
