// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowrig.h"
#include "ui/dialogs/palettesheet.h"
#include "ui/dialogs/plansheet.h"
#include "ui/models/palettemodel.h"
#include "ui/models/roles.h"
#include "ui/pages/tablepage.h"
#include "ui/panels/detailspanel.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTableView>

using namespace konductor;
using namespace Qt::StringLiterals;

/// The palette by keys alone, in the window on a sandbox.
class TestPalette : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init()
    {
        QVERIFY(open());
        QTRY_VERIFY(objects().count() > 50);
        m_window->open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
        m_window->currentPage().setFocus();
    }
    void cleanup() { close(); }

    void typingAndReturnGoToAnObject()
    {
        summon();
        QTest::keyClicks(line(), u"fxr"_s);
        QCOMPARE(current().text, u"fx-rates"_s);
        QTest::keyClick(line(), Qt::Key_Return);
        QVERIFY(!sheet()->isVisible());
        QVERIFY(m_window->currentPage().current() == (ObjectKey{Kind::Lease, u"finance"_s, u"fx-rates"_s}));
        QVERIFY(m_window->currentTable()->table().hasFocus());
    }

    void anObjectThatBelongsToAnotherLeadsThere()
    {
        summon();
        QTest::keyClicks(line(), u"permit api-quota"_s);
        QVERIFY(current().detail.startsWith(u"Permit · "_s));
        QTest::keyClick(line(), Qt::Key_Return);
        QVERIFY(m_window->currentPage().current() == (ObjectKey{Kind::Semaphore, u"team-a"_s, u"api-quota"_s}));
    }

    void aSettingIsFoundByItsValueAndItsName()
    {
        summon();
        QTest::keyClicks(line(), u"language"_s);
        QVERIFY2(current().text.startsWith(u"Language: "_s), qPrintable(current().text));
        line()->clear();
        QTest::keyClicks(line(), u"utc"_s);
        QCOMPARE(current().text, u"Time zone: UTC"_s);
        QTest::keyClick(line(), Qt::Key_Return);
        QVERIFY(m_window->currentPage().times().utc);
    }

    void aHolderIsFoundAndItsHoldsAreShown()
    {
        summon();
        QTest::keyClicks(line(), u"holder etl"_s);
        const QString holder = current().text;
        QVERIFY2(current().detail.startsWith(u"Holder · "_s), qPrintable(current().detail));
        QTest::keyClick(line(), Qt::Key_Return);
        QCOMPARE(m_window->currentPage().id(), u"holders"_s);
        QVERIFY(m_window->query().contains(u"holder:\"%1\""_s.arg(holder)));
        QVERIFY(m_window->currentTable()->table().model()->rowCount() > 0);
    }

    void everyWayOfCopyingIsFoundOnceByTheWordCopy()
    {
        summon();
        QTest::keyClicks(line(), u"copy"_s);
        const auto* found = sheet()->findChild<QListView*>()->model();
        QStringList texts;
        for (int row = 0; row < found->rowCount(); ++row) {
            texts += found->index(row, 0).data().toString();
        }
        for (const QString& text :
             {u"Copy as CSV"_s, u"Copy as Markdown"_s, u"Copy as JSON"_s, u"Copy the names"_s,
              u"Copy as kubectl commands"_s, u"Copy as koncli commands"_s, u"Copy rows"_s, u"Copy link"_s}) {
            QCOMPARE(texts.count(text), 1);
        }
        line()->clear();
        QTest::keyClicks(line(), u"copy names"_s);
        QTest::keyClick(line(), Qt::Key_Return);
        QCOMPARE(QApplication::clipboard()->text(), u"team-a/db-migration\n"_s);
    }

    void arrowsChooseAPage()
    {
        summon();
        QTest::keyClicks(line(), u"mutexes"_s);
        QCOMPARE(current().text, u"Mutexes"_s);
        QTest::keyClick(line(), Qt::Key_Down);
        QCOMPARE(current().text, u"RW mutexes"_s);
        QTest::keyClick(line(), Qt::Key_Up);
        QTest::keyClick(line(), Qt::Key_Down);
        QTest::keyClick(line(), Qt::Key_Return);
        QCOMPARE(m_window->currentPage().id(), u"rwmutexes"_s);
    }

    void theSelectedObjectsActionsComeFirstAndStart()
    {
        summon();
        QCOMPARE(current().section, u"Lease db-migration"_s);
        QTest::keyClicks(line(), u"force exp"_s);
        QVERIFY2(current().text.startsWith(u"Force-expire"_s), qPrintable(current().text));
        QTest::keyClick(line(), Qt::Key_Return);
        QTRY_VERIFY(m_window->findChild<ui::PlanSheet*>()->isVisible());
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
    }

    void whatCannotBeDoneSaysWhyAndDoesNothing()
    {
        m_window->open({Kind::Gate, u"team-a"_s, u"release"_s});
        m_window->open({Kind::Barrier, u"team-a"_s, u"extract"_s});
        summon();
        QTest::keyClicks(line(), u"rescue"_s);
        QCOMPARE(current().text, u"Rescue…"_s);
        QCOMPARE(current().whyNot, u"It has not failed."_s);
        QVERIFY(line()->accessibleDescription().contains(u"It has not failed."_s));
        QTest::keyClick(line(), Qt::Key_Return);
        QVERIFY(sheet()->isVisible());
        QVERIFY(!m_window->findChild<ui::PlanSheet*>()->isVisible());
    }

    void everyMenuEntryCanBeFound()
    {
        QSignalSpy connecting(m_window.get(), &ui::MainWindow::connectRequested);
        summon();
        QTest::keyClicks(line(), u"connect cluster"_s);
        QCOMPARE(current().text, u"Connect…"_s);
        QCOMPARE(current().side, u"Ctrl+O"_s);
        QTest::keyClick(line(), Qt::Key_Return);
        QCOMPARE(connecting.count(), 1);
    }

    void escapeAndTheSameKeysCloseIt()
    {
        summon();
        QTest::keyClicks(line(), u"fxr"_s);
        QTest::keyClick(line(), Qt::Key_Escape);
        QVERIFY(!sheet()->isVisible());
        QVERIFY(m_window->currentTable()->table().hasFocus());
        QVERIFY(m_window->currentPage().current() == (ObjectKey{Kind::Lease, u"team-a"_s, u"db-migration"_s}));
        summon();
        QVERIFY(line()->text().isEmpty());
        QTest::keyClick(line(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(!sheet()->isVisible());
    }

    void clickingElsewhereClosesItAndStaysThere()
    {
        summon();
        auto* filter = m_window->findChild<QLineEdit*>(u"filter"_s);
        QTest::mouseClick(filter, Qt::LeftButton);
        filter->setFocus(Qt::MouseFocusReason);
        QTRY_VERIFY(!sheet()->isVisible());
        QVERIFY(filter->hasFocus());
    }

    void aClickOnARowTakesIt()
    {
        summon();
        QTest::keyClicks(line(), u"fxr"_s);
        auto* list = sheet()->findChild<QListView*>();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        QVERIFY(m_window->currentPage().current() == (ObjectKey{Kind::Lease, u"finance"_s, u"fx-rates"_s}));
    }

private:
    void summon()
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(sheet()->isVisible());
        QTRY_VERIFY(line()->hasFocus());
    }
    ui::PaletteSheet* sheet() { return m_window->findChild<ui::PaletteSheet*>(); }
    QLineEdit* line() { return m_window->findChild<QLineEdit*>(u"paletteLine"_s); }
    ui::PaletteRow current()
    {
        return sheet()->findChild<QListView*>()->currentIndex().data(ui::CellRole).value<ui::PaletteRow>();
    }
};

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
