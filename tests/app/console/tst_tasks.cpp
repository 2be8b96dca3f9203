// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "core/api/child.h"
#include "core/api/kinds.h"
#include "tests/app/console/notificationservice.h"
#include "tests/support/actionworld.h"
#include "tests/support/clusteroperator.h"
#include "tests/support/person.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/page.h"
#include "ui/panels/detailspanel.h"
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QComboBox>
#include <QDBusConnection>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace konductor::test {

/// What an operator comes for, from the first page to the proof, by keys and clicks that go through a real X server: on
/// the sandbox, and the same on the real API server. Each task has a bound of steps; README.md tells how many it takes.
class TestTasks final : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QProcess m_bus;
    QString m_busAddress;
    NotificationService m_desktop;
    std::unique_ptr<RealCluster> m_cluster; ///< Null where there is none.
    std::unique_ptr<ClusterOperator> m_operator; ///< On the real one.
    std::unique_ptr<app::Console> m_console;
    std::unique_ptr<Client> m_admin;
    std::unique_ptr<Person> m_person;

    static void servers(int mostSteps)
    {
        QTest::addColumn<bool>("real");
        QTest::addColumn<int>("mostSteps");
        QTest::newRow("sandbox") << false << mostSteps;
        QTest::newRow("real API server") << true << mostSteps;
    }
    ui::MainWindow& window() { return *m_console->window(); }
    const ObjectIndex& objects() { return m_console->session()->mirror().objects(); }
    template <class T> std::shared_ptr<const T> find(const QString& name)
    {
        return objects().find<T>(u"default"_s, name);
    }

    // what other programs do meanwhile
    bool request(const QString& holder, int priority)
    {
        return create(*m_admin, requestFor(u"db"_s, holder, priority));
    }
    bool arrive(const QString& holder)
    {
        Arrival made;
        made.meta = childMeta(Kind::Arrival, *find<Barrier>(u"extract"_s), u"extract-"_s + holder, true);
        made.spec = {u"extract"_s, holder};
        return create(*m_admin, made);
    }
    /// A pod of that name runs, and is deleted once the console has seen it.
    void die(const QString& holder)
    {
        kube::Request pod;
        pod.verb = kube::Verb::Post;
        pod.path = u"/api/v1/namespaces/default/pods"_s;
        pod.contentType = "application/json";
        pod.body = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"" + holder.toUtf8()
            + "\"},\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"none\"}]}}";
        QVERIFY(m_admin->send(pod));
        using State = insight::HolderVerdict::State;
        const auto state = [&] { return window().insight().insight().verdictOf(u"default"_s, holder).state; };
        QTRY_VERIFY_WITH_TIMEOUT(state() == State::Running || state() == State::Restarting, 20'000);
        kube::Request end;
        end.verb = kube::Verb::Delete;
        end.path = pod.path + u'/' + holder;
        end.query.addQueryItem(u"gracePeriodSeconds"_s, u"0"_s);
        QVERIFY(m_admin->send(end));
        QTRY_VERIFY_WITH_TIMEOUT(state() == State::Gone, 20'000);
    }
    /// Lease db, which never expires, is worker-a's; the others wait for it.
    void holdTheLease(const QStringList& others)
    {
        Lease lease;
        lease.meta.name = u"db"_s;
        QVERIFY(request(u"worker-a"_s, 20)
                && create(*m_admin, lease)); // the operator looks at a lease, not at requests
        QTRY_VERIFY_WITH_TIMEOUT(find<Lease>(u"db"_s) && find<Lease>(u"db"_s)->status.holder == u"worker-a"_s, 20'000);
        int priority = 10;
        for (const QString& other : others) {
            QVERIFY(request(other, priority--));
        }
    }
    /// Barrier extract misses one of its two, and gate release waits for it.
    void missOne()
    {
        Barrier barrier;
        barrier.meta.name = u"extract"_s;
        barrier.spec.expected = 2;
        QVERIFY(create(*m_admin, barrier));
        QTRY_VERIFY_WITH_TIMEOUT(find<Barrier>(u"extract"_s), 20'000);
        QVERIFY(arrive(u"worker-a"_s) && create(*m_admin, gateOn(u"release"_s, u"extract"_s)));
        QTRY_VERIFY_WITH_TIMEOUT(
            find<Gate>(u"release"_s) && find<Gate>(u"release"_s)->status.phase == GatePhase::Waiting, 20'000);
    }
    bool isOpen() { return find<Gate>(u"release"_s)->status.phase == GatePhase::Open; }
    void begin()
    {
        QFETCH(const bool, real);
        if (real && !m_cluster) {
            QSKIP("SKIPPED: the real API server needs Go 1.26 or later");
        }
        app::ConsoleOptions options;
        if (real) {
            options.kubeconfig = m_cluster->kubeconfig();
        } else {
            options.sandbox = u"empty"_s;
        }
        options.bus = m_busAddress;
        m_console = std::make_unique<app::Console>(std::move(options));
        m_console->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_console->session() && m_console->session()->isSettled(), 20'000);
        window().window()->setGeometry(0, 0, 1440, 1100);
        window().window()->activateWindow(); // as a window manager does; there is none
        QVERIFY(QTest::qWaitForWindowActive(window().window()));
        m_admin = std::make_unique<Client>(m_console->session()->settings());
        m_person = std::make_unique<Person>();
        QCOMPARE(window().currentPage().id(), u"overview"_s);
    }
    void end(const char* task)
    {
        QFETCH(const int, mostSteps);
        std::printf("%s on the %s: %d steps: %s\n", task, QTest::currentDataTag(), m_person->steps(),
                    qPrintable(m_person->did().join(u", "_s)));
        QVERIFY2(m_person->steps() <= mostSteps, qPrintable(m_person->did().join(u", "_s)));
    }

    // what the person does
    void goTo(const QString& name, const ObjectKey& key)
    {
        QVERIFY(m_person->key(u"ctrl+k"_s));
        QTRY_VERIFY(hasFocus(u"paletteLine"_s));
        QVERIFY(m_person->type(name));
        QTRY_COMPARE(static_cast<QLineEdit*>(QApplication::focusWidget())->text(), name);
        QVERIFY(m_person->key(u"Return"_s));
        QTRY_VERIFY(window().currentPage().current() == key);
        QTRY_VERIFY(window().details().content().key == key);
    }
    QPushButton* button(const QString& text)
    {
        for (QPushButton* candidate : window().findChildren<QPushButton*>()) {
            if (candidate->text() == text && !candidate->visibleRegion().isEmpty()) {
                return candidate;
            }
        }
        return nullptr;
    }
    void press(const QString& text)
    {
        QPushButton* found = nullptr;
        QTRY_VERIFY2_WITH_TIMEOUT((found = button(text)) && found->isEnabled(), qPrintable(text), 20'000);
        QVERIFY(m_person->click(found, text));
    }
    void carryOut()
    {
        const auto act = [this] {
            auto* found = window().findChild<QPushButton*>(u"act"_s);
            return found && found->isVisible() && found->isEnabled() ? found : nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(act(), 20'000);
        QVERIFY(m_person->click(act(), act()->text()));
    }
    template <class Widget> static Widget* focused()
    {
        for (QWidget* widget = QApplication::focusWidget(); widget; widget = widget->parentWidget()) {
            if (auto* found = qobject_cast<Widget*>(widget)) {
                return found;
            }
        }
        return nullptr;
    }
    static bool hasFocus(const QString& name)
    {
        return QApplication::focusWidget() && QApplication::focusWidget()->objectName() == name;
    }

private slots:
    void initTestCase()
    {
        ui::applyTheme(*qApp, ui::Scheme::Light);
        for (const char* name : {"HOME", "XDG_DATA_HOME"}) {
            qputenv(name, m_dir.path().toUtf8());
        }
        m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address"_s});
        if (m_bus.waitForReadyRead()) {
            m_busAddress = QString::fromUtf8(m_bus.readLine()).trimmed();
            QDBusConnection bus = QDBusConnection::connectToBus(m_busAddress, u"desktop"_s);
            QVERIFY(bus.registerObject(u"/org/freedesktop/Notifications"_s, &m_desktop,
                                       QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
            QVERIFY(bus.registerService(u"org.freedesktop.Notifications"_s));
        }
        if (const QString program = qEnvironmentVariable("KONDUCTOR_TESTCLUSTER"); !program.isEmpty()) {
            auto started = RealCluster::start(program);
            QVERIFY2(started, started ? "" : qPrintable(oneLine(started.error())));
            m_cluster = std::move(*started);
            m_operator = std::make_unique<ClusterOperator>(*settingsOf(m_cluster->kubeconfig()));
            QTRY_VERIFY_WITH_TIMEOUT(m_operator->isRunning(), 20'000);
        }
    }
    void cleanupTestCase()
    {
        m_operator.reset();
        m_bus.terminate();
        m_bus.waitForFinished();
    }
    void cleanup()
    {
        for (const Kind kind : {Kind::Gate, Kind::Barrier, Kind::Arrival, Kind::Lease, Kind::LeaseRequest}) {
            kube::Request all;
            all.verb = kube::Verb::Delete;
            all.path = u"/apis/sync.konductor.io/v1/namespaces/default/"_s + kindInfo(kind).plural.toString();
            QVERIFY(!m_admin || m_admin->send(all));
        }
        m_admin.reset();
        m_console.reset();
    }

    void whatBlocksAGateIsFoundAndMended_data() { servers(5); }
    void whatBlocksAGateIsFoundAndMended()
    {
        begin();
        if (!m_admin) {
            return; // skipped, or said already
        }
        holdTheLease({u"worker-b"_s});
        missOne();
        die(u"worker-a"_s);
        goTo(u"release"_s, {Kind::Gate, u"default"_s, u"release"_s});
        press(u"Mend…"_s);
        carryOut();
        QTRY_COMPARE_WITH_TIMEOUT(find<Lease>(u"db"_s)->status.holder, u"worker-b"_s, 20'000);
        QVERIFY(arrive(u"worker-b"_s)); // it has what it needed, and gets on
        QTRY_VERIFY_WITH_TIMEOUT(find<Barrier>(u"extract"_s)->status.phase == BarrierPhase::Open, 20'000);
        // Of itself the operator looks at a gate once a minute, which is not waited for here.
        QVERIFY(m_admin->send(touchRequest({Kind::Gate, u"default"_s, u"release"_s}, u"now"_s)));
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 20'000);
        end("find what blocks a gate and mend it");
    }

    void aMissingWorkerIsArrivedFor_data() { servers(7); }
    void aMissingWorkerIsArrivedFor()
    {
        begin();
        if (!m_admin) {
            return; // skipped, or said already
        }
        missOne();
        goTo(u"extract"_s, {Kind::Barrier, u"default"_s, u"extract"_s});
        press(u"Arrive…"_s);
        QTRY_VERIFY(focused<QComboBox>());
        QVERIFY(m_person->type(u"worker-c"_s));
        QVERIFY(m_person->key(u"Return"_s));
        carryOut();
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 20'000);
        QVERIFY(find<Barrier>(u"extract"_s)->status.arrivals.contains(u"worker-c"_s));
        end("arrive for a missing worker");
    }

    void aLeaseIsHandedOver_data() { servers(6); }
    void aLeaseIsHandedOver()
    {
        begin();
        if (!m_admin) {
            return; // skipped, or said already
        }
        holdTheLease({u"worker-b"_s, u"worker-c"_s});
        goTo(u"db"_s, {Kind::Lease, u"default"_s, u"db"_s});
        QVERIFY(m_person->key(u"ctrl+h"_s));
        QTRY_VERIFY(focused<QComboBox>() && focused<QComboBox>()->currentText() == u"worker-b"_s);
        QVERIFY(m_person->key(u"Return"_s));
        carryOut();
        QTRY_COMPARE_WITH_TIMEOUT(find<Lease>(u"db"_s)->status.holder, u"worker-b"_s, 20'000);
        end("hand a lease over");
    }

    void whoAsksIsToldWhenALeaseIsFree_data() { servers(6); }
    void whoAsksIsToldWhenALeaseIsFree()
    {
        begin();
        if (!m_admin) {
            return; // skipped, or said already
        }
        holdTheLease({});
        const ObjectKey lease{Kind::Lease, u"default"_s, u"db"_s};
        goTo(u"db"_s, lease);
        m_desktop.shown.clear();
        QVERIFY(m_person->key(u"ctrl+k"_s));
        QTRY_VERIFY(hasFocus(u"paletteLine"_s));
        QVERIFY(m_person->type(u"tell me"_s));
        QVERIFY(m_person->key(u"Return"_s));
        QTRY_VERIFY(saysInDetails(u"You will be told"_s));
        letGo();
        QTRY_VERIFY_WITH_TIMEOUT(find<Lease>(u"db"_s)->status.holder.isEmpty(), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.shown.size(), size_t(1), 20'000);
        QCOMPARE(m_desktop.shown.front().title, u"Lease db is free"_s);
        end("be told when a lease is free");
    }

private:
    bool saysInDetails(const QString& words)
    {
        const auto& rows = window().details().content().why.rows;
        return std::any_of(rows.begin(), rows.end(),
                           [&](const ui::DetailsRow& row) { return row.plainText().contains(words); });
    }
    /// As worker-a should: its request goes first, or it would be granted the lease again.
    void letGo()
    {
        QVERIFY(m_admin->send(deleteRequest({Kind::LeaseRequest, u"default"_s, u"db-worker-a"_s})));
        kube::Request free;
        free.verb = kube::Verb::Patch;
        free.path = u"/apis/sync.konductor.io/v1/namespaces/default/leases/db/status"_s;
        free.contentType = "application/merge-patch+json";
        free.body = "{\"status\":{\"phase\":\"Available\",\"holder\":null}}";
        QVERIFY(m_admin->send(free));
    }
};

} // namespace konductor::test

int main(int argc, char** argv)
{
    konductor::test::XServer server;
    if (!server.start()) {
        return 0;
    }
    QApplication application(argc, argv);
    konductor::test::TestTasks test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_tasks.moc"
