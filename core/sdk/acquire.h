// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/holdstate.h"

namespace konductor::sdk {

/// Private to core/sdk: one function a kind of hold. Null: not free, with a timeout of zero (a lease: within it).
using AcquiredHold = Result<std::shared_ptr<HoldState>>;
QCoro::Task<AcquiredHold> acquirePermit(Core core, ObjectKey semaphore, QString holder, Options options,
                                        std::stop_token stop);
QCoro::Task<AcquiredHold> acquireLease(Core core, ObjectKey lease, QString holder, Options options,
                                       std::stop_token stop);
QCoro::Task<AcquiredHold> acquireMutex(Core core, ObjectKey mutex, QString holder, Options options,
                                       std::stop_token stop);
QCoro::Task<AcquiredHold> acquireRead(Core core, ObjectKey mutex, QString holder, Options options,
                                      std::stop_token stop);
QCoro::Task<AcquiredHold> acquireWrite(Core core, ObjectKey mutex, QString holder, Options options,
                                       std::stop_token stop);

} // namespace konductor::sdk
