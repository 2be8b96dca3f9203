// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"
#include "ui/widgets/settings.h"

class QLabel;

namespace konductor::ui {

/// The settings, made from their table; the sheet follows what changes elsewhere. A press takes effect at once: there
/// is nothing to confirm.
class SettingsSheet final : public Sheet {
    Q_OBJECT
public:
    /// The settings must outlive it.
    SettingsSheet(Settings& settings, QWidget* host);

private:
    QWidget* choiceOf(const SettingSpec& spec);
    QWidget* switchOf(const SettingSpec& spec);
    QWidget* buildRows();
    void addButtons();
    void askFile(bool save);
    void say(const Result<void>& result);

    Settings& m_settings;
    QLabel* m_problem;
};

} // namespace konductor::ui
