// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowrig.h"
#include "ui/dialogs/formsheet.h"
#include "ui/pages/tablepage.h"
#include "ui/window/deeplink.h"
#include "ui/window/savedviews.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTableView>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

/// Views saved, shown, removed and written down, in the window on a sandbox.
class TestSavedViews : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init()
    {
        QVERIFY(open());
        m_window->showPage(u"leases"_s);
        m_window->currentPage().setFocus();
    }
    void cleanup() { close(); }

    void aViewIsSavedByKeysAndShowsAllOfItAgain()
    {
        QSignalSpy changed(&m_window->savedViews(), &SavedViews::changed);
        arrangeHeld();
        const QStringList rows = names();
        save(u"held by age"_s);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_window->savedViews().views().size(), size_t(1));

        m_window->setQuery({}, {});
        m_window->currentTable()->arrange({{u"name"_s, u"namespace"_s, u"phase"_s, u"holder"_s}, u"name"_s, false});
        m_window->showPage(u"gates"_s);
        entry(u"held by age"_s)->trigger();
        QCOMPARE(m_window->currentPage().id(), u"leases"_s);
        QCOMPARE(m_window->query(), u"phase:held"_s);
        QCOMPARE(m_window->ns(), u"team-a"_s);
        QCOMPARE(m_window->currentTable()->arrangement(),
                 (TableArrangement{{u"heldFor"_s, u"name"_s, u"holder"_s}, u"heldFor"_s, true}));
        QCOMPARE(names(), rows);
    }

    void theSameNameReplacesAndRemovingRemoves()
    {
        save(u"mine"_s);
        m_window->showPage(u"gates"_s);
        save(u"mine"_s);
        QCOMPARE(m_window->savedViews().views().size(), size_t(1));
        QCOMPARE(m_window->savedViews().views().front().page, u"gates"_s);
        inMenu(u"Remove"_s, u"mine"_s)->trigger();
        QVERIFY(m_window->savedViews().views().empty());
        QVERIFY(!entry(u"mine"_s));
    }

    void aViewIsRenamedFromTheMenuAndKeepsWhatItShows()
    {
        save(u"mine"_s);
        QSignalSpy changed(&m_window->savedViews(), &SavedViews::changed);
        inMenu(u"Rename"_s, u"mine"_s)->trigger();
        QVERIFY(nameLine()->hasFocus());
        QCOMPARE(nameLine()->selectedText(), u"mine"_s);
        QTest::keyClicks(nameLine(), u"by age"_s);
        QTest::keyClick(nameLine(), Qt::Key_Return);
        QTRY_VERIFY(!m_window->findChild<FormSheet*>());
        QCOMPARE(changed.count(), 1);
        QVERIFY(!entry(u"mine"_s));
        QCOMPARE(m_window->savedViews().views().front().name, u"by age"_s);
        m_window->showPage(u"gates"_s);
        entry(u"by age"_s)->trigger();
        QCOMPARE(m_window->currentPage().id(), u"leases"_s);
    }

    void f2OnAViewInTheMenuRenamesIt()
    {
        save(u"mine"_s);
        menu()->popup(m_window->mapToGlobal(QPoint(50, 50)));
        menu()->setActiveAction(entry(u"mine"_s));
        QTest::keyClick(menu(), Qt::Key_F2);
        QVERIFY(!menu()->isVisible());
        QVERIFY(nameLine() && nameLine()->isVisible());
        QTest::keyClick(nameLine(), Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<FormSheet*>());
        QVERIFY(entry(u"mine"_s));
    }

    void aNewNameThatIsTakenOrEmptyIsRefusedWithTheReason()
    {
        save(u"mine"_s);
        save(u"yours"_s);
        inMenu(u"Rename"_s, u"mine"_s)->trigger();
        const auto refused = [this](const QString& name) {
            nameLine()->setText(name);
            QTest::keyClick(nameLine(), Qt::Key_Return);
            const auto labels = m_window->findChild<FormSheet*>()->findChildren<QLabel*>();
            QStringList texts;
            for (const QLabel* label : labels) {
                texts += label->isVisible() ? label->text() : QString();
            }
            return texts;
        };
        QVERIFY(refused(u"yours"_s).contains(u"Another view has this name. Choose a different one."_s));
        QVERIFY(refused(u"  "_s).contains(u"A view needs a name."_s));
        QVERIFY(entry(u"mine"_s) && entry(u"yours"_s));
        QTest::keyClick(nameLine(), Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<FormSheet*>());
    }

    void aNameThatCannotBeSeenIsRefusedWithTheReason()
    {
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        auto* line = m_window->findChild<QLineEdit*>(u"viewName"_s);
        line->setText(u"evil\u202E"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(line->isVisible());
        QVERIFY(m_window->savedViews().views().empty());
        QTest::keyClick(line, Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<FormSheet*>());
    }

    void columnsAreHiddenAndShownInTheHeadersMenu()
    {
        auto* header = m_window->currentTable()->table().horizontalHeader();
        emit header->customContextMenuRequested(QPoint(5, 5));
        auto* menu = m_window->currentTable()->findChild<QMenu*>(u"columns"_s);
        QVERIFY(menu);
        QAction* phase = menu->actions().value(2);
        QVERIFY(phase->isChecked());
        QVERIFY(!menu->actions().value(0)->isEnabled()); // a row without its name is nobody
        phase->trigger();
        QVERIFY(!m_window->currentTable()->arrangement().columns.contains(u"phase"_s));
        phase->trigger();
        QVERIFY(m_window->currentTable()->arrangement().columns.contains(u"phase"_s));
    }

    void whatThisVersionDoesNotHaveIsPassedOver()
    {
        const TableArrangement before = m_window->currentTable()->arrangement();
        showView(*m_window, {.page = u"leases"_s, .table = {{u"gone"_s}, u"gone"_s, false}});
        QCOMPARE(m_window->currentTable()->arrangement(), before);
        showView(*m_window, {.page = u"leases"_s, .table = {{u"gone"_s, u"phase"_s}, {}, false}});
        QCOMPARE(m_window->currentTable()->arrangement().columns, (QStringList{u"phase"_s, u"name"_s}));
        showView(*m_window, {.page = u"nowhere"_s, .query = u"x"_s});
        QCOMPARE(m_window->currentPage().id(), u"leases"_s);
        QCOMPARE(m_window->query(), QString());
    }

    void aNamespaceThatIsNotThereLeavesNothingAndSaysSo()
    {
        showView(*m_window, {.page = u"leases"_s, .ns = u"nowhere"_s});
        QCOMPARE(m_window->ns(), u"nowhere"_s);
        QCOMPARE(m_window->currentTable()->model().rowCount(), 0);
        m_window->setQuery({}, {});
        QVERIFY(m_window->currentTable()->model().rowCount() > 0);
    }

    void documentsComeBackAndHostileOnesAreRefused()
    {
        const std::vector<SavedView> views{
            {u"a"_s, u"leases"_s, u"phase:held"_s, u"team-a"_s, {{u"name"_s, u"phase"_s}, u"phase"_s, true}},
            {u"b"_s, u"waitgraph"_s, {}, {}, {}}};
        QCOMPARE(readViews(writeViews(views)).value(), views);
        const QByteArray start = quoted("{'format':'konductor-views','version':1,'views':[");
        for (const QByteArray& hostile :
             {QByteArray(), QByteArray("[]"), quoted("{'views':[]}"), QByteArray(2'000'000, ' '),
              quoted("{'format':'konductor-views','version':2,'views':[]}"), start + quoted("{'page':'leases'}]}"),
              start + quoted("{'name':'x'}]}"), start + quoted("{'name':'x','page':'../leases'}]}"),
              start + quoted("{'name':'x','page':'leases','columns':['a b']}]}"),
              start + quoted("{'name':'x','page':'leases','query':'" + QByteArray(1'001, 'a') + "'}]}"),
              start + quoted("{'name':'x\\u202e','page':'leases'}]}"),
              start
                  + quoted(QByteArray("{'name':'x','page':'leases'},").repeated(201)
                           + "{'name':'x','page':'leases'}]}")}) {
            const auto read = readViews(hostile);
            QVERIFY2(!read, hostile.left(100).constData());
            QVERIFY(!read.error().message.isEmpty());
        }
    }

    void viewsAndObjectsAreCopiedAsLinks()
    {
        arrangeHeld();
        menuEntry(u"Copy this view as a link"_s)->trigger();
        const auto view = parseDeepLink(QApplication::clipboard()->text());
        QVERIFY(view);
        QCOMPARE(view->cluster, u"sandbox"_s);
        QCOMPARE(std::get<SavedView>(view->target), viewOf(*m_window));

        const ObjectKey lease{Kind::Lease, u"finance"_s, u"fx-rates"_s};
        m_window->open(lease);
        QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"konductor://sandbox/lease/finance/fx-rates"_s);
    }

private:
    static QByteArray quoted(QByteArray json) { return json.replace('\'', '"'); }
    void arrangeHeld()
    {
        m_window->setQuery(u"phase:held"_s, u"team-a"_s);
        m_window->currentTable()->arrange({{u"heldFor"_s, u"name"_s, u"holder"_s}, u"heldFor"_s, true});
    }
    void save(const QString& name)
    {
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        auto* line = m_window->findChild<QLineEdit*>(u"viewName"_s);
        QVERIFY(line && line->hasFocus());
        QTest::keyClicks(line, name);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(!m_window->findChild<FormSheet*>());
    }
    QStringList names()
    {
        QStringList found;
        for (int row = 0; row < m_window->currentTable()->model().rowCount(); ++row) {
            found.append(m_window->currentTable()->model().index(row, 0).data().toString());
        }
        return found;
    }
    QMenu* menu() { return m_window->findChild<QMenu*>(u"savedViews"_s); }
    QAction* menuEntry(const QString& text)
    {
        for (QAction* action : menu()->actions()) {
            if (action->text().remove(u'&') == text) {
                return action;
            }
        }
        return nullptr;
    }
    QAction* entry(const QString& name) { return menuEntry(name); }
    QLineEdit* nameLine() { return m_window->findChild<QLineEdit*>(u"viewName"_s); }
    QAction* inMenu(const QString& title, const QString& name)
    {
        for (QAction* action : menuEntry(title)->menu()->actions()) {
            if (action->text() == name) {
                return action;
            }
        }
        return nullptr;
    }
};

QTEST_MAIN(TestSavedViews)
#include "tst_savedviews.moc"
