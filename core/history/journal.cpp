// SPDX-License-Identifier: Apache-2.0
#include "core/history/journal.h"

#include "core/base/json.h"
#include "core/base/words.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace konductor::history {

namespace {

const QString firstPrevious(64, u'0');

/// The triggers keep honest programs from mistakes; against the others there is the chain.
const QStringList schema{
    u"CREATE TABLE IF NOT EXISTS records (sequence INTEGER PRIMARY KEY AUTOINCREMENT, previous TEXT NOT NULL, "
    "body TEXT NOT NULL, hash TEXT NOT NULL UNIQUE)"_s,
    u"CREATE TRIGGER IF NOT EXISTS records_stay BEFORE UPDATE ON records "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"_s,
    u"CREATE TRIGGER IF NOT EXISTS records_last BEFORE DELETE ON records "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"_s};

tl::unexpected<Error> unusable(const QString& path, const Spoken& message)
{
    return fail(makeError(Error::Kind::Config, path, message));
}

/// For the owner only from the first moment; SQLite gives its own files beside it the same rights.
Result<void> prepareFile(const QString& path)
{
    const QString folder = QFileInfo(path).path();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder)) {
            return unusable(folder, spoken("Journal", "the folder cannot be made"));
        }
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite, QFile::ReadOwner | QFile::WriteOwner)) {
        return unusable(path, file.errorString());
    }
    if (!file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) {
        return unusable(path, spoken("Journal", "its rights cannot be set: %1").arg(file.errorString()));
    }
    return {};
}

Record recordOf(const QSqlQuery& row)
{
    return {row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toString(), row.value(3).toString()};
}

QString problemOf(const Record& record, qint64 sequence, const QString& previous)
{
    if (record.sequence != sequence) {
        return u"record %1 is missing"_s.arg(sequence);
    }
    if (record.previous != previous) {
        return u"record %1 does not follow the one before"_s.arg(sequence);
    }
    if (record.hash != chainHash(record.previous, record.body)) {
        return u"record %1 has been changed"_s.arg(sequence);
    }
    return {};
}

} // namespace

QJsonObject Record::json() const
{
    return QJsonDocument::fromJson(body.toUtf8()).object();
}

QString chainHash(const QString& previous, const QString& body)
{
    return QString::fromLatin1(
        QCryptographicHash::hash((previous + body).toUtf8(), QCryptographicHash::Sha256).toHex());
}

struct Journal::Private {
    QString name = QUuid::createUuid().toString();
    QString path;

    ~Private() { QSqlDatabase::removeDatabase(name); }
    QSqlDatabase database() const { return QSqlDatabase::database(name, false); }

    tl::unexpected<Error> failure(const QSqlError& error) const
    {
        return fail(makeError(Error::Kind::Server, path, error.databaseText()));
    }
    Result<void> run(const QString& statement) const
    {
        QSqlQuery query(database());
        if (!query.exec(statement)) {
            return failure(query.lastError());
        }
        return {};
    }
    Result<QString> lastHash() const
    {
        QSqlQuery query(database());
        if (!query.exec(u"SELECT hash FROM records ORDER BY sequence DESC LIMIT 1"_s)) {
            return failure(query.lastError());
        }
        return query.next() ? query.value(0).toString() : firstPrevious;
    }
    Result<qint64> insert(const QString& body) const
    {
        const Result<QString> previous = lastHash();
        if (!previous) {
            return fail(previous.error());
        }
        QSqlQuery query(database());
        query.prepare(u"INSERT INTO records (previous, body, hash) VALUES (?, ?, ?)"_s);
        query.addBindValue(*previous);
        query.addBindValue(body);
        query.addBindValue(chainHash(*previous, body));
        if (!query.exec()) {
            return failure(query.lastError());
        }
        return query.lastInsertId().toLongLong();
    }
    /// How many records there ever were, by SQLite's own count.
    Result<qint64> everMade() const
    {
        QSqlQuery query(database());
        if (!query.exec(u"SELECT seq FROM sqlite_sequence WHERE name = 'records'"_s)) {
            return failure(query.lastError());
        }
        return query.next() ? query.value(0).toLongLong() : 0;
    }
};

Journal::Journal(std::unique_ptr<Private> p) : d(std::move(p)) { }

Journal::~Journal()
{
    d->database().close();
}

QString Journal::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + u"/konductor-console/journal.sqlite"_s;
}

Result<std::unique_ptr<Journal>> Journal::connected(const QString& path, bool readOnly)
{
    auto d = std::make_unique<Private>();
    d->path = path;
    if (!QSqlDatabase::isDriverAvailable(u"QSQLITE"_s)) {
        return unusable(path, spoken("Journal", "Qt's SQLite driver is not installed (libqt6sql6-sqlite)"));
    }
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, d->name);
        database.setDatabaseName(path);
        database.setConnectOptions(readOnly ? u"QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_READONLY"_s
                                            : u"QSQLITE_BUSY_TIMEOUT=5000"_s);
        if (!database.open()) {
            return unusable(path, database.lastError().databaseText());
        }
    }
    return std::unique_ptr<Journal>(new Journal(std::move(d)));
}

Result<std::unique_ptr<Journal>> Journal::open(const QString& path)
{
    if (const auto prepared = prepareFile(path); !prepared) {
        return fail(prepared.error());
    }
    auto journal = connected(path, false);
    if (!journal) {
        return journal;
    }
    const Private& d = *(*journal)->d;
    if (const auto begun = d.run(u"BEGIN IMMEDIATE"_s); !begun) {
        return fail(begun.error());
    }
    for (const QString& statement : schema) {
        if (const auto made = d.run(statement); !made) {
            return fail(made.error());
        }
    }
    if (const auto ended = d.run(u"COMMIT"_s); !ended) {
        return fail(ended.error());
    }
    return journal;
}

Result<std::unique_ptr<Journal>> Journal::openExisting(const QString& path)
{
    if (!QFileInfo::exists(path)) {
        return fail(makeError(Error::Kind::NotFound, path, spoken("Journal", "there is no journal yet")));
    }
    return connected(path, true);
}

Result<qint64> Journal::append(const QJsonObject& body)
{
    const QString text = QString::fromUtf8(compactJson(body));
    // Immediate: the last hash must still be the last when the record goes in.
    if (const auto begun = d->run(u"BEGIN IMMEDIATE"_s); !begun) {
        return fail(begun.error());
    }
    const Result<qint64> sequence = d->insert(text);
    const auto ended = d->run(sequence ? u"COMMIT"_s : u"ROLLBACK"_s);
    if (sequence && !ended) {
        return fail(ended.error());
    }
    return sequence;
}

Result<std::vector<Record>> Journal::records() const
{
    QSqlQuery query(d->database());
    query.setForwardOnly(true);
    if (!query.exec(u"SELECT sequence, previous, body, hash FROM records ORDER BY sequence"_s)) {
        return d->failure(query.lastError());
    }
    std::vector<Record> records;
    while (query.next()) {
        records.push_back(recordOf(query));
    }
    return records;
}

Result<Verification> Journal::verify() const
{
    const auto all = records();
    if (!all) {
        return fail(all.error());
    }
    Verification verification;
    verification.lastHash = firstPrevious;
    for (const Record& record : *all) {
        const QString problem = problemOf(record, verification.records + 1, verification.lastHash);
        if (!problem.isEmpty()) {
            verification.brokenAt = verification.records + 1;
            verification.problem = problem;
            return verification;
        }
        verification.lastHash = record.hash;
        ++verification.records;
    }
    const Result<qint64> made = d->everMade();
    if (!made) {
        return fail(made.error());
    }
    if (*made != verification.records) {
        verification.brokenAt = verification.records + 1;
        verification.problem =
            u"%1 records were made, %2 are there: the end is missing"_s.arg(*made).arg(verification.records);
    }
    return verification;
}

} // namespace konductor::history
