// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/bulkbody.h"

#include "core/base/text.h"
#include "ui/dialogs/labels.h"
#include "ui/dialogs/planbody.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/outcometext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace konductor::ui {

namespace {

QLabel* quietLine(const QString& text, QWidget* parent)
{
    return quietLabel(visibleText(text), parent);
}

QString stateWord(const action::Outcome& outcome)
{
    switch (outcome.phase) {
    case action::Outcome::Phase::Accepted:
        return BulkBody::tr("accepted");
    case action::Outcome::Phase::Done:
        return BulkBody::tr("done");
    case action::Outcome::Phase::NoReaction:
        return BulkBody::tr("no effect yet");
    case action::Outcome::Phase::Stopped:
        break;
    }
    return BulkBody::tr("refused");
}

/// Said once, where all of them are warned of it.
QStringList sharedWarnings(const action::BulkPlan& plan)
{
    if (plan.items.size() < 2) {
        return {};
    }
    QStringList shared = plan.items.front().warnings;
    for (const action::Plan& item : plan.items) {
        shared.removeIf([&item](const QString& warning) { return !item.warnings.contains(warning); });
    }
    return shared;
}

} // namespace

BulkBody::BulkBody(const action::BulkPlan& plan, QWidget* parent) : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    const QStringList shared = sharedWarnings(plan);
    if (!shared.isEmpty()) {
        auto* card = new Card(tr("Each of them"), this);
        for (const QString& warning : shared) {
            card->rows().addLayout(warningLine(warning, card));
        }
        layout->addWidget(card);
    }
    for (const action::Plan& item : plan.items) {
        auto* card = new Card(visibleText(item.title), this);
        for (const action::Call& call : item.calls) {
            card->rows().addWidget(callRow(call, card));
        }
        if (!item.consequences.isEmpty()) {
            card->rows().addWidget(quietLine(item.consequences.front(), card));
        }
        for (const QString& warning : item.warnings) {
            if (!shared.contains(warning)) {
                card->rows().addLayout(warningLine(warning, card));
            }
        }
        auto* chip = new Chip(tr("not tried yet"), Tone::Neutral, true, card);
        QLabel* problem = plainLabel({}, card);
        problem->hide();
        auto* state = new QHBoxLayout;
        state->addWidget(chip, 0, Qt::AlignTop);
        state->addWidget(problem, 100);
        state->addStretch(1);
        card->rows().addLayout(state);
        layout->addWidget(card);
        m_items.push_back({chip, problem});
    }
    if (!plan.left.isEmpty()) {
        auto* card = new Card(tr("Left alone"), this);
        for (const QString& line : plan.left) {
            card->rows().addWidget(quietLine(line, card));
        }
        layout->addWidget(card);
    }
}

void BulkBody::setOutcome(size_t item, const action::Outcome& outcome)
{
    m_items[item].chip->setText(stateWord(outcome), outcomeTone(outcome));
    const bool fine = action::BulkOutcome::isFine(outcome);
    m_items[item].problem->setText(fine ? QString() : outcomeText(outcome));
    m_items[item].problem->setVisible(!fine);
}

} // namespace konductor::ui
