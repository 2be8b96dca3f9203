// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace konductor::ui {

/// One line that shows more below itself when pressed, and hides it again. Closed at first.
class Disclosure final : public QWidget {
    Q_OBJECT
public:
    explicit Disclosure(const QString& title, QWidget* parent = nullptr);
    QVBoxLayout& rows() { return *m_rows; }
    /// What is to be shown below belongs into this, as the parent of the rows.
    QWidget* body() { return m_body; }

private:
    void setOpen(bool open);
    QString m_title;
    QPushButton* m_button;
    QWidget* m_body;
    QVBoxLayout* m_rows;
};

} // namespace konductor::ui
