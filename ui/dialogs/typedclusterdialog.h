// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/kube/connectionsettings.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace konductor::ui {

/// Asks for a cluster that no kubeconfig names: its address, its certificate authority, and a token or a client
/// certificate with its key. Says before anything is typed whether the secret can go to the keychain or lives as long
/// as the program. Use open().
class TypedClusterDialog final : public QDialog {
    Q_OBJECT
public:
    explicit TypedClusterDialog(QWidget* parent = nullptr);

    /// Once it is known; "…" stands there before.
    void setKeychain(bool available);
    /// What stands in the fields as settings; Config with a sentence when they do not do.
    Result<kube::ConnectionSettings> settings() const;

signals:
    void entered(const konductor::kube::ConnectionSettings& settings);

private:
    void build();
    void showSignIn(int way);
    void accepted();

    QLineEdit* m_name;
    QLineEdit* m_server;
    QLineEdit* m_namespace;
    QPlainTextEdit* m_authority;
    QComboBox* m_signIn;
    QLineEdit* m_token;
    QPlainTextEdit* m_certificate;
    QPlainTextEdit* m_key;
    QFormLayout* m_form = nullptr;
    QLabel* m_keychain;
    QLabel* m_problem;
};

} // namespace konductor::ui
