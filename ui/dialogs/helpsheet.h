// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/helptopics.h"
#include "ui/dialogs/sheet.h"

class QPushButton;

namespace konductor::ui {

/// What a page is for, in a few paragraphs and, for a primitive, a picture.
class HelpSheet final : public Sheet {
    Q_OBJECT
public:
    HelpSheet(const QString& title, const HelpTopic& topic, QWidget* host);

signals:
    void shortcutsRequested();
    void tourRequested();
    void lessonsRequested();

private:
    QPushButton* leavingTo(const QString& text, const QString& name, void (HelpSheet::*requested)());
};

} // namespace konductor::ui
