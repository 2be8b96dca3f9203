// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/kube/connection.h"
#include "core/live/operatorhealth.h"

namespace konductor::live {

/// Asks how the operator is; what may not be seen stays unknown, so that it fails only when the connection does. The
/// newest write is looked for in this namespace; empty: in all.
QCoro::Task<Result<OperatorHealth>> lookAtOperator(kube::Connection& connection, QString ns = {},
                                                   std::stop_token stop = {});

} // namespace konductor::live
