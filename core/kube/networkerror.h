// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QNetworkReply>
#include <QSslError>
#include <QUrl>

namespace konductor::kube {

/// Why a transfer failed below HTTP, in words a person can act on. `tlsProblems` is what the reply's sslErrors signal
/// said: subject, names, issuer, validity and fingerprint of the certificate go into the message (kube.md §6.6).
Error networkError(QNetworkReply::NetworkError code, const QString& text, const QUrl& url,
                   const QList<QSslError>& tlsProblems);

} // namespace konductor::kube
