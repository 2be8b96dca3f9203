// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/settingssheet.h"

#include "core/base/text.h"
#include "ui/dialogs/growingarea.h"
#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

SettingsSheet::SettingsSheet(Settings& settings, QWidget* host)
    : Sheet(host)
    , m_settings(settings)
    , m_problem(problemLabel(this))
{
    setAccessibleName(tr("Settings"));
    QLabel* heading = headingLabel(tr("Settings"), this);
    m_problem->setObjectName(u"problem"_s);
    QWidget* rows = buildRows();
    content().addWidget(heading);
    content().addWidget(new GrowingArea(rows, contentWidth(), this));
    content().addWidget(m_problem);
    addButtons();
    connect(this, &Sheet::dismissed, this, &QObject::deleteLater);
    present(rows->findChild<QWidget*>(settingSpecs().front().key));
}

QWidget* SettingsSheet::buildRows()
{
    auto* body = new QWidget(this);
    auto* grid = new QGridLayout(body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::huge);
    grid->setVerticalSpacing(space::small);
    grid->setColumnStretch(0, 1);
    int row = 0;
    for (const SettingSpec& spec : settingSpecs()) {
        QWidget* control = spec.type == SettingSpec::Type::Switch ? switchOf(spec) : choiceOf(spec);
        control->setObjectName(spec.key);
        control->setAccessibleName(spec.label);
        control->setAccessibleDescription(spec.help);
        QLabel* label = plainLabel(spec.label, body);
        label->setBuddy(control);
        QLabel* help = quietLabel(spec.help, body);
        grid->addWidget(label, row, 0);
        grid->addWidget(help, row + 1, 0);
        grid->addWidget(control, row, 1, 2, 1, Qt::AlignRight | Qt::AlignVCenter);
        grid->setRowMinimumHeight(row + 2, space::medium);
        row += 3;
    }
    return body;
}

QWidget* SettingsSheet::choiceOf(const SettingSpec& spec)
{
    auto* box = new QComboBox(this);
    for (const SettingSpec::Value& value : spec.range) {
        box->addItem(value.label, value.name);
    }
    const auto show = [this, box, setting = spec.setting] {
        box->setCurrentIndex(box->findData(m_settings.value(setting)));
    };
    show();
    connect(&m_settings, &Settings::changed, box, show);
    connect(box, &QComboBox::activated, this,
            [this, box, setting = spec.setting] { m_settings.set(setting, box->currentData().toString()); });
    return box;
}

QWidget* SettingsSheet::switchOf(const SettingSpec& spec)
{
    auto* box = new QCheckBox(this);
    const auto show = [this, box, setting = spec.setting] { box->setChecked(m_settings.isOn(setting)); };
    show();
    connect(&m_settings, &Settings::changed, box, show);
    connect(box, &QCheckBox::clicked, this,
            [this, spec](bool checked) { m_settings.set(spec.setting, spec.range[checked ? 0 : 1].name); });
    return box;
}

void SettingsSheet::addButtons()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::medium);
    const auto add = [&](const QString& text, const QString& name) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(name);
        row->addWidget(button);
        return button;
    };
    connect(add(tr("Export…"), u"export"_s), &QPushButton::clicked, this, [this] { askFile(true); });
    connect(add(tr("Import…"), u"import"_s), &QPushButton::clicked, this, [this] { askFile(false); });
    connect(add(tr("Reset"), u"reset"_s), &QPushButton::clicked, &m_settings, &Settings::reset);
    row->addStretch(1);
    connect(add(tr("Close"), u"close"_s), &QPushButton::clicked, this, &Sheet::dismiss);
    content().addLayout(row);
}

void SettingsSheet::askFile(bool save)
{
    auto* dialog = new QFileDialog(this, save ? tr("Export the settings") : tr("Import settings"),
                                   u"konductor-console.ini"_s, tr("Settings (*.ini);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(save ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(save ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, save](const QString& path) { say(save ? m_settings.exportTo(path) : m_settings.importFrom(path)); });
    dialog->open();
}

void SettingsSheet::say(const Result<void>& result)
{
    m_problem->setText(result ? QString() : visibleText(result.error().message.shown)); // which file, the person knows
    m_problem->setVisible(!result);
    place();
}

} // namespace konductor::ui
