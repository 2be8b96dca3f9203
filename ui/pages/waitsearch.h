// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/waitpicture.h"

#include <QWidget>

#include <set>

class QLabel;
class QLineEdit;

namespace konductor::ui {

/// Finds boxes of a WaitPicture by words of their name, kind and namespace: each key press goes to the first one from
/// where one is, Return and Shift+Return to the next and the one before, Esc clears it. Says how many there are.
class WaitSearch final : public QWidget {
    Q_OBJECT
public:
    explicit WaitSearch(QWidget* parent = nullptr);

    /// Another picture is shown; what is found in it is told by foundChanged().
    void setPicture(const WaitPicture& picture);
    /// Where one is by now: what is next follows it.
    void setCurrent(const std::optional<insight::WaitNode>& node);
    const std::set<insight::WaitNode>& found() const { return m_found; }
    QLineEdit& field() { return *m_field; }

signals:
    void foundChanged();
    /// This one is to be gone to.
    void chosen(const konductor::insight::WaitNode& node);
    /// Esc: back to the picture.
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search();
    void step(int by);
    void tell();

    QLineEdit* m_field;
    QLabel* m_count;
    WaitPicture m_picture;
    std::vector<insight::WaitNode> m_order; ///< Of what was found, as the picture has it.
    std::set<insight::WaitNode> m_found;
    std::optional<insight::WaitNode> m_current;
};

} // namespace konductor::ui
