// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/snapshot.h"

#include <QObject>

#include <functional>

namespace konductor::live {
class LiveSession;
}

namespace konductor::snapshot {

/// Asks the server once who we are to it (a SelfSubjectReview, Kubernetes 1.28). `done` gets the answer on the thread
/// of `context`, unless that is gone by then; where the server cannot tell, or the connection is read-only and so sends
/// no question of this kind, with the reason.
void askWhoTakes(live::LiveSession& session, const QString& program, QObject* context, std::function<void(Taker)> done);

} // namespace konductor::snapshot
