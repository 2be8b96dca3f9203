// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

namespace konductor::ui {

/// How a person wants to read times.
struct TimeStyle {
    bool utc = false; ///< Else local time.
    bool absolute = false; ///< Tables show moments in place of spans.

    friend bool operator==(const TimeStyle&, const TimeStyle&) = default;
};

/// "13:15:20"
QString clockTime(Timestamp time, const TimeStyle& style);
/// "13:15"
QString hourAndMinute(Timestamp time, const TimeStyle& style);
/// "11-24 13:15"
QString dayAndTime(Timestamp time, const TimeStyle& style);
/// "13:15:20" on the day of `now`, else "11-24 13:15": what a column has room for.
QString momentText(Timestamp time, Timestamp now, const TimeStyle& style);
/// "2026-11-24 13:15:20 +01:00", "2026-11-24 12:15:20 UTC": all of it, for whoever hovers.
QString exactTime(Timestamp time, const TimeStyle& style);

} // namespace konductor::ui
