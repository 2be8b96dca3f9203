// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/consolestyle.h"
#include "ui/widgets/ink.h"

#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QTreeWidget>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

namespace {
QColor bad(const Tokens& colors)
{
    return colors.bad.ink;
}
QColor tint(const Tokens& colors)
{
    return colors.warning.tint;
}
} // namespace

/// Colours that are said by meaning, and the schemes that come and go under them.
class TestInk final : public QObject {
    Q_OBJECT
private slots:
    void init() { applyTheme(*qApp, Scheme::Light); }

    void aLabelTakesTheColourOfEachScheme()
    {
        QWidget host;
        auto* label = new QLabel(u"no"_s, &host);
        setInk(*label, bad);
        setInk(*label, tint, QPalette::Base);
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast, Scheme::Light}) {
            applyTheme(*qApp, scheme);
            QTRY_COMPARE(label->palette().color(QPalette::WindowText), tokens(scheme).bad.ink);
            QTRY_COMPARE(label->palette().color(QPalette::Base), tokens(scheme).warning.tint);
            QTRY_COMPARE(label->palette().color(QPalette::Window),
                         tokens(scheme).window); // what is not said is inherited
        }
    }

    void whatIsSaidLastCounts()
    {
        QLabel label;
        setInk(label, bad);
        setInk(label, [](const Tokens& colors) { return colors.ok.ink; });
        QCOMPARE(label.palette().color(QPalette::WindowText), tokens(Scheme::Light).ok.ink);
        applyTheme(*qApp, Scheme::Dark);
        QTRY_COMPARE(label.palette().color(QPalette::WindowText), tokens(Scheme::Dark).ok.ink);
    }

    void itemsOfATreeToo()
    {
        QTreeWidget tree;
        tree.setColumnCount(2);
        auto* top = new QTreeWidgetItem(&tree);
        auto* below = new QTreeWidgetItem(top);
        setInk(*below, 1, bad);
        QCOMPARE(below->foreground(1).color(), tokens(Scheme::Light).bad.ink);
        applyTheme(*qApp, Scheme::Dark);
        QTRY_COMPARE(below->foreground(1).color(), tokens(Scheme::Dark).bad.ink);
        QCOMPARE(top->foreground(1), QBrush());
    }

    void whateverElseDependsOnTheSchemeIsDoneAgain()
    {
        QWidget widget;
        QList<QColor> told;
        withTokens(widget, [&](const Tokens& colors) { told.append(colors.window); });
        applyTheme(*qApp, Scheme::Dark);
        QTRY_COMPARE(told, (QList<QColor>{tokens(Scheme::Light).window, tokens(Scheme::Dark).window}));
    }
};

QTEST_MAIN(TestInk)
#include "tst_ink.moc"
