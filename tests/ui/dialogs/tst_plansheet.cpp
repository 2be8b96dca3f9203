// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/plansheet.h"
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;
using Ending = action::Outcome::Phase;

namespace {
/// Notes what it is asked; the test answers.
class AnswerLater final : public PlanRunner {
public:
    void dryRun(const action::BulkPlan& plan) override { tried.append(plan.title); }
    void execute(const action::BulkPlan& plan, action::OnSurprise onSurprise) override
    {
        carriedOut.append(plan.title);
        reason = plan.reason;
        goOn = onSurprise == action::OnSurprise::GoOn;
    }
    QString reason;
    bool goOn = false;
    QStringList tried;
    QStringList carriedOut;
};

action::Plan plan(const QString& title)
{
    const ObjectKey lease{Kind::Lease, u"team-a"_s, u"db-migration"_s};
    const ObjectKey request{Kind::LeaseRequest, u"team-a"_s, u"db-migration-worker-a"_s};
    action::Plan plan;
    plan.target = lease;
    plan.title = title;
    plan.button = u"Release"_s;
    plan.calls = {
        {action::Call::Type::Delete, request, {}, u"or it would win again"_s},
        {action::Call::Type::MergePatchStatus, lease, {{u"status"_s, QJsonObject{}}}, u"<b>expiresAt</b> → now"_s}};
    plan.consequences = {u"The operator grants the lease to worker-b at once; no TTL, so it holds it until released."_s,
                         u"worker-c still waits."_s};
    plan.warnings = {
        u"If worker-a still runs somewhere, it may believe that it holds the lease: Konductor has no fencing."_s};
    return plan;
}

action::Outcome outcomeOf(Ending phase)
{
    action::Outcome outcome;
    outcome.phase = phase;
    if (phase == Ending::Stopped) {
        outcome.error = Error{Error::Kind::Forbidden, {}, u"leases is forbidden"_s};
    }
    return outcome;
}

action::BulkOutcome outcome(std::vector<Ending> phases)
{
    action::BulkOutcome bulk;
    for (const Ending phase : phases) {
        bulk.items.push_back(outcomeOf(phase));
        bulk.surprises += action::BulkOutcome::isFine(*bulk.items.back()) ? 0 : 1;
    }
    return bulk;
}

action::BulkOutcome outcome(Ending phase)
{
    return outcome(std::vector{phase});
}

action::BulkPlan three()
{
    action::BulkPlan bulk;
    bulk.title = u"Mend 3 findings"_s;
    bulk.button = u"Mend"_s;
    bulk.items = {plan(u"first"_s), plan(u"second"_s), plan(u"third"_s)};
    bulk.left = {u"A gate that a person has to decide about"_s};
    return bulk;
}
} // namespace

class TestPlanSheet final : public QObject {
    Q_OBJECT

private:
    QWidget* m_host = nullptr;
    AnswerLater* m_runner = nullptr;
    PlanSheet* m_sheet = nullptr;

    QPushButton* act() const { return m_sheet->findChild<QPushButton*>(u"act"_s); }
    void executed(Ending phase)
    {
        emit m_runner->itemExecuted(0, outcomeOf(phase));
        emit m_runner->executed(outcome(phase));
    }
    bool says(const QString& words) const
    {
        const auto labels = m_sheet->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&words](const QLabel* label) { return label->text().contains(words); });
    }

private slots:
    void init()
    {
        m_host = new QWidget;
        m_host->resize(900, 640);
        m_host->show();
        m_host->activateWindow();
        m_runner = new AnswerLater;
        m_sheet = new PlanSheet(*m_runner, m_host);
    }
    void cleanup()
    {
        delete m_host;
        delete m_runner;
    }

    void whatMustStillHoldIsShownWhenAskedFor()
    {
        m_host->resize(900, 900);
        m_sheet->showPlan(plan(u"Release it"_s), u"sandbox · team-a"_s);
        auto* toggle = m_sheet->findChild<QPushButton*>(u"disclosure"_s);
        QVERIFY(toggle && toggle->text().contains(u"Only if 3 conditions still hold"));
        const auto labels = m_sheet->findChildren<QLabel*>();
        const auto rights = std::find_if(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text().startsWith(u"you have the rights to");
        });
        QVERIFY(rights != labels.end() && !(*rights)->isVisible());
        const int closed = m_sheet->height();
        toggle->setFocus();
        QTest::keyClick(toggle, Qt::Key_Space);
        QVERIFY((*rights)->isVisible());
        QTRY_VERIFY(m_sheet->height() > closed);
        QTest::mouseClick(toggle, Qt::LeftButton);
        QVERIFY(!(*rights)->isVisible());
        QTRY_COMPARE(m_sheet->height(), closed);
    }

    void whoWorksElsewhereInAWindowThatIsNotActiveIsLeftThere()
    {
        auto* elsewhere = new QLineEdit(m_host);
        elsewhere->show();
        m_sheet->showPlan(plan(u"Release it"_s), u"sandbox · team-a"_s);
        elsewhere->setFocus();
        QApplication::setActiveWindow(nullptr);
        QVERIFY(!QApplication::focusWidget());
        emit m_runner->dryRunFinished(outcome(Ending::Accepted));
        QCOMPARE(m_host->focusWidget(), elsewhere); // or the next key would press the button
        m_host->activateWindow();
    }

    void buttonWaitsForTheDryRunThenReturnCarriesOutOnce()
    {
        m_sheet->showPlan(plan(u"Release it"_s), u"sandbox · team-a"_s);
        QCOMPARE(m_runner->tried, QStringList{u"Release it"_s});
        QVERIFY(!act()->isEnabled());
        emit m_runner->dryRunFinished(outcome(Ending::Accepted));
        QVERIFY(act()->isEnabled());
        QTest::keyClick(act(), Qt::Key_Return);
        QTest::keyClick(act(), Qt::Key_Return);
        QCOMPARE(m_runner->carriedOut, QStringList{u"Release it"_s});
        QSignalSpy finished(m_sheet, &PlanSheet::finished);
        executed(Ending::Done);
        QCOMPARE(finished.size(), 1);
    }
    void copiedLinesNameTheClusterThePlanIsFor()
    {
        m_sheet->setMark({}, u"prod eu"_s);
        m_sheet->showPlan(plan(u"Release it"_s), {});
        for (QPushButton* button : m_host->findChildren<QPushButton*>()) {
            if (button->text() == u"Copy as kubectl"_s) {
                QTest::mouseClick(button, Qt::LeftButton);
            }
        }
        const QStringList lines = QApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 2);
        for (const QString& line : lines) {
            QVERIFY2(line.contains(u"kubectl --context 'prod eu' "_s), qPrintable(line));
        }
    }
    void refusedDryRunSaysWhyAndCannotBeCarriedOut()
    {
        m_sheet->showPlan(plan(u"Release it"_s), {});
        emit m_runner->dryRunFinished(outcome(Ending::Stopped));
        QVERIFY(!act()->isEnabled());
        QTest::mouseClick(act(), Qt::LeftButton);
        QVERIFY(m_runner->carriedOut.isEmpty());
        QVERIFY(says(u"refused"_s));
    }
    void reasonGoesWithThePlan()
    {
        m_sheet->showPlan(plan(u"Release it"_s), {});
        emit m_runner->dryRunFinished(outcome(Ending::Accepted));
        auto* reason = m_sheet->findChild<QLineEdit*>(u"reason"_s);
        QTest::keyClicks(reason, u"pager 4711"_s);
        QTest::keyClick(reason, Qt::Key_Return); // leads to the button, does not press it
        QVERIFY(m_runner->carriedOut.isEmpty());
        QTest::keyClick(act(), Qt::Key_Return);
        QCOMPARE(m_runner->reason, u"pager 4711"_s);
    }
    void protectedClusterAsksForTheName()
    {
        m_sheet->showPlan(plan(u"Release it"_s), u"prod-eu"_s, u"db-migration"_s);
        emit m_runner->dryRunFinished(outcome(Ending::Accepted));
        QVERIFY(!act()->isEnabled());
        auto* name = m_sheet->findChild<QLineEdit*>(u"name"_s);
        QTest::keyClicks(name, u"db-migratio"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(m_runner->carriedOut.isEmpty());
        QTest::keyClicks(name, u"n"_s);
        QVERIFY(act()->isEnabled());
        QTest::mouseClick(act(), Qt::LeftButton);
        QCOMPARE(m_runner->carriedOut, QStringList{u"Release it"_s});
    }
    void longPlanScrollsAndKeepsItsButtonsInSight()
    {
        action::Plan many = plan(u"Delete it"_s);
        for (int i = 0; i < 60; ++i) {
            many.calls.push_back(many.calls.front());
        }
        m_sheet->showPlan(many, {});
        emit m_runner->dryRunFinished(outcome(Ending::Accepted));
        QVERIFY(m_host->rect().contains(m_sheet->geometry()));
        QTRY_VERIFY(m_sheet->rect().contains(QRect(act()->mapTo(m_sheet, QPoint()), act()->size())));
        const auto* area = m_sheet->findChild<QScrollArea*>();
        QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
    }
    void escapeClosesWithoutWriting()
    {
        m_sheet->showPlan(plan(u"Release it"_s), {});
        emit m_runner->dryRunFinished(outcome(Ending::Accepted));
        QTest::keyClick(act(), Qt::Key_Escape);
        QVERIFY(!m_sheet->isVisible());
        QVERIFY(m_runner->carriedOut.isEmpty());
    }
    void lateAnswerForAnotherPlanIsNotTakenForThisOne()
    {
        m_sheet->showPlan(plan(u"first"_s), {});
        m_sheet->dismiss();
        m_sheet->showPlan(plan(u"second"_s), {});
        emit m_runner->dryRunFinished(outcome(Ending::Accepted)); // the first's
        QVERIFY(!act()->isEnabled());
        QCOMPARE(m_runner->tried, (QStringList{u"first"_s, u"second"_s}));
        emit m_runner->dryRunFinished(outcome(Ending::Accepted));
        QVERIFY(act()->isEnabled());
    }
    void outcomeIsReportedForThePlanThatWasCarriedOut()
    {
        m_sheet->showPlan(plan(u"first"_s), {});
        emit m_runner->dryRunFinished(outcome(Ending::Accepted));
        QTest::mouseClick(act(), Qt::LeftButton);
        m_sheet->dismiss();
        m_sheet->showPlan(plan(u"second"_s), {});
        emit m_runner->dryRunFinished(outcome(Ending::Accepted));
        QVERIFY(!act()->isEnabled()); // the first still runs
        QSignalSpy finished(m_sheet, &PlanSheet::finished);
        executed(Ending::Done);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].value<action::Plan>().title, u"first"_s);
        QVERIFY(m_sheet->isVisible());
        QVERIFY(act()->isEnabled());
    }
    void stoppedPlanStaysOpenAndSaysWhy()
    {
        m_sheet->showPlan(plan(u"Release it"_s), {});
        emit m_runner->dryRunFinished(outcome(Ending::Accepted));
        QTest::mouseClick(act(), Qt::LeftButton);
        executed(Ending::Stopped);
        QVERIFY(m_sheet->isVisible());
        QVERIFY(says(u"Nothing was written."_s));
    }
    void whatTheOperatorDoesNotReactToIsMarkedAsOdd()
    {
        m_sheet->showPlan(plan(u"Release it"_s), {});
        emit m_runner->dryRunFinished(outcome(Ending::Accepted));
        QTest::keyClick(act(), Qt::Key_Return);
        action::BulkOutcome quiet = outcome(Ending::NoReaction);
        quiet.items.front()->explanation = u"Nothing came of it."_s;
        emit m_runner->executed(quiet);
        QVERIFY(m_sheet->isVisible());
        QVERIFY(says(u"⚠ Nothing came of it."_s));
    }
    void eachOfSeveralPlansIsShownAndTold()
    {
        m_sheet->showPlan(three(), u"sandbox"_s);
        for (const QString& words : {u"first"_s, u"second"_s, u"third"_s, u"a person has to decide"_s}) {
            QVERIFY2(says(words), qPrintable(words));
        }
        emit m_runner->dryRunFinished(outcome({Ending::Accepted, Ending::Accepted, Ending::Accepted}));
        QTest::mouseClick(act(), Qt::LeftButton);
        QVERIFY(!m_runner->goOn);
        QSignalSpy finished(m_sheet, &PlanSheet::finished);
        emit m_runner->itemExecuted(0, outcomeOf(Ending::Done));
        emit m_runner->itemExecuted(1, outcomeOf(Ending::Stopped));
        action::BulkOutcome ended = outcome({Ending::Done, Ending::Stopped});
        ended.items.push_back(std::nullopt);
        emit m_runner->executed(ended);
        QCOMPARE(finished.size(), 2);
        QCOMPARE(finished[1][0].value<action::Plan>().title, u"second"_s);
        QVERIFY(m_sheet->isVisible());
        QVERIFY(says(u"1 of 3 went as planned. 1 not begun"_s));
        QVERIFY(says(u"leases is forbidden"_s));
    }
    void whatTheDryRunRefusesCanBeLeftOut()
    {
        m_sheet->showPlan(three(), u"sandbox"_s);
        emit m_runner->dryRunFinished(outcome({Ending::Accepted, Ending::Stopped, Ending::Accepted}));
        QVERIFY(!act()->isEnabled());
        QVERIFY(says(u"refused 1 of 3"_s));
        for (QPushButton* button : m_sheet->findChildren<QPushButton*>()) {
            if (button->text() == u"Leave the refused ones out"_s) {
                QVERIFY(button->isVisible());
                button->click();
                break;
            }
        }
        QTRY_COMPARE(m_runner->tried.size(), 2);
        emit m_runner->dryRunFinished(outcome({Ending::Accepted, Ending::Accepted}));
        QVERIFY(act()->isEnabled());
        QVERIFY(says(u"second: "_s)); // and why it is left alone
    }
    void goingOnAfterASurpriseIsChosen()
    {
        m_sheet->showPlan(three(), u"sandbox"_s);
        emit m_runner->dryRunFinished(outcome({Ending::Accepted, Ending::Accepted, Ending::Accepted}));
        m_sheet->findChild<QCheckBox*>()->click();
        QTest::mouseClick(act(), Qt::LeftButton);
        QVERIFY(m_runner->goOn);
    }
    void hostileTextIsShownAsText()
    {
        m_sheet->showPlan(plan(u"<img src=x> \u202eRelease"_s), {});
        QVERIFY(says(u"<img src=x> ⟨U+202E⟩Release"_s));
        for (const QLabel* label : m_sheet->findChildren<QLabel*>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }
    void fitsItsHostInLightAndDark()
    {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
            applyTheme(*qApp, scheme);
            QTRY_COMPARE(m_host->palette().color(QPalette::Window), tokens(scheme).window);
            m_sheet->showPlan(plan(u"Release lease db-migration held by worker-a"_s), u"sandbox · team-a"_s);
            emit m_runner->dryRunFinished(outcome(Ending::Accepted));
            QVERIFY(act()->isVisible());
            QTRY_VERIFY(m_host->rect().contains(m_sheet->geometry()) && m_sheet->height() > 200);
            QVERIFY(m_sheet->rect().contains(QRect(act()->mapTo(m_sheet, QPoint()), act()->size())));
            if (const QString folder = qEnvironmentVariable("KONDUCTOR_PICTURES"); !folder.isEmpty()) {
                QVERIFY(m_host->grab().save(folder + u"/plansheet-%1.png"_s.arg(static_cast<int>(scheme))));
            }
        }
    }
};

QTEST_MAIN(TestPlanSheet)

#include "tst_plansheet.moc"
