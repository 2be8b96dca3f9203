// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/sheet.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

namespace {

class Question final : public Sheet {
public:
    explicit Question(QWidget* host) : Sheet(host)
    {
        for (QWidget* part : std::initializer_list<QWidget*>{name, check, act}) {
            content().addWidget(part);
        }
        setDefaultButton(act);
        stayBesideObject();
    }

    QLineEdit* name = new QLineEdit(this);
    QCheckBox* check = new QCheckBox(u"Keep it"_s, this);
    QPushButton* act = new QPushButton(u"Save"_s, this);
};

} // namespace

/// A host with a table at its left and, at its right, what shows the object.
class TestSheet final : public QObject {
    Q_OBJECT

private:
    QWidget* m_host = nullptr;
    QPushButton* m_table = nullptr;
    QPushButton* m_object = nullptr;
    Question* m_sheet = nullptr;

    void lieAt(int left, int width) { m_object->setGeometry(left, 0, width, m_host->height()); }

private slots:
    void init()
    {
        m_host = new QWidget;
        m_host->resize(1'400, 700);
        m_table = new QPushButton(u"table"_s, m_host);
        m_object = new QPushButton(u"object"_s, m_host);
        lieAt(1'000, 400);
        m_host->setProperty(Sheet::objectShownIn, QVariant::fromValue<QWidget*>(m_object));
        m_sheet = new Question(m_host);
        m_host->show();
        m_host->activateWindow();
        m_table->setFocus();
        m_sheet->present(m_sheet->name);
    }
    void cleanup() { delete m_host; }

    void tabGoesRoundInItBothWays()
    {
        const QList<QWidget*> round{m_sheet->name, m_sheet->check, m_sheet->act};
        for (int i = 1; i <= 6; ++i) {
            QTest::keyClick(m_host->focusWidget(), Qt::Key_Tab);
            QCOMPARE(m_host->focusWidget(), round[i % 3]);
        }
        QTest::keyClick(m_host->focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(m_host->focusWidget(), m_sheet->act);
    }
    void tabPassesWhatIsDisabledOrHidden()
    {
        m_sheet->check->setEnabled(false);
        QTest::keyClick(m_sheet->name, Qt::Key_Tab);
        QCOMPARE(m_host->focusWidget(), m_sheet->act);
        m_sheet->act->hide();
        m_sheet->name->setFocus();
        QTest::keyClick(m_sheet->name, Qt::Key_Tab);
        QCOMPARE(m_host->focusWidget(), m_sheet->name);
    }
    void escapeAfterAnyNumberOfTabsDismissesItAndGivesTheFocusBack()
    {
        QSignalSpy dismissed(m_sheet, &Sheet::dismissed);
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(m_host->focusWidget(), Qt::Key_Tab);
        }
        QTest::keyClick(m_host->focusWidget(), Qt::Key_Escape);
        QVERIFY(dismissed.size() == 1 && !m_sheet->isVisible());
        QCOMPARE(m_host->focusWidget(), m_table);
    }
    void returnPressesTheDefaultButtonOnceFromWhereItMeansNothing()
    {
        QSignalSpy pressed(m_sheet->act, &QPushButton::clicked);
        QTest::keyClick(m_sheet->name, Qt::Key_Return);
        QCOMPARE(pressed.size(), 1);
        QTest::keyClick(m_sheet->check, Qt::Key_Return);
        QCOMPARE(pressed.size(), 2);
        m_sheet->act->setEnabled(false);
        QTest::keyClick(m_sheet->check, Qt::Key_Return);
        QCOMPARE(pressed.size(), 2);
    }
    void itLeavesTheObjectFreeAndFollowsIt()
    {
        QVERIFY(!m_sheet->geometry().intersects(m_object->geometry()));
        lieAt(900, 500);
        QVERIFY(!m_sheet->geometry().intersects(m_object->geometry()));
    }
    void whereBothHaveNoRoomItLiesInTheMiddle()
    {
        lieAt(200, 1'200);
        QCOMPARE(m_sheet->geometry().center().x(), m_host->rect().center().x());
    }
    void fromRightToLeftTheObjectIsAtTheOtherSide()
    {
        m_host->setLayoutDirection(Qt::RightToLeft);
        lieAt(0, 400);
        QVERIFY(m_sheet->geometry().left() > m_object->geometry().right());
        QVERIFY(m_host->rect().contains(m_sheet->geometry()));
    }
};

QTEST_MAIN(TestSheet)

#include "tst_sheet.moc"
