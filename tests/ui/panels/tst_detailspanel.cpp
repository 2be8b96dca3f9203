// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailspanel.h"
#include "ui/theme/consolestyle.h"
#include "ui/widgets/spantext.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

namespace {
const Timestamp until{std::chrono::seconds(1000)};

DetailsContent stuckLease()
{
    const ObjectKey worker{Kind::Lease, u"team-a"_s, u"worker-b"_s};
    DetailsContent content{
        {Kind::Lease, u"team-a"_s, u"db-migration"_s}, u"db-migration"_s, u"Lease · team-a · created 3 days ago"_s};
    content.why.title = u"Why it is stuck"_s;
    content.why.tone = Tone::Bad;
    content.why.rows = {{.text = {{u"Held for 47 min by worker-a, a pod deleted 46 min ago. "_s},
                                  {u"worker-b"_s, worker},
                                  {u" waits."_s}}}};
    content.actions = {{DetailsAction::Type::Release, u"Release…"_s, DetailsAction::Look::Primary},
                       {DetailsAction::Type::ForceExpire, u"Force-expire…"_s, DetailsAction::Look::Danger}};
    content.sections = {
        {u"Holder"_s,
         {{.chip = DetailsChip{u"gone"_s, Tone::Bad}, .text = {{u"worker-a"_s}}, .value = u"since 13:15:20 · 47 min"_s},
          {.text = {{u"Expires in"_s}}, .countdown = DetailsCountdown{until, Timestamp{}}}}},
        {u"Waiting, in the order the operator will grant"_s,
         {{.number = u"1"_s,
           .text = {{u"worker-b"_s, worker}},
           .note = DetailsChip{u"priority 10"_s, Tone::Neutral},
           .value = u"44 min"_s},
          {.text = {{u"The request of worker-a still exists and would win again (priority 20)"_s}},
           .tone = Tone::Warning}}},
        {u"Blocked behind this"_s,
         {{.text = {{u"Semaphore api-quota"_s}}, .value = u"5 of 6"_s, .bar = DetailsBar{5, 6}}}}};
    return content;
}
} // namespace

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
    void timePassesWithoutRebuildingWhatIsShown()
    {
        DetailsPanel panel;
        panel.resize(380, 300);
        panel.setContent(stuckLease(), until - std::chrono::seconds(54));
        panel.show();
        const auto text = [&panel](const QString& words) {
            const auto labels = panel.widget()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&words](const QLabel* label) { return label->text() == words; });
        };
        QVERIFY(text(u"54 s"_s));
        const auto before = panel.widget()->findChildren<QWidget*>();
        panel.setContent(stuckLease(), until + std::chrono::seconds(12));
        QVERIFY(text(u"12 s ago"_s));
        QCOMPARE(panel.widget()->findChildren<QWidget*>(), before);
    }
    void focusAndScrollStayWhileTheObjectChanges()
    {
        DetailsPanel panel;
        panel.resize(380, 200);
        DetailsContent content = stuckLease();
        panel.setContent(content);
        panel.show();
        panel.activateWindow();
        auto* link = panel.widget()->findChildren<SpanText*>().value(0);
        for (SpanText* candidate : panel.widget()->findChildren<SpanText*>()) {
            link = candidate->focusPolicy() == Qt::StrongFocus ? candidate : link;
        }
        link->setFocus();
        QTRY_VERIFY(panel.verticalScrollBar()->maximum() > 40);
        panel.verticalScrollBar()->setValue(40);
        content.sections[1].rows[0].value = u"45 min"_s;
        content.subtitle = u"changed"_s;
        panel.setContent(content);
        QCOMPARE(panel.focusWidget(), link);
        QCOMPARE(panel.verticalScrollBar()->value(), 40);
    }
    void linkIsFollowedWithTheKeyboard()
    {
        DetailsPanel panel;
        panel.setContent(stuckLease());
        panel.show();
        QSignalSpy followed(&panel, &DetailsPanel::linkActivated);
        const auto texts = panel.widget()->findChildren<SpanText*>();
        const auto it = std::find_if(texts.begin(), texts.end(),
                                     [](const SpanText* t) { return t->accessibleName().startsWith(u"Held for"_s); });
        QVERIFY(it != texts.end());
        (*it)->setFocus();
        QTest::keyClick(*it, Qt::Key_Right);
        QTest::keyClick(*it, Qt::Key_Return);
        QCOMPARE(followed.size(), 1);
        QCOMPARE(followed[0][0].value<Link>().name, u"worker-b"_s);
    }
    void nothingIsCutOffInLightAndDark()
    {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
            applyTheme(*qApp, scheme);
            DetailsPanel panel;
            panel.resize(380, 700);
            panel.setContent(stuckLease(), until - std::chrono::seconds(400));
            panel.show();
            QTRY_COMPARE(panel.widget()->width(), panel.viewport()->width());
            for (QPushButton* button : panel.widget()->findChildren<QPushButton*>()) {
                QVERIFY(button->width() >= button->minimumSizeHint().width());
                QVERIFY(button->mapTo(&panel, QPoint(button->width(), 0)).x() <= panel.width());
            }
            if (const QString folder = qEnvironmentVariable("KONDUCTOR_PICTURES"); !folder.isEmpty()) {
                QVERIFY(panel.grab().save(folder + u"/details-%1.png"_s.arg(static_cast<int>(scheme))));
            }
        }
    }
};

QTEST_MAIN(TestDetailsPanel)
#include "tst_detailspanel.moc"
