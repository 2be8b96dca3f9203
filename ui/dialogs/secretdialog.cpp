// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/secretdialog.h"

#include "core/base/text.h"
#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

SecretDialog::SecretDialog(const QString& title, const QString& explanation, const QString& problem, QWidget* parent)
    : QDialog(parent)
    , m_edit(new QLineEdit(this))
{
    setWindowTitle(title);
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setAccessibleName(title);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel")); // as the sheets have it, not as Qt's catalogue
    QPushButton* go = buttons->addButton(tr("Continue"), QDialogButtonBox::AcceptRole);
    go->setProperty("role", u"primary"_s);
    go->setEnabled(false);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::large);
    layout->addWidget(plainLabel(visibleText(explanation), this));
    layout->addWidget(m_edit);
    if (!problem.isEmpty()) {
        QLabel* words = problemLabel(this);
        words->setText(visibleText(problem));
        words->show();
        layout->addWidget(words);
    }
    layout->addWidget(buttons);
    connect(m_edit, &QLineEdit::textChanged, go, [go](const QString& text) { go->setEnabled(!text.isEmpty()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const Secret secret(m_edit->text().toUtf8());
        m_edit->clear();
        accept();
        emit entered(secret);
    });
    resize(fontMetrics().averageCharWidth() * 70, sizeHint().height());
    m_edit->setFocus();
}

} // namespace konductor::ui
