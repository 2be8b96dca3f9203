// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>

#include <memory>
#include <vector>

/// What was done from this machine, kept so that a change to it shows.
namespace konductor::history {

/// One line of the journal, as it is kept.
struct Record {
    qint64 sequence = 0; ///< From 1, without gaps.
    QString previous; ///< The hash of the record before; 64 zeros for the first.
    QString body; ///< Canonical JSON (RFC 8785: keys in order, no spaces; numbers are whole).
    QString hash; ///< SHA-256, in hex, over `previous` and `body` as UTF-8, one after the other.

    QJsonObject json() const;
};

/// The hash of a record with this predecessor and body.
QString chainHash(const QString& previous, const QString& body);

/// What verify() found.
struct Verification {
    qint64 records = 0;
    QString lastHash; ///< Of the last good record; keep it elsewhere to notice a journal that was replaced whole.
    std::optional<qint64> brokenAt; ///< The first record that is not what it was.
    QString problem; ///< In words; empty when all is well.

    bool isIntact() const { return problem.isEmpty(); }
};

/// An append-only SQLite file. Each record's hash covers the one before, so that a record that was changed, removed
/// or put in between is found. Whoever may write the file can still replace it whole, or cut its end together with
/// SQLite's own counter: compare verify()'s lastHash with one kept elsewhere.
///
/// The file and its folder are for the owner only (0600, 0700). Several processes may append at once. An object lives
/// on the thread that made it; each call opens and ends its own transaction and may block for up to five seconds
/// while another process writes.
class Journal {
public:
    /// Creates file and folder where they are missing. Fails with Config and the reason.
    static Result<std::unique_ptr<Journal>> open(const QString& path);
    /// Opens what is there without creating or changing anything; NotFound when there is none.
    static Result<std::unique_ptr<Journal>> openExisting(const QString& path);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// The person's own journal, common to both programs: journal.sqlite in the console's data folder.
    static QString defaultPath();

    /// Adds a record and returns its number. Fails with Server and SQLite's words.
    Result<qint64> append(const QJsonObject& body);
    Result<std::vector<Record>> records() const;
    Result<Verification> verify() const;

private:
    struct Private;
    explicit Journal(std::unique_ptr<Private> p);
    static Result<std::unique_ptr<Journal>> connected(const QString& path, bool readOnly);
    std::unique_ptr<Private> d;
};

} // namespace konductor::history
