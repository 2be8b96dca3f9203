// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/snapshotsheet.h"

#include "core/base/text.h"
#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 48;

QCheckBox* box(const QString& text, const QString& name, QWidget* parent)
{
    auto* check = new QCheckBox(text, parent);
    check->setObjectName(name);
    return check;
}

} // namespace

SnapshotSheet::SnapshotSheet(const QString& title, const QString& subtitle, const std::vector<Format>& formats,
                             QWidget* host)
    : Sheet(host)
    , m_format(new QComboBox(this))
    , m_names(box(tr("Names of objects"), u"names"_s, this))
    , m_namespaces(box(tr("Namespaces"), u"namespaces"_s, this))
    , m_holders(box(tr("Holders, pods and jobs"), u"holders"_s, this))
    , m_labels(new QComboBox(this))
    , m_note(plainLabel({}, this))
{
    QLabel* heading = headingLabel(title, this);
    QLabel* below = quietLabel(visibleText(subtitle), this);
    m_format->setObjectName(u"format"_s);
    m_format->setAccessibleName(tr("Format"));
    for (const Format& format : formats) {
        m_format->addItem(format.label, format.id);
    }
    m_labels->setObjectName(u"labels"_s);
    m_labels->setAccessibleName(tr("Labels"));
    m_labels->addItems({tr("As they are"), tr("Under other names"), tr("Left out")}); // as in Labels
    auto* hide = new QGridLayout;
    hide->setHorizontalSpacing(space::huge);
    hide->addWidget(m_names, 0, 0);
    hide->addWidget(m_namespaces, 0, 1);
    hide->addWidget(m_holders, 1, 0);
    hide->setColumnStretch(2, 1);
    auto* form = new QFormLayout;
    form->setSpacing(space::large);
    form->addRow(tr("Format"), m_format);
    form->addRow(tr("Hide"), hide);
    form->addRow(tr("Labels"), m_labels);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* save = new QPushButton(tr("Save…"), this);
    save->setObjectName(u"save"_s);
    save->setProperty("role", u"primary"_s);
    save->setAutoDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    content().addWidget(heading);
    content().addWidget(below);
    content().addLayout(form);
    content().addWidget(m_note);
    content().addLayout(buttons);
    for (QCheckBox* check : {m_names, m_namespaces, m_holders}) {
        connect(check, &QCheckBox::toggled, this, &SnapshotSheet::choiceChanged);
    }
    connect(m_labels, &QComboBox::currentIndexChanged, this, &SnapshotSheet::choiceChanged);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(save, &QPushButton::clicked, this, &SnapshotSheet::accepted);
    showPreview({});
}

void SnapshotSheet::ask()
{
    present(m_format);
}

SnapshotSheet::Choice SnapshotSheet::choice() const
{
    return {m_format->currentData().toString(), m_names->isChecked(), m_namespaces->isChecked(), m_holders->isChecked(),
            static_cast<Labels>(m_labels->currentIndex())};
}

void SnapshotSheet::showPreview(const std::vector<std::pair<QString, QString>>& names)
{
    m_note->setText(
        choice().hidesAny()
            ? tr("The server, who took it and every message are hidden as well; annotations are never in it. The same "
                 "name gets the same alias everywhere; only you keep the key.")
            : tr("Annotations and managed fields are never in it. Everything else is as the server has it."));
    delete m_preview;
    m_preview = new QWidget(this);
    auto* grid = new QGridLayout(m_preview);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::large);
    int row = 0;
    for (const auto& [name, alias] : names) {
        QLabel* was = quietLabel(visibleText(elided(name, longestName)), m_preview);
        QLabel* is = plainLabel(u"→  "_s + alias, m_preview);
        grid->addWidget(was, row, 0);
        grid->addWidget(is, row++, 1);
    }
    grid->setColumnStretch(1, 1);
    content().insertWidget(content().count() - 1, m_preview);
    m_preview->setVisible(!names.empty());
    if (isVisible()) {
        place();
    }
}

} // namespace konductor::ui
