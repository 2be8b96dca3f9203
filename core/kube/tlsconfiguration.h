// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/kube/connectionsettings.h"

#include <QSslConfiguration>

namespace konductor::kube {

/// Error::reason of an encrypted key whose passphrase is missing or wrong: ask for it.
inline const QString encryptedKeyReason = QStringLiteral("EncryptedKey");

/// The TLS side of the settings: authorities, client certificate with its RSA, EC or DSA key in PKCS#1, SEC1 or PKCS#8
/// form, encrypted or not (kube.md 2.22, §3a.10), TLS 1.2 and later, HTTP/1.1 only. A key that cannot be used or is
/// another certificate's is an error, never a silent fall-back to no identity. A CA of the settings replaces the
/// system's roots (§3a.11).
Result<QSslConfiguration> tlsConfiguration(const ConnectionSettings& settings);

} // namespace konductor::kube
