// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

class TestConsoleStyle : public QObject {
    Q_OBJECT
private slots:
    void keyboardFocusIsVisible_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::addColumn<QString>("role");
        QTest::newRow("plain, light") << Scheme::Light << QString();
        QTest::newRow("primary, light") << Scheme::Light << u"primary"_s;
        QTest::newRow("danger, dark") << Scheme::Dark << u"danger"_s;
        QTest::newRow("field, dark") << Scheme::Dark << u"field"_s;
    }

    void keyboardFocusIsVisible()
    {
        QFETCH(Scheme, scheme);
        QFETCH(QString, role);
        applyTheme(*qApp, scheme);
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* other = new QPushButton(u"Other"_s);
        QWidget* subject = role == u"field" ? static_cast<QWidget*>(new QLineEdit) : new QPushButton(u"Release…"_s);
        subject->setProperty("role", role);
        layout->addWidget(other);
        layout->addWidget(subject);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        other->setFocus();
        const QImage before = subject->grab(QRect(0, 0, 12, subject->height())).toImage();
        subject->setFocus(Qt::TabFocusReason);
        QVERIFY(subject->hasFocus());
        QVERIFY(before != subject->grab(QRect(0, 0, 12, subject->height())).toImage());
    }

    void aPrimaryButtonIsFilledWithTheAccent()
    {
        applyTheme(*qApp, Scheme::Light);
        QPushButton button(u"Hand over"_s);
        button.setProperty("role", u"primary"_s);
        button.resize(button.sizeHint());
        const QColor pixel = button.grab().toImage().pixelColor(6, button.height() / 2);
        QCOMPARE(pixel.rgb(), tokens(Scheme::Light).accent.ink.rgb());
    }
};

QTEST_MAIN(TestConsoleStyle)
#include "tst_consolestyle.moc"
