// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/clientcore.h"

#include <functional>

namespace konductor::sdk {

/// Private to core/sdk: looks at the object at each change; none: go on waiting.
using Judge = std::function<std::optional<Result<void>>(const ObjectWatch&)>;

/// Returns what the judge says, or that the object is not there, or that the time is over. A timeout of zero looks
/// once.
QCoro::Task<Result<void>> waitUntil(Core core, ObjectKey key, Judge judge, Options options, std::stop_token stop);

/// One a kind; each fails with Conflict where it can never come to that.
Judge barrierOpens(std::optional<qint64> quorum);
Judge gateOpens();
Judge conditionsAreMet(QStringList names);
Judge leaseIsFree();
Judge waitGroupIsDone();
/// By the permits there are, not by a status that may be frozen.
Judge permitsAreFree(Core core, qint64 atLeast);

} // namespace konductor::sdk
