// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/rotation.h"
#include "tests/core/insight/make.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;
using namespace konductor::test;

namespace {

const Timestamp now = at("2026-11-24T12:00:00Z");

/// One a minute, each of a hundred bytes, the last now.
std::vector<StoredFile> files(int count)
{
    std::vector<StoredFile> all;
    for (int i = 0; i < count; ++i) {
        all.push_back({QString::number(i), 100, now - std::chrono::minutes(count - 1 - i)});
    }
    return all;
}

void touch(const QDir& dir, const QString& name)
{
    QFile file(dir.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("x");
}

} // namespace

class tst_Rotation : public QObject {
    Q_OBJECT
private slots:
    void withoutLimitsEverythingStays() { QVERIFY(beyond({}, files(5), now).empty()); }

    void theOldestGoByCountAgeAndSize_data()
    {
        QTest::addColumn<qint64>("count");
        QTest::addColumn<qint64>("minutes");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("gone");
        QTest::newRow("count") << qint64(3) << qint64(-1) << qint64(-1) << u"0,1"_s;
        QTest::newRow("age") << qint64(-1) << qint64(1) << qint64(-1) << u"0,1,2"_s;
        QTest::newRow("size") << qint64(-1) << qint64(-1) << qint64(450) << u"0"_s;
        QTest::newRow("all: the hardest wins") << qint64(4) << qint64(1) << qint64(450) << u"0,1,2"_s;
        QTest::newRow("the newest always stays") << qint64(-1) << qint64(0) << qint64(1) << u"0,1,2,3"_s;
    }
    void theOldestGoByCountAgeAndSize()
    {
        QFETCH(qint64, count);
        QFETCH(qint64, minutes);
        QFETCH(qint64, bytes);
        QFETCH(QString, gone);
        Retention retention;
        if (count >= 0) {
            retention.count = count;
        }
        if (minutes >= 0) {
            retention.age = std::chrono::minutes(minutes);
        }
        if (bytes >= 0) {
            retention.bytes = bytes;
        }
        const std::vector<QString> names = beyond(retention, files(5), now);
        QCOMPARE(QStringList(names.begin(), names.end()).join(u','), gone);
    }

    void nothingElseInTheFolderIsTouched()
    {
        QTemporaryDir temporary;
        const QDir dir(temporary.path());
        for (const QString& name :
             {u"konductor-prod-20261124T115900Z.json"_s, u"konductor-prod-20261124T120000Z.json"_s,
              u"konductor-production-20261124T110000Z.json"_s, u"konductor-prod-notes.json"_s,
              u"konductor-prod-20261124T100000Z.json.bak"_s, u"precious.json"_s}) {
            touch(dir, name);
        }
        Retention one;
        one.count = 1;
        rotate(dir.path(), u"prod"_s, one, now);
        const QStringList left = dir.entryList(QDir::Files);
        QCOMPARE(left.size(), 5);
        QVERIFY(!left.contains(u"konductor-prod-20261124T115900Z.json"_s));
    }

    void whatAKilledWriterLeftGoesAfterAnHour()
    {
        QTemporaryDir temporary;
        const QDir dir(temporary.path());
        const QString half = u"konductor-prod-20261124T115900Z.json.AbCdEf"_s;
        touch(dir, half);
        QFile file(dir.filePath(half));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const auto written = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        rotate(dir.path(), u"prod"_s, {}, written + std::chrono::minutes(30));
        QVERIFY(dir.exists(half));
        rotate(dir.path(), u"prod"_s, {}, written + std::chrono::minutes(90));
        QVERIFY(!dir.exists(half));
    }

    void sizesAreRead()
    {
        QVERIFY(sizeFromText(u"3000"_s) == 3000);
        QVERIFY(sizeFromText(u"2GiB"_s) == qint64(2) << 30);
        QVERIFY(sizeFromText(u"10M"_s) == qint64(10) << 20);
        for (const QString& wrong : {u""_s, u"-1"_s, u"much"_s, u"1.5G"_s, u"999999999999T"_s}) {
            QVERIFY2(!sizeFromText(wrong), qPrintable(wrong));
        }
    }
};

QTEST_GUILESS_MAIN(tst_Rotation)
#include "tst_rotation.moc"
