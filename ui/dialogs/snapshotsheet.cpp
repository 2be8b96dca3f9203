// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/snapshotsheet.h"

#include "core/base/text.h"
#include "core/base/words.h"
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

SnapshotSheet::SnapshotSheet(const QString& title, const std::vector<Format>& formats, QWidget* host)
    : Sheet(host)
    , m_subject(quietLabel({}, this))
    , m_form(new QFormLayout)
    , m_format(new QComboBox(this))
    , m_names(box(tr("Names of objects"), u"names"_s, this))
    , m_namespaces(box(tr("Namespaces"), u"namespaces"_s, this))
    , m_holders(box(tr("Holders, pods and jobs"), u"holders"_s, this))
    , m_labels(new QComboBox(this))
    , m_key(box(tr("Keep it, for yourself alone"), u"keepKey"_s, this))
    , m_note(plainLabel({}, this))
    , m_save(new QPushButton(tr("Save…"), this))
{
    m_format->setObjectName(u"format"_s);
    m_format->setAccessibleName(tr("Format"));
    for (const Format& format : formats) {
        m_format->addItem(format.label, format.id);
    }
    m_labels->setObjectName(u"labels"_s);
    m_labels->setAccessibleName(tr("Labels"));
    m_labels->addItems({tr("As they are"), tr("Under other names"), tr("Left out")}); // as in Labels
    m_key->setChecked(true);
    m_key->setToolTip(tr("With it the aliases can be turned back, and the next snapshot has the same ones."));
    m_form->setSpacing(space::large);
    m_form->addRow(tr("Format"), m_format);
    m_form->addRow(tr("Hide"), hiding());
    m_form->addRow(tr("Labels"), m_labels);
    m_form->addRow(tr("Key"), m_key);
    content().addWidget(headingLabel(title, this));
    content().addWidget(m_subject);
    content().addLayout(m_form);
    content().addWidget(m_note);
    content().addLayout(buttons());
    for (QCheckBox* check : {m_names, m_namespaces, m_holders, m_key}) {
        connect(check, &QCheckBox::toggled, this, &SnapshotSheet::choiceChanged);
    }
    connect(m_labels, &QComboBox::currentIndexChanged, this, &SnapshotSheet::choiceChanged);
    showPreview({});
}

QLayout* SnapshotSheet::hiding()
{
    auto* hide = new QGridLayout;
    hide->setHorizontalSpacing(space::huge);
    hide->addWidget(m_names, 0, 0);
    hide->addWidget(m_namespaces, 0, 1);
    hide->addWidget(m_holders, 1, 0);
    hide->setColumnStretch(2, 1);
    return hide;
}

QLayout* SnapshotSheet::buttons()
{
    auto* cancel = new QPushButton(tr("Cancel"), this);
    m_save->setObjectName(u"save"_s);
    m_save->setProperty("role", u"primary"_s);
    m_save->setAutoDefault(true);
    setDefaultButton(m_save);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_save);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(m_save, &QPushButton::clicked, this, &SnapshotSheet::accepted);
    return row;
}

void SnapshotSheet::offerPart(const QString& query)
{
    m_part = new QComboBox(this);
    m_part->setObjectName(u"part"_s);
    m_part->setAccessibleName(tr("What"));
    m_part->addItem(tr("Everything"));
    m_part->addItem(tr("Only what the filter shows: %1").arg(isolated(visibleText(elided(query, longestName)))));
    m_form->insertRow(0, tr("What"), m_part);
    setTabOrder(m_part, m_format);
    connect(m_part, &QComboBox::currentIndexChanged, this, &SnapshotSheet::choiceChanged);
}

void SnapshotSheet::ask()
{
    present(m_part ? m_part : m_format);
}

SnapshotSheet::Choice SnapshotSheet::choice() const
{
    return {.format = m_format->currentData().toString(),
            .names = m_names->isChecked(),
            .namespaces = m_namespaces->isChecked(),
            .holders = m_holders->isChecked(),
            .labels = static_cast<Labels>(m_labels->currentIndex()),
            .keepsKey = m_key->isChecked(),
            .onlyPart = m_part && m_part->currentIndex() == 1};
}

void SnapshotSheet::showSubject(const QString& subject)
{
    m_subject->setText(subject.isEmpty() ? tr("One moment…") : visibleText(subject));
    m_save->setEnabled(!subject.isEmpty());
}

void SnapshotSheet::showPreview(const std::vector<std::pair<QString, QString>>& names)
{
    const bool hides = choice().hidesAny();
    m_form->setRowVisible(m_key, hides);
    m_note->setText(
        hides ? tr("The server, who took it and every message are hidden as well; annotations are never in it. The "
                   "same name gets the same alias everywhere.")
              : tr("Annotations and managed fields are never in it. Everything else is as the server has it."));
    delete m_preview;
    m_preview = new QWidget(this);
    auto* grid = new QGridLayout(m_preview);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::large);
    int row = 0;
    for (const auto& [name, alias] : names) {
        QLabel* was = quietLabel(visibleText(elided(name, longestName)), m_preview);
        QLabel* is = plainLabel(onwards() + u"  "_s + isolated(alias), m_preview);
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
