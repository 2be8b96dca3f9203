// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/snapshot.h"

#include <QObject>

#include <functional>

namespace konductor::live {
class LiveSession;
}

namespace konductor::snapshot {

/// What a snapshot has that only the server knows, and nobody watches.
struct Asked {
    /// By a SelfSubjectReview (Kubernetes 1.28). Where the server cannot tell, or the connection is read-only and so
    /// sends no question of this kind, with the reason.
    Taker taker;
    std::optional<live::OperatorHealth> operatorHealth; ///< None: the server did not answer.
};

/// Asks the server once, both at the same time, within ten seconds. `done` gets the answers on the thread of `context`,
/// unless that is gone by then.
void askAround(live::LiveSession& session, const QString& program, QObject* context, std::function<void(Asked)> done);

} // namespace konductor::snapshot
