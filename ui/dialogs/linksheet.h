// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

namespace konductor::ui {

/// Asks what to do with a link that leads to another cluster than the one that is open. Nothing is connected to unless
/// the person presses for it. Deletes itself when it is dismissed.
class LinkSheet final : public Sheet {
    Q_OBJECT
public:
    struct Question {
        QString target; ///< "Lease db-migration in team-a"; hostile text made visible.
        QString cluster; ///< Where it leads.
        QString here; ///< What is open.
        bool known = false; ///< There is such a context; false: the person has to choose one.
    };

    LinkSheet(const Question& question, QWidget* host);

signals:
    /// Open the cluster it names, or, where that is not known, choose one.
    void connectRequested();
    /// Look for it in the cluster that is open: a context has another name with everybody.
    void hereRequested();
};

} // namespace konductor::ui
