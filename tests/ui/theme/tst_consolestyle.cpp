// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
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
        QTest::newRow("text area, light") << Scheme::Light << u"area"_s;
        QTest::newRow("text area, dark") << Scheme::Dark << u"area"_s;
    }

    void keyboardFocusIsVisible()
    {
        QFETCH(Scheme, scheme);
        QFETCH(QString, role);
        applyTheme(*qApp, scheme);
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* other = new QPushButton(u"Other"_s);
        QWidget* subject = new QPushButton(u"Release…"_s);
        if (role == u"field" || role == u"area") {
            delete subject;
            subject = role == u"field" ? static_cast<QWidget*>(new QLineEdit) : new QPlainTextEdit;
        }
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

    void aTextAreaHasTheCornersAndTheRingOfAField()
    {
        applyTheme(*qApp, Scheme::Light);
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* line = new QLineEdit;
        auto* area = new QPlainTextEdit(u"lines"_s);
        layout->addWidget(line);
        layout->addWidget(area);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto corner = [](QWidget* field) { return field->grab(QRect(0, 0, 4, 4)).toImage(); };
        area->setFocus();
        const QImage ring = corner(area);
        const QImage quiet = corner(line);
        QCOMPARE(ring.pixelColor(0, 0), tokens(Scheme::Light).window); // round
        line->setFocus();
        QCOMPARE(corner(area), quiet);
        QCOMPARE(corner(line), ring);
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
