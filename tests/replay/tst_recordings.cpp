// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/replay.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;

/// The model and the recordings of the real operator agree in both directions. KONDUCTOR_TRACES names another folder of
/// recordings to replay instead of the selection in tests/data/traces.
class RecordingsTest : public QObject {
    Q_OBJECT

private slots:
    void recordingAgreesWithTheModel_data()
    {
        QTest::addColumn<QString>("file");
        const QString other = qEnvironmentVariable("KONDUCTOR_TRACES");
        const auto files = test::traceFiles({other.isEmpty() ? QStringLiteral(KONDUCTOR_TEST_DATA "/traces") : other});
        QVERIFY2(files, qPrintable(files ? QString() : oneLine(files.error())));
        for (const QString& file : *files) {
            QTest::addRow("%s", qPrintable(QFileInfo(file).fileName())) << file;
        }
    }

    void recordingAgreesWithTheModel()
    {
        QFETCH(QString, file);
        const auto trace = test::readTrace(file);
        QVERIFY2(trace, qPrintable(trace ? QString() : oneLine(trace.error())));
        const test::ReplayReport report = test::replay(*trace);
        QVERIFY2(
            report.divergences.empty(),
            qPrintable(report.divergences.empty() ? QString() : test::describe(report.divergences.front(), *trace)));
        QVERIFY(report.operatorWrites > 0);
        QVERIFY(report.dueChecks > report.operatorWrites);
        m_writes += report.operatorWrites;
        m_checks += report.dueChecks;
    }

    void cleanupTestCase() { qInfo("%d operator writes, %d wakes", m_writes, m_checks); }

private:
    int m_writes = 0;
    int m_checks = 0;
};

QTEST_GUILESS_MAIN(RecordingsTest)
#include "tst_recordings.moc"
