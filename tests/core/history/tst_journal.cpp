// SPDX-License-Identifier: Apache-2.0
#include "core/history/journal.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::history;

namespace {

constexpr int recordsOfAWriter = 25;

/// Another process: appends and ends.
int appendAsAnother(const QString& path, const QString& who)
{
    const auto journal = Journal::open(path);
    if (!journal) {
        return 2;
    }
    for (int i = 0; i < recordsOfAWriter; ++i) {
        if (!(*journal)->append({{u"who"_s, who}, {u"i"_s, i}})) {
            return 3;
        }
    }
    return 0;
}

/// Whoever has the file can do this: without the triggers any row can be written.
bool tamper(const QString& path, const QStringList& statements)
{
    bool done = true;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tamper"_s);
        database.setDatabaseName(path);
        done = database.open();
        for (const QString& statement : statements) {
            QSqlQuery query(database);
            done = done && query.exec(statement);
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(u"tamper"_s);
    return done;
}

const QStringList withoutTriggers{u"DROP TRIGGER records_stay"_s, u"DROP TRIGGER records_last"_s};

} // namespace

class tst_Journal : public QObject {
    Q_OBJECT
private slots:
    void recordsAreChained()
    {
        const QString path = fresh();
        auto journal = Journal::open(path);
        QVERIFY2(journal.has_value(), journal ? "" : qPrintable(oneLine(journal.error())));
        QCOMPARE((*journal)->append({{u"b"_s, 1}, {u"a"_s, u"ä"_s}}).value(), qint64(1));
        QCOMPARE((*journal)->append({{u"c"_s, 2}}).value(), qint64(2));
        const auto records = (*journal)->records();
        QCOMPARE(records->size(), size_t(2));
        QCOMPARE(records->front().body, u"{\"a\":\"ä\",\"b\":1}"_s);
        QCOMPARE(records->front().previous, QString(64, u'0'));
        QCOMPARE(records->back().previous, records->front().hash);
        QCOMPARE(records->back().hash, chainHash(records->front().hash, u"{\"c\":2}"_s));
        const auto verified = (*journal)->verify();
        QVERIFY(verified->isIntact());
        QCOMPARE(verified->records, qint64(2));
        QCOMPARE(verified->lastHash, records->back().hash);
    }

    void hashIsWhatSha256sumSays()
    {
        // printf %s "$(printf '0%.0s' $(seq 64)){}" | sha256sum
        QCOMPARE(chainHash(QString(64, u'0'), u"{}"_s),
                 u"5508d2b710e64bc470079e1b211d9c58e21011e59d0559e422345dc19d659a75"_s);
    }

    void fileIsForItsOwnerOnly()
    {
        const QString path = m_dir.filePath(u"new/folder/journal.sqlite"_s);
        QVERIFY(Journal::open(path).has_value());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFileInfo(path).permissions() & others));
        QVERIFY(!(QFileInfo(QFileInfo(path).path()).permissions() & (others | QFile::ExeGroup | QFile::ExeOther)));
        // A file whose rights were widened is narrowed again.
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QVERIFY(Journal::open(path).has_value());
        QVERIFY(!(QFileInfo(path).permissions() & others));
    }

    void rowsCannotBeChangedByMistake()
    {
        const QString path = filled();
        QVERIFY(!tamper(path, {u"UPDATE records SET body = '{}' WHERE sequence = 2"_s}));
        QVERIFY(!tamper(path, {u"DELETE FROM records WHERE sequence = 2"_s}));
        QVERIFY(verified(path).isIntact());
    }

    void tamperingIsFound_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<int>("at");
        QTest::newRow("a body changed") << u"UPDATE records SET body = '{\"i\":9}' WHERE sequence = 2"_s << 2;
        QTest::newRow("a hash changed") << u"UPDATE records SET hash = 'f' WHERE sequence = 3"_s << 3;
        QTest::newRow("a row removed") << u"DELETE FROM records WHERE sequence = 2"_s << 2;
        QTest::newRow("the first removed") << u"DELETE FROM records WHERE sequence = 1"_s << 1;
        QTest::newRow("the end removed") << u"DELETE FROM records WHERE sequence > 3"_s << 4;
        QTest::newRow("two exchanged")
            << u"UPDATE records SET body = (SELECT body FROM records r WHERE r.sequence = 5 - records.sequence) "
               "WHERE sequence IN (2, 3)"_s
            << 2;
        QTest::newRow("one put in")
            << u"INSERT INTO records (sequence, previous, body, hash) VALUES (6, 'x', '{}', 'y')"_s << 6;
    }
    void tamperingIsFound()
    {
        QFETCH(QString, statement);
        QFETCH(int, at);
        const QString path = filled();
        QVERIFY(tamper(path, withoutTriggers + QStringList{statement}));
        const Verification found = verified(path);
        QVERIFY(!found.isIntact());
        QCOMPARE(found.brokenAt.value_or(0), qint64(at));
        QVERIFY(!found.problem.isEmpty());
    }

    void changedBodyWithItsOwnNewHashBreaksTheNext()
    {
        const QString path = filled();
        const QString previous = (*Journal::openExisting(path))->records()->at(1).previous;
        const QString hash = chainHash(previous, u"{}"_s);
        QVERIFY(
            tamper(path,
                   withoutTriggers
                       + QStringList{u"UPDATE records SET body = '{}', hash = '%1' WHERE sequence = 2"_s.arg(hash)}));
        QCOMPARE(verified(path).brokenAt.value_or(0), qint64(3));
    }

    void severalProcessesAppendAtOnce()
    {
        const QString path = fresh();
        std::vector<std::unique_ptr<QProcess>> writers;
        for (int i = 0; i < 4; ++i) {
            writers.push_back(std::make_unique<QProcess>());
            writers.back()->start(QCoreApplication::applicationFilePath(),
                                  {u"--append-to"_s, path, QString::number(i)});
        }
        for (const auto& writer : writers) {
            QVERIFY(writer->waitForFinished(60'000));
            QCOMPARE(writer->exitCode(), 0);
        }
        const Verification found = verified(path);
        QVERIFY2(found.isIntact(), qPrintable(found.problem));
        QCOMPARE(found.records, qint64(4 * recordsOfAWriter));
    }

    void absentJournalIsNotMadeByReading()
    {
        const QString path = fresh();
        const auto journal = Journal::openExisting(path);
        QVERIFY(!journal);
        QVERIFY(journal.error().kind == Error::Kind::NotFound);
        QVERIFY(!QFileInfo::exists(path));
    }

    void fileThatIsNoJournalIsRefused()
    {
        const QString path = fresh();
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a database, but long enough to look like one: 0123456789012345678901234567890123456789");
        file.close();
        QVERIFY(!Journal::open(path));
    }

private:
    QString fresh() { return m_dir.filePath(u"journal-%1.sqlite"_s.arg(++m_number)); }
    /// Five records.
    QString filled()
    {
        const QString path = fresh();
        const auto journal = Journal::open(path);
        for (int i = 1; i <= 5; ++i) {
            (*journal)->append({{u"i"_s, i}});
        }
        return path;
    }
    static Verification verified(const QString& path) { return (*Journal::openExisting(path))->verify().value(); }

    QTemporaryDir m_dir;
    int m_number = 0;
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--append-to"_L1) {
        return appendAsAnother(arguments.value(2), arguments.value(3));
    }
    tst_Journal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal.moc"
