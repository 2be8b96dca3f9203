// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/connection.h"

#include <QSet>

namespace konductor::kube {

/// "v1.36.3": what the server says of itself at /version.
QCoro::Task<Result<QString>> serverVersion(Connection& connection,
                                           std::chrono::milliseconds deadline = std::chrono::seconds{10},
                                           std::stop_token stop = {});

/// The versions in which the server has a group, its preferred one first. A group it does not know has none.
QCoro::Task<Result<QStringList>> servedVersions(Connection& connection, QString group, std::stop_token stop = {});

/// The plural names of the resources the server has in a group version ("leases", "semaphores"), subresources left
/// out. A group the server does not know at all is an empty set.
QCoro::Task<Result<QSet<QString>>> resourcesOf(Connection& connection, QString group, QString version,
                                               std::stop_token stop = {});

} // namespace konductor::kube
