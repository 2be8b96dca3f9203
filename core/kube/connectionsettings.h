// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secret.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace konductor::kube {

/// Everything needed to talk to one API server as one identity: a kubeconfig's context resolved, or typed in.
/// Data fields hold PEM; files named in the kubeconfig have been read already, except the token file, which is
/// read again as it changes.
struct ConnectionSettings {
    QString contextName; ///< What the person calls it; "sandbox" for the built-in one.
    QString clusterName;
    QString userName;
    QUrl server; ///< With its path prefix, without query and fragment.
    QString ns; ///< The context's namespace; "default" when it names none.

    QByteArray caPem; ///< Empty: the system's roots.
    bool insecure = false;
    QString tlsServerName;

    Secret token;
    QString tokenFile;
    QByteArray clientCertificatePem;
    Secret clientKeyPem;
    QString username; ///< Basic authentication.
    Secret password;

    bool readOnly = false; ///< Design decision 10.
};

} // namespace konductor::kube
