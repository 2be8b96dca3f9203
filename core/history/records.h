// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"
#include "core/kube/connectionsettings.h"

#include <QJsonObject>

namespace konductor::history {

/// Who acts, and where. No credentials.
struct Actor {
    QString person; ///< The user of this machine.
    QString machine;
    QString program; ///< "konductor-console"
    QString context;
    QString server;
    QString clusterUser; ///< The kubeconfig's name for it.
};
Actor actorOf(const kube::ConnectionSettings& settings);

/// Before the calls: who is about to do what, why, with which calls.
QJsonObject begunRecord(const Actor& actor, const action::Plan& plan, Timestamp at);
/// After them: what came of the record numbered `begun`, also what the watch showed beside the prediction.
QJsonObject endedRecord(qint64 begun, const action::Outcome& outcome, Timestamp at);
/// The model said something else than the operator did: all that is needed to look into it.
QJsonObject differenceRecord(qint64 begun, const action::Plan& plan, const action::Outcome& outcome, Timestamp at);

} // namespace konductor::history
