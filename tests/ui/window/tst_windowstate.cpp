// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowrig.h"
#include "ui/pages/tablepage.h"
#include "ui/window/windowstate.h"

#include <QHeaderView>
#include <QSettings>
#include <QSplitter>
#include <QTableView>
#include <QTemporaryDir>

using namespace konductor;
using namespace Qt::StringLiterals;

class TestWindowState : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init() { QVERIFY(open()); }
    void cleanup() { close(); }

    void pagePlaceSplittersAndColumnsComeBack()
    {
        m_window->resize(1210, 777);
        m_window->showPage(u"leases"_s);
        header()->resizeSection(1, 222);
        header()->moveSection(0, 2);
        m_window->currentTable()->table().sortByColumn(2, Qt::DescendingOrder);
        const QList<int> sizes = columns()->sizes();
        columns()->setSizes({sizes[0] + 20, sizes[1] - 20, sizes[2]});
        const QList<int> wanted = columns()->sizes();
        const QModelIndex firstShown = m_window->currentTable()->model().index(0, 0);
        const QString first = firstShown.data().toString();
        {
            QSettings settings(file(), QSettings::IniFormat);
            ui::saveWindow(*m_window, settings);
        }
        close();
        QVERIFY(open());

        QVERIFY(ui::restoreWindow(*m_window, QSettings(file(), QSettings::IniFormat)));
        QCOMPARE(m_window->size(), QSize(1210, 777));
        QCOMPARE(m_window->currentPage().id(), u"leases"_s);
        QCOMPARE(header()->sectionSize(1), 222);
        QCOMPARE(header()->visualIndex(0), 2);
        QCOMPARE(header()->sortIndicatorSection(), 2);
        QCOMPARE(m_window->currentTable()->model().index(0, 0).data().toString(), first);
        QCOMPARE(columns()->sizes(), wanted);
    }

    void aTableThatNobodySizedFitsTheWindowOfTheNextStart()
    {
        const auto widths = [this] {
            QList<int> all;
            for (int column = 0; column < header()->count(); ++column) {
                all.append(header()->sectionSize(column));
            }
            return all;
        };
        m_window->resize(1300, 800);
        m_window->showPage(u"gates"_s);
        const QList<int> fresh = widths();
        m_window->resize(1800, 900);
        m_window->showPage(u"leases"_s);
        {
            QSettings settings(file(), QSettings::IniFormat);
            ui::saveView(*m_window, settings);
        }
        close();
        QVERIFY(open());
        m_window->resize(1300, 800);
        ui::restoreView(*m_window, QSettings(file(), QSettings::IniFormat));
        m_window->showPage(u"gates"_s);
        QTRY_COMPARE(widths(), fresh);
    }

    void settingsThatDoNotFitHarmNothing()
    {
        m_window->showPage(u"gates"_s);
        const int width = header()->sectionSize(1);
        QSettings settings(file(), QSettings::IniFormat);
        settings.setValue(u"window/geometry"_s, u"nonsense"_s);
        settings.setValue(u"window/page"_s, 17);
        settings.setValue(u"window/splitters/columns"_s, QByteArray("\xff\x00\x01", 3));
        settings.setValue(u"window/tables/gates/columns"_s, u"another,set,of,columns"_s);
        settings.setValue(u"window/tables/gates/header"_s, header()->saveState() + "x");
        QVERIFY(!ui::restoreWindow(*m_window, settings));
        QCOMPARE(m_window->currentPage().id(), u"gates"_s);
        QCOMPARE(header()->sectionSize(1), width);
    }

    void nothingOfTheClusterIsKept()
    {
        m_window->open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
        QSettings settings(file(), QSettings::IniFormat);
        ui::saveWindow(*m_window, settings);
        settings.sync();
        QFile written(file());
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray bytes = written.readAll();
        QVERIFY(!bytes.isEmpty());
        for (const char* word : {"db-migration", "team-a", "worker"}) {
            QVERIFY2(!bytes.contains(word), word);
        }
    }

private:
    QString file() const { return m_folder.filePath(u"console.ini"_s); }
    QHeaderView* header() { return m_window->currentTable()->table().horizontalHeader(); }
    QSplitter* columns() { return m_window->findChild<QSplitter*>(u"columns"_s); }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestWindowState)
#include "tst_windowstate.moc"
