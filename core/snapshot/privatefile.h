// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace konductor::snapshot {

/// Writes a file that only its owner can read (0600), whole or not at all: to a temporary file beside it, then
/// renamed (kube.md 6.5). Fails with Error::Kind::Config.
Result<void> writePrivateFile(const QString& path, const QByteArray& bytes);

} // namespace konductor::snapshot
