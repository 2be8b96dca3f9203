// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/spoken.h"

#include <QSslCertificate>

namespace konductor::kube {

/// What tells one certificate from another, in one line (kube.md §6.6): subject, issuer, validity, names, SHA-256.
/// Names are made visible, and bounded: they are whatever the server sent.
Spoken certificateFacts(const QSslCertificate& certificate);

/// The subject's common name, the same way; "(no name)" without one.
Spoken commonNameOf(const QSslCertificate& certificate);

} // namespace konductor::kube
