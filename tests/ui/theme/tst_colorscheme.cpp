// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/colorscheme.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

class TestColorScheme : public QObject {
    Q_OBJECT
private slots:
    void withoutABusItIsLightAtOnce_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("no address") << QString();
        QTest::newRow("nobody listens") << u"unix:path=/nonexistent/bus"_s;
        QTest::newRow("not an address") << u"nonsense"_s;
    }

    void withoutABusItIsLightAtOnce()
    {
        QFETCH(QString, address);
        QElapsedTimer timer;
        timer.start();
        const ColorScheme colors(address);
        QCOMPARE(colors.scheme(), Scheme::Light);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

    void anEmptyEnvironmentNamesNoBus()
    {
        const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        const QByteArray folder = qgetenv("XDG_RUNTIME_DIR");
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
        const QString address = ColorScheme::sessionBusAddress();
        qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
        qputenv("XDG_RUNTIME_DIR", folder);
        QCOMPARE(address, QString());
    }

    void theUsersChoiceWinsAndIsToldOnce()
    {
        ColorScheme colors{QString()};
        const QSignalSpy changes(&colors, &ColorScheme::schemeChanged);
        colors.setOverride(Scheme::Dark);
        colors.setOverride(Scheme::Dark);
        QCOMPARE(colors.scheme(), Scheme::Dark);
        QCOMPARE(changes.count(), 1);
        colors.setOverride(std::nullopt);
        QCOMPARE(colors.scheme(), Scheme::Light);
        QCOMPARE(changes.count(), 2);
    }
};

QTEST_MAIN(TestColorScheme)
#include "tst_colorscheme.moc"
