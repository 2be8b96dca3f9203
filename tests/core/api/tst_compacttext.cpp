// SPDX-License-Identifier: Apache-2.0
#include "core/api/object.h"

#include <QTest>

using namespace konductor;
using namespace Qt::StringLiterals;

class TestCompactText : public QObject {
    Q_OBJECT
private slots:
    void everyTextComesOutAsItWentIn_data();
    void everyTextComesOutAsItWentIn();
    void twoAreEqualExactlyWhenTheirTextsAre();
    void versionsAreOrderedAsTheirTextsAre();
};

namespace {

const QStringList texts{
    {},
    u"0"_s,
    u"1"_s,
    u"01"_s,
    u"7"_s,
    u"007"_s,
    u"-1"_s,
    u"+1"_s,
    u" 1"_s,
    u"1x"_s,
    u"12345678"_s,
    u"9999999999999999999"_s, // the largest of 19 digits
    u"10000000000000000000"_s,
    u"18446744073709551615"_s,
    u"18446744073709551616"_s,
    u"100000000000000000000000001"_s,
    u"uid-of-db"_s,
    u"0b4e8d5e-7a6f-4f6e-9c1f-0123456789ab"_s,
    u"0b4e8d5e-7a6f-4f6e-9c1f-0123456789ac"_s,
    u"0B4E8D5E-7A6F-4F6E-9C1F-0123456789AB"_s,
    u"{0b4e8d5e-7a6f-4f6e-9c1f-0123456789ab}"_s,
    u"0b4e8d5e7a6f4f6e9c1f0123456789ab"_s,
    u"0b4e8d5e-7a6f-4f6e-9c1f-0123456789a"_s,
    u"0b4e8d5e-7a6f-4f6e-9c1f_0123456789ab"_s,
    u"0b4e8d5e-7a6f-4f6e-9c1f-0123456789ag"_s,
    u"00000000-0000-0000-0000-000000000000"_s,
    u"00000000-0000-0000-0000-000000000001"_s,
    u"ffffffff-ffff-ffff-ffff-ffffffffffff"_s,
    u"0b4e8d5e-7a6f-4f6e-9c1f-012345678\u00e9\u0660b"_s,
    u"\u0661\u0662"_s, // digits, but not those
    u"\U0001f512"_s,
};

} // namespace

void TestCompactText::everyTextComesOutAsItWentIn_data()
{
    QTest::addColumn<QString>("text");
    for (const QString& text : texts) {
        QTest::newRow(qPrintable(text)) << text;
    }
}

void TestCompactText::everyTextComesOutAsItWentIn()
{
    QFETCH(QString, text);
    QCOMPARE(CompactText(text).toString(), text);
    QCOMPARE(CompactText::fromUtf8(text.toStdString()).toString(), text);
    QCOMPARE(CompactText(text).isEmpty(), text.isEmpty());
    CompactText cleared(text);
    cleared.clear();
    QVERIFY(cleared.isEmpty());
}

void TestCompactText::twoAreEqualExactlyWhenTheirTextsAre()
{
    for (const QString& a : texts) {
        for (const QString& b : texts) {
            QCOMPARE(CompactText(a) == CompactText::fromUtf8(b.toStdString()), a == b);
        }
    }
}

void TestCompactText::versionsAreOrderedAsTheirTextsAre()
{
    for (const QString& a : texts) {
        for (const QString& b : texts) {
            QVERIFY(compareResourceVersions(CompactText(a), CompactText(b)) == compareResourceVersions(a, b));
        }
    }
}

QTEST_GUILESS_MAIN(TestCompactText)
#include "tst_compacttext.moc"
