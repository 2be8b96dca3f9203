// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/plansheet.h"

#include "core/api/paths.h"
#include "core/base/text.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/outcometext.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel* plainLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// A sentence with its number or sign at the left of all its lines.
QHBoxLayout* markedLine(const QString& mark, const QString& sentence, const QColor& ink, QWidget* parent)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::medium);
    for (const QString& text : {mark, sentence}) {
        QLabel* label = plainLabel(text, parent);
        QPalette colors = label->palette();
        colors.setColor(QPalette::WindowText, ink);
        label->setPalette(colors);
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        row->addWidget(label, row->count() == 1 ? 1 : 0);
    }
    row->itemAt(0)->widget()->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    return row;
}

QString methodOf(action::Call::Type type)
{
    switch (type) {
    case action::Call::Type::Create:
        return u"CREATE"_s;
    case action::Call::Type::MergePatch:
    case action::Call::Type::MergePatchStatus:
        return u"PATCH"_s;
    case action::Call::Type::Delete:
        return u"DELETE"_s;
    }
    Q_UNREACHABLE();
}

QString resourceOf(const action::Call& call)
{
    QString text = kindInfo(call.key.kind).plural.toString() + u'/' + visibleText(call.key.name);
    return call.type == action::Call::Type::MergePatchStatus ? text + u"/status"_s : text;
}

} // namespace

PlanSheet::PlanSheet(PlanRunner& runner, QWidget* host) : Sheet(host), m_runner(runner)
{
    setAccessibleName(tr("Plan"));
    connect(&runner, &PlanRunner::dryRunFinished, this, &PlanSheet::tried);
    connect(&runner, &PlanRunner::executed, this, &PlanSheet::ended);
}

void PlanSheet::showPlan(const action::Plan& plan, const QString& place)
{
    clear();
    m_plan = plan;
    addHeading(plan.title, place);
    addCalls();
    addConsequences();
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
    QLabel* heading = plainLabel(visibleText(title), m_body);
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() + 3);
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    QLabel* where = plainLabel(place, m_body);
    where->setForegroundRole(QPalette::PlaceholderText);
    m_body->layout()->addWidget(heading);
    m_body->layout()->addWidget(where);
}

void PlanSheet::addCalls()
{
    const auto count = m_plan->calls.size();
    const QString title = count == 1
        ? tr("What will be written (1 call, only if nothing changed since)")
        : tr("What will be written (%1 calls, each only if nothing changed since)").arg(count);
    auto* card = new Card(title, m_body);
    for (const action::Call& call : m_plan->calls) {
        auto* row = new QHBoxLayout;
        row->setSpacing(space::medium);
        const bool deletes = call.type == action::Call::Type::Delete;
        row->addWidget(new Chip(methodOf(call.type), deletes ? Tone::Bad : Tone::Held, false, card));
        QLabel* resource = plainLabel(resourceOf(call), card);
        resource->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        row->addWidget(resource, 2);
        QLabel* why = plainLabel(visibleText(call.why), card);
        why->setForegroundRole(QPalette::PlaceholderText);
        why->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row->addWidget(why, 1);
        card->rows().addLayout(row);
    }
    m_body->layout()->addWidget(card);
}

void PlanSheet::addConsequences()
{
    if (m_plan->consequences.isEmpty() && m_plan->warnings.isEmpty()) {
        return;
    }
    auto* card = new Card(tr("What will follow"), m_body);
    int number = 0;
    for (const QString& sentence : m_plan->consequences) {
        card->rows().addLayout(
            markedLine(QString::number(++number), visibleText(sentence), tokensOf(palette()).text, card));
    }
    for (const QString& warning : m_plan->warnings) {
        card->rows().addLayout(markedLine(u"⚠"_s, visibleText(warning), tokensOf(palette()).warning.ink, card));
    }
    m_body->layout()->addWidget(card);
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
        for (const action::Call& call : m_plan->calls) {
            lines.append(call.kubectl());
        }
        QApplication::clipboard()->setText(lines.join(u'\n'));
    });
}

void PlanSheet::setStage(Stage stage, const QString& words)
{
    m_stage = stage;
    const Tokens& colors = tokensOf(palette());
    QPalette inks = m_status->palette();
    inks.setColor(QPalette::WindowText,
                  stage == Stage::Refused     ? colors.bad.ink
                      : stage == Stage::Ready ? colors.ok.ink
                                              : colors.secondary);
    m_status->setPalette(inks);
    m_status->setText(words);
    m_act->setEnabled(stage == Stage::Ready && !m_executing);
    m_act->setVisible(stage != Stage::Over);
    m_cancel->setText(stage == Stage::Running || stage == Stage::Over ? tr("Close") : tr("Cancel"));
    place();
}

void PlanSheet::tried(const action::Outcome& outcome)
{
    m_trying = false;
    if (m_tryAgain) {
        tryPlan(); // that answer was for the plan before this one
        return;
    }
    if (!isVisible() || m_stage != Stage::Trying) {
        return;
    }
    if (outcome.phase == action::Outcome::Phase::Accepted) {
        setStage(Stage::Ready,
                 m_executing
                     ? tr("✓ The server's dry run accepted every call. The plan before this one is still running.")
                     : tr("✓ The server's dry run accepted every call."));
        m_act->setFocus(Qt::OtherFocusReason);
    } else {
        setStage(Stage::Refused, tr("✗ The server's dry run refused it. %1").arg(outcomeText(outcome)));
    }
}

void PlanSheet::act()
{
    if (m_stage == Stage::Ready && !m_executing) {
        m_executing = m_plan;
        setStage(Stage::Running, tr("Writing, then watching for the effect…"));
        m_runner.execute(*m_executing);
    }
}

void PlanSheet::ended(const action::Outcome& outcome)
{
    if (!m_executing) {
        return;
    }
    const action::Plan plan = *std::exchange(m_executing, std::nullopt);
    emit finished(plan, outcome);
    if (isVisible() && m_stage == Stage::Ready) { // another plan waited for this one
        setStage(Stage::Ready, tr("✓ The server's dry run accepted every call."));
        m_act->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (!isVisible() || m_stage != Stage::Running) {
        return;
    }
    if (outcome.phase == action::Outcome::Phase::Done) {
        dismiss(); // the row itself and the activity list show the effect
        return;
    }
    setStage(Stage::Over, outcomeText(outcome));
    m_cancel->setFocus(Qt::OtherFocusReason);
}

} // namespace konductor::ui
