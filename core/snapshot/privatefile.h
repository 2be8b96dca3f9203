// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <functional>

class QIODevice;

namespace konductor::snapshot {

/// Writes a file that only its owner can read (0600), whole or not at all: to a temporary file beside it, synced, then
/// renamed (kube.md 6.5). A full disk or a kill leaves what was there. Fails with Error::Kind::Config, or as `write`.
Result<void> writePrivateFile(const QString& path, const std::function<Result<void>(QIODevice&)>& write);
Result<void> writePrivateFile(const QString& path, const QByteArray& bytes);

/// Writes all of it. A file on a full disk takes a part and says nothing; why is told to who tries to write the rest.
/// Fails with Error::Kind::Config.
Result<void> writeAll(QIODevice& device, const QByteArray& bytes);

} // namespace konductor::snapshot
