// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowrig.h"
#include "ui/pages/page.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/detailspanel.h"

#include <QMenu>
#include <QMenuBar>

using namespace konductor;
using namespace Qt::StringLiterals;

/// "Tell me when this mutex is free", by keys, until it is told.
class TellingTest : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init()
    {
        QVERIFY(open());
        m_window->open(tape);
        QTRY_VERIFY(m_window->currentPage().current() == tape);
    }

    void cleanup() { close(); }

    void whoAsksIsToldOnceWhenItIsFree()
    {
        std::vector<ui::Notice> told;
        connect(m_window.get(), &ui::MainWindow::noticed, this,
                [&told](const ui::Notice& notice) { told.push_back(notice); });
        QVERIFY(!promised());
        pressWatch();
        QTRY_VERIFY(promised());
        press(u"Release…"_s);
        runPlan();
        QTRY_COMPARE(told.size(), size_t(1));
        QCOMPARE(told[0].title, u"Mutex tape is free"_s);
        QVERIFY(told[0].key == tape);
        QTRY_VERIFY(!promised());
        auto* activity = m_window->findChild<ui::ActivityPanel*>();
        QVERIFY(activity->isVisible());
        QCOMPARE(activity->findItems(u"Mutex tape is free"_s, Qt::MatchExactly, 1).size(), 1);
        QVERIFY(!watchEntry()->isEnabled()); // it is so now
    }

    void askingTwiceTakesItBack()
    {
        pressWatch();
        QTRY_VERIFY(promised());
        pressWatch();
        QTRY_VERIFY(!promised());
    }

private:
    QAction* watchEntry()
    {
        QMenu* menu = m_window->menuBar()->actions().at(3)->menu();
        emit menu->aboutToShow();
        return menu->findChild<QAction*>(u"watch"_s);
    }
    void pressWatch()
    {
        QAction* entry = watchEntry();
        QVERIFY(entry && entry->isEnabled());
        QMenu* menu = m_window->menuBar()->actions().at(3)->menu();
        menu->popup({0, 0});
        menu->setActiveAction(menu->findChild<QAction*>(u"watch"_s));
        QTest::keyClick(menu, Qt::Key_Return);
        m_window->activateWindow(); // a window manager does that when a menu closes
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void press(const QString& text)
    {
        for (QPushButton* candidate : m_window->findChildren<QPushButton*>()) {
            if (candidate->text() == text && candidate->isVisible()) {
                QTest::mouseClick(candidate, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable(text));
    }
    bool promised()
    {
        for (const ui::DetailsRow& row : m_window->details().content().why.rows) {
            if (row.plainText().contains(u"You will be told"_s)) {
                return true;
            }
        }
        return false;
    }

    const ObjectKey tape{Kind::Mutex, u"team-a"_s, u"tape"_s};
};

QTEST_MAIN(TellingTest)
#include "tst_telling.moc"
