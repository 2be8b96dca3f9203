// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "core/api/kinds.h"
#include "core/snapshot/aliases.h"
#include "tests/support/actionworld.h"
#include "tests/support/clusteroperator.h"
#include "tests/support/realcluster.h"
#include "ui/dialogs/snapshotsheet.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/waitgraphpage.h"
#include "ui/pages/waittree.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/detailspanel.h"
#include "ui/theme/consolestyle.h"
#include "ui/widgets/spantext.h"
#include "ui/window/sidebar.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDirIterator>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace konductor::test {

/// The whole way of a snapshot in the window, on a real API server, by keys and mouse: taken, redacted, sent, opened by
/// somebody who knows nothing of the cluster, and the root blocker found in it. Gate release waits for barrier extract,
/// which misses worker-b, which waits for lease db, which worker-a holds without an end.
class TestSnapshotPath final : public QObject {
    Q_OBJECT

    QTemporaryDir m_sender;
    QTemporaryDir m_receiver;
    std::unique_ptr<RealCluster> m_cluster;
    std::unique_ptr<Client> m_admin;
    std::unique_ptr<ClusterOperator> m_operator;
    std::unique_ptr<app::Console> m_console;

    ui::MainWindow& window() { return *m_console->window(); }
    /// The operator gave it a status.
    bool isWritten(const QString& object)
    {
        kube::Request get;
        get.path = u"/apis/sync.konductor.io/v1/namespaces/default/"_s + object;
        const auto answer = m_admin->send(get);
        return answer && answer->body.contains("\"phase\"");
    }
    bool request(const QString& holder, int priority)
    {
        return create(*m_admin, requestFor(u"db"_s, holder, priority));
    }
    bool jam()
    {
        Lease lease;
        lease.meta.name = u"db"_s;
        Barrier barrier;
        barrier.meta.name = u"extract"_s;
        barrier.spec.expected = 2;
        auto arrival = childOf<Arrival>(u"extract"_s, u"worker-a"_s);
        arrival.spec.barrier = u"extract"_s;
        return create(*m_admin, lease) && request(u"worker-a"_s, 20) && create(*m_admin, barrier)
            && create(*m_admin, arrival) && create(*m_admin, gateOn(u"release"_s, u"extract"_s));
    }
    void start(app::ConsoleOptions options, const QTemporaryDir& folder)
    {
        m_console.reset();
        qputenv("XDG_DATA_HOME", folder.path().toUtf8());
        options.settings = app::SettingsFile::open(folder.filePath(u"console.ini"_s));
        m_console = std::make_unique<app::Console>(std::move(options));
        m_console->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_console->window(), 10'000);
        QVERIFY(QTest::qWaitForWindowActive(window().window()));
    }
    /// Pasted into the dialog that is open, as a person does with a path.
    void nameTheFile(const QString& path)
    {
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = qobject_cast<QFileDialog*>(QApplication::activeWindow())));
        auto* name = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
        QApplication::clipboard()->setText(path);
        QTest::keyClick(name, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(name, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(name, Qt::Key_Return);
        window().window()->activateWindow(); // what a desktop does by itself
        QVERIFY(QTest::qWaitForWindowActive(window().window()));
    }
    static void click(QWidget* widget, const QPoint& at = {})
    {
        QTest::mouseClick(widget, Qt::LeftButton, {}, at.isNull() ? widget->rect().center() : at);
    }
    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void initTestCase()
    {
        ui::applyTheme(*qApp, ui::Scheme::Light);
        auto started = RealCluster::start(qEnvironmentVariable("KONDUCTOR_TESTCLUSTER"));
        QVERIFY2(started, started ? "" : qPrintable(oneLine(started.error())));
        m_cluster = std::move(*started);
        const auto settings = settingsOf(m_cluster->kubeconfig());
        QVERIFY(settings);
        m_admin = std::make_unique<Client>(*settings);
        m_operator = std::make_unique<ClusterOperator>(*settings);
        QTRY_VERIFY_WITH_TIMEOUT(m_operator->isRunning(), 20'000);
        QVERIFY(jam());
        QTRY_VERIFY_WITH_TIMEOUT(isWritten(u"leases/db"_s), 20'000); // before the console asks how the operator is
        start({.kubeconfig = m_cluster->kubeconfig()}, m_sender);
        const auto held = [this] {
            const auto lease = m_console->session()->mirror().objects().find<Lease>(u"default"_s, u"db"_s);
            return lease && lease->status.holder == u"worker-a"_s;
        };
        QTRY_VERIFY_WITH_TIMEOUT(m_console->session() && held(), 20'000);
        QVERIFY(request(u"worker-b"_s, 10));
        QTRY_VERIFY_WITH_TIMEOUT(!window().insight().insight().roots().empty()
                                     && window().insight().insight().roots().front().waiting >= 3,
                                 20'000);
    }
    void cleanupTestCase()
    {
        m_console.reset();
        m_operator.reset();
    }

    /// No Deployment has the operator's name, but somebody writes what the operator writes.
    void theLineSaysThatAnOperatorIsAtWork()
    {
        const auto said = [this](const QString& name) {
            for (const QLabel* label : window().findChildren<QLabel*>()) {
                if (label->accessibleName() == name && label->isVisible()) {
                    return label->text();
                }
            }
            return QString();
        };
        QTRY_COMPARE(said(u"Operator"_s), u"operator at work"_s);
        const auto* activity = window().findChild<ui::ActivityPanel*>();
        QVERIFY(activity->findItems(u"The operator"_s, Qt::MatchExactly, 1).isEmpty());
    }

    void itIsTakenAndRedactedInTheWindow()
    {
        QTest::keyClick(&window(), Qt::Key_S, Qt::ControlModifier);
        ui::SnapshotSheet* sheet = nullptr;
        QTRY_VERIFY((sheet = window().findChild<ui::SnapshotSheet*>()) && sheet->isVisible());
        for (const QString& name : {u"names"_s, u"namespaces"_s, u"holders"_s}) {
            auto* box = sheet->findChild<QCheckBox*>(name);
            QTest::keyClick(box, Qt::Key_Space);
            QVERIFY(box->isChecked());
        }
        auto* labels = sheet->findChild<QComboBox*>(u"labels"_s);
        QTest::keyClick(labels, Qt::Key_Down);
        QCOMPARE(labels->currentText(), u"Under other names"_s);
        click(sheet->findChild<QPushButton*>(u"save"_s));
        nameTheFile(m_sender.filePath(u"incident.json"_s));
        const auto* activity = window().findChild<ui::ActivityPanel*>();
        QTRY_VERIFY(!activity->findItems(u"Snapshot saved"_s, Qt::MatchExactly, 1).isEmpty());
    }

    void itIsSentWithoutTheNames()
    {
        QVERIFY(QFile::copy(m_sender.filePath(u"incident.json"_s), m_receiver.filePath(u"incident.json"_s)));
        const QByteArray sent = read(m_receiver.filePath(u"incident.json"_s));
        QVERIFY(sent.contains("\"redacted\": true") || sent.contains("\"redacted\":true"));
        for (const char* name : {"worker-a", "worker-b", "\"db\"", "extract", "release", "\"default\"", "127.0.0.1"}) {
            QVERIFY2(!sent.contains(name), name);
        }
    }

    void itIsOpenedWhereNobodyKnowsTheCluster()
    {
        start({.sandbox = u"quiet-night"_s}, m_receiver);
        QTRY_VERIFY(m_console->session()->isSettled());
        QTest::keyClick(&window(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        nameTheFile(m_receiver.filePath(u"incident.json"_s));
        QTRY_VERIFY(!m_console->session()); // a snapshot is shown
        QVERIFY(window().clusterRow().phase == live::ConnectionState::Phase::Closed);
        QCOMPARE(window().mirror().objects().count(), 6);
    }

    void theRootBlockerIsFoundInIt()
    {
        auto* sidebar = window().findChild<ui::Sidebar*>();
        const QListWidgetItem* entry = sidebar->findItems(u"Wait graph"_s, Qt::MatchExactly).value(0);
        QVERIFY(entry);
        click(sidebar->viewport(), sidebar->visualItemRect(entry).center());
        QCOMPARE(window().currentPage().id(), u"waitgraph"_s);
        auto& page = static_cast<ui::WaitGraphPage&>(window().currentPage());
        for (QToolButton* button : page.findChildren<QToolButton*>()) {
            if (button->text() == u"As tree"_s) {
                click(button);
            }
        }
        QVERIFY(page.tree().isVisible());
        page.tree().setFocus();
        QTest::keyClick(&page.tree(), Qt::Key_Home); // who blocks is at the top
        const auto root = page.currentNode();
        QVERIFY(root && root->isHolder());
        QTest::keyClick(&page.tree(), Qt::Key_Return);
        QCOMPARE(window().currentPage().id(), u"holders"_s);
        const auto aliases = snapshot::Aliases::load(keyFile());
        QVERIFY(aliases);
        QCOMPARE(aliases->table().value(root->name), u"worker-a"_s); // the sender alone can tell
    }

    void theGateTellsTheWayToIt()
    {
        const ObjectKey gate = window().mirror().objects().sorted(Kind::Gate).front()->key();
        QTest::keyClick(&window(), Qt::Key_5, Qt::AltModifier);
        QCOMPARE(window().currentPage().id(), u"gates"_s);
        QTest::keyClick(&window(), Qt::Key_F, Qt::ControlModifier); // the holder's name is still in the query line
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
        auto* rows = window().currentPage().findChild<QTableView*>();
        QTRY_COMPARE(rows->model()->rowCount(), 1);
        click(rows->viewport(), rows->visualRect(rows->model()->index(0, 0)).center());
        QCOMPARE(window().currentPage().current(), std::optional(gate));
        QStringList said;
        for (const ui::SpanText* text : window().details().findChildren<ui::SpanText*>()) {
            said.append(text->accessibleName());
        }
        const auto root = window().insight().insight().roots().front().nodes.front();
        QVERIFY2(said.join(u' ').contains(root.name), qPrintable(said.join(u'\n')));
    }

private:
    /// The sender's; it never left.
    QString keyFile() const
    {
        QDirIterator files(m_sender.path(), {u"redaction-key.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        return files.hasNext() ? files.next() : QString();
    }
};

} // namespace konductor::test

int main(int argc, char** argv)
{
    return konductor::test::runOnRealCluster<konductor::test::TestSnapshotPath, QApplication>(argc, argv);
}
#include "tst_snapshotpath.moc"
