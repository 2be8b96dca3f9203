// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/holderchoice.h"

#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

HolderChoice::HolderChoice(const QString& title, const QString& label, const QStringList& suggestions, bool many,
                           QWidget* host)
    : Sheet(host)
    , m_continue(new QPushButton(tr("Continue"), this))
{
    stayBesideObject();
    content().addWidget(headingLabel(title, this));
    content().addWidget(plainLabel(label, this));
    if (many) {
        m_many = new QPlainTextEdit(suggestions.join(u'\n'), this);
        m_many->setAccessibleName(label);
        m_many->setTabChangesFocus(true);
        m_many->setFixedHeight(fontMetrics().lineSpacing() * 7);
        content().addWidget(m_many);
    } else {
        m_one = new QComboBox(this);
        m_one->setEditable(true);
        m_one->setAccessibleName(label);
        m_one->addItems(suggestions);
        m_one->setInsertPolicy(QComboBox::NoInsert);
        content().addWidget(m_one);
        connect(m_one->lineEdit(), &QLineEdit::returnPressed, this, &HolderChoice::accept);
        connect(m_one, &QComboBox::editTextChanged, this, [this] { m_continue->setEnabled(!names().isEmpty()); });
    }
    auto* cancel = new QPushButton(tr("Cancel"), this);
    m_continue->setProperty("role", u"primary"_s);
    m_continue->setAutoDefault(true);
    m_continue->setEnabled(many || !suggestions.isEmpty());
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_continue);
    content().addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(m_continue, &QPushButton::clicked, this, &HolderChoice::accept);
    connect(this, &Sheet::dismissed, this, &HolderChoice::cancelled);
}

void HolderChoice::ask()
{
    present(m_one ? static_cast<QWidget*>(m_one->lineEdit()) : m_many);
    if (m_one) {
        m_one->lineEdit()->selectAll();
    }
}

QStringList HolderChoice::names() const
{
    const QString text = m_one ? m_one->currentText() : m_many->toPlainText();
    QStringList found;
    for (const QString& line : text.split(u'\n')) {
        if (const QString name = line.trimmed(); !name.isEmpty() && !found.contains(name)) {
            found.append(name);
        }
    }
    return found;
}

void HolderChoice::accept()
{
    // An editable combo box hands Return back to its line a second time.
    if (const QStringList found = names(); isVisible() && !found.isEmpty()) {
        leave();
        emit chosen(found);
    }
}

} // namespace konductor::ui
