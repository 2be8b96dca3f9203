// SPDX-License-Identifier: Apache-2.0
#include "app/console/desktopnotifier.h"
#include "tests/app/console/notificationservice.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace konductor;
using konductor::test::NotificationService;
using namespace Qt::StringLiterals;

class DesktopNotifierTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty()) {
            QSKIP("SKIPPED: no dbus-daemon");
        }
        m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address"_s});
        QVERIFY(m_daemon.waitForReadyRead());
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        QVERIFY(!m_address.isEmpty());
    }

    void cleanupTestCase()
    {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }

    void init()
    {
        m_service = std::make_unique<NotificationService>();
        m_name = u"service-%1"_s.arg(++m_number);
        QDBusConnection bus = QDBusConnection::connectToBus(m_address, m_name);
        QVERIFY(bus.isConnected());
        QVERIFY(bus.registerObject(u"/org/freedesktop/Notifications"_s, m_service.get(),
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    }

    void cleanup()
    {
        bus().unregisterService(serviceName);
        QDBusConnection::disconnectFromBus(m_name);
        m_service.reset();
    }

    void aNoticeIsShownOnceAndItsTextIsNoMarkup()
    {
        QVERIFY(bus().registerService(serviceName));
        app::DesktopNotifier notifier(m_address);
        notifier.tell(notice(u"<b>bold</b> & <a href=\"x\">"_s), [] {});
        notifier.tell(notice(u"second"_s), [] {});
        QTRY_COMPARE(m_service->shown.size(), size_t(2));
        QCOMPARE(m_service->asked, 1);
        QCOMPARE(m_service->shown[0].title, u"Lease db is free"_s);
        QCOMPARE(m_service->shown[0].body, u"&lt;b&gt;bold&lt;/b&gt; &amp; &lt;a href=&quot;x&quot;&gt;"_s);
        QCOMPARE(m_service->shown[0].actions, (QStringList{u"default"_s, u"Show"_s}));
        QCOMPARE(m_service->shown[0].hints.value(u"desktop-entry"_s).toString(), u"io.konductor.Console"_s);
    }

    void aServiceWithoutMarkupGetsTheTextAsItIs()
    {
        m_service->capabilities = {u"body"_s};
        QVERIFY(bus().registerService(serviceName));
        app::DesktopNotifier notifier(m_address);
        notifier.tell(notice(u"a < b"_s), [] {});
        QTRY_COMPARE(m_service->shown.size(), size_t(1));
        QCOMPARE(m_service->shown[0].body, u"a < b"_s);
    }

    void aClickShowsWhatItIsAboutUntilItIsClosed()
    {
        QVERIFY(bus().registerService(serviceName));
        app::DesktopNotifier notifier(m_address);
        int first = 0;
        int second = 0;
        notifier.tell(notice(u"1"_s), [&first] { ++first; });
        notifier.tell(notice(u"2"_s), [&second] { ++second; });
        QTRY_COMPARE(m_service->shown.size(), size_t(2));
        emit m_service->ActionInvoked(2, u"default"_s);
        QTRY_COMPARE(second, 1);
        emit m_service->NotificationClosed(2, 2);
        emit m_service->ActionInvoked(2, u"default"_s);
        emit m_service->ActionInvoked(7, u"default"_s); // another program's
        emit m_service->ActionInvoked(1, u"other"_s);
        emit m_service->ActionInvoked(1, u"default"_s);
        QTRY_COMPARE(first, 1);
        QCOMPARE(second, 1);
    }

    void aServiceThatComesLaterIsFound()
    {
        app::DesktopNotifier notifier(m_address);
        notifier.tell(notice(u"nobody listens"_s), [] {});
        QTRY_VERIFY(!notifier.isWaiting());
        QVERIFY(bus().registerService(serviceName));
        notifier.tell(notice(u"somebody does"_s), [] {});
        QTRY_COMPARE(m_service->shown.size(), size_t(1));
        QCOMPARE(m_service->shown[0].body, u"somebody does"_s);
    }

    void withoutABusNothingHappens()
    {
        for (const QString& address : {QString(), u"unix:path=/nonexistent"_s}) {
            app::DesktopNotifier notifier(address);
            notifier.tell(notice(u"x"_s), [] {});
            QVERIFY(!notifier.isWaiting());
        }
    }

private:
    QDBusConnection bus() const { return QDBusConnection(m_name); }
    static ui::Notice notice(const QString& text)
    {
        return {u"Lease db is free"_s, text, ObjectKey{Kind::Lease, u"a"_s, u"db"_s}};
    }

    inline static const QString serviceName = u"org.freedesktop.Notifications"_s;
    QProcess m_daemon;
    QString m_address;
    QString m_name;
    int m_number = 0;
    std::unique_ptr<NotificationService> m_service;
};

QTEST_GUILESS_MAIN(DesktopNotifierTest)
#include "tst_desktopnotifier.moc"
