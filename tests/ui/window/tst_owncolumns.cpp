// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowrig.h"
#include "ui/dialogs/columnsheet.h"
#include "ui/dialogs/palettesheet.h"
#include "ui/models/fieldcolumn.h"
#include "ui/pages/tablepage.h"
#include "ui/window/deeplink.h"
#include "ui/window/windowstate.h"

#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

namespace {
const QString appId = u"field:.metadata.labels.app"_s;
const QString holderId = u"field:.status.holder"_s;
} // namespace

/// Columns of a person's own, added, removed, remembered and handed on, in the window on a sandbox.
class TestOwnColumns : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init()
    {
        QVERIFY(open());
        m_window->showPage(u"leases"_s);
        m_window->currentPage().setFocus();
    }
    void cleanup() { close(); }

    void theHeadersMenuAddsOneAndRemovesIt()
    {
        press(headerMenu(), u"Add a column…"_s);
        QTRY_VERIFY(line() && line()->hasFocus());
        QTest::keyClicks(line(), u"metadata.labels.app"_s);
        QTest::keyClick(line(), Qt::Key_Return);
        QTRY_VERIFY(!sheet());
        QCOMPARE(table().arrangement().columns.last(), appId);
        const int column = table().model().columnCount() - 1;
        QCOMPARE(table().model().headerData(column, Qt::Horizontal).toString(), u"app"_s);
        m_window->open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
        QCOMPARE(table().table().currentIndex().siblingAtColumn(column).data().toString(), u"etl"_s);
        QVERIFY(table().table().hasFocus());

        table().table().sortByColumn(column, Qt::DescendingOrder);
        QCOMPARE(table().model().index(0, column).data().toString(), u"search"_s);
        press(headerMenu(), u"Remove .metadata.labels.app"_s);
        QCOMPARE(table().model().columnCount(), column);
        QCOMPARE(table().arrangement().sort, u"name"_s);
        QVERIFY(!table().arrangement().columns.contains(appId));
    }

    void thePaletteAddsOneByKeysAlone()
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto* palette = m_window->findChild<QLineEdit*>(u"paletteLine"_s);
        QTest::keyClicks(palette, u"add a column"_s);
        QTest::keyClick(palette, Qt::Key_Return);
        QTRY_VERIFY(line() && line()->hasFocus());
        QTest::keyClicks(line(), u".status.holder"_s);
        QTest::keyClick(line(), Qt::Key_Return);
        QTRY_VERIFY(!sheet());
        QCOMPARE(table().arrangement().columns.last(), holderId);
        QVERIFY(table().table().hasFocus());
    }

    void whatIsSelectedStaysSelected()
    {
        m_window->open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
        QTest::keyClick(&table().table(), Qt::Key_Down, Qt::ShiftModifier);
        const std::vector<ObjectKey> before = table().selected();
        QCOMPARE(before.size(), size_t(2));
        add(appId);
        QVERIFY(table().selected() == before);
        QCOMPARE(table().selectionAsTable().size(), size_t(3));
        table().removeColumn(appId);
        QVERIFY(table().selected() == before);
    }

    void aTitleIsChosenWithItAndCanBeChanged()
    {
        const auto heading = [this] {
            return table().model().headerData(table().model().columnCount() - 1, Qt::Horizontal).toString();
        };
        ask();
        line()->setText(u".metadata.labels.app"_s);
        QCOMPARE(titleLine()->placeholderText(), u"Title: app"_s); // what it is called otherwise
        QTest::keyClicks(titleLine(), u"Whose, if any"_s);
        QTest::keyClick(titleLine(), Qt::Key_Return);
        QTRY_VERIFY(!sheet());
        QCOMPARE(heading(), u"Whose, if any"_s);
        const int columns = table().model().columnCount();
        press(headerMenu(), u"Title of Whose, if any · .metadata.labels.app…"_s);
        QTRY_VERIFY(titleLine() && titleLine()->hasFocus());
        QTest::keyClicks(titleLine(), u"App"_s);
        QTest::keyClick(titleLine(), Qt::Key_Return);
        QTRY_VERIFY(!sheet());
        QCOMPARE(heading(), u"App"_s);
        QCOMPARE(table().model().columnCount(), columns);
        table().addColumn(*fieldPathOf(appId)); // by its path it is the same, and keeps its title
        QCOMPARE(heading(), u"App"_s);
        QCOMPARE(table().model().columnCount(), columns);
    }

    void aTitleComesBackAndGoesWithALink()
    {
        QVERIFY(table().addColumn(*fieldPathOf(appId), u"Whose, if = any"_s) >= 0);
        const TableArrangement before = table().arrangement();
        action(u"Copy this view as a link"_s)->trigger();
        const QString link = QApplication::clipboard()->text();
        {
            QSettings settings(file(), QSettings::IniFormat);
            saveWindow(*m_window, settings);
        }
        close();
        QVERIFY(open());
        QVERIFY(restoreWindow(*m_window, QSettings(file(), QSettings::IniFormat)));
        QCOMPARE(table().arrangement(), before);
        QCOMPARE(table().model().headerData(placeOf(before.columns.last()), Qt::Horizontal), u"Whose, if = any"_s);
        close();
        QVERIFY(open());
        const auto parsed = parseDeepLink(link);
        QVERIFY2(parsed, qPrintable(link));
        showView(*m_window, std::get<SavedView>(parsed->target));
        QCOMPARE(table().arrangement(), before);
    }

    void aTitleThatCannotBeSeenIsPassedOver()
    {
        for (const QString& title : {u"%E2%80%AEevil"_s, u"%00"_s, QString(33, u'x')}) {
            const QString id = u"field:"_s + title + u"=.metadata.labels.app"_s;
            QCOMPARE(fieldTitleOf(id), QString());
            QVERIFY(isSameColumn(id, appId));
        }
        QCOMPARE(fieldTitleOf(u"field:Team=.metadata.labels.app"_s), u"Team"_s);
    }

    void aMistakeIsToldUnderTheFieldAndEscapeLeaves()
    {
        const int before = table().model().columnCount();
        ask();
        QTest::keyClicks(line(), u"..app"_s);
        QVERIFY(!says(u"“.” at character 2 is not understood here."_s)); // not while it is typed
        QTest::keyClick(line(), Qt::Key_Return);
        QVERIFY(says(u"“.” at character 2 is not understood here."_s));
        QTest::keyClick(line(), Qt::Key_Backspace);
        QVERIFY(!says(u"“.” at character 2 is not understood here."_s));
        QTest::keyClick(line(), Qt::Key_Escape);
        QTRY_VERIFY(!sheet());
        QCOMPARE(table().model().columnCount(), before);
    }

    void whatObjectsHaveThereIsSeenMeanwhile()
    {
        ask();
        line()->setText(u".metadata.labels.app"_s);
        QVERIFY(says(u"There now: "_s) && says(u"etl"_s));
        line()->setText(u".metadata.labels.nobody"_s);
        QVERIFY(says(u"No object that was looked at has something there."_s));
    }

    void aPartOfItsNameFindsAField()
    {
        ask();
        QTest::keyClicks(line(), u"holder"_s);
        auto* completer = sheet()->findChild<QComboBox*>()->completer();
        QCOMPARE(completer->currentCompletion(), u".status.holder"_s);
        QTRY_VERIFY(completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QTRY_VERIFY(!completer->popup()->isVisible());
        QCOMPARE(line()->text(), u".status.holder"_s);
        if (sheet()->isVisible()) {
            QTest::keyClick(line(), Qt::Key_Return);
        }
        QTRY_VERIFY(!sheet());
        QCOMPARE(table().arrangement().columns.last(), holderId);
    }

    void oneThatIsThereIsShownAgainNotTwice()
    {
        add(appId);
        press(headerMenu(), u".metadata.labels.app"_s);
        QVERIFY(!table().arrangement().columns.contains(appId));
        const int before = table().model().columnCount();
        QCOMPARE(table().addColumn(*fieldPathOf(u"field:{$.metadata.labels['app']}"_s)), before - 1);
        QCOMPARE(table().model().columnCount(), before);
        QVERIFY(table().arrangement().columns.contains(appId));
    }

    void theyComeBackWithOrderWidthAndSorting()
    {
        add(appId);
        add(holderId);
        header()->moveSection(header()->visualIndex(placeOf(appId)), 1);
        header()->resizeSection(placeOf(appId), 177);
        table().table().sortByColumn(placeOf(appId), Qt::DescendingOrder);
        const TableArrangement before = table().arrangement();
        {
            QSettings settings(file(), QSettings::IniFormat);
            saveWindow(*m_window, settings);
        }
        close();
        QVERIFY(open());
        QVERIFY(restoreWindow(*m_window, QSettings(file(), QSettings::IniFormat)));
        QCOMPARE(m_window->currentPage().id(), u"leases"_s);
        QCOMPARE(table().arrangement(), before);
        QCOMPARE(header()->visualIndex(placeOf(appId)), 1);
        QCOMPARE(header()->sectionSize(placeOf(appId)), 177);
        QCOMPARE(table().table().horizontalScrollBar()->value(), 0);
        QCOMPARE(table().model().index(0, placeOf(appId)).data().toString(), u"search"_s);
        m_window->showPage(u"gates"_s);
        QVERIFY(!table().arrangement().columns.contains(appId)); // each page has its own
    }

    void otherStandardColumnsLeaveThePersonsOwn()
    {
        QSettings settings(file(), QSettings::IniFormat);
        settings.setValue(u"window/tables/leases/columns"_s, u"name,gone,field:.metadata.labels.app,field:.a["_s);
        restoreView(*m_window, settings);
        QCOMPARE(table().arrangement().columns.last(), appId);
        QCOMPARE(table().model().columnCount(), table().model().firstFurtherColumn() + 1);
    }

    void aViewsLinkBringsThemToAnother()
    {
        add(u"field:.metadata.labels['app.kubernetes.io/name']"_s);
        add(appId);
        table().table().sortByColumn(placeOf(appId), Qt::DescendingOrder);
        const TableArrangement before = table().arrangement();
        action(u"Copy this view as a link"_s)->trigger();
        const QString link = QApplication::clipboard()->text();
        close();
        QVERIFY(open());
        const auto parsed = parseDeepLink(link);
        QVERIFY2(parsed, qPrintable(link));
        const auto& view = std::get<SavedView>(parsed->target);
        showView(*m_window, view);
        QCOMPARE(table().arrangement(), before);
        SavedView named = view;
        named.name = u"mine"_s;
        QCOMPARE(readViews(writeViews({named})).value(), std::vector{named});
    }

    void whatIsNoPathInALinkIsPassedOver()
    {
        const int before = table().model().columnCount();
        const auto parsed =
            parseDeepLink(u"konductor://x/view?page=leases&columns=name,field:,field:..a,field:%5B%27,field:%3Cb%3E,"
                          "field:.metadata.labels.app&sort=field:.a%5B"_s);
        QVERIFY(parsed);
        showView(*m_window, std::get<SavedView>(parsed->target));
        QCOMPARE(table().arrangement().columns, (QStringList{u"name"_s, appId}));
        QCOMPARE(table().model().columnCount(), before + 1);
        QVERIFY(!parseDeepLink(u"konductor://x/view?page=leases&columns=field:%E2%80%AEa"_s));
        QVERIFY(!parseDeepLink(u"konductor://x/view?page=leases&columns=field:"_s + QString(601, u'a')));
    }

    void thereIsRoomForSoManyAndHiddenOnesGiveWay()
    {
        for (int i = 0; i < mostFieldColumns; ++i) {
            add(u"field:.metadata.labels.l%1"_s.arg(i));
        }
        ask();
        line()->setText(u".metadata.labels.app"_s);
        QTest::keyClick(line(), Qt::Key_Return);
        QVERIFY(says(u"A table has at most 20 columns of your own. Remove one first."_s));
        QTest::keyClick(line(), Qt::Key_Escape);
        table().arrange({{u"name"_s, appId}, {}, false}); // a view's
        QCOMPARE(table().arrangement().columns, (QStringList{u"name"_s, appId}));
        QCOMPARE(table().model().columnCount(), table().model().firstFurtherColumn() + mostFieldColumns);
    }

    void whatIsCopiedHasThem()
    {
        add(appId);
        m_window->open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
        for (QAction* entry : menu(u"Object"_s)->findChildren<QMenu*>().front()->actions()) {
            if (entry->text() == u"CSV"_s) {
                entry->trigger();
            }
        }
        const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].trimmed().endsWith(u",app"_s) && lines[1].trimmed().endsWith(u",etl"_s),
                 qPrintable(lines[0]));
    }

private:
    TablePage& table() { return *m_window->currentTable(); }
    QHeaderView* header() { return table().table().horizontalHeader(); }
    ColumnSheet* sheet() { return m_window->findChild<ColumnSheet*>(); }
    QLineEdit* line() { return m_window->findChild<QLineEdit*>(u"columnPath"_s); }
    QLineEdit* titleLine() { return m_window->findChild<QLineEdit*>(u"columnTitle"_s); }
    QString file() const { return m_folder.filePath(u"console.ini"_s); }

    void add(const QString& id) { QVERIFY(table().addColumn(*fieldPathOf(id)) >= 0); }
    int placeOf(const QString& id)
    {
        for (int column = 0; column < table().model().columnCount(); ++column) {
            if (table().spec().columns[static_cast<size_t>(column)].id == id) {
                return column;
            }
        }
        return -1;
    }
    void ask()
    {
        emit table().columnWanted();
        QTRY_VERIFY(line() && line()->hasFocus());
    }
    /// Whether the sheet has this among its words.
    bool says(const QString& words)
    {
        const QList<QLabel*> labels = sheet()->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&words](const QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    }
    /// By a right click, as the window system tells it.
    QMenu* headerMenu()
    {
        const QPoint at = header()->viewport()->mapTo(m_window.get(), QPoint(20, header()->height() / 2));
        QTest::mouseClick(m_window->windowHandle(), Qt::RightButton, {}, at);
        QMenu* shown = nullptr;
        const bool found = QTest::qWaitFor([&] {
            shown = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            return shown && shown->objectName() == u"columns";
        });
        return found ? shown : nullptr;
    }
    void press(QMenu* menu, const QString& words)
    {
        QVERIFY(menu);
        for (QAction* entry : menu->actions()) {
            if (entry->text().remove(u'&') == words) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
                return;
            }
        }
        QFAIL(qPrintable(words));
    }
    QMenu* menu(const QString& words)
    {
        for (const QAction* top : m_window->menuBar()->actions()) {
            if (QString(top->text()).remove(u'&') == words) {
                return top->menu();
            }
        }
        return nullptr;
    }
    QAction* action(const QString& words)
    {
        for (QAction* entry : m_window->findChild<QMenu*>(u"savedViews"_s)->actions()) {
            if (entry->text().remove(u'&') == words) {
                return entry;
            }
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestOwnColumns)
#include "tst_owncolumns.moc"
