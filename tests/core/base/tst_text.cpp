// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"

#include <QTest>

using namespace konductor;
using namespace Qt::StringLiterals;

class TestText : public QObject {
    Q_OBJECT
private slots:
    void hiddenCharactersBecomeVisible_data();
    void hiddenCharactersBecomeVisible();
    void noControlCharacterEverPasses();
    void elidingNeverSplitsACharacter();
    void shortTextIsNotElided();
    void countsAreWordedInTheSingularAndPlural();
};

void TestText::hiddenCharactersBecomeVisible_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"worker-a"_s << u"worker-a"_s;
    QTest::newRow("escape sequence") << u"\u001b[31mred"_s << u"␛[31mred"_s;
    QTest::newRow("line break") << u"a\nb\r"_s << u"a␊b␍"_s;
    QTest::newRow("delete") << u"a\u007f"_s << u"a␡"_s;
    QTest::newRow("C1 control") << u"a\u009b"_s << u"a⟨U+009B⟩"_s;
    QTest::newRow("override") << u"a\u202eb"_s << u"a⟨U+202E⟩b"_s;
    QTest::newRow("isolate") << u"\u2066x\u2069"_s << u"⟨U+2066⟩x⟨U+2069⟩"_s;
    QTest::newRow("zero width") << u"a\u200bb"_s << u"a⟨U+200B⟩b"_s;
    QTest::newRow("lone surrogate") << QString(QChar(0xD800)) << u"⟨U+D800⟩"_s;
    QTest::newRow("markup stays text") << u"<b>x</b>"_s << u"<b>x</b>"_s;
    QTest::newRow("arabic stays") << u"عامل"_s << u"عامل"_s;
    QTest::newRow("beyond the first plane") << u"😀"_s << u"😀"_s;
}

void TestText::hiddenCharactersBecomeVisible()
{
    QFETCH(QString, text);
    QTEST(visibleText(text), "shown");
}

void TestText::noControlCharacterEverPasses()
{
    for (char16_t c = 0; c < 0xA0; ++c) {
        const QString shown = visibleText(QString(QChar(c)));
        for (const QChar visible : shown) {
            QVERIFY2(visible.category() != QChar::Other_Control, qPrintable(QString::number(c)));
        }
    }
}

void TestText::elidingNeverSplitsACharacter()
{
    const QString cut = elided(u"ab😀cd"_s, 4);
    QCOMPARE(cut, u"ab…"_s);
}

void TestText::shortTextIsNotElided()
{
    QCOMPARE(elided(u"abcd"_s, 4), u"abcd"_s);
    QCOMPARE(elided(u"abcde"_s, 4), u"abc…"_s);
}

void TestText::countsAreWordedInTheSingularAndPlural()
{
    QCOMPARE(counted(1, u"permit"), u"1 permit"_s);
    QCOMPARE(counted(0, u"permit"), u"0 permits"_s);
    QCOMPARE(counted(2, u"entry", u"entries"), u"2 entries"_s);
}

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
