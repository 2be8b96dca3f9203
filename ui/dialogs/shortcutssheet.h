// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QKeySequence>

#include <vector>

namespace konductor::ui {

/// The keys that do something, in groups.
class ShortcutsSheet final : public Sheet {
    Q_OBJECT
public:
    struct Group {
        QString title;
        std::vector<std::pair<QString, QString>> keys; ///< What they do, and the keys as they are written.
    };

    ShortcutsSheet(const std::vector<Group>& groups, QWidget* host);
};

} // namespace konductor::ui
