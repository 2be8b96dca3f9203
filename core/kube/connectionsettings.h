// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/export.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QJsonValue>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <vector>

namespace konductor::kube {

/// A program that a kubeconfig names to get credentials from (kube.md 2.25-2.28). Nothing runs it by itself: whoever
/// opens the connection sets `allowed` once the person, or a policy of theirs, agreed (kube.md §6.1).
struct ExecPlugin {
    struct Variable {
        QString name;
        QString value;

        friend bool operator==(const Variable&, const Variable&) = default;
    };
    QString apiVersion; ///< "client.authentication.k8s.io/v1" or "…/v1beta1".
    QString command; ///< An absolute path, or a name to look up in PATH.
    QStringList arguments;
    std::vector<Variable> environment; ///< On top of this program's.
    QString interactiveMode; ///< "Never", "IfAvailable" or "Always".
    QString installHint; ///< Hostile text.
    QString file; ///< The kubeconfig that names it.
    bool provideClusterInfo = false;
    QJsonValue clusterConfig{QJsonValue::Undefined}; ///< The cluster's extension for the plugin.

    bool allowed = false;
    bool useLoginPath = false; ///< PATH as a login shell has it: a desktop program's own lacks what people install.

    friend bool operator==(const ExecPlugin&, const ExecPlugin&) = default;
};

/// Whom to act as (kube.md 2.23).
struct Impersonation {
    QString user;
    QString uid;
    QStringList groups;
    QMap<QString, QStringList> extra;

    bool isEmpty() const { return user.isEmpty() && uid.isEmpty() && groups.isEmpty() && extra.isEmpty(); }
    friend bool operator==(const Impersonation&, const Impersonation&) = default;
};

/// Everything needed to talk to one API server as one identity: a kubeconfig's context resolved, or typed in.
/// Data fields hold PEM; files named in the kubeconfig have been read already, except those that are read again as they
/// change: the token file, and the client certificate's files while both are set.
struct ConnectionSettings {
    QString contextName; ///< What the person calls it; "sandbox" for the built-in one.
    QString clusterName;
    QString userName;
    QUrl server; ///< With its path prefix, without query and fragment.
    QString ns; ///< The context's namespace; "default" when it names none.

    QByteArray caPem; ///< Empty: the system's roots.
    QString caFile; ///< Where it came from; empty when it stood in the kubeconfig itself.
    bool insecure = false;
    QString tlsServerName;
    QUrl proxyUrl; ///< Empty: what the environment says.

    Secret token;
    QString tokenFile;
    QByteArray clientCertificatePem;
    QString clientCertificateFile;
    Secret clientKeyPem;
    QString clientKeyFile;
    Secret keyPassphrase; ///< Of an encrypted client key; asked for, never stored.
    QString username; ///< Basic authentication.
    Secret password;
    std::optional<ExecPlugin> exec; ///< Only when nothing else signs in (kube.md 2.19).
    Impersonation impersonation;

    bool readOnly = false; ///< Design decision 10.

    friend bool operator==(const ConnectionSettings&, const ConnectionSettings&) = default;
};

/// Whether a namespace can be called so: a DNS label.
KONDUCTOR_EXPORT bool isNamespaceName(const QString& ns);

} // namespace konductor::kube
