// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace konductor::ui {

/// Asks for the values of an action, before there is a plan: a new size, a time-out, what a new object is called. Also
/// for the name of something that needs no plan.
class FormSheet final : public Sheet {
    Q_OBJECT
public:
    struct Field {
        QString name; ///< What the answer is called.
        QString label;
        QString value = {};
        QString hint = {};
        bool required = false;
    };
    using Values = std::vector<std::pair<QString, QString>>;

    /// `act` is what the button says; empty: a plan follows.
    FormSheet(const QString& title, const std::vector<Field>& fields, QWidget* host, const QString& act = {});

    /// Shows it with the first field focused.
    void ask();
    /// What is wrong with the values; the form stays.
    void showProblem(const QString& words);

signals:
    void accepted(const konductor::ui::FormSheet::Values& values);
    void cancelled();

private:
    void accept();
    void enableContinue();

    std::vector<Field> m_fields;
    std::vector<QLineEdit*> m_edits;
    QLabel* m_problem;
    QPushButton* m_continue;
};

} // namespace konductor::ui
