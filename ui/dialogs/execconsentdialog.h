// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/connectionsettings.h"

#include <QDialog>

class QCheckBox;

namespace konductor::ui {

/// Asks before a program that a kubeconfig names runs for the first time (kube.md §6.1): what exactly would run, where
/// the name comes from, and what its file's fingerprint is. Nothing runs while it is open; closing it is a no. Not
/// modal to the program: use open().
class ExecConsentDialog final : public QDialog {
    Q_OBJECT
public:
    struct Question {
        QString context;
        kube::ExecPlugin plugin;
        QString program; ///< Where its command leads; empty when nowhere.
        QString sha256; ///< Of the program's file, in hexadecimal; empty when it cannot be read.
    };
    explicit ExecConsentDialog(const Question& question, QWidget* parent = nullptr);

signals:
    /// `remember`: not to be asked again for the same program, arguments and environment.
    void agreed(bool remember);

private:
    QCheckBox* m_remember;
};

} // namespace konductor::ui
