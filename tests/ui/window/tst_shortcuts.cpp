// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowrig.h"
#include "ui/dialogs/keybutton.h"
#include "ui/dialogs/shortcutssheet.h"
#include "ui/pages/page.h"
#include "ui/widgets/settings.h"
#include "ui/window/sidebar.h"

#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>

using namespace konductor;
using namespace Qt::StringLiterals;

/// Other keys for what the window does, chosen with the keyboard alone.
class ShortcutsTest : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init()
    {
        QVERIFY(open());
        QFile::remove(path());
        m_store = std::make_unique<QSettings>(path(), QSettings::IniFormat);
        m_settings = std::make_unique<ui::Settings>(m_store.get());
        m_window->setSettings(*m_settings);
        QTest::keyClick(m_window->focusWidget(), Qt::Key_F1, Qt::ShiftModifier);
        QTRY_VERIFY((m_sheet = m_window->findChild<ui::ShortcutsSheet*>()) && m_sheet->isVisible());
    }

    void cleanup()
    {
        close();
        m_settings.reset();
        m_store.reset();
    }

    void chosenKeysWorkAtOnceTheOldOnesNoMoreAndTheyAreThereTheNextTime()
    {
        give(u"Alt+3"_s, Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(button(u"Alt+3"_s)->text(), u"Ctrl+J"_s);
        leave();
        const QString before = m_window->currentPage().id();
        press(Qt::Key_3, Qt::AltModifier);
        QCOMPARE(m_window->currentPage().id(), before);
        press(Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(m_window->currentPage().id(), m_window->pageIds().at(2));
        m_store->sync();
        QSettings again(path(), QSettings::IniFormat);
        QCOMPARE(ui::Settings(&again).keysFor(QKeySequence(u"Alt+3"_s)), QKeySequence(u"Ctrl+J"_s));
    }

    void keysOfAnotherActAreRefusedByItsName()
    {
        give(u"Alt+3"_s, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(button(u"Alt+3"_s)->text(), u"Alt+3"_s);
        QVERIFY2(problem().contains(u"“Back”"_s), qPrintable(problem()));
        QCOMPARE(m_settings->keysFor(QKeySequence(u"Alt+3"_s)), QKeySequence(u"Alt+3"_s));
        give(u"Alt+3"_s, Qt::Key_J, Qt::ControlModifier);
        QVERIFY(problem().isEmpty());
    }

    void whatMayBeTypedAsTextIsRefused()
    {
        give(u"Alt+3"_s, Qt::Key_J, Qt::NoModifier);
        QVERIFY2(problem().contains(u"typed"_s), qPrintable(problem()));
        give(u"Alt+3"_s, Qt::Key_F9, Qt::NoModifier);
        QVERIFY(problem().isEmpty());
        QCOMPARE(button(u"Alt+3"_s)->text(), u"F9"_s);
    }

    void escapeLeavesThemBackspaceTakesThemAwayAndResetGivesThemBack()
    {
        give(u"Alt+3"_s, Qt::Key_Escape, Qt::NoModifier);
        QVERIFY(m_sheet->isVisible());
        QCOMPARE(button(u"Alt+3"_s)->text(), u"Alt+3"_s);
        give(u"Alt+3"_s, Qt::Key_Backspace, Qt::NoModifier);
        QCOMPARE(button(u"Alt+3"_s)->text(), u"none"_s);
        QVERIFY(m_settings->keysFor(QKeySequence(u"Alt+3"_s)).isEmpty());
        QTest::mouseClick(m_sheet->findChild<QPushButton*>(u"reset"_s), Qt::LeftButton);
        QCOMPARE(button(u"Alt+3"_s)->text(), u"Alt+3"_s);
        leave();
        press(Qt::Key_3, Qt::AltModifier);
        QCOMPARE(m_window->currentPage().id(), m_window->pageIds().at(2));
    }

    void theFilterAndTheKeysAreAtHandFromTheSidebarToo()
    {
        leave();
        auto* sidebar = m_window->findChild<ui::Sidebar*>();
        sidebar->setFocus();
        QTest::keyClick(sidebar, Qt::Key_Slash);
        QTRY_VERIFY(m_window->findChild<QLineEdit*>(u"filter"_s)->hasFocus());
        sidebar->setFocus();
        QTest::keyClick(sidebar, Qt::Key_Question, Qt::ShiftModifier);
        QTRY_VERIFY((m_sheet = m_window->findChild<ui::ShortcutsSheet*>()) && m_sheet->isVisible());
    }

    void theKeysOfAPageCanBeOthersToo()
    {
        give(u"Ctrl+H"_s, Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(button(u"Ctrl+H"_s)->text(), u"Ctrl+J"_s);
        QCOMPARE(m_settings->keysFor(QKeySequence(u"Ctrl+H"_s)), QKeySequence(u"Ctrl+J"_s));
    }

    void keysAreExportedAndImported()
    {
        give(u"Alt+3"_s, Qt::Key_J, Qt::ControlModifier);
        const QString file = m_folder.filePath(u"exported.ini"_s);
        QVERIFY(m_settings->exportTo(file));
        ui::Settings other(nullptr);
        QVERIFY(other.importFrom(file));
        QCOMPARE(other.keysFor(QKeySequence(u"Alt+3"_s)), QKeySequence(u"Ctrl+J"_s));
        QSettings(file, QSettings::IniFormat).setValue(u"shortcuts/Alt+3"_s, u"nonsense"_s);
        QVERIFY(!ui::Settings(nullptr).importFrom(file));
    }

private:
    QString path() const { return m_folder.filePath(u"console.ini"_s); }
    ui::KeyButton* button(const QString& standard) const { return m_sheet->findChild<ui::KeyButton*>(standard); }
    QString problem() const { return m_sheet->findChild<QLabel*>(u"problem"_s)->text(); }
    void give(const QString& standard, Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        ui::KeyButton* keys = button(standard);
        QVERIFY(keys);
        keys->setFocus();
        QTest::keyClick(keys, Qt::Key_Space);
        QCOMPARE(keys->text(), u"Press the keys…"_s);
        QTest::keyClick(keys, key, modifiers);
    }
    void leave()
    {
        QTest::keyClick(m_sheet, Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<ui::ShortcutsSheet*>());
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        QTest::keyClick(m_window->windowHandle(), key, modifiers);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<ui::Settings> m_settings;
    ui::ShortcutsSheet* m_sheet = nullptr;
};

QTEST_MAIN(ShortcutsTest)
#include "tst_shortcuts.moc"
