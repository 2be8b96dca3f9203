// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/columnsheet.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/dialogs/labels.h"
#include "ui/models/fieldcolumn.h"
#include "ui/theme/tokens.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

ColumnSheet::ColumnSheet(const QString& table, const QStringList& offered, Examples examples, QWidget* host)
    : Sheet(host)
    , m_examples(std::move(examples))
    , m_path(new QComboBox(this))
    , m_title(new QLineEdit(this))
    , m_problem(problemLabel(this))
    , m_found(quietLabel({}, this))
    , m_add(new QPushButton(tr("Add"), this))
{
    const QString title = tr("Add a column to %1").arg(table);
    setAccessibleName(title);
    m_path->setEditable(true);
    m_path->setInsertPolicy(QComboBox::NoInsert);
    m_path->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_path->addItems(offered);
    m_path->setCurrentIndex(-1);
    m_path->setAccessibleName(tr("Path of the field"));
    m_path->setLayoutDirection(Qt::LeftToRight);
    m_path->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_path->completer()->setFilterMode(Qt::MatchContains);
    m_path->lineEdit()->setObjectName(u"columnPath"_s);
    m_path->lineEdit()->setPlaceholderText(u".metadata.labels.app"_s);
    m_title->setObjectName(u"columnTitle"_s);
    m_title->setMaxLength(longestFieldTitle);
    m_title->setAccessibleName(tr("Title"));
    auto* cancel = new QPushButton(tr("Cancel"), this);
    m_add->setObjectName(u"addColumn"_s);
    m_add->setProperty("role", u"primary"_s);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QPushButton* button : {cancel, m_add}) {
        button->setAutoDefault(true);
        buttons->addWidget(button);
    }
    content().addWidget(headingLabel(title, this));
    content().addWidget(
        quietLabel(tr("Any field of the objects, by its path as kubectl has it. Of a list, %1 is one and %2 all; a "
                      "name with dots stands in quotes: %3.")
                       .arg(isolated(u"[0]"_s), isolated(u"[*]"_s), isolated(u"['example.com/team']"_s)),
                   this));
    content().addWidget(m_path);
    content().addWidget(m_problem);
    content().addWidget(m_found);
    content().addWidget(m_title);
    content().addLayout(buttons);
    connect(m_path, &QComboBox::editTextChanged, this, &ColumnSheet::typed);
    connect(m_path->lineEdit(), &QLineEdit::returnPressed, this, &ColumnSheet::accept);
    connect(m_title, &QLineEdit::returnPressed, this, &ColumnSheet::accept);
    connect(m_add, &QPushButton::clicked, this, &ColumnSheet::accept);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(this, &Sheet::dismissed, this, &QObject::deleteLater);
    typed();
    present(m_path);
}

/// Half a path is no mistake yet; it is told when it is added.
void ColumnSheet::typed()
{
    const QString text = m_path->currentText().trimmed();
    m_add->setEnabled(!text.isEmpty());
    m_problem->hide();
    m_found->show();
    const auto path = FieldPath::parse(text);
    const QString own = path ? path->lastName() : QString();
    m_title->setPlaceholderText(own.isEmpty() ? tr("Title")
                                              : tr("Title: %1").arg(isolated(elided(own, longestFieldTitle))));
    const QStringList found = path ? m_examples(*path) : QStringList();
    m_found->setText(!path                 ? tr("What is there is shown here.")
                         : found.isEmpty() ? tr("No object that was looked at has something there. What the console "
                                                "does not keep of objects cannot be shown.")
                                           : tr("There now: %1").arg(isolated(found.join(u" · "_s))));
    if (isVisible()) {
        place();
    }
}

void ColumnSheet::begin(const FieldPath& path, const QString& title)
{
    m_path->setEditText(path.text());
    m_title->setText(title);
    m_add->setText(tr("Save"));
    m_title->setFocus(Qt::OtherFocusReason);
    m_title->selectAll();
}

void ColumnSheet::showProblem(const QString& words)
{
    m_problem->setText(words);
    m_problem->show();
    m_found->hide(); // nothing is
    place();
}

void ColumnSheet::showNoRoom()
{
    showProblem(tr("A table has at most %1 columns of your own. Remove one first.").arg(mostFieldColumns));
}

/// An editable combo box hands Return back to its line a second time.
void ColumnSheet::accept()
{
    if (!isVisible() || !m_add->isEnabled()) {
        return;
    }
    if (const auto path = FieldPath::parse(m_path->currentText())) {
        emit chosen(*path, visibleText(m_title->text()).trimmed().left(longestFieldTitle));
    } else {
        showProblem(path.error().message.shown);
    }
}

} // namespace konductor::ui
