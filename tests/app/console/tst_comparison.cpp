// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "app/console/snapshotsaver.h"
#include "core/api/lease.h"
#include "core/snapshot/capture.h"
#include "ui/dialogs/comparesheet.h"
#include "ui/pages/page.h"
#include "ui/theme/consolestyle.h"
#include "ui/window/actions.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace konductor;
using namespace Qt::StringLiterals;

namespace {
const ObjectKey stuckLease{Kind::Lease, u"team-a"_s, u"db-migration"_s};
} // namespace

/// A snapshot and the cluster as it is now are compared by keys and mouse alone.
class TestComparison : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        ui::applyTheme(*qApp, ui::Scheme::Light);
        m_console = std::make_unique<app::Console>(app::ConsoleOptions{.sandbox = QString()});
        m_console->start();
        QVERIFY(QTest::qWaitForWindowActive(window().window()));
        QTRY_VERIFY(m_console->session()->isSettled());
        const snapshot::Snapshot taken = snapshot::captured(m_console->session()->mirror(), SystemClock().now());
        app::SnapshotSaver saver;
        QVERIFY(saver.write(taken, {.format = u"json"_s}, m_dir.filePath(u"before.json"_s)));
        window().open(stuckLease);
        window().actions().start(ui::DetailsAction::Type::ForceExpire, stuckLease);
        QPushButton* act = nullptr;
        QTRY_VERIFY((act = window().findChild<QPushButton*>(u"act"_s)) && act->isVisible() && act->hasFocus());
        QTest::keyClick(act, Qt::Key_Space);
        QTRY_VERIFY(!act->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(lease()->status.holder != u"worker-a"_s);
    }
    void cleanupTestCase() { m_console.reset(); }

    void aFileThatIsNoSnapshotIsRefusedInWords()
    {
        QFile broken(m_dir.filePath(u"broken.json"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("{\"a\":1}") > 0);
        broken.close();
        ask(u"broken.json"_s);
        QTRY_VERIFY(m_console->comparison());
        QTRY_VERIFY(textOf(*m_console->comparison()).contains(u"These cannot be compared"_s));
        m_console->comparison()->close();
        QTRY_VERIFY(!m_console->comparison());
    }

    void aFileIsComparedWithTheClusterAsItIsNow()
    {
        ask(u"before.json"_s);
        QTRY_VERIFY(m_console->comparison() && m_console->comparison()->difference());
        QVERIFY(window().isEnabled()); // nothing is blocked meanwhile
        QVERIFY(rowOf(u"no longer stuck"_s) > 0);
    }

    void aHeadlineIsChosenByKeysAndLeavesItsObjects()
    {
        ui::ComparisonWindow& shown = *m_console->comparison();
        shown.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown));
        QTRY_VERIFY(shown.headlines().hasFocus());
        const int all = shown.model().rowCount();
        const int stuck = rowOf(u"no longer stuck"_s);
        while (shown.headlines().currentRow() != stuck) {
            QTest::keyClick(&shown.headlines(), Qt::Key_Down);
        }
        QVERIFY(shown.model().rowCount() < all);
        QCOMPARE(shown.model().linkOf(shown.model().index(0, 0)), ui::Link(stuckLease));
    }

    void returnOpensTheObjectInItsCluster()
    {
        ui::ComparisonWindow& shown = *m_console->comparison();
        window().showPage(u"gates"_s);
        shown.tree().setFocus();
        shown.tree().setCurrentIndex(shown.model().index(0, 0));
        QTest::keyClick(&shown.tree(), Qt::Key_Return);
        QTRY_COMPARE(window().currentPage().id(), u"leases"_s);
        QCOMPARE(window().currentPage().current(), std::optional(stuckLease));
    }

    void theComparisonIsCopiedAsMarkdown()
    {
        ui::ComparisonWindow& shown = *m_console->comparison();
        QTest::mouseClick(shown.findChild<QToolButton*>(u"copy"_s), Qt::LeftButton);
        const QString text = QApplication::clipboard()->text();
        QVERIFY(text.contains(u"db-migration"_s) && text.contains(u"no longer stuck"_s));
        shown.close();
    }

    void anOpenedSnapshotIsComparedWithWhatIsOpen()
    {
        emit window().snapshotChosen(m_dir.filePath(u"before.json"_s));
        QTRY_VERIFY(!m_console->session()); // the snapshot is shown
        pressCompare();
        QTRY_VERIFY(sheet()->findChild<QListWidget*>()->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(m_console->comparison() && m_console->comparison()->difference());
        QVERIFY(rowOf(u"no longer stuck"_s) > 0);
    }

private:
    ui::CompareSheet* sheet() { return window().findChild<ui::CompareSheet*>(); }
    void pressCompare()
    {
        window().window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window().window()));
        QTest::keyClick(&window(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(sheet() && sheet()->isVisible());
    }
    /// By the menu's keys, the sheet's button and a name pasted into the dialog.
    void ask(const QString& file)
    {
        pressCompare();
        QTest::mouseClick(sheet()->findChild<QPushButton*>(u"file"_s), Qt::LeftButton);
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = window().window()->findChild<QFileDialog*>()) && dialog->isVisible());
        auto* name = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
        QApplication::clipboard()->setText(m_dir.filePath(file)); // typed, its completer would choose folders
        QTest::keyClick(name, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(name, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(name, Qt::Key_Return);
    }
    int rowOf(const QString& words)
    {
        const QListWidget& list = m_console->comparison()->headlines();
        for (int row = 0; row < list.count(); ++row) {
            if (list.item(row)->text().contains(words)) {
                return row;
            }
        }
        return -1;
    }
    static QString textOf(const QWidget& widget)
    {
        QStringList texts;
        for (const QLabel* label : widget.findChildren<QLabel*>()) {
            texts.append(label->text());
        }
        return texts.join(u'\n');
    }
    ui::MainWindow& window() { return *m_console->window(); }
    std::shared_ptr<const Lease> lease()
    {
        return as<Lease>(m_console->session()->mirror().objects().find(stuckLease));
    }

    QTemporaryDir m_dir;
    std::unique_ptr<app::Console> m_console;
};

QTEST_MAIN(TestComparison)
#include "tst_comparison.moc"
