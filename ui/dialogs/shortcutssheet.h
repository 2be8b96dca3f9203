// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QKeySequence>

#include <vector>

class QLabel;

namespace konductor::ui {

class Card;
class KeyButton;

/// The keys that do something, in groups. Each can be given other keys, at once; keys that another act has, or that
/// would be typed as text, are refused with the reason.
class ShortcutsSheet final : public Sheet {
    Q_OBJECT
public:
    struct Key {
        QString what;
        QKeySequence keys; ///< As they are now; may be none.
        QKeySequence standard = {}; ///< As the program comes; none: these keys stay as they are.
    };
    struct Group {
        QString title;
        std::vector<Key> keys;
    };

    ShortcutsSheet(const std::vector<Group>& groups, QWidget* host);

signals:
    void chosen(const QKeySequence& standard, const QKeySequence& keys);
    void resetRequested();

private:
    Card* groupCard(const Group& group, QWidget* parent);
    void addButtons();
    void take(KeyButton& button, const QKeySequence& keys);
    QString whyNot(const KeyButton& button, const QKeySequence& keys) const;
    void say(const QString& problem);

    std::vector<Key> m_fixed;
    std::vector<KeyButton*> m_buttons;
    QLabel* m_problem;
};

} // namespace konductor::ui
