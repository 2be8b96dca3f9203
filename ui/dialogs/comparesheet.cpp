// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/comparesheet.h"

#include "core/base/text.h"
#include "ui/dialogs/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

CompareSheet::CompareSheet(const QString& what, const std::vector<Choice>& choices, QWidget* host)
    : Sheet(host)
    , m_list(new QListWidget(this))
{
    setAccessibleName(tr("Compare"));
    m_list->setAccessibleName(tr("Compare with"));
    m_list->setUniformItemSizes(true);
    for (const Choice& choice : choices) {
        m_list->addItem(visibleText(choice.name) + u"  ·  "_s + visibleText(choice.detail));
    }
    m_list->setCurrentRow(0);
    m_list->setVisible(!choices.empty());
    m_list->setFixedHeight((m_list->sizeHintForRow(0) + 1) * std::clamp<int>(m_list->count(), 1, 8)
                           + 2 * m_list->frameWidth());
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* file = new QPushButton(tr("A file…"), this);
    file->setObjectName(u"file"_s);
    auto* go = new QPushButton(tr("Compare"), this);
    go->setObjectName(u"compareNow"_s);
    go->setEnabled(!choices.empty());
    (choices.empty() ? file : go)->setProperty("role", u"primary"_s);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(file);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(go);
    for (QPushButton* button : {cancel, file, go}) {
        button->setAutoDefault(true);
    }
    content().addWidget(headingLabel(tr("Compare %1 with…").arg(visibleText(what)), this));
    content().addWidget(m_list);
    content().addWidget(quietLabel(tr("Whichever was taken earlier comes first. Nothing is written anywhere."), this));
    content().addLayout(buttons);
    const auto choose = [this] {
        const int row = m_list->currentRow();
        dismiss();
        emit chosen(row);
    };
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(go, &QPushButton::clicked, this, choose);
    connect(m_list, &QListWidget::itemActivated, this, choose);
    connect(file, &QPushButton::clicked, this, [this] {
        dismiss();
        emit fileRequested();
    });
    connect(this, &Sheet::dismissed, this, &QObject::deleteLater);
    present(choices.empty() ? static_cast<QWidget*>(file) : m_list);
}

} // namespace konductor::ui
