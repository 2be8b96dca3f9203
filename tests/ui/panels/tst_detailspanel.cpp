// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailspanel.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

class TestDetailsPanel final : public QObject {
    Q_OBJECT

private slots:
    void pressedActionAsksForItAndDisabledOneSaysWhy()
    {
        DetailsPanel panel;
        DetailsContent content{{Kind::Lease, u"team-a"_s, u"<b>x</b>"_s}, u"<b>x</b>"_s};
        content.actions = {{DetailsAction::Type::Release, u"Release…"_s},
                           {DetailsAction::Type::ForceExpire, u"Force-expire…"_s, {}, u"Nobody holds it."_s}};
        panel.setContent(content);
        panel.show();
        QSignalSpy asked(&panel, &DetailsPanel::actionRequested);
        const auto buttons = panel.widget()->findChildren<QPushButton*>();
        QCOMPARE(buttons.size(), 2);
        for (QPushButton* button : buttons) {
            QTest::mouseClick(button, Qt::LeftButton);
            QVERIFY(!button->accessibleName().isEmpty());
        }
        QCOMPARE(asked.size(), 1);
        QCOMPARE(buttons[1]->accessibleDescription(), u"Nobody holds it."_s);
        for (QLabel* label : panel.widget()->findChildren<QLabel*>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }
};

QTEST_MAIN(TestDetailsPanel)
#include "tst_detailspanel.moc"
