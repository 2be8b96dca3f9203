// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/clientcore.h"

namespace konductor::sdk {

/// Private to core/sdk: the permit, lease request or arrival of one call, in a place that others may want or have.
///
/// Its annotation "client.konductor.io/call" names the call that made it. So ours is told from another of the same
/// holder when an answer got lost, or when Qt sent the creation twice.
void markAsOwn(ObjectMeta& meta, ClientCore& core);
bool isOwn(const Object& there, const Object& marked);
/// Creates what markAsOwn() has marked. Null when another is in its place. Nothing stays of it when it fails or is
/// stopped, however late the server carries it out.
QCoro::Task<Result<ObjectPtr>> createOwn(Core core, ObjectPtr marked, std::stop_token stop);

/// True once it does not exist, or another is in its place.
QCoro::Task<bool> removeChild(Core core, ObjectPtr child);
/// The same, for which nobody waits; `work` is ClientCore::workInBackground().
QCoro::Task<void> removeBehind(Core core, ObjectPtr child, std::shared_ptr<void> work);

} // namespace konductor::sdk
