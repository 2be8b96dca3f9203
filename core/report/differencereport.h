// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/difference.h"

#include <QByteArray>

namespace konductor::report {

/// What happened between two snapshots, to paste into an incident: in words first, then field by field. Inert, as every
/// report.
QByteArray differenceMarkdown(const snapshot::Difference& difference);

} // namespace konductor::report
