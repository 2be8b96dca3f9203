// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"

namespace konductor::inspect {

/// A plan in full for a terminal: title, calls with their kubectl lines, preconditions, rights, what follows.
QString planText(const action::Plan& plan, bool dryRun);
/// A heading and its lines, made visible; nothing when there is none.
QString bulleted(const QString& title, const QStringList& lines);

} // namespace konductor::inspect
