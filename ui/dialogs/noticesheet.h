// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

class QHBoxLayout;
class QPushButton;

namespace konductor::ui {

/// Says what went wrong, or asks before something is lost; the rest of the window stays alive. Plain text. Deletes
/// itself when it is dismissed. Window's thread.
class NoticeSheet final : public Sheet {
    Q_OBJECT
public:
    struct Words {
        QString title;
        QString text; ///< What happened, to what, and what to do.
        QString note = {}; ///< What else is worth knowing; quiet.
        QString close = {}; ///< Of the button that does nothing; empty: "Close".
    };
    NoticeSheet(const Words& words, QWidget* host);

    const QString& text() const { return m_words.text; }
    /// Before what closes it; clicked() comes when the notice is gone. `role` as the style knows it ("primary").
    QPushButton* addButton(const QString& text, const QString& role = {});
    /// Shows it. It has the focus, but none of its buttons: nobody answers it with a key meant for something else.
    void tell();

private:
    Words m_words;
    QHBoxLayout* m_buttons;
    QPushButton* m_close;
};

} // namespace konductor::ui
