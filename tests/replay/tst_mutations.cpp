// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/mutation.h"
#include "tests/replay/replay.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;

/// One of the operator's writes altered, every one in turn: the replay must part with such a recording. This is what
/// shows that agreement means something.
class MutationsTest : public QObject {
    Q_OBJECT

private:
    struct Count {
        int all = 0;
        int unnoticed = 0;
        QStringList lines;
    };

    static QByteArray bytes(const QString& file)
    {
        QFile source(file);
        return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
    }

    static void tryOut(Count& count, const QByteArray& mutant, size_t line)
    {
        const auto trace = test::parseTrace(u"mutant"_s, mutant);
        ++count.all;
        if (!trace || test::replay(*trace).divergences.empty()) {
            ++count.unnoticed;
            count.lines.append(QString::number(line + 1));
        }
    }

    static QByteArray said(const Count& count)
    {
        return u"%1 of %2 unnoticed, in lines %3"_s.arg(count.unnoticed)
            .arg(count.all)
            .arg(count.lines.join(u", "))
            .toUtf8();
    }

    static void eachRecording()
    {
        QTest::addColumn<QString>("file");
        for (const auto& name : {u"1001"_s, u"1010"_s, u"1056"_s, u"1083"_s}) {
            QTest::addRow("%s", qPrintable(name)) << QStringLiteral(KONDUCTOR_TEST_DATA "/traces/%1.ndjson").arg(name);
        }
    }

private slots:
    void everyAlteredFieldIsNoticed_data() { eachRecording(); }
    void everyAlteredFieldIsNoticed()
    {
        QFETCH(QString, file);
        const test::Mutator mutator(bytes(file));
        Count count;
        for (const size_t line : mutator.operatorWrites()) {
            for (int field = 0; field < 8; ++field) {
                if (const auto mutant = mutator.altered(line, field)) {
                    tryOut(count, *mutant, line);
                }
            }
        }
        QVERIFY(count.all > 0);
        QVERIFY2(count.unnoticed == 0, said(count));
    }

    void everyAddedWriteIsNoticed_data() { eachRecording(); }
    void everyAddedWriteIsNoticed()
    {
        QFETCH(QString, file);
        const test::Mutator mutator(bytes(file));
        Count count;
        for (const size_t line : mutator.operatorWrites()) {
            tryOut(count, mutator.repeated(line), line);
            if (const auto mutant = mutator.undone(line)) {
                tryOut(count, *mutant, line);
            }
        }
        QVERIFY(count.all > 0);
        QVERIFY2(count.unnoticed == 0, said(count));
    }

    void everyDelayedWriteIsNoticed_data() { eachRecording(); }
    void everyDelayedWriteIsNoticed()
    {
        QFETCH(QString, file);
        const test::Mutator mutator(bytes(file));
        Count count;
        for (const size_t line : mutator.operatorWrites()) {
            tryOut(count, mutator.delayed(line, 5, false), line);
            tryOut(count, mutator.delayed(line, 5, true), line);
        }
        QVERIFY(count.all > 0);
        QVERIFY2(count.unnoticed == 0, said(count));
    }

    void missingWriteIsNoticedUnlessTheObjectChangesWithinItsBound_data() { eachRecording(); }
    /// What a client changes at once may as well have been changed before the operator got to it; and what is due
    /// right before the end may come after it.
    void missingWriteIsNoticedUnlessTheObjectChangesWithinItsBound()
    {
        QFETCH(QString, file);
        const test::Mutator mutator(bytes(file));
        Count count;
        for (const size_t line : mutator.operatorWrites()) {
            tryOut(count, mutator.without(line), line);
        }
        qInfo("%s", said(count).constData());
        QVERIFY(count.all > 0);
        QVERIFY2(count.unnoticed * 20 <= count.all, said(count));
    }
};

QTEST_GUILESS_MAIN(MutationsTest)
#include "tst_mutations.moc"
