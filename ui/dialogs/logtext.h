// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/podlog.h"

namespace konductor::ui {

/// A log as lines that are safe to show: colours of a terminal fall away, other control characters become visible
/// marks, a line is at most 4,000 characters long.
QString logText(const QByteArray& log);

/// `kubectl logs` for the same part of the same log; `context` may be empty.
QString kubectlLogs(const kube::PodLogQuestion& question, const QString& context);

} // namespace konductor::ui
