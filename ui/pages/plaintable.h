// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

#include <functional>
#include <vector>

class QFont;
class QMenu;
class QTableView;

namespace konductor::ui {

struct Column;

/// How every table of a page looks and behaves: whole rows, no grid, fixed row heights, read-only, a menu of its own
/// (ui.md, principle 2).
void makePlain(QTableView& table, const QString& accessibleName);
/// What the widest of a column's chips needs; 0 where it has none.
int chipsWidth(const Column& column, const QFont& font);
/// Titles and these rows as they stand on screen, hidden columns left out; nothing without rows.
std::vector<QStringList> textOf(const QTableView& table, const std::vector<int>& rows);
/// The entries of a menu of columns that add one of the person's own, and those that give one a title or remove it:
/// each from `first` on. They end with `owner`; `wanted` is told no id where a new one is meant.
void addOwnColumnEntries(QMenu& menu, const std::vector<Column>& columns, int first, const QObject* owner,
                         const std::function<void(const QString& id)>& wanted,
                         const std::function<void(const QString& id)>& unwanted);

} // namespace konductor::ui
