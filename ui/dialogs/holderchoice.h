// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QStringList>

class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace konductor::ui {

/// Asks whom an action concerns, before there is a plan: one name, with suggestions, or many, one a line.
class HolderChoice final : public Sheet {
    Q_OBJECT
public:
    HolderChoice(const QString& title, const QString& label, const QStringList& suggestions, bool many, QWidget* host);

    /// Shows it with the field focused.
    void ask();

signals:
    void chosen(const QStringList& names);
    void cancelled();

private:
    QStringList names() const;
    void accept();

    QComboBox* m_one = nullptr;
    QPlainTextEdit* m_many = nullptr;
    QPushButton* m_continue;
};

} // namespace konductor::ui
