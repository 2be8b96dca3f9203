// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/checkdialog.h"

#include "core/base/text.h"
#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/ink.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

using Outcome = kube::CheckStep::Outcome;

struct Look {
    QString mark;
    Ink ink;
};

QColor plainInk(const Tokens& colors)
{
    return colors.text;
}

QColor quietInk(const Tokens& colors)
{
    return colors.secondary;
}

Look lookOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Passed:
        return {u"✓"_s, [](const Tokens& colors) { return colors.ok.ink; }};
    case Outcome::Warned:
        return {u"⚠"_s, [](const Tokens& colors) { return colors.warning.ink; }};
    case Outcome::Failed:
        return {u"✗"_s, [](const Tokens& colors) { return colors.bad.ink; }};
    case Outcome::Skipped:
        return {u"–"_s, quietInk};
    }
    Q_UNREACHABLE();
}

void addLine(QTreeWidgetItem* parent, const QString& text, const Ink& ink)
{
    auto* line = new QTreeWidgetItem(parent, {QString(), visibleText(text)});
    setInk(*line, 1, ink);
    line->setToolTip(1, visibleText(text).toHtmlEscaped());
}

} // namespace

CheckDialog::CheckDialog(const QString& context, QWidget* parent)
    : QDialog(parent)
    , m_steps(new QTreeWidget(this))
    , m_verdict(plainLabel(tr("Checking…"), this))
{
    setWindowTitle(tr("Connection to %1").arg(visibleText(context)));
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 32);
    m_steps->setAccessibleName(tr("Steps"));
    m_steps->setHeaderLabels({tr("Step"), tr("Found"), tr("Time")});
    m_steps->setUniformRowHeights(true);
    m_steps->setTextElideMode(Qt::ElideRight);
    m_steps->header()->setStretchLastSection(false);
    m_steps->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_steps->setColumnWidth(0, fontMetrics().averageCharWidth() * 28);
    m_steps->setColumnWidth(2, fontMetrics().averageCharWidth() * 12);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close")); // as the sheets have it, not as Qt's catalogue
    m_connect = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    m_connect->setProperty("role", u"primary"_s);
    m_connect->setEnabled(false);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::large);
    layout->addWidget(m_steps, 1);
    layout->addWidget(m_verdict);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        accept();
        emit connectRequested();
    });
}

void CheckDialog::add(const kube::CheckStep& step)
{
    const Look look = lookOf(step.outcome);
    const QString time = step.outcome == Outcome::Skipped ? QString() : tr("%1 ms").arg(step.took.count());
    auto* row = new QTreeWidgetItem(m_steps,
                                    {look.mark + u"  "_s + kube::titleOf(step.stage), visibleText(step.finding), time});
    setInk(*row, 0, look.ink);
    row->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    row->setToolTip(1, visibleText(step.finding).toHtmlEscaped());
    if (step.outcome == Outcome::Skipped) {
        setInk(*row, 1, quietInk);
    }
    if (!step.advice.isEmpty()) {
        addLine(row, onwards() + u' ' + step.advice, plainInk);
    }
    for (const QString& fact : step.facts) {
        addLine(row, fact, quietInk);
    }
    row->setExpanded(step.outcome == Outcome::Failed || step.outcome == Outcome::Warned);
    if (step.outcome == Outcome::Failed) {
        m_steps->setCurrentItem(row);
        m_steps->scrollToItem(row->childCount() > 0 ? row->child(0) : row);
    }
}

void CheckDialog::finish(bool connects)
{
    m_verdict->setText(connects ? tr("It connects.") : tr("Something is in the way: see the step marked ✗."));
    m_connect->setEnabled(connects);
}

} // namespace konductor::ui
