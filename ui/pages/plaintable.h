// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

#include <vector>

class QTableView;

namespace konductor::ui {

/// How every table of a page looks and behaves: whole rows, no grid, fixed row heights, read-only, a menu of its own
/// (ui.md, principle 2).
void makePlain(QTableView& table, const QString& accessibleName);
/// Titles and these rows as they stand on screen, hidden columns left out; nothing without rows.
std::vector<QStringList> textOf(const QTableView& table, const std::vector<int>& rows);

} // namespace konductor::ui
