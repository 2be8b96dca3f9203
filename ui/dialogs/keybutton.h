// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QPushButton>

namespace konductor::ui {

/// Shows the keys of an act. Pressed, it takes the next keys for it: Esc leaves them as they are, Backspace takes them
/// away. What becomes of them is decided elsewhere.
class KeyButton final : public QPushButton {
    Q_OBJECT
public:
    KeyButton(const QString& what, const QKeySequence& standard, const QKeySequence& keys, QWidget* parent);

    QString what() const { return m_what; }
    QKeySequence standard() const { return m_standard; } ///< As the program comes.
    QKeySequence keys() const { return m_keys; }
    void setKeys(const QKeySequence& keys);

signals:
    void taken(const QKeySequence& keys);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void setListening(bool listening);

    QString m_what;
    QKeySequence m_standard;
    QKeySequence m_keys;
    bool m_listening = false;
};

} // namespace konductor::ui
