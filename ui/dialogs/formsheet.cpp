// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/formsheet.h"

#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

FormSheet::FormSheet(const QString& title, const std::vector<Field>& fields, QWidget* host, const QString& act)
    : Sheet(host)
    , m_fields(fields)
    , m_problem(problemLabel(this))
    , m_continue(new QPushButton(act.isEmpty() ? tr("Continue") : act, this))
{
    stayBesideObject();
    QLabel* heading = headingLabel(title, this);
    auto* form = new QFormLayout;
    form->setSpacing(space::medium);
    for (const Field& field : fields) {
        auto* edit = new QLineEdit(field.value, this);
        edit->setObjectName(field.name);
        edit->setPlaceholderText(field.hint);
        edit->setAccessibleName(field.label);
        QLabel* label = plainLabel(field.label, this);
        label->setWordWrap(false);
        label->setBuddy(edit);
        form->addRow(label, edit);
        m_edits.push_back(edit);
        connect(edit, &QLineEdit::textChanged, this, &FormSheet::enableContinue);
        connect(edit, &QLineEdit::returnPressed, this, &FormSheet::accept);
    }
    auto* cancel = new QPushButton(tr("Cancel"), this);
    m_continue->setObjectName(u"continue"_s);
    m_continue->setProperty("role", u"primary"_s);
    m_continue->setAutoDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_continue);
    content().addWidget(heading);
    content().addLayout(form);
    content().addWidget(m_problem);
    content().addLayout(buttons);
    enableContinue();
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(m_continue, &QPushButton::clicked, this, &FormSheet::accept);
    connect(this, &Sheet::dismissed, this, &FormSheet::cancelled);
}

void FormSheet::ask()
{
    present(m_edits.empty() ? static_cast<QWidget*>(m_continue) : m_edits.front());
    if (!m_edits.empty()) {
        m_edits.front()->selectAll();
    }
}

void FormSheet::showProblem(const QString& words)
{
    m_problem->setText(words);
    m_problem->show();
    place();
}

void FormSheet::enableContinue()
{
    bool complete = true;
    for (size_t i = 0; i < m_fields.size(); ++i) {
        complete = complete && !(m_fields[i].required && m_edits[i]->text().trimmed().isEmpty());
    }
    m_continue->setEnabled(complete);
}

void FormSheet::accept()
{
    if (!isVisible() || !m_continue->isEnabled()) {
        return;
    }
    Values values;
    for (size_t i = 0; i < m_fields.size(); ++i) {
        values.emplace_back(m_fields[i].name, m_edits[i]->text().trimmed());
    }
    emit accepted(values);
}

} // namespace konductor::ui
