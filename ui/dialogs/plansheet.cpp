// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/plansheet.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/dialogs/bulkbody.h"
#include "ui/dialogs/growingarea.h"
#include "ui/dialogs/labels.h"
#include "ui/dialogs/planbody.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/clusterband.h"
#include "ui/widgets/ink.h"
#include "ui/widgets/outcometext.h"
#include "ui/widgets/painters.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;

PlanSheet::PlanSheet(PlanRunner& runner, QWidget* host) : Sheet(host), m_runner(runner)
{
    setAccessibleName(tr("Plan"));
    stayBesideObject();
    connect(&runner, &PlanRunner::dryRunFinished, this, &PlanSheet::tried);
    connect(&runner, &PlanRunner::itemExecuted, this, &PlanSheet::itemEnded);
    connect(&runner, &PlanRunner::executed, this, &PlanSheet::ended);
}

void PlanSheet::setMark(const ClusterMark& mark, const QString& cluster)
{
    m_mark = mark;
    m_cluster = cluster;
}

void PlanSheet::showPlan(const action::Plan& plan, const QString& place, const QString& word)
{
    action::BulkPlan bulk;
    bulk.title = plan.title;
    bulk.button = plan.button;
    bulk.reason = plan.reason;
    bulk.items.push_back(plan);
    showPlan(bulk, place, word);
}

void PlanSheet::showPlan(const action::BulkPlan& plan, const QString& place, const QString& word)
{
    clear();
    m_plan = plan;
    m_place = place;
    m_word = word;
    addHeading(plan.title, place);
    m_items = isSingle() ? nullptr : new BulkBody(plan, m_body);
    QWidget* shown = m_items ? m_items : planBody(plan.items.front(), m_body);
    m_body->layout()->addWidget(new GrowingArea(shown, contentWidth(), m_body));
    addAnswers();
    addFooter();
    m_body->show(); // the sheet may be visible already, with another plan
    setStage(Stage::Trying, tr("Asking the server to try it…"));
    present(m_cancel);
    tryPlan();
}

void PlanSheet::tryPlan()
{
    // The runner does one thing at a time, and its answers do not say for which plan they are.
    m_tryAgain = m_trying;
    if (!m_trying) {
        m_trying = true;
        m_runner.dryRun(*m_plan);
    }
}

void PlanSheet::clear()
{
    delete m_body;
    m_body = new QWidget(this);
    auto* layout = new QVBoxLayout(m_body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    content().addWidget(m_body);
}

void PlanSheet::addHeading(const QString& title, const QString& place)
{
    auto* band = new ClusterBand(m_body);
    band->setMark(m_mark, markWords(m_mark, m_cluster));
    m_body->layout()->addWidget(band);
    QLabel* heading = headingLabel(visibleText(title), m_body);
    QLabel* where = quietLabel(place, m_body);
    m_body->layout()->addWidget(heading);
    m_body->layout()->addWidget(where);
    if (!m_caveat.isEmpty()) {
        auto* caveat = new QWidget(m_body);
        caveat->setLayout(warningLine(m_caveat, m_body));
        caveat->layout()->setContentsMargins(0, 0, 0, 0);
        m_body->layout()->addWidget(caveat);
    }
}

void PlanSheet::addAnswers()
{
    auto* layout = static_cast<QVBoxLayout*>(m_body->layout());
    m_reason = new QLineEdit(m_body);
    m_reason->setObjectName(u"reason"_s);
    m_reason->setPlaceholderText(tr("Why (for the journal, optional)"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setText(m_plan->reason);
    layout->addWidget(m_reason);
    m_name = nullptr;
    if (!m_word.isEmpty()) {
        m_name = new QLineEdit(m_body);
        m_name->setObjectName(u"name"_s);
        m_name->setPlaceholderText(tr("This cluster is protected: type %1 to go on").arg(visibleText(m_word)));
        m_name->setAccessibleName(isSingle() ? tr("Name of the object") : tr("Name of the cluster"));
        layout->addWidget(m_name);
        connect(m_name, &QLineEdit::textChanged, this, &PlanSheet::enableAct);
        connect(m_name, &QLineEdit::returnPressed, this, &PlanSheet::act);
    }
    connect(m_reason, &QLineEdit::returnPressed, this, [this] { focusNext(); });
    m_goOn = nullptr;
    if (!isSingle()) {
        m_goOn = new QCheckBox(tr("Go on when one of them is refused or has no effect"), m_body);
        layout->addWidget(m_goOn);
    }
}

/// The name where it is asked for and not there yet, else the button. Whoever works elsewhere in the window meanwhile
/// is left there: the next key would press the button.
void PlanSheet::focusNext()
{
    const QWidget* focus = window()->focusWidget(); // also of a window that is not active
    if (focus && focus != this && !isAncestorOf(focus)) {
        return;
    }
    QWidget* next = m_name && !isNamed() ? static_cast<QWidget*>(m_name) : m_act;
    next->setFocus(Qt::OtherFocusReason);
}

bool PlanSheet::isNamed() const
{
    return !m_name || m_name->text() == m_word;
}

void PlanSheet::enableAct()
{
    m_act->setEnabled(m_stage == Stage::Ready && !m_executing && isNamed());
}

void PlanSheet::addFooter()
{
    m_status = plainLabel({}, m_body);
    auto* copy = new QPushButton(tr("Copy as kubectl"), m_body);
    m_cancel = new QPushButton(tr("Cancel"), m_body);
    m_act = new QPushButton(m_plan->button, m_body);
    m_act->setProperty("role", u"primary"_s);
    m_act->setObjectName(u"act"_s);
    m_act->setAutoDefault(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::medium);
    row->addWidget(copy);
    m_leaveOut = nullptr;
    if (!isSingle()) {
        m_leaveOut = new QPushButton(tr("Leave the refused ones out"), m_body);
        m_leaveOut->hide();
        row->addWidget(m_leaveOut);
        // Queued: it ends the very button that asks.
        connect(m_leaveOut, &QPushButton::clicked, this, &PlanSheet::leaveRefusedOut, Qt::QueuedConnection);
    }
    row->addStretch(1);
    row->addWidget(m_cancel);
    row->addWidget(m_act);
    auto* layout = static_cast<QVBoxLayout*>(m_body->layout());
    layout->addWidget(m_status);
    layout->addLayout(row);
    connect(m_cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(m_act, &QPushButton::clicked, this, &PlanSheet::act);
    connect(copy, &QPushButton::clicked, this, [this] {
        QStringList lines;
        for (const action::Plan& item : m_plan->items) {
            for (const action::Call& call : item.calls) {
                lines.append(call.kubectl(m_cluster));
            }
        }
        QApplication::clipboard()->setText(lines.join(u'\n'));
    });
}

void PlanSheet::setStage(Stage stage, const QString& words, Tone tone)
{
    m_stage = stage;
    setInk(*m_status, [tone](const Tokens& colors) {
        return tone == Tone::Neutral ? colors.secondary : colorsOf(tone, colors).ink;
    });
    m_status->setText(words);
    enableAct();
    m_act->setVisible(stage != Stage::Over);
    m_cancel->setText(stage == Stage::Running || stage == Stage::Over ? tr("Close") : tr("Cancel"));
    place();
}

void PlanSheet::tried(const action::BulkOutcome& outcome)
{
    m_trying = false;
    if (m_tryAgain) {
        tryPlan(); // that answer was for the plan before this one
        return;
    }
    if (!isVisible() || m_stage != Stage::Trying) {
        return;
    }
    m_tried = outcome;
    for (size_t i = 0; m_items && i < outcome.items.size(); ++i) {
        m_items->setOutcome(i, *outcome.items[i]);
    }
    if (outcome.surprises == 0) {
        setStage(Stage::Ready,
                 m_executing
                     ? tr("✓ The server's dry run accepted every call. The plan before this one is still running.")
                     : tr("✓ The server's dry run accepted every call."),
                 Tone::Ok);
        focusNext();
        return;
    }
    if (m_leaveOut) {
        m_leaveOut->setVisible(outcome.surprises < static_cast<qsizetype>(outcome.items.size()));
    }
    setStage(Stage::Refused, refusedWords(), Tone::Bad);
}

QString PlanSheet::refusedWords() const
{
    const std::optional<action::Outcome>& first = m_tried.items.front();
    if (first && first->error && first->error->kind == Error::Kind::Unsupported) {
        return u"✗ "_s + visibleText(first->explanation.shown); // no server was asked
    }
    if (isSingle()) {
        return tr("✗ The server's dry run refused it. %1").arg(outcomeText(*m_tried.items.front()));
    }
    return tr("✗ The server's dry run refused %1 of %2.").arg(m_tried.surprises).arg(m_tried.items.size());
}

void PlanSheet::leaveRefusedOut()
{
    action::BulkPlan rest = *m_plan;
    rest.items.clear();
    rest.reason = m_reason->text();
    for (size_t i = 0; i < m_tried.items.size(); ++i) {
        if (action::BulkOutcome::isFine(*m_tried.items[i])) {
            rest.items.push_back(m_plan->items[i]);
        } else {
            rest.left.append(m_plan->items[i].title + u": "_s + outcomeText(*m_tried.items[i]));
        }
    }
    showPlan(rest, m_place, m_word);
}

void PlanSheet::act()
{
    if (m_stage == Stage::Ready && !m_executing && isNamed()) {
        m_plan->reason = m_reason->text().trimmed();
        m_executing = m_plan;
        setStage(Stage::Running, tr("Writing, then watching for the effect…"));
        m_runner.execute(*m_executing,
                         m_goOn && m_goOn->isChecked() ? action::OnSurprise::GoOn : action::OnSurprise::Stop);
    }
}

void PlanSheet::itemEnded(qsizetype item, const action::Outcome& outcome)
{
    if (!m_executing) {
        return;
    }
    action::Plan plan = m_executing->items[static_cast<size_t>(item)];
    plan.reason = m_executing->reason;
    if (m_items && m_stage == Stage::Running) {
        m_items->setOutcome(static_cast<size_t>(item), outcome);
    }
    emit finished(plan, outcome);
}

void PlanSheet::ended(const action::BulkOutcome& outcome)
{
    if (!m_executing) {
        return;
    }
    m_executing.reset();
    if (isVisible() && m_stage == Stage::Ready) { // another plan waited for this one
        setStage(Stage::Ready, tr("✓ The server's dry run accepted every call."), Tone::Ok);
        focusNext();
        return;
    }
    if (!isVisible() || m_stage != Stage::Running) {
        return;
    }
    if (outcome.surprises == 0) {
        dismiss(); // the row itself and the activity list show the effect
        return;
    }
    const Tone tone = outcome.items.size() == 1 ? outcomeTone(*outcome.items.front()) : Tone::Warning;
    setStage(Stage::Over, chipText(glyphOf(tone), endedWords(outcome)), tone);
    m_cancel->setFocus(Qt::OtherFocusReason);
}

QString PlanSheet::endedWords(const action::BulkOutcome& outcome)
{
    if (outcome.items.size() == 1) {
        return outcomeText(*outcome.items.front());
    }
    const auto begun = std::count_if(outcome.items.begin(), outcome.items.end(),
                                     [](const std::optional<action::Outcome>& item) { return item.has_value(); });
    const auto rest = static_cast<qsizetype>(outcome.items.size()) - begun;
    const QString done = tr("%1 of %2 went as planned.").arg(begun - outcome.surprises).arg(outcome.items.size());
    return rest == 0 ? done
                     : done + u' '
            + inWords("PlanSheet", "%n not begun: the one before them did not go as planned.",
                      "1 not begun: the one before it did not go as planned.", rest);
}

} // namespace konductor::ui
