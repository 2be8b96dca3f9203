// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "app/console/snapshotsaver.h"
#include "core/snapshot/capture.h"
#include "ui/dialogs/comparesheet.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/tablepage.h"
#include "ui/panels/detailspanel.h"
#include "ui/theme/consolestyle.h"
#include "ui/widgets/background.h"
#include "ui/window/actions.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressDialog>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace konductor;
using namespace Qt::StringLiterals;

namespace {

/// Everything that stands in the window as text.
QString textOf(const QWidget& window)
{
    QStringList texts;
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (label->isVisibleTo(&window)) {
            texts.append(label->text());
        }
    }
    return texts.join(u'\n');
}

} // namespace

/// The way of a snapshot: taken on a cluster, redacted, sent, opened elsewhere, and the root blocker found in it.
class TestOpenSnapshot : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        ui::applyTheme(*qApp, ui::Scheme::Light);
        auto started = sandbox::Sandbox::start({.workersRun = false});
        QVERIFY(started.has_value());
        live::LiveSession session((*started)->connectionSettings(), live::LiveOptions{.watchJobs = true});
        QTRY_VERIFY(session.isSettled());
        m_taken = snapshot::captured(session.mirror(), SystemClock().now());
        QVERIFY(m_taken.objects.count() > 50);

        app::SnapshotSaver saver;
        saver.setKeyFile(m_dir.filePath(u"key.json"_s));
        const auto written =
            saver.write(m_taken, {u"json"_s, true, true, true, ui::SnapshotSheet::Labels::Renamed}, file());
        QVERIFY2(written.has_value(), written ? "" : qPrintable(oneLine(written.error())));
        m_console = std::make_unique<app::Console>(app::ConsoleOptions{.snapshot = file()});
        m_console->start();
        QTRY_VERIFY(m_console->window());
        QVERIFY(QTest::qWaitForWindowActive(m_console->window()));
    }
    void cleanup()
    {
        for (auto* box : window().window()->findChildren<QMessageBox*>()) {
            delete box;
        }
    }
    void cleanupTestCase() { m_console.reset(); }

    void theFileDoesNotHaveTheNames()
    {
        QFile sent(file());
        QVERIFY(sent.open(QIODevice::ReadOnly));
        const QByteArray bytes = sent.readAll();
        QVERIFY(!bytes.contains("team-a"));
        QVERIFY(!bytes.contains("db-migration"));
    }

    void theWindowIsVisiblyNotLive()
    {
        QVERIFY(textOf(window()).contains(u"snapshot, not live"_s));
        QVERIFY(window().windowTitle().contains(u"cluster-"_s));
    }

    void everyPageHasWhatTheClusterHad()
    {
        const snapshot::Meaning meaning(m_taken);
        QCOMPARE(window().insight().findings().size(), meaning.findings().size());
        for (const Kind kind : primitiveKinds) {
            window().showPage(kindInfo(kind).plural.toString());
            QVERIFY2(window().currentTable(), qPrintable(kindInfo(kind).plural.toString()));
            QVERIFY(window().currentTable()->select(someOf(kind)));
        }
    }

    void theRootBlockerIsFoundAndTheSenderKnowsItsName()
    {
        const auto roots = window().insight().insight().roots();
        QVERIFY(!roots.empty());
        const snapshot::Meaning meaning(m_taken);
        const auto truth = meaning.insight().roots();
        QCOMPARE(roots.size(), truth.size());
        const auto aliases = snapshot::Aliases::load(m_dir.filePath(u"key.json"_s));
        QVERIFY(aliases.has_value());
        QStringList named;
        QStringList expected;
        for (const insight::WaitNode& node : roots.front().nodes) {
            named.append(aliases->table().value(node.name));
        }
        for (const insight::WaitNode& node : truth.front().nodes) {
            expected.append(node.name);
        }
        named.sort();
        expected.sort();
        QCOMPARE(roots.front().waiting, truth.front().waiting);
        QCOMPARE(named.size(), expected.size());
        QVERIFY(!named.contains(QString()));
    }

    void anActionIsPlannedAndNotRun()
    {
        window().showPage(u"leases"_s);
        const ObjectKey key = someOf(Kind::Lease);
        QVERIFY(window().currentTable()->select(key));
        window().actions().start(ui::CatalogueAction::Delete, key);
        QTRY_VERIFY(textOf(window()).contains(u"This is a snapshot"_s));
        QVERIFY(textOf(window()).contains(u"kubectl"_s));
        const auto* act = window().findChild<QPushButton*>(u"act"_s);
        QVERIFY(!act || !act->isVisible() || !act->isEnabled());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    }

    void aFileDroppedOnTheWindowIsOpened()
    {
        const QSignalSpy chosen(&window(), &ui::MainWindow::snapshotChosen);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file())});
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window(), &drop);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.front().front().toString(), file());
        QTRY_VERIFY(m_console->window()->windowTitle().contains(u"cluster-"_s));
        QCOMPARE(m_console->clusters().size(), size_t(1)); // it was open already
    }

    void theSameFileIsBroughtForwardAndReadAgainOnceItChanged()
    {
        m_console->openSandbox(app::defaultScenario);
        QCOMPARE(m_console->clusters().size(), size_t(2));
        const ui::MainWindow* before = &m_console->clusters().front()->view();
        QVERIFY(m_console->window() != before);
        const QString link = m_dir.filePath(u"link.json"_s);
        QVERIFY(QFile::link(file(), link));
        emit m_console->window()->snapshotChosen(link);
        QTRY_COMPARE(m_console->window(), before);
        QCOMPARE(m_console->clusters().size(), size_t(2));
        QFile written(file());
        QVERIFY(written.open(QIODevice::ReadWrite));
        QVERIFY(written.setFileTime(QDateTime::currentDateTime().addSecs(60), QFileDevice::FileModificationTime));
        written.close();
        emit m_console->window()->snapshotChosen(file());
        QTRY_VERIFY(&m_console->clusters().front()->view() != before);
        QCOMPARE(m_console->window(), &m_console->clusters().front()->view());
        QCOMPARE(m_console->clusters().size(), size_t(2));
    }

    void whileAFileIsReadTheWindowIsUsableAndWhatIsWrongWithItIsToldThen()
    {
        const QString slow = slowFile();
        const size_t before = m_console->clusters().size();
        emit window().snapshotChosen(slow);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 3'000);
        QVERIFY(textOf(*dialog()).contains(u"slow.json"_s));
        window().window()->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), window().window());
        QTest::keyClick(&window(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(window().findChild<ui::CompareSheet*>());
        QTRY_VERIFY(window().findChild<ui::CompareSheet*>()->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        feed(slow);
        QTRY_VERIFY(!dialog());
        QTRY_VERIFY(problem().contains(u"names no schema"_s));
        QCOMPARE(m_console->clusters().size(), before);
    }

    void closingItsDialogGivesAFileUp()
    {
        const QString slow = slowFile();
        emit window().snapshotChosen(slow);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 3'000);
        dialog()->close();
        QTRY_VERIFY(!dialog());
        feed(slow);
        QVERIFY(ui::backgroundThreads().waitForDone(10'000));
        m_console->openSandbox(app::defaultScenario);
        emit window().snapshotChosen(file());
        QTRY_VERIFY(!m_console->session()); // what was asked for later has come
        QCOMPARE(problem(), QString());
        QCOMPARE(m_console->clusters().size(), size_t(2));
    }

    void withNothingElseOpenTheSandboxStandsInForAFileThatIsGivenUp()
    {
        const QString slow = slowFile();
        app::Console console(app::ConsoleOptions{.snapshot = slow});
        console.start();
        QVERIFY(!console.window());
        const auto waiting = [] {
            for (QWidget* widget : QApplication::topLevelWidgets()) {
                if (auto* found = qobject_cast<QProgressDialog*>(widget); found && found->isVisible()) {
                    return found;
                }
            }
            return static_cast<QProgressDialog*>(nullptr);
        };
        QTRY_VERIFY(waiting());
        QTest::keyClick(waiting(), Qt::Key_Escape);
        QVERIFY(console.window());
        QVERIFY(console.session());
        feed(slow);
    }

private:
    /// A file that is there and says nothing until it is fed.
    QString slowFile() const
    {
        const QString path = m_dir.filePath(u"slow.json"_s);
        QFile::remove(path);
        return mkfifo(qPrintable(path), 0600) == 0 ? path : QString();
    }
    static void feed(const QString& path)
    {
        const int end = open(qPrintable(path), O_WRONLY | O_NONBLOCK);
        QVERIFY(end >= 0); // somebody reads it
        QCOMPARE(write(end, "{}", 2), ssize_t(2));
        close(end);
    }
    QProgressDialog* dialog() { return window().window()->findChild<QProgressDialog*>(); }
    QString problem()
    {
        const auto* box = window().window()->findChild<QMessageBox*>();
        return box ? box->text() : QString();
    }
    ui::MainWindow& window() { return *m_console->window(); }
    QString file() const { return m_dir.filePath(u"sent.json"_s); }
    /// The first object of a kind, under its alias.
    ObjectKey someOf(Kind kind)
    {
        snapshot::Aliases aliases = snapshot::Aliases::load(m_dir.filePath(u"key.json"_s)).value();
        const ObjectKey key = m_taken.objects.sorted(kind).front()->key();
        return {kind, aliases.ofNamespace(key.ns), aliases.ofObject(kind, key.name)};
    }

    QTemporaryDir m_dir;
    snapshot::Snapshot m_taken;
    std::unique_ptr<app::Console> m_console;
};

QTEST_MAIN(TestOpenSnapshot)
#include "tst_opensnapshot.moc"
