// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/holderchoice.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

class TestHolderChoice final : public QObject {
    Q_OBJECT

private slots:
    void typedNameIsChosenWithReturn()
    {
        QWidget host;
        host.resize(800, 500);
        auto* before = new QLineEdit(&host);
        host.show();
        before->setFocus();
        HolderChoice choice(u"Arrive"_s, u"Arrive as"_s, {u"worker-a"_s}, false, &host);
        choice.ask();
        QSignalSpy chosen(&choice, &HolderChoice::chosen);
        auto* line = choice.findChild<QComboBox*>()->lineEdit();
        line->selectAll();
        QTest::keyClicks(line, u" worker-b "_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toStringList(), QStringList{u"worker-b"_s});
        QVERIFY(!choice.isVisible());
        QCOMPARE(host.focusWidget(), before); // where the plan that follows goes back to
    }
    void emptyNameCannotBeChosen()
    {
        QWidget host;
        host.resize(800, 500);
        host.show();
        HolderChoice choice(u"Arrive"_s, u"Arrive as"_s, {}, false, &host);
        choice.ask();
        QSignalSpy chosen(&choice, &HolderChoice::chosen);
        QTest::keyClick(choice.findChild<QComboBox*>()->lineEdit(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 0);
        QVERIFY(choice.isVisible());
    }
    void manyNamesAreOnePerLineEachOnce()
    {
        QWidget host;
        host.resize(800, 500);
        host.show();
        HolderChoice choice(u"Arrive"_s, u"Names"_s, {}, true, &host);
        choice.ask();
        QSignalSpy chosen(&choice, &HolderChoice::chosen);
        auto* edit = choice.findChild<QPlainTextEdit*>();
        for (const auto& name : {u"a"_s, u"b"_s, u"a"_s}) {
            QTest::keyClicks(edit, name);
            QTest::keyClick(edit, Qt::Key_Return);
        }
        const auto buttons = choice.findChildren<QPushButton*>();
        const auto primary = std::find_if(buttons.begin(), buttons.end(),
                                          [](const QPushButton* b) { return b->property("role") == u"primary"_s; });
        QVERIFY(primary != buttons.end());
        QTest::keyClick(*primary, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toStringList(), (QStringList{u"a"_s, u"b"_s}));
    }
    void escapeCancels()
    {
        QWidget host;
        host.resize(800, 500);
        host.show();
        HolderChoice choice(u"Arrive"_s, u"Names"_s, {}, true, &host);
        choice.ask();
        QSignalSpy cancelled(&choice, &HolderChoice::cancelled);
        QTest::keyClick(choice.findChild<QPlainTextEdit*>(), Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(!choice.isVisible());
    }
};

QTEST_MAIN(TestHolderChoice)

#include "tst_holderchoice.moc"
