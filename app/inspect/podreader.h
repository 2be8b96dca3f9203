// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/holderbook.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

namespace konductor::live {
class LiveSession;
}

namespace konductor::inspect {

/// Lists the pods of these namespaces once, in pages, on the session's connection. A namespace that may not be listed,
/// or has too many pods, stays unknown: nobody in it is said to be gone. `done` is called on the thread of `context`,
/// unless that is gone by then.
void readPods(live::LiveSession& session, const QStringList& namespaces, QObject* context,
              std::function<void(std::shared_ptr<insight::HolderBook>)> done);

} // namespace konductor::inspect
