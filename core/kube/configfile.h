// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace konductor::kube {

/// The bytes of a file of the person's: a kubeconfig, a certificate, a key, a token. Config naming the file when it is
/// not there, is not a file (a pipe would block), cannot be read, or is larger than 8 MiB.
Result<QByteArray> readConfigFile(const QString& path, const Spoken& subject);

} // namespace konductor::kube
