// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kinds.h"
#include "core/base/export.h"
#include "core/sdk/options.h"

namespace konductor::sdk {

/// New primitives for Client::create(), one function a kind; of the options ttl, timeout, priority and quorum count
/// where the kind has them.
KONDUCTOR_EXPORT ObjectPtr newSemaphore(const QString& name, qint64 permits, const Options& options = {});
KONDUCTOR_EXPORT ObjectPtr newBarrier(const QString& name, qint64 expected, const Options& options = {});
KONDUCTOR_EXPORT ObjectPtr newLease(const QString& name, const Options& options = {});
KONDUCTOR_EXPORT ObjectPtr newGate(const QString& name, std::vector<GateCondition> conditions,
                                   const Options& options = {});
KONDUCTOR_EXPORT ObjectPtr newMutex(const QString& name, const Options& options = {});
KONDUCTOR_EXPORT ObjectPtr newRWMutex(const QString& name, const Options& options = {});
KONDUCTOR_EXPORT ObjectPtr newOnce(const QString& name, const Options& options = {});
KONDUCTOR_EXPORT ObjectPtr newWaitGroup(const QString& name, const Options& options = {});

} // namespace konductor::sdk
