// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/export.h"
#include "core/base/result.h"

#include <QString>

#include <chrono>
#include <optional>

namespace konductor {

/// A point in UTC time, millisecond steps. Kubernetes writes whole seconds (metav1.Time); more is kept if sent.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::nanoseconds;

/// Reads RFC 3339 ("2026-11-24T10:02:58Z", fractions, offsets such as "+02:00"). Years 0001 to 9999.
KONDUCTOR_EXPORT Result<Timestamp> parseTimestamp(QStringView text);
/// RFC 3339 in UTC with whole seconds, as the API server writes it.
KONDUCTOR_EXPORT QString formatTimestamp(Timestamp time);

/// Reads a Go duration ("1h30m", "1.5h", "100ms", "-5s"). Fails on an overflow of 64-bit nanoseconds.
KONDUCTOR_EXPORT Result<Duration> parseDuration(QStringView text);
/// As Go prints it: "1m30s", "10m0s", "1.5s", "0s".
KONDUCTOR_EXPORT QString formatDuration(Duration duration);

/// As a person says it: "0 s", "41 s", "47 min", "2 h", "3 d". Negative values are shown without their sign.
/// Takes milliseconds, as two Timestamps differ in: centuries of nanoseconds do not fit.
KONDUCTOR_EXPORT QString humanDuration(std::chrono::milliseconds duration);
/// For countdowns, with the second of two units under ten minutes: "4 min 19 s", "54 s", "26 min", "2 h 5 min".
KONDUCTOR_EXPORT QString countdownText(std::chrono::milliseconds duration);

template <class Rep, class Period> QString humanDuration(std::chrono::duration<Rep, Period> duration)
{
    return humanDuration(std::chrono::duration_cast<std::chrono::milliseconds>(duration));
}
template <class Rep, class Period> QString countdownText(std::chrono::duration<Rep, Period> duration)
{
    return countdownText(std::chrono::duration_cast<std::chrono::milliseconds>(duration));
}

} // namespace konductor
