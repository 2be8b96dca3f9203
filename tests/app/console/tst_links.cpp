// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "app/console/linksocket.h"
#include "core/snapshot/capture.h"
#include "core/snapshot/document.h"
#include "ui/dialogs/linksheet.h"
#include "ui/dialogs/noticesheet.h"
#include "ui/pages/tablepage.h"
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QFileInfo>
#include <QLocalSocket>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace konductor;
using namespace Qt::StringLiterals;

namespace {
const QString lease = u"konductor://sandbox/lease/finance/fx-rates"_s;
const ObjectKey leaseKey{Kind::Lease, u"finance"_s, u"fx-rates"_s};
} // namespace

/// Links from the command line and from other starts of the program, in the program itself on its sandbox.
class TestLinks : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::applyTheme(*qApp, ui::Scheme::Light); }
    void init() { m_socket = m_folder.filePath(u"socket"_s); }
    void cleanup() { m_console.reset(); }

    void aLinkOnTheCommandLineIsShownWhenTheClusterIsListed()
    {
        start(lease);
        QTRY_VERIFY(window().currentPage().current() == leaseKey);
    }

    void anotherStartHandsItsLinkOver()
    {
        start();
        QTRY_VERIFY(m_console->session()->isSettled());
        QVERIFY(handOver(lease));
        QTRY_VERIFY(window().currentPage().current() == leaseKey);
        QVERIFY(handOver(u"konductor:///view?page=gates&query=phase%3Awaiting"_s));
        QTRY_COMPARE(window().currentPage().id(), u"gates"_s);
        QCOMPARE(window().query(), u"phase:waiting"_s);
    }

    void anotherStartHandsItsSnapshotOver()
    {
        start();
        QTRY_VERIFY(m_console->session()->isSettled());
        QFile file(m_folder.filePath(u"as it was, 100 %.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const snapshot::Meaning taken(snapshot::captured(m_console->session()->mirror(), SystemClock().now()));
        QVERIFY(snapshot::writeDocument(taken, file).has_value());
        file.close();
        QVERIFY(handOver(QUrl::fromLocalFile(file.fileName()).toString(QUrl::FullyEncoded)));
        QTRY_VERIFY(!m_console->session()); // a snapshot is shown
        QVERIFY(m_console->clusters().back()->snapshot()->isOf(file.fileName()));
    }

    void aFileThatIsNoSnapshotIsRefusedInTheWindowThatRuns()
    {
        start();
        QTRY_VERIFY(m_console->session()->isSettled());
        QVERIFY(handOver(u"file:///etc/hostname"_s));
        ui::NoticeSheet* notice = nullptr;
        QTRY_VERIFY((notice = window().window()->findChild<ui::NoticeSheet*>()));
        QVERIFY(m_console->session()); // what was shown is shown still
    }

    void onlyThisUserCanReachTheSocket()
    {
        start();
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(QFileInfo(socket()).exists());
        QVERIFY(!(QFileInfo(socket()).permissions() & others));
    }

    void anotherClusterIsNotConnectedToButAskedFor()
    {
        start();
        QTRY_VERIFY(m_console->session()->isSettled());
        const live::LiveSession* before = m_console->session();
        QVERIFY(handOver(u"konductor://prod-eu/lease/finance/fx-rates"_s));
        QTRY_VERIFY(sheet());
        QVERIFY(sheet()->findChild<QPushButton*>(u"connect"_s)->text().startsWith(u"Choose"_s)); // not known here
        QTest::keyClick(window().window()->focusWidget(),
                        Qt::Key_Return); // what somebody types just then changes nothing
        QTRY_VERIFY(!sheet());
        QCOMPARE(m_console->session(), before);
        QVERIFY(!(window().currentPage().current() == leaseKey));
    }

    void itCanBeLookedForInTheClusterThatIsOpen()
    {
        start();
        QTRY_VERIFY(m_console->session()->isSettled());
        QVERIFY(handOver(u"konductor://prod-eu/lease/finance/fx-rates"_s));
        QTRY_VERIFY(sheet());
        QTest::mouseClick(sheet()->findChild<QPushButton*>(u"here"_s), Qt::LeftButton);
        QVERIFY(window().currentPage().current() == leaseKey);
    }

    void aKnownClusterIsConnectedToWhenThePersonSaysSo()
    {
        QFile file(m_folder.filePath(u"kubeconfig"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("apiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster: {server: 'http://127.0.0.1:1'}\n"
                   "users:\n- name: u\n  user: {token: t}\n"
                   "contexts:\n- name: prod-eu\n  context: {cluster: c, user: u}\n");
        file.close();
        qputenv("KUBECONFIG", file.fileName().toLocal8Bit());
        start();
        QTRY_VERIFY(m_console->session()->isSettled());
        QVERIFY(handOver(u"konductor://prod-eu/lease/finance/fx-rates"_s));
        QTRY_VERIFY(sheet());
        QCOMPARE(m_console->session()->settings().contextName, u"sandbox"_s);
        QTest::mouseClick(sheet()->findChild<QPushButton*>(u"connect"_s), Qt::LeftButton);
        QTRY_COMPARE(m_console->session()->settings().contextName, u"prod-eu"_s);
        qunsetenv("KUBECONFIG");
    }

    void whatIsNotThereIsSaid()
    {
        start(u"konductor://sandbox/lease/finance/gone"_s);
        ui::NoticeSheet* notice = nullptr;
        QTRY_VERIFY((notice = window().window()->findChild<ui::NoticeSheet*>()));
        QVERIFY(notice->text().contains(u"finance/gone"_s));
    }

    void noiseIsRefusedAndASilentOneIsSentAway()
    {
        ManualClock clock{Timestamp{}};
        app::LinkSocket listening(clock);
        QSignalSpy received(&listening, &app::LinkSocket::received);
        QVERIFY(listening.listen(socket()));
        for (const QByteArray& noise : {QByteArray("\n"), QByteArray("delete everything\n"),
                                        QByteArray("file://other/share/now.json\n"), QByteArray(10'000, 'a')}) {
            QLocalSocket other;
            other.connectToServer(socket());
            other.write(noise);
            QTRY_COMPARE(other.state(), QLocalSocket::UnconnectedState);
            QVERIFY(other.readAll() != "ok\n");
        }
        QLocalSocket silent;
        silent.connectToServer(socket());
        QTRY_COMPARE(silent.state(), QLocalSocket::ConnectedState);
        QTRY_VERIFY((clock.advance(std::chrono::seconds(1)), silent.state() == QLocalSocket::UnconnectedState));
        QCOMPARE(received.count(), 0);
    }

    void oneListensAndADeadOnesSocketIsTakenOver()
    {
        SystemClock clock;
        auto first = std::make_unique<app::LinkSocket>(clock);
        QVERIFY(first->listen(socket()));
        app::LinkSocket second(clock);
        QVERIFY(!second.listen(socket()));
        first.reset();
        QFile dead(socket());
        QVERIFY(dead.open(QIODevice::WriteOnly));
        dead.close();
        QVERIFY(second.listen(socket()));
    }

    void theSocketOfAKilledConsoleIsTakenOver()
    {
        const QString run = m_folder.filePath(u"killed"_s);
        QVERIFY(QDir().mkpath(run));
        QFile::setPermissions(run, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_RUNTIME_DIR"_s, run);
        environment.insert(u"XDG_CONFIG_HOME"_s, run);
        QProcess other;
        other.setProcessEnvironment(environment);
        other.start(QStringLiteral(KONDUCTOR_BIN_DIR) + u"/konductor-console"_s, {u"--sandbox"_s});
        m_socket = run + u"/konductor-console"_s;
        QTRY_VERIFY_WITH_TIMEOUT(handOver(lease), 20'000); // it listens
        other.kill();
        QVERIFY(other.waitForFinished());
        QVERIFY(QFileInfo::exists(m_socket)); // and left it
        QVERIFY(!handOver(lease));
        start();
        QTRY_VERIFY(m_console->session()->isSettled());
        QVERIFY(handOver(lease));
        QTRY_VERIFY(window().currentPage().current() == leaseKey);
    }

    void theSecondListensOnceTheFirstHasQuit()
    {
        SystemClock clock;
        auto first = std::make_unique<app::LinkSocket>(clock);
        QVERIFY(first->listen(socket()));
        app::LinkSocket second(clock);
        QVERIFY(!second.listen(socket()));
        QSignalSpy received(&second, &app::LinkSocket::received);
        first.reset();
        QVERIFY(QTest::qWaitFor([this] { return handOver(lease); }));
        QCOMPARE(received.count(), 1);
    }

    void aRuntimeFolderThatOthersMayEnterIsNotUsed()
    {
        const QByteArray before = qgetenv("XDG_RUNTIME_DIR");
        const QString folder = m_folder.filePath(u"run"_s);
        QDir().mkpath(folder);
        qputenv("XDG_RUNTIME_DIR", folder.toLocal8Bit());
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(app::LinkSocket::defaultPath(), folder + u"/konductor-console"_s);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeOther);
        QCOMPARE(app::LinkSocket::defaultPath(), QString());
        qputenv("XDG_RUNTIME_DIR", "relative");
        QCOMPARE(app::LinkSocket::defaultPath(), QString());
        before.isNull() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", before);
    }

private:
    void start(const QString& link = {})
    {
        m_console = std::make_unique<app::Console>(
            app::ConsoleOptions{.sandbox = QString(), .link = link, .linkSocket = socket()});
        m_console->start();
    }
    /// From a thread of its own, for it blocks as another process would.
    bool handOver(const QString& link)
    {
        std::atomic<int> taken = -1;
        std::thread other([&] { taken = app::LinkSocket::handOver(socket(), link) ? 1 : 0; });
        const bool answered = QTest::qWaitFor([&taken] { return taken >= 0; });
        other.join();
        return answered && taken == 1;
    }
    ui::MainWindow& window() { return *m_console->window(); }
    ui::LinkSheet* sheet() { return window().findChild<ui::LinkSheet*>(); }
    QString socket() const { return m_socket; }

    QTemporaryDir m_folder;
    QString m_socket;
    std::unique_ptr<app::Console> m_console;
};

QTEST_MAIN(TestLinks)
#include "tst_links.moc"
