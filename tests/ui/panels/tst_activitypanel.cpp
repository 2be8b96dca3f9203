// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/activitypanel.h"
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

class TestActivityPanel final : public QObject {
    Q_OBJECT

private slots:
    void newestIsFirstWithTimeTitleAndOutcome()
    {
        ActivityPanel panel;
        action::Outcome done;
        done.took = std::chrono::milliseconds(41);
        action::Outcome quiet;
        quiet.phase = action::Outcome::Phase::NoReaction;
        quiet.explanation = u"The operator has not answered."_s;
        panel.add(Timestamp{std::chrono::seconds(60)}, u"first"_s, done);
        panel.add(Timestamp{std::chrono::seconds(120)}, u"<b>second</b>"_s, quiet);
        QCOMPARE(panel.topLevelItemCount(), 2);
        QCOMPARE(panel.topLevelItem(0)->text(0), u"00:02:00"_s);
        QCOMPARE(panel.topLevelItem(0)->text(1), u"<b>second</b>"_s);
        QVERIFY(panel.topLevelItem(0)->text(2).endsWith(quiet.explanation.shown));
        QVERIFY(panel.topLevelItem(1)->text(2).contains(u"41 ms"_s));
        QVERIFY(panel.topLevelItem(0)->foreground(2) != panel.topLevelItem(1)->foreground(2));
    }
    void whatCameOtherwiseThanPredictedIsTold()
    {
        ActivityPanel panel;
        action::Outcome done;
        done.comparison.deviations = {u"lease team-a/db: status.holder: predicted \"b\", seen \"c\""_s};
        panel.add(Timestamp{std::chrono::seconds(60)}, u"Release"_s, done);
        const QString told = panel.topLevelItem(0)->text(2);
        QVERIFY2(told.endsWith(u" Not as predicted: lease team-a/db: status.holder: predicted \"b\", seen \"c\"."_s),
                 qPrintable(told));
    }
    void itsButtonOrEscapeClosesItUntilThereIsSomethingNew()
    {
        applyTheme(*qApp, Scheme::Light);
        QWidget window;
        auto* other = new QLineEdit(&window);
        auto* panel = new ActivityPanel(&window);
        panel->setGeometry(0, 40, 600, 200);
        window.resize(600, 240);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        panel->add({}, u"first"_s, {});
        QSignalSpy closed(panel, &ActivityPanel::closed);
        auto* button = panel->findChild<QPushButton*>(u"closeActivity"_s);
        QVERIFY(button->isVisible());
        QVERIFY(panel->rect().contains(QRect(button->mapTo(panel, QPoint()), button->size())));
        other->setFocus();
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!panel->isVisible());
        panel->add({}, u"second"_s, {});
        QVERIFY(panel->isVisible());
        panel->setFocus();
        QTest::keyClick(panel, Qt::Key_Escape);
        QVERIFY(!panel->isVisible());
        QVERIFY(closed.count() > 0); // where the focus was in it, it has to go somewhere
        QCOMPARE(panel->topLevelItemCount(), 2);
    }
    void oldEntriesAreDroppedSoThatTheListStaysSmall()
    {
        ActivityPanel panel;
        for (int i = 0; i < 600; ++i) {
            panel.add({}, QString::number(i), {});
        }
        QVERIFY(panel.topLevelItemCount() < 600);
        QCOMPARE(panel.topLevelItem(0)->text(1), u"599"_s);
    }
};

QTEST_MAIN(TestActivityPanel)

#include "tst_activitypanel.moc"
