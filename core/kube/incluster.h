// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/kube/connectionsettings.h"

#include <QProcessEnvironment>

namespace konductor::kube {

/// The settings a pod finds in itself (kube.md 2.11, 2.32): KUBERNETES_SERVICE_HOST and _PORT, and the service
/// account's token, ca.crt and namespace below `folder`. Nothing when the environment says that this is no pod;
/// Config when the token is missing. Without ca.crt the system's authorities count, as for client-go.
std::optional<Result<ConnectionSettings>>
inClusterSettings(const QProcessEnvironment& environment,
                  const QString& folder = QStringLiteral("/var/run/secrets/kubernetes.io/serviceaccount"));

} // namespace konductor::kube
