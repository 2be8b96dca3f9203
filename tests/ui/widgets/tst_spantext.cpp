// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/spantext.h"

#include <QSignalSpy>
#include <QTest>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

class TestSpanText final : public QObject {
    Q_OBJECT

private:
    static const std::vector<SpanText::Part>& sentence()
    {
        static const std::vector<SpanText::Part> parts{
            {u"Held by "_s}, {u"worker-a"_s, true}, {u", then "_s}, {u"worker-b"_s, true}, {u"."_s}};
        return parts;
    }

private slots:
    void linksAreFollowedWithTheArrowKeysAndReturn()
    {
        SpanText text;
        text.setParts(sentence(), Tone::Plain);
        text.show();
        text.activateWindow();
        text.setFocus();
        QTRY_VERIFY(text.hasFocus());
        QSignalSpy followed(&text, &SpanText::linkActivated);
        QTest::keyClick(&text, Qt::Key_Return);
        QTest::keyClick(&text, Qt::Key_Right);
        QTest::keyClick(&text, Qt::Key_Return);
        QTest::keyClick(&text, Qt::Key_Right); // there is none after it
        QTest::keyClick(&text, Qt::Key_Space);
        QCOMPARE(followed.size(), 3);
        QCOMPARE(followed[0][0].toInt(), 1);
        QCOMPARE(followed[1][0].toInt(), 3);
        QCOMPARE(followed[2][0].toInt(), 3);
    }
    void clickFollowsALinkAndPlainWordsDoNothing()
    {
        SpanText text;
        text.setParts(sentence(), Tone::Plain);
        text.resize(600, 40);
        text.show();
        QSignalSpy followed(&text, &SpanText::linkActivated);
        const int y = text.height() / 2;
        QTest::mouseClick(&text, Qt::LeftButton, {}, QPoint(2, y));
        QCOMPARE(followed.size(), 0);
        const int link = text.fontMetrics().horizontalAdvance(u"Held by wor"_s);
        QTest::mouseClick(&text, Qt::LeftButton, {}, QPoint(link, y));
        QCOMPARE(followed.size(), 1);
        QCOMPARE(followed[0][0].toInt(), 1);
    }
    void fromRightToLeftASentenceBeginsAtTheRightAndTheKeysFollow()
    {
        SpanText text;
        text.setLayoutDirection(Qt::RightToLeft);
        text.setParts({{u"محجوز لدى "_s}, {u"worker-a"_s, true}, {u"، ثم "_s}, {u"worker-b"_s, true}}, Tone::Plain);
        text.resize(600, 40);
        text.show();
        text.activateWindow();
        text.setFocus();
        QTRY_VERIFY(text.hasFocus());
        QSignalSpy followed(&text, &SpanText::linkActivated);
        const int words = text.fontMetrics().horizontalAdvance(u"محجوز لدى "_s);
        const int link = text.fontMetrics().horizontalAdvance(u"worker-a"_s);
        QTest::mouseClick(&text, Qt::LeftButton, {}, QPoint(600 - words - link / 2, text.height() / 2));
        QCOMPARE(followed.size(), 1);
        QCOMPARE(followed[0][0].toInt(), 1);
        QTest::keyClick(&text, Qt::Key_Left);
        QTest::keyClick(&text, Qt::Key_Return);
        QCOMPARE(followed[1][0].toInt(), 3);
    }
    void markupIsTextAndIsReadOutAsIs()
    {
        SpanText text;
        text.setParts({{u"<a href=\"x\">y</a>"_s}}, Tone::Plain);
        QCOMPARE(text.accessibleName(), u"<a href=\"x\">y</a>"_s);
        QCOMPARE(text.focusPolicy(), Qt::NoFocus);
        QVERIFY(text.heightForWidth(30) > text.heightForWidth(900));
    }
};

QTEST_MAIN(TestSpanText)

#include "tst_spantext.moc"
