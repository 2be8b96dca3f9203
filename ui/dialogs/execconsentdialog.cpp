// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/execconsentdialog.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

/// One argument a line, so that none can pass for two.
QString commandLines(const ExecConsentDialog::Question& question)
{
    QStringList lines{question.program.isEmpty() ? question.plugin.command : question.program};
    for (const QString& argument : question.plugin.arguments) {
        lines.append(u"    "_s + visibleText(argument));
    }
    return lines.join(u'\n');
}

QString environmentLines(const kube::ExecPlugin& plugin)
{
    QStringList lines;
    for (const kube::ExecPlugin::Variable& variable : plugin.environment) {
        lines.append(visibleText(variable.name + u'=' + variable.value));
    }
    return lines.join(u'\n');
}

QPlainTextEdit* block(const QString& text, const QString& name, QWidget* parent)
{
    auto* edit = new QPlainTextEdit(text, parent);
    edit->setReadOnly(true);
    edit->setTabChangesFocus(true);
    edit->setAccessibleName(name);
    edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    edit->setLayoutDirection(Qt::LeftToRight);
    const int lines = std::clamp(static_cast<int>(text.count(u'\n')) + 1, 1, 8);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * lines + 3 * space::large);
    return edit;
}

} // namespace

ExecConsentDialog::ExecConsentDialog(const Question& question, QWidget* parent)
    : QDialog(parent)
    , m_remember(new QCheckBox(tr("Do not ask again for this program with these arguments"), this))
{
    setWindowTitle(tr("Run a program to sign in?"));
    auto* facts = new QFormLayout;
    facts->setVerticalSpacing(space::large);
    facts->setHorizontalSpacing(space::large);
    facts->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    facts->addRow(tr("Program"), block(commandLines(question), tr("Program and arguments"), this));
    if (!question.plugin.environment.empty()) {
        facts->addRow(tr("Environment"), block(environmentLines(question.plugin), tr("Environment"), this));
    }
    facts->addRow(tr("Named in"), plainLabel(isolated(visibleText(question.plugin.file)), this));
    if (question.program.isEmpty()) {
        QLabel* missing = problemLabel(this);
        missing->setText(u"✗ "_s
                         + tr("There is no such program here. Install it, or correct \"command\" in the kubeconfig."));
        missing->show();
        facts->addRow(missing);
    } else {
        facts->addRow(tr("SHA-256"),
                      plainLabel(question.sha256.isEmpty() ? tr("cannot be read") : question.sha256, this));
    }
    auto* buttons = new QDialogButtonBox(this);
    QPushButton* allow = buttons->addButton(tr("Run it and connect"), QDialogButtonBox::AcceptRole);
    allow->setObjectName(u"allow"_s);
    allow->setAutoDefault(false);
    QPushButton* refuse = buttons->addButton(tr("Do not run it"), QDialogButtonBox::RejectRole);
    refuse->setProperty("role", u"primary"_s);
    refuse->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::large);
    layout->addWidget(
        headingLabel(tr("%1 wants to run a program to sign in").arg(visibleText(question.context)), this));
    layout->addWidget(plainLabel(tr("It runs as you, with everything you may do on this machine. Allow it only if you "
                                    "know the program and trust where the kubeconfig comes from."),
                                 this));
    layout->addLayout(facts);
    layout->addWidget(m_remember);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        accept();
        emit agreed(m_remember->isChecked());
    });
    resize(fontMetrics().averageCharWidth() * 96, sizeHint().height());
    refuse->setFocus();
}

} // namespace konductor::ui
