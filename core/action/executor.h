// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"

#include <QCoro/QCoroTask>

#include <stop_token>

namespace konductor::kube {
class Connection;
}
namespace konductor::action {

/// Awaited before each call, with its number; for whoever tells how far it is, or changes the world meanwhile (tests).
using BeforeCall = std::function<QCoro::Task<void>(qsizetype call)>;

/// Asks the server to try every call with dryRun=All, on the connection's thread. Nothing is written.
QCoro::Task<Outcome> dryRun(kube::Connection& connection, Plan plan, std::stop_token stop = {});

/// Makes the plan's calls one after another, on the connection's thread; stops at the first that is refused. Before
/// each, the other objects it rests on (Call::unchanged) are looked at again; between that look and the write there is
/// a moment which the API cannot guard. A 409
/// means that something changed since the plan was made: nothing is overwritten, and `explanation` tells what changed,
/// from a fresh look at the object. Phase Done here means that every call was taken; PlanRun watches for the effect.
QCoro::Task<Outcome> makeCalls(kube::Connection& connection, Plan plan, std::stop_token stop = {},
                               BeforeCall before = {});

} // namespace konductor::action
