// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/fieldpath.h"
#include "ui/dialogs/sheet.h"

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace konductor::ui {

/// Asks for the path of a field that is to be a column of a table, and for what that is called; says meanwhile what
/// objects have there. Presents itself, and deletes itself when it is dismissed.
class ColumnSheet final : public Sheet {
    Q_OBJECT
public:
    /// Up to a few texts that objects have at this path now; hostile text made visible.
    using Examples = std::function<QStringList(const FieldPath&)>;

    /// `table` is its title; `offered` the paths that can be chosen.
    ColumnSheet(const QString& table, const QStringList& offered, Examples examples, QWidget* host);

    /// For a column that is there: its title is what is asked for.
    void begin(const FieldPath& path, const QString& title);
    /// Why there is no such column; the sheet stays.
    void showProblem(const QString& words);
    /// The table has as many of them as it can have.
    void showNoRoom();

signals:
    /// The title is empty where the path's last name will do.
    void chosen(const konductor::FieldPath& path, const QString& title);

private:
    void typed();
    void accept();

    Examples m_examples;
    QComboBox* m_path;
    QLineEdit* m_title;
    QLabel* m_problem;
    QLabel* m_found;
    QPushButton* m_add;
};

} // namespace konductor::ui
