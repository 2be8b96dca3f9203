// SPDX-License-Identifier: Apache-2.0
#include "tests/core/rules/tracereplay.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;

/// Every write of the real operator in the recordings is one that the model makes. KONDUCTOR_TRACES names another
/// folder of recordings to run instead.
class ReplayTest : public QObject {
    Q_OBJECT

private slots:
    void everyRecordedWriteIsMadeByTheModel_data()
    {
        QTest::addColumn<QString>("file");
        const QString other = qEnvironmentVariable("KONDUCTOR_TRACES");
        const QDir folder(other.isEmpty() ? QStringLiteral(KONDUCTOR_TEST_DATA "/traces") : other);
        for (const QString& name : folder.entryList({u"*.ndjson"_s}, QDir::Files)) {
            QTest::addRow("%s", qPrintable(name)) << folder.filePath(name);
        }
    }

    void everyRecordedWriteIsMadeByTheModel()
    {
        QFETCH(QString, file);
        const auto trace = test::readTrace(file);
        QVERIFY2(trace, qPrintable(trace ? QString() : oneLine(trace.error())));
        const auto result = test::replay(*trace);
        m_writes += result.operatorWrites;
        m_predicted += result.predicted;
        QVERIFY(result.operatorWrites > 0);
        QVERIFY2(result.misses.isEmpty(), qPrintable(result.misses.join(u'\n')));
    }

    void cleanupTestCase()
    {
        qInfo("%d of %d operator writes are made by the model", m_predicted, m_writes);
        QVERIFY(m_writes > 0);
    }

private:
    int m_writes = 0;
    int m_predicted = 0;
};

QTEST_GUILESS_MAIN(ReplayTest)
#include "tst_replay.moc"
