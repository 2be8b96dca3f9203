// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/client.h"

#include <chrono>

/// What a contest inside one process and one among processes have in common.
namespace konductor::test {

/// Of every hold in a contest: the shortest there is, because the holds of the dead have to end.
inline constexpr std::chrono::milliseconds contestTtl{3'000};

/// Of the machine's monotonic clock, which all its processes share.
qint64 microsecondsNow();

QCoro::Task<void> pauseFor(int milliseconds);

/// A semaphore, lease, mutex or rwmutex; `shared` counts for the last.
QCoro::Task<Result<std::shared_ptr<sdk::Hold>>> acquireAny(sdk::Client client, Kind kind, QString name, bool shared,
                                                           sdk::Options options, std::stop_token stop);
/// A new one; of the permits a semaphore has so many.
ObjectPtr newPrimitive(Kind kind, const QString& name, qint64 permits);

} // namespace konductor::test
