// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/consolestyle.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/queryline.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QTest>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

class QueryLineTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(*qApp, Scheme::Light); }
    void init()
    {
        m_line = std::make_unique<QueryLine>();
        m_line->resize(500, 30);
        m_line->setValues(u"ns:"_s, {u"finance"_s, u"team-a"_s, u"team-b"_s});
        m_line->show();
        m_line->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_line.get()));
        m_line->setFocus();
    }

    void fieldsAndTheirValuesAreOfferedWordByWord_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("offered");
        QTest::newRow("field") << u"wai"_s << QStringList{u"waiters>"_s, u"waited>"_s};
        QTest::newRow("value") << u"migr ns:te"_s << QStringList{u"ns:team-a"_s, u"ns:team-b"_s};
        QTest::newRow("negated") << u"-kind:g"_s << QStringList{u"kind:gate"_s};
        QTest::newRow("finished") << u"ns:finance"_s << QStringList();
        QTest::newRow("a plain word") << u"zebra"_s << QStringList();
        QTest::newRow("nothing") << u"zebra "_s << QStringList();
    }
    void fieldsAndTheirValuesAreOfferedWordByWord()
    {
        QFETCH(const QString, typed);
        QFETCH(const QStringList, offered);
        m_line->setText(typed);
        QCOMPARE(m_line->completions(), offered);
    }

    void aCompletionReplacesItsWordAlone()
    {
        QTest::keyClicks(m_line.get(), u"migr -kin"_s);
        QWidget* popup = QApplication::activePopupWidget();
        QTRY_VERIFY((popup = QApplication::activePopupWidget()));
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(m_line->text(), u"migr -kind:"_s);
        QTRY_VERIFY((popup = QApplication::activePopupWidget())); // the field's values
        QTest::keyClick(popup, Qt::Key_Escape);
        QTest::keyClicks(m_line.get(), u"lease"_s);
        QCOMPARE(m_line->text(), u"migr -kind:lease"_s);
    }

    void whatIsWrongIsSaidAndColoured()
    {
        m_line->setText(u"ttl<5x"_s);
        QVERIFY(m_line->toolTip().contains(u"not a duration"_s));
        QCOMPARE(m_line->palette().color(QPalette::Text), tokens(Scheme::Light).bad.ink);
        m_line->setText(u"ttl<5m"_s);
        QVERIFY(m_line->toolTip().isEmpty());
        QCOMPARE(m_line->palette().color(QPalette::Text), tokens(Scheme::Light).text);
    }

    void downInTheEmptyLineGivesBackWhatWasTyped()
    {
        for (const QString& query : {u"first one"_s, u"second"_s, u"first one"_s}) {
            m_line->setText(query);
            QTest::keyClick(m_line.get(), Qt::Key_Return);
        }
        QCOMPARE(m_line->history(), (QStringList{u"first one"_s, u"second"_s}));
        QTest::keyClick(m_line.get(), Qt::Key_Escape);
        QCOMPARE(m_line->text(), QString());
        QTest::keyClick(m_line.get(), Qt::Key_Down);
        QWidget* popup = nullptr;
        QTRY_VERIFY((popup = QApplication::activePopupWidget()));
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(m_line->text(), u"first one"_s);
    }

private:
    std::unique_ptr<QueryLine> m_line;
};

QTEST_MAIN(QueryLineTest)
#include "tst_queryline.moc"
