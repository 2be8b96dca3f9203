// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QTableView;

namespace konductor::ui {

/// How every table of a page looks and behaves: whole rows, no grid, fixed row heights, read-only, a menu of its own
/// (ui.md, principle 2).
void makePlain(QTableView& table, const QString& accessibleName);

} // namespace konductor::ui
