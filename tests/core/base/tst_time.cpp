// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.h"

#include <QTest>

using namespace konductor;
using namespace std::chrono;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestTime : public QObject {
    Q_OBJECT
private slots:
    void timestampsAreReadAndPrinted_data();
    void timestampsAreReadAndPrinted();
    void whatIsNoTimestampIsRefused_data();
    void whatIsNoTimestampIsRefused();
    void fractionsAreKeptToTheMillisecond();
    void durationsAreReadAsGoReadsThem_data();
    void durationsAreReadAsGoReadsThem();
    void whatIsNoDurationIsRefused_data();
    void whatIsNoDurationIsRefused();
    void durationsArePrintedAsGoPrintsThem_data();
    void durationsArePrintedAsGoPrintsThem();
    void everyPrintedDurationReadsBack();
    void peopleReadOneUnit_data();
    void peopleReadOneUnit();
    void countdownsShowTheSecondUnitWhereItMatters_data();
    void countdownsShowTheSecondUnitWhereItMatters();
    void centuriesApartAreSaidRightly();
};

void TestTime::timestampsAreReadAndPrinted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("unixSeconds");
    QTest::addColumn<QString>("printed");
    QTest::newRow("as the server writes it")
        << u"2026-11-24T10:02:58Z"_s << qint64(1795514578) << u"2026-11-24T10:02:58Z"_s;
    QTest::newRow("epoch") << u"1970-01-01T00:00:00Z"_s << qint64(0) << u"1970-01-01T00:00:00Z"_s;
    QTest::newRow("offset east") << u"2026-11-24T12:02:58+02:00"_s << qint64(1795514578) << u"2026-11-24T10:02:58Z"_s;
    QTest::newRow("offset west over midnight")
        << u"2026-11-23T23:32:58-10:30"_s << qint64(1795514578) << u"2026-11-24T10:02:58Z"_s;
    QTest::newRow("the last year there is")
        << u"9999-12-31T23:59:59Z"_s << qint64(253402300799) << u"9999-12-31T23:59:59Z"_s;
    QTest::newRow("the first year there is")
        << u"0001-01-01T00:00:00Z"_s << qint64(-62135596800) << u"0001-01-01T00:00:00Z"_s;
    QTest::newRow("leap day") << u"2024-02-29T00:00:00Z"_s << qint64(1709164800) << u"2024-02-29T00:00:00Z"_s;
}

void TestTime::timestampsAreReadAndPrinted()
{
    QFETCH(QString, text);
    QFETCH(qint64, unixSeconds);
    const auto time = parseTimestamp(text);
    QVERIFY(time);
    QCOMPARE(floor<seconds>(*time).time_since_epoch().count(), unixSeconds);
    QTEST(formatTimestamp(*time), "printed");
}

void TestTime::whatIsNoTimestampIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"", "yesterday", "2026-11-24", "2026-11-24T10:02:58", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
          "9999-12-31T23:59:60Z", "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00", "2026-11-24T24:00:00Z",
          "2026-11-24T10:60:00Z", "2026-11-24T10:02:58.Z", "2026-11-24T10:02:58Zx", "12026-11-24T10:02:58Z",
          "2026-11-24T10:02:58+2:00", "0000-01-01T00:00:00Z", "-026-11-24T10:02:58Z"}) {
        QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text);
    }
}

void TestTime::whatIsNoTimestampIsRefused()
{
    QFETCH(QString, text);
    QVERIFY(!parseTimestamp(text));
}

void TestTime::fractionsAreKeptToTheMillisecond()
{
    const auto time = parseTimestamp(u"1970-01-01T00:00:01.234567Z");
    QVERIFY(time);
    QCOMPARE(time->time_since_epoch().count(), 1234);
}

void TestTime::durationsAreReadAsGoReadsThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("nanos");
    QTest::newRow("seconds") << u"30s"_s << qint64(30'000'000'000);
    QTest::newRow("two units") << u"1h30m"_s << qint64(5'400'000'000'000);
    QTest::newRow("fraction of an hour") << u"1.5h"_s << qint64(5'400'000'000'000);
    QTest::newRow("milliseconds") << u"100ms"_s << qint64(100'000'000);
    QTest::newRow("micro sign") << u"7µs"_s << qint64(7'000);
    QTest::newRow("greek mu") << u"7μs"_s << qint64(7'000);
    QTest::newRow("nanoseconds") << u"1ns"_s << qint64(1);
    QTest::newRow("negative") << u"-5s"_s << qint64(-5'000'000'000);
    QTest::newRow("bare zero") << u"0"_s << qint64(0);
    QTest::newRow("leading point") << u".5s"_s << qint64(500'000'000);
    QTest::newRow("longest") << u"2562047h47m16.854775807s"_s << std::numeric_limits<qint64>::max();
}

void TestTime::durationsAreReadAsGoReadsThem()
{
    QFETCH(QString, text);
    const auto duration = parseDuration(text);
    QVERIFY(duration);
    QTEST(static_cast<qint64>(duration->count()), "nanos");
}

void TestTime::whatIsNoDurationIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "5", "s", "5x", "1.2.3s", "5 s", "--5s", "1h30", "9999999999h", "1e3s", "."}) {
        QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text);
    }
}

void TestTime::whatIsNoDurationIsRefused()
{
    QFETCH(QString, text);
    QVERIFY(!parseDuration(text));
}

void TestTime::durationsArePrintedAsGoPrintsThem_data()
{
    QTest::addColumn<qint64>("nanos");
    QTest::addColumn<QString>("printed");
    QTest::newRow("zero") << qint64(0) << u"0s"_s;
    QTest::newRow("minutes carry seconds") << qint64(600'000'000'000) << u"10m0s"_s;
    QTest::newRow("hours carry both") << qint64(3'600'000'000'000) << u"1h0m0s"_s;
    QTest::newRow("mixed") << qint64(90'000'000'000) << u"1m30s"_s;
    QTest::newRow("fraction") << qint64(1'500'000'000) << u"1.5s"_s;
    QTest::newRow("milliseconds") << qint64(250'000'000) << u"250ms"_s;
    QTest::newRow("microseconds") << qint64(1'500) << u"1.5µs"_s;
    QTest::newRow("nanoseconds") << qint64(7) << u"7ns"_s;
    QTest::newRow("negative") << qint64(-5'000'000'000) << u"-5s"_s;
}

void TestTime::durationsArePrintedAsGoPrintsThem()
{
    QFETCH(qint64, nanos);
    QTEST(formatDuration(Duration(nanos)), "printed");
}

void TestTime::everyPrintedDurationReadsBack()
{
    quint64 state = 20261124; // a fixed seed: xorshift
    for (int i = 0; i < 5'000; ++i) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        const Duration duration(static_cast<qint64>(state >> (1 + i % 60)));
        const auto back = parseDuration(formatDuration(duration));
        QVERIFY2(back && *back == duration, qPrintable(formatDuration(duration)));
    }
}

void TestTime::peopleReadOneUnit_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("words");
    QTest::newRow("none") << qint64(0) << u"0 s"_s;
    QTest::newRow("seconds") << qint64(41) << u"41 s"_s;
    QTest::newRow("minutes") << qint64(47 * 60 + 59) << u"47 min"_s;
    QTest::newRow("up to two hours") << qint64(119 * 60) << u"119 min"_s;
    QTest::newRow("hours") << qint64(7'200) << u"2 h"_s;
    QTest::newRow("days") << qint64(3 * 86'400 + 5) << u"3 d"_s;
    QTest::newRow("past") << qint64(-12) << u"12 s"_s;
}

void TestTime::peopleReadOneUnit()
{
    QFETCH(qint64, seconds);
    QTEST(humanDuration(std::chrono::seconds(seconds)), "words");
}

void TestTime::countdownsShowTheSecondUnitWhereItMatters_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("words");
    QTest::newRow("under a minute") << qint64(54) << u"54 s"_s;
    QTest::newRow("under ten minutes") << qint64(259) << u"4 min 19 s"_s;
    QTest::newRow("two digits of seconds") << qint64(300) << u"5 min 00 s"_s;
    QTest::newRow("under an hour") << qint64(26 * 60 + 30) << u"26 min"_s;
    QTest::newRow("hours") << qint64(7'500) << u"2 h 05 min"_s;
}

void TestTime::countdownsShowTheSecondUnitWhereItMatters()
{
    QFETCH(qint64, seconds);
    QTEST(countdownText(std::chrono::seconds(seconds)), "words");
}

void TestTime::centuriesApartAreSaidRightly()
{
    const Timestamp first = *parseTimestamp(u"0001-01-01T00:00:00Z");
    const Timestamp last = *parseTimestamp(u"9999-12-31T23:59:59Z");
    QCOMPARE(humanDuration(last - first), u"3652058 d"_s);
    QCOMPARE(countdownText(first - last), u"3652058 d"_s);
}

QTEST_GUILESS_MAIN(TestTime)
#include "tst_time.moc"
