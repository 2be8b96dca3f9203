// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <QDateTime>

namespace konductor::ui {

/// "13:15:20", local time.
inline QString clockTime(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).toString(QStringLiteral("HH:mm:ss"));
}

} // namespace konductor::ui
