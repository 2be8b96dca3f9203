// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "app/console/snapshotsaver.h"
#include "core/api/lease.h"
#include "core/snapshot/capture.h"
#include "ui/dialogs/comparesheet.h"
#include "ui/dialogs/noticesheet.h"
#include "ui/dialogs/snapshotsheet.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/tablepage.h"
#include "ui/panels/detailspanel.h"
#include "ui/theme/consolestyle.h"
#include "ui/widgets/background.h"
#include "ui/widgets/clocktime.h"
#include "ui/window/actions.h"
#include "ui/window/sidebar.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QCheckBox>
#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QProgressDialog>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
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
        QTRY_VERIFY(!window().insight().findings().empty() && !window().insight().insight().isBehind());
    }
    void cleanup() { qDeleteAll(window().window()->findChildren<ui::NoticeSheet*>()); }
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
        QTRY_VERIFY(textOf(window()).contains(u"This is a redacted snapshot"_s));
        QVERIFY(textOf(window()).contains(u"its names are not the cluster's"_s));
        const auto* act = window().findChild<QPushButton*>(u"act"_s);
        QVERIFY(!act || !act->isVisible() || !act->isEnabled());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    }

    void whatNamesBecomeIsShownBeforeAnythingIsSaved()
    {
        QTest::keyClick(&window(), Qt::Key_S, Qt::ControlModifier);
        ui::SnapshotSheet* sheet = nullptr;
        QTRY_VERIFY((sheet = window().findChild<ui::SnapshotSheet*>()) && sheet->isVisible());
        QVERIFY(!textOf(*sheet).contains(u"→"_s));
        QTest::keyClick(sheet->findChild<QCheckBox*>(u"names"_s), Qt::Key_Space);
        QTRY_VERIFY(textOf(*sheet).contains(u"→"_s));
        QTest::keyClick(sheet->findChild<QCheckBox*>(u"names"_s), Qt::Key_Space);
        QTRY_VERIFY(!textOf(*sheet).contains(u"→"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    }

    void aFileThatWasOpenedIsOfferedAgain()
    {
        app::Console console(app::ConsoleOptions{.settings = app::SettingsFile::open(m_dir.filePath(u"console.ini"_s)),
                                                 .snapshot = file()});
        console.start();
        QTRY_VERIFY(console.window());
        const auto offered = [&console]() -> QAction* {
            for (QAction* action : console.window()->findChildren<QAction*>()) {
                if (action->text().contains(u"sent.json"_s)) {
                    return action;
                }
            }
            return nullptr;
        };
        QTRY_VERIFY(offered());
        const QSignalSpy chosen(console.window(), &ui::MainWindow::snapshotChosen);
        offered()->trigger();
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.front().front().toString(), file());
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

    void amongOtherClustersItStandsWithItsMomentForThereMayBeSeveralOfOneCluster()
    {
        auto* sidebar = window().findChild<ui::Sidebar*>();
        const QString moment = ui::dayAndTime(m_taken.takenAt, window().currentPage().times());
        const QListWidgetItem* item = sidebar->item(0);
        QVERIFY(item->data(Qt::AccessibleTextRole).toString().contains(u"▣ snapshot "_s + moment));
    }

    void whileAFileIsReadTheWindowIsUsableAndWhatIsWrongWithItIsToldThen()
    {
        const int held = holdSlowFile();
        if (held < 0) {
            QSKIP("SKIPPED: this file system has no leases");
        }
        const size_t before = m_console->clusters().size();
        emit window().snapshotChosen(slowFile());
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 3'000);
        QVERIFY(textOf(*dialog()).contains(u"slow.json"_s));
        window().window()->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), window().window());
        QTest::keyClick(&window(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(window().findChild<ui::CompareSheet*>());
        QTRY_VERIFY(window().findChild<ui::CompareSheet*>()->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        feed(held);
        QTRY_VERIFY(!dialog());
        QTRY_VERIFY(problem().contains(u"names no schema"_s));
        QCOMPARE(m_console->clusters().size(), before);
    }

    void aLargeOneIsShownInSlicesBetweenWhichTheWindowAnswers()
    {
        app::OpenCluster cluster(std::make_unique<app::OpenedSnapshot>(app::SnapshotContent(manyLeases(), QDateTime()),
                                                                       m_dir.filePath(u"many.json"_s)));
        ui::MainWindow& view = cluster.view();
        view.showPage(u"leases"_s);
        view.show();
        QVERIFY(cluster.mirror().scope(Kind::Lease).isPending());
        QVERIFY2(textOf(view).contains(u"of about "_s), qPrintable(textOf(view)));
        bool isShown = false;
        cluster.snapshot()->whenShown([&isShown] { isShown = true; });
        int answered = 0;
        std::vector<int> answeredBefore;
        connect(&cluster.mirror(), &live::ClusterMirror::applied, &view, [&] {
            answeredBefore.push_back(answered);
            QMetaObject::invokeMethod(
                &view, [&answered] { ++answered; }, Qt::QueuedConnection);
        });
        QVERIFY(!isShown);
        QTRY_VERIFY(isShown);
        QCOMPARE(answeredBefore, (std::vector{0, 1, 2})); // after the first of four slices
        QCOMPARE(cluster.mirror().objects().count(), 10'000);
        QTRY_COMPARE(view.currentTable()->model().rowCount(), 10'000);
        bool isStillShown = false;
        cluster.snapshot()->whenShown([&isStillShown] { isStillShown = true; });
        QVERIFY(isStillShown);
    }

    void aPipeIsRefusedAtOnceAndItIsSaidWhatToDo()
    {
        const QString pipe = m_dir.filePath(u"pipe.json"_s);
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        const size_t before = m_console->clusters().size();
        emit window().snapshotChosen(pipe);
        QTRY_VERIFY(problem().contains(u"a pipe or a device"_s)); // nobody will ever write into it
        QVERIFY(problem().contains(u"Save what comes out of it as a file"_s));
        QVERIFY(ui::backgroundThreads().waitForDone(0)); // the program can end
        QCOMPARE(m_console->clusters().size(), before);
    }

    void closingItsDialogGivesAFileUp()
    {
        const int held = holdSlowFile();
        if (held < 0) {
            QSKIP("SKIPPED: this file system has no leases");
        }
        emit window().snapshotChosen(slowFile());
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 3'000);
        dialog()->close();
        QTRY_VERIFY(!dialog());
        feed(held);
        QVERIFY(ui::backgroundThreads().waitForDone(10'000));
        m_console->openSandbox(app::defaultScenario);
        emit window().snapshotChosen(file());
        QTRY_VERIFY(!m_console->session()); // what was asked for later has come
        QCOMPARE(problem(), QString());
        QCOMPARE(m_console->clusters().size(), size_t(2));
    }

    void withNothingElseOpenAFileThatCannotBeReadIsToldApartFromTheSandbox()
    {
        QFile bad(m_dir.filePath(u"bad.json"_s));
        QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("{}") == 2);
        bad.close();
        app::Console console({.snapshot = bad.fileName()});
        console.start();
        QTRY_VERIFY(console.window());
        QWidget* stack = console.window()->window();
        auto* notice = stack->findChild<ui::NoticeSheet*>();
        QTRY_VERIFY(notice && notice->isVisible());
        QVERIFY2(notice->text().contains(bad.fileName()), qPrintable(notice->text()));
        QVERIFY(textOf(*notice).contains(u"nothing to do with the file"_s));
        QVERIFY(!QApplication::activeModalWidget());
        QTRY_VERIFY(console.session()->isSettled()); // the sandbox is as it always is
        QVERIFY(notice->isVisible());
        emit console.window()->snapshotChosen(file());
        QTRY_VERIFY(!console.session());
        QCOMPARE(console.clusters().size(), size_t(1)); // it only stood in
        QVERIFY(notice->isVisible()); // and is on top of the next cluster too
        QTest::mouseClick(notice->findChild<QPushButton*>(u"closeNotice"_s), Qt::LeftButton);
        QTRY_VERIFY(!stack->findChild<ui::NoticeSheet*>());
    }

    void withNothingElseOpenTheSandboxStandsInForAFileThatIsGivenUp()
    {
        const int held = holdSlowFile();
        if (held < 0) {
            QSKIP("SKIPPED: this file system has no leases");
        }
        app::Console console(app::ConsoleOptions{.snapshot = slowFile()});
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
        feed(held);
    }

private:
    /// A file that can only be opened once it is let go, as one on a server that does not answer; it is a file all the
    /// same. Closed by feed(); -1 where the file system cannot do that.
    int holdSlowFile() const
    {
        std::signal(SIGIO, SIG_IGN); // by which the kernel tells that somebody wants to open it
        const int held = open(qPrintable(slowFile()), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (held >= 0 && fcntl(held, F_SETLEASE, F_WRLCK) == 0) {
            return held;
        }
        close(held);
        return -1;
    }
    QString slowFile() const { return m_dir.filePath(u"slow.json"_s); }
    static void feed(int held)
    {
        QCOMPARE(write(held, "{}", 2), ssize_t(2));
        QCOMPARE(fcntl(held, F_SETLEASE, F_UNLCK), 0);
        close(held);
    }
    snapshot::Snapshot manyLeases() const
    {
        snapshot::Snapshot many = m_taken;
        many.objects.clear();
        for (int i = 0; i < 10'000; ++i) {
            auto lease = std::make_shared<Lease>();
            lease->meta.ns = u"team-a"_s;
            lease->meta.name = u"lease-%1"_s.arg(i);
            many.objects.insert(std::move(lease));
        }
        return many;
    }
    QProgressDialog* dialog() { return window().window()->findChild<QProgressDialog*>(); }
    QString problem()
    {
        const auto* notice = window().window()->findChild<ui::NoticeSheet*>();
        return notice ? notice->text() : QString();
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
