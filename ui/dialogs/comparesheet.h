// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <vector>

class QListWidget;

namespace konductor::ui {

/// Asks with what a cluster or snapshot is to be compared: another that is open, a recent file, or any file. Presents
/// itself and goes when it is answered.
class CompareSheet final : public Sheet {
    Q_OBJECT
public:
    struct Choice {
        QString name; ///< Hostile text.
        QString detail; ///< "as it is now", a folder; hostile text.
    };

    /// `what` is the side that is known already; hostile text.
    CompareSheet(const QString& what, const std::vector<Choice>& choices, QWidget* host);

signals:
    /// Index of a choice.
    void chosen(int index);
    void fileRequested();

private:
    QListWidget* m_list;
};

} // namespace konductor::ui
