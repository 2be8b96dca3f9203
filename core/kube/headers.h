// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

/// Readers for the HTTP headers this program understands. Pure; everything they read is hostile.
namespace konductor::kube {

/// "Tue, 24 Nov 2026 11:14:06 GMT", the only form servers write today.
std::optional<Timestamp> parseHttpDate(QByteArrayView value);

/// Retry-After as whole seconds or as a date, at most an hour; none for anything else.
std::optional<std::chrono::milliseconds> parseRetryAfter(QByteArrayView value, Timestamp now);

/// The texts of Warning headers (`299 - "…"`, several joined by commas), control characters stripped (kube.md 1.51).
QStringList parseWarnings(QByteArrayView value);

/// Whether a Content-Encoding names anything but plain bytes, all that is ever asked for (kube.md 1.50).
bool isForeignEncoding(QByteArrayView contentEncoding);

} // namespace konductor::kube
