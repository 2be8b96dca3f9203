// SPDX-License-Identifier: Apache-2.0
#include "core/kube/headers.h"

#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace std::chrono;

class TestHeaders : public QObject {
    Q_OBJECT
private slots:
    void httpDateIsReadAsUtc()
    {
        const auto date = parseHttpDate("Tue, 24 Nov 2026 11:14:06 GMT");
        QVERIFY(date.has_value());
        QCOMPARE(formatTimestamp(*date), QStringLiteral("2026-11-24T11:14:06Z"));
        QVERIFY(!parseHttpDate("yesterday").has_value());
        QVERIFY(!parseHttpDate("").has_value());
    }

    void kube_1_47_retryAfterIsSecondsOrADate_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("millis"); // -1: none
        QTest::newRow("zero") << QByteArray("0") << qint64{0};
        QTest::newRow("one") << QByteArray(" 1 ") << qint64{1'000};
        QTest::newRow("five minutes") << QByteArray("300") << qint64{300'000};
        QTest::newRow("absurd") << QByteArray("999999999999") << qint64{3'600'000};
        QTest::newRow("negative") << QByteArray("-3") << qint64{-1};
        QTest::newRow("rubbish") << QByteArray("soon") << qint64{-1};
        QTest::newRow("absent") << QByteArray() << qint64{-1};
        QTest::newRow("date ahead") << QByteArray("Tue, 24 Nov 2026 11:00:10 GMT") << qint64{10'000};
        QTest::newRow("date past") << QByteArray("Tue, 24 Nov 2026 10:00:00 GMT") << qint64{0};
    }
    void kube_1_47_retryAfterIsSecondsOrADate()
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, millis);
        const auto pause = parseRetryAfter(value, *parseTimestamp(u"2026-11-24T11:00:00Z"));
        QCOMPARE(pause ? pause->count() : -1, millis);
    }

    void kube_1_51_warningsAreTakenApartAndCleaned()
    {
        QCOMPARE(parseWarnings("299 - \"one, with a comma\", 299 - \"say \\\"two\\\"\""),
                 QStringList({QStringLiteral("one, with a comma"), QStringLiteral("say \"two\"")}));
        QCOMPARE(parseWarnings("299 - \"red\x1b[31m\" \"Tue, 24 Nov 2026 11:14:06 GMT\", 299 - \"next\""),
                 QStringList({QStringLiteral("red[31m"), QStringLiteral("next")}));
        QCOMPARE(parseWarnings("299 - \"unfinished"), QStringList({QStringLiteral("unfinished")}));
        QCOMPARE(parseWarnings("nothing quoted"), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestHeaders)
#include "tst_headers.moc"
