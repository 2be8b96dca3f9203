// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

class QLabel;
class QLineEdit;
class QListView;

namespace konductor::ui {

class PaletteModel;

/// The palette: a line to type in and what was found below it. By keys alone: type, Up and Down choose, Return takes,
/// Esc closes; it closes as well when focus goes elsewhere.
class PaletteSheet final : public Sheet {
    Q_OBJECT
public:
    /// The model must outlive the sheet.
    PaletteSheet(PaletteModel& model, QWidget* host);

    /// With an empty line, and what the model shows then.
    void open();

signals:
    /// The row can be taken: nothing stands against it.
    void chosen(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void search(const QString& typed);
    void move(int rows);
    void take();
    void show(int row);
    void focusMoved(QWidget* now);

    PaletteModel& m_model;
    QLineEdit* m_line;
    QListView* m_list;
    QLabel* m_count;
};

} // namespace konductor::ui
