// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/mutation.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// konductor-replay as a person or a script runs it.
class ProgramTest : public QObject {
    Q_OBJECT

private:
    struct Ran {
        int exitCode = -1;
        QString out;
        QString err;
    };

    static Ran run(const QStringList& arguments)
    {
        QProcess process;
        process.start(QStringLiteral(KONDUCTOR_BIN_DIR "/konductor-replay"), arguments);
        if (!process.waitForFinished(60'000)) {
            return {};
        }
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    static QString recording() { return QStringLiteral(KONDUCTOR_TEST_DATA "/traces/1010.ndjson"); }

    static QByteArray bytes()
    {
        QFile source(recording());
        return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
    }

    QString file(const QString& name, const QByteArray& contents)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size() ? file.fileName() : QString();
    }

    QTemporaryDir m_folder;

private slots:
    void agreementExitsZeroWithALineEach()
    {
        const Ran ran = run({recording(), QStringLiteral(KONDUCTOR_TEST_DATA "/traces")});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY2(ran.out.count(u"agrees    1010: 27 operator writes made by the model"_s) == 2, qPrintable(ran.out));
        QVERIFY(ran.out.endsWith(u" of 10 recordings agree with the model\n"_s));
        QVERIFY(ran.err.isEmpty());
    }

    void alteredFieldExitsOneAndShowsBothSides()
    {
        QByteArray lines = bytes();
        lines.replace(R"("available":1,"inUse":1,"phase":"Ready")", R"("available":2,"inUse":1,"phase":"Ready")");
        const Ran ran = run({file(u"altered.ndjson"_s, lines)});
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(ran.out.contains(u"at 11.844 s (line"_s), qPrintable(ran.out));
        QVERIFY(ran.out.contains(u"semaphore trace-1010/sem-1: the operator and the model write different things\n"_s));
        QVERIFY(ran.out.contains(u"    status.available\n      operator  2\n      model     1\n"_s));
        QVERIFY(ran.out.endsWith(u"0 of 1 recording agree with the model\n"_s));
    }

    void missingWriteExitsOneAndSaysWhatWasDue()
    {
        const konductor::test::Mutator mutator(bytes());
        const Ran ran = run({file(u"missing.ndjson"_s, mutator.without(mutator.operatorWrites().at(0)))});
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(ran.out.contains(u"at 1.616 s, semaphore trace-1010/sem-1: a write is due because of a change of "
                                  "semaphore trace-1010/sem-1"_s),
                 qPrintable(ran.out));
        QVERIFY(ran.out.contains(u"    status.phase\n      operator  (none)\n      model     \"Ready\"\n"_s));
    }

    void onlyTheFirstDivergenceIsShownUnlessAllAreAskedFor()
    {
        QByteArray lines = bytes();
        lines.replace(R"("Granted")", R"("Denied")");
        const QString altered = file(u"many.ndjson"_s, lines);
        QCOMPARE(run({altered}).out.count(u"permit trace-1010/"_s), 1);
        QVERIFY(run({u"--all"_s, altered}).out.count(u"permit trace-1010/"_s) > 3);
    }

    void divergenceInOneOfManyExitsOne()
    {
        const konductor::test::Mutator mutator(bytes());
        const QString missing = file(u"missing.ndjson"_s, mutator.without(mutator.operatorWrites().at(0)));
        const Ran ran = run({recording(), missing, recording()});
        QCOMPARE(ran.exitCode, 1);
        QVERIFY(ran.out.contains(u"2 of 3 recordings agree"_s));
    }

    void whatIsNoRecordingExitsTwoWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<QString>("reason");
        QByteArray cut = bytes();
        cut.chop(40);
        QByteArray unknown = bytes();
        unknown.replace("\"WaitGroup\"", "\"WaitTroupe\"");
        QByteArray header = bytes();
        header.replace("\"start\"", "\"begin\"");
        QByteArray type = bytes();
        type.replace("\"MODIFIED\"", "\"CHANGED\"");
        QByteArray time = bytes();
        time.replace("\"t\":8.", "\"t\":-8.");
        QTest::newRow("empty") << QByteArray() << u"the file is empty"_s;
        QTest::newRow("cut off in a line") << cut << u"not a line of JSON"_s;
        QTest::newRow("not JSON") << QByteArray("hello\n") << u":1: not a line of JSON"_s;
        QTest::newRow("no start") << header << u"the first line has no start"_s;
        QTest::newRow("unknown kind") << unknown << u"WaitTroupe"_s;
        QTest::newRow("unknown type") << type << u"unknown type \"CHANGED\""_s;
        QTest::newRow("time before the start") << time << u"t is no number of seconds"_s;
    }
    void whatIsNoRecordingExitsTwoWithTheReason()
    {
        QFETCH(QByteArray, contents);
        QFETCH(QString, reason);
        const Ran ran = run({file(u"damaged.ndjson"_s, contents)});
        QCOMPARE(ran.exitCode, 2);
        QVERIFY2(ran.err.contains(reason), qPrintable(ran.err));
        QVERIFY(ran.err.contains(u"damaged.ndjson"_s));
    }

    void missingFileEmptyFolderAndNoArgumentExitTwo()
    {
        QTemporaryDir empty;
        QCOMPARE(run({m_folder.filePath(u"absent.ndjson"_s)}).exitCode, 2);
        QCOMPARE(run({empty.path()}).exitCode, 2);
        QCOMPARE(run({}).exitCode, 2);
        QCOMPARE(run({u"--help"_s}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(ProgramTest)
#include "tst_program.moc"
