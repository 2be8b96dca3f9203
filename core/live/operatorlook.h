// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/kube/connection.h"
#include "core/live/operatorhealth.h"

#include <functional>

class QObject;

namespace konductor::live {

class LiveSession;

/// Asks how the operator is; what may not be seen stays unknown, so that it fails only when the connection does. The
/// newest write is looked for in this namespace; empty: in all.
QCoro::Task<Result<OperatorHealth>> lookAtOperator(kube::Connection& connection, QString ns = {},
                                                   std::stop_token stop = {});

/// The same for who is on another thread: `done` gets the answer on that of `context`, unless it is gone by then.
/// Where there is no connection, nobody is told.
void askOperator(LiveSession& session, const QString& ns, QObject* context,
                 std::function<void(const Result<OperatorHealth>&)> done);

} // namespace konductor::live
