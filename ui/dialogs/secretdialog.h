// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secret.h"

#include <QDialog>

class QLineEdit;

namespace konductor::ui {

/// Asks for one secret, such as the passphrase of a key; it is kept by whoever asked, in memory. Use open().
class SecretDialog final : public QDialog {
    Q_OBJECT
public:
    /// `problem`: what was wrong with the last one; empty at first.
    SecretDialog(const QString& title, const QString& explanation, const QString& problem, QWidget* parent = nullptr);

signals:
    void entered(const konductor::Secret& secret);

private:
    QLineEdit* m_edit;
};

} // namespace konductor::ui
