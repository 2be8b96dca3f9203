// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCryptographicHash>
#include <QString>

namespace konductor::app {

/// What stands for a context in the settings: it tells nothing about it, and has no character that their keys cannot
/// have.
inline QString contextFingerprint(const QString& context)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(context.toUtf8(), QCryptographicHash::Sha256).toHex().first(16));
}

} // namespace konductor::app
